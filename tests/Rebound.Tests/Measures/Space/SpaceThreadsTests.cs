using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Tests.Numerics;
using Xunit;
using static Rebound.Tests.Measures.SpaceSamples;

namespace Rebound.Tests.Measures;

/// <summary>Spatial permutations on one thread and two.</summary>
[Collection(ThreadsCollection.Name)]
public sealed class SpaceThreadsTests
{
    private static readonly Subject X = new("x", 2019);

    [Fact]
    public void Draws_have_the_same_bits_on_one_thread_and_two()
    {
        var stream = new RandomStream(5, 0);
        double[] values = [.. Enumerable.Range(0, 300).Select(_ => stream.NextNormal())];
        var before = FixedChunks.MostThreads;
        try
        {
            FixedChunks.MostThreads = 1;
            var one = (Moran.Local(values, Chain(300), LocalNull.Conditional, X, 199, 3).Permutation!.PGreater, Moran.Permute(values, Chain(300), 199, 3, X));
            FixedChunks.MostThreads = 2;
            var two = (Moran.Local(values, Chain(300), LocalNull.Conditional, X, 199, 3).Permutation!.PGreater, Moran.Permute(values, Chain(300), 199, 3, X));
            Assert.Equal(one.PGreater, two.PGreater);
            Assert.Equal(one.Item2, two.Item2);
        }
        finally
        {
            FixedChunks.MostThreads = before;
        }
    }
}
