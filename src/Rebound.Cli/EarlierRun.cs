using System.Text.Json;

namespace Rebound.Cli;

/// <summary>What an earlier run of the same study tells about the time that a run takes.</summary>
internal static class EarlierRun
{
    /// <summary>Seconds by stage of the newest results beside a folder; empty without any.</summary>
    public static IReadOnlyDictionary<string, double> Seconds(string folder)
    {
        var parent = Path.GetDirectoryName(Path.GetFullPath(folder));
        if (parent is null || !Directory.Exists(parent)) return new Dictionary<string, double>();
        var newest = Directory.EnumerateDirectories(parent).Select(d => new FileInfo(Path.Combine(d, "run.json"))).Where(f => f.Exists).MaxBy(f => f.LastWriteTimeUtc);
        return newest is null ? new Dictionary<string, double>() : Read(newest.FullName);
    }

    private static Dictionary<string, double> Read(string file)
    {
        try
        {
            using var manifest = JsonDocument.Parse(File.ReadAllBytes(file));
            return manifest.RootElement.TryGetProperty("Seconds", out var seconds) && seconds.ValueKind == JsonValueKind.Object
                ? seconds.EnumerateObject().Where(s => s.Value.ValueKind == JsonValueKind.Number).ToDictionary(s => s.Name, s => s.Value.GetDouble(), StringComparer.Ordinal)
                : [];
        }
        catch (JsonException) // a damaged record tells nothing about time; the run itself replaces it
        {
            return [];
        }
    }
}
