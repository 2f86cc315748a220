using System.Globalization;
using Rebound.Measures;

namespace Rebound.Cli;

/// <summary>A recovery as lines of a terminal: each unit under each baseline, and why a unit is refused.</summary>
internal static class RecoveryLines
{
    public static IEnumerable<string> Of(RecoveryResult result)
    {
        List<string[]> rows = [["unit", "baseline", "trough", "depth %", "95 %", "loss %·months", "recovery", "months", "95 %", "miss before %"]];
        foreach (var unit in result.Units)
        {
            var m = unit.Measures;
            var test = result.BackTests.FirstOrDefault(t => t.Unit == unit.Unit && t.Baseline == unit.Baseline);
            var state = unit.Outcome is Recovered ? unit.RecoveryName : unit.Outcome is Censored ? "not back" : unit.Outcome.Status;
            rows.Add([unit.Unit, Baselines.Name(unit.Baseline), unit.TroughName, Number(m?.DepthPercent), m is null ? "–" : $"{Number(m.Detail.DepthLowPercent)}…{Number(m.Detail.DepthHighPercent)}", Number(m?.Loss?.Net), state,
                unit.Outcome is Recovered back ? back.Months.ToString(CultureInfo.InvariantCulture) : "–", m is null || m.Detail.Chance.Length == 0 ? "–" : $"{Whole(m.Detail.Earliest)}…{Whole(m.Detail.Latest)}",
                test is null || double.IsNaN(test.Error) ? "–" : Number(100 * (Math.Exp(test.Error) - 1)) + (test.Best ? " *" : "  ")]);
        }
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(row => row[c].Length))];
        foreach (var row in rows) yield return string.Join("  ", row.Select((cell, c) => c < 3 || c == 6 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))).TrimEnd();
        foreach (var unit in result.Units)
            if (unit.Outcome is Refused refused) yield return $"Refused, {Baselines.Name(unit.Baseline)}: {refused.Reason} {refused.Repair}";
        if (result.BackTests.Any(t => t.Best)) yield return "* missed the year before the shock by least: the default baseline of the unit.";
    }

    private static string Number(double? number) => number is { } n && double.IsFinite(n) ? n.ToString("0.0", CultureInfo.InvariantCulture) : "–";

    private static string Whole(int? month) => month?.ToString(CultureInfo.InvariantCulture) ?? "later";
}
