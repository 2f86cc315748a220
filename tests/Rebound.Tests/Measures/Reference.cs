using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Rebound.Measures;
using Xunit;

namespace Rebound.Tests.Measures;

/// <summary>Reference values of other programs, in ../shared beside the repository; a test without them is skipped.</summary>
internal static class Reference
{
    private static readonly string Shared = Path.Combine(Root(), "..", "shared");

    public static JsonElement Case(string id) => JsonDocument.Parse(File.ReadAllText(PathOf($"golden/index/cases/{id}.json"))).RootElement;

    public static double[] Numbers(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    /// <summary>A small CSV file, by column name; empty cells are NaN where numbers are asked for.</summary>
    public static Dictionary<string, string[]> Csv(string path)
    {
        using var file = File.OpenRead(PathOf(path));
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Cells).ToArray();
        return lines[0].Select((name, c) => (name, c)).ToDictionary(x => x.name, x => lines.Skip(1).Select(line => line[x.c]).ToArray(), StringComparer.Ordinal);
    }

    public static double[] Numbers(this Dictionary<string, string[]> csv, string column) =>
        [.. csv[column].Select(cell => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN)];

    /// <summary>A table whose rows are year by year, each with all units in the same order.</summary>
    public static IndicatorTable Table(Dictionary<string, string[]> csv, string unit, string year, IReadOnlyList<Indicator> indicators)
    {
        var units = csv[unit].Distinct().ToArray();
        var years = csv[year].Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        var (first, count) = (years.Min(), years.Max() - years.Min() + 1);
        var values = new double[indicators.Count * units.Length * count];
        Array.Fill(values, double.NaN);
        for (var j = 0; j < indicators.Count; j++)
        {
            var column = csv.Numbers(indicators[j].Code);
            for (var r = 0; r < column.Length; r++)
                values[(j * units.Length + Array.IndexOf(units, csv[unit][r])) * count + years[r] - first] = column[r];
        }
        return new IndicatorTable(units, first, count, indicators, values);
    }

    /// <summary>Scores by unit then year, put into the row order of the file (year by year).</summary>
    public static double[] InFileOrder(IndexResult index, int node)
    {
        var (scores, n, t) = (index.Scores(node).ToArray(), index.Units.Count, index.YearCount);
        return [.. Enumerable.Range(0, n * t).Select(r => scores[r % n * t + r / n])];
    }

    public static void Close(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"value {i}: {actual[i]:R} is not {expected[i]:R}");
    }

    private static string PathOf(string path)
    {
        var full = Path.Combine(Shared, path);
        Assert.SkipUnless(File.Exists(full), $"the reference file ../shared/{path} is not on this machine");
        return full;
    }

    private static string[] Cells(string line)
    {
        // A comma between quotes stands in an odd part of a split at quotes.
        var parts = line.TrimEnd('\r').Split('"');
        for (var part = 1; part < parts.Length; part += 2) parts[part] = parts[part].Replace(',', ';');
        return string.Concat(parts).Split(',');
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Rebound.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
