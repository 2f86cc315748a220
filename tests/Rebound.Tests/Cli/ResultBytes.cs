using System.Text.Json.Nodes;
using Xunit;

namespace Rebound.Tests.Cli;

/// <summary>The files of a results folder, to the byte, without what depends on the clock.</summary>
internal static class ResultBytes
{
    // Every file but those that hold seconds; of run.json everything but seconds and memory. The views of results.duckdb name tables alone.
    public static IReadOnlyDictionary<string, string> Of(string results) => Directory.GetFiles(results, "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(results, f).Replace('\\', '/'))
        .Where(f => f is not ("results.duckdb" or "tables/stages.csv" or "tables/stages.parquet"))
        .ToDictionary(f => f, f => f == "run.json" ? Timeless(File.ReadAllText(Path.Combine(results, f))) : Convert.ToHexString(File.ReadAllBytes(Path.Combine(results, f))), StringComparer.Ordinal);

    private static string Timeless(string json)
    {
        var manifest = JsonNode.Parse(json)!.AsObject();
        manifest.Remove("Seconds");
        manifest.Remove("PeakMegabytes");
        return manifest.ToJsonString();
    }

    public static void AssertSame(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> found)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, file => Assert.True(file.Value == found[file.Key], $"{file.Key} differs"));
    }
}
