namespace Rebound.Tests.Studies;

/// <summary>A folder of its own for one run, removed afterwards.</summary>
internal sealed class TemporaryRun : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("rebound-run-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
