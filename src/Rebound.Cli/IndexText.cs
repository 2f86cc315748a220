using System.Globalization;
using Rebound.Measures;

namespace Rebound.Cli;

/// <summary>An index as lines of a terminal: units from the highest score down, with rank, interval and dimension scores.</summary>
internal static class IndexText
{
    public static IEnumerable<string> Lines(IndexResult result, SensitivityResult intervals)
    {
        int[] nodes = [.. Enumerable.Range(0, result.Nodes.Count).Where(node => result.Nodes[node].Depth == 1)];
        if (nodes.Length == 1) nodes = [];
        List<string[]> rows = [["rank", "90 % of designs", "unit", "score", .. nodes.Select(node => result.Nodes[node].Path)]];
        foreach (var u in Enumerable.Range(0, result.Units.Count).OrderBy(u => result.Ranks(0)[u]).ThenBy(u => result.Units[u], StringComparer.Ordinal))
        {
            var interval = intervals.Of(0)[u];
            rows.Add([Text(result.Ranks(0)[u]), $"{interval.Low}–{interval.High}", result.Units[u], Text(result.UnitScores(0)[u]), .. nodes.Select(node => Text(result.UnitScores(node)[u]))]);
        }
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(row => row[c].Length))];
        return rows.Select(row => string.Join("  ", row.Select((cell, c) => c == 2 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))).TrimEnd());
    }

    private static string Text(double number) => double.IsNaN(number) ? "–" : number.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
