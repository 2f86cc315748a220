using Xunit;

namespace Rebound.Tests.Numerics;

/// <summary>Tests that set how many threads a process uses: they run one after another, and alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ThreadsCollection
{
    public const string Name = "threads";
}
