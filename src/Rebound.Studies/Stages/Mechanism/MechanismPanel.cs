using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>The study's months with what the questions of the mechanism need beside the tables: gap, stringency as a share, cases per head, standardised scores.</summary>
internal sealed class MechanismPanel
{
    private readonly Study study;
    private readonly RecoveryResult? recovery;

    public MechanismPanel(Study study, MeasuredIndex? measured, RecoveryResult? recovery)
    {
        (this.study, this.recovery, Measured) = (study, recovery, measured);
        Shock = study.Settings.Shock!;
        var panel = study.Data.Monthly!;
        var end = panel.PeriodAt(panel.PeriodCount - 1);
        Last = Shock.Horizon.CompareTo(end) < 0 ? Shock.Horizon : end;
        if (recovery is not null) panel = panel.With(new Variable("gap", Gap(panel, recovery.Options.Baselines[0]), Unit.Number));
        if (panel.Has("stringency")) panel = panel.With(new Variable("stringency", [.. panel["stringency"].Values.Select(v => v / 100)], Unit.Number));
        if (panel.Has("new_cases")) panel = panel.With(new Variable("cases", LogCases(panel), Unit.Number));
        foreach (var (path, z) in Scores())
            panel = panel.With(new Variable(path, [.. panel.Cities.SelectMany(c => Enumerable.Repeat(z.GetValueOrDefault(c, double.NaN), panel.PeriodCount))], Unit.Number));
        Panel = panel;
    }

    public Panel Panel { get; }

    public ShockSettings Shock { get; }

    public MeasuredIndex? Measured { get; }

    public IndexResult? Index => Measured?.Result;

    /// <summary>The last month that is judged.</summary>
    public Period Last { get; }

    public ulong Seed => study.Settings.Seed;

    public string UnitName => study.Settings.UnitName;

    /// <summary>The baselines that recovery was measured against; the first is the study's main one.</summary>
    public IReadOnlyList<Baseline> Baselines => recovery?.Options.Baselines ?? [];

    /// <summary>The short run, and the long run where any month of it is observed.</summary>
    public IEnumerable<(string Horizon, Period First, Period Last)> Horizons()
    {
        yield return ("short", Shock.Start, Shock.End.CompareTo(Last) < 0 ? Shock.End : Last);
        if (Shock.End.CompareTo(Last) < 0) yield return ("long", Shock.End.Plus(1), Last);
    }

    /// <summary>People in hundred thousands; not positive where the study gives none.</summary>
    public double Heads(int city) => study.Data.Cities[city].Population / 1e5;

    /// <summary>ln(actual) − ln(expected) against a baseline, a cell of the panel each.</summary>
    public double[] Gap(Panel panel, Baseline baseline)
    {
        var gap = new double[panel.RowCount];
        Array.Fill(gap, double.NaN);
        foreach (var unit in recovery!.Units.Where(u => u.Baseline == baseline && u.Measures is not null))
        {
            var (city, path) = (panel.IndexOf(unit.Unit), unit.Measures!.Path);
            for (var t = 0; t < path.Gap.Length; t++)
                if (panel.IndexOf(path.First.Plus(t)) is var at and >= 0) gap[city * panel.PeriodCount + at] = path.Gap[t];
        }
        return gap;
    }

    /// <summary>Mean over the months of a window, one number a city; NaN where no month is observed.</summary>
    public double[] MeanOf(double[] cells, Period first, Period last)
    {
        var means = new double[Panel.Cities.Count];
        var (from, to) = (Math.Max(0, Panel.IndexOf(first)), Panel.IndexOf(last));
        for (var c = 0; c < means.Length; c++) means[c] = Moments.Of(cells.AsSpan(c * Panel.PeriodCount + from, to + 1 - from)).Mean;
        return means;
    }

    /// <summary>ln of each unit's cases per 100,000 people over the short run; NaN where it has none or no people.</summary>
    public double[] LogCasesOfTheShortRun()
    {
        var (from, to) = (Panel.IndexOf(Shock.Start), Panel.IndexOf(Shock.End) is var end and >= 0 ? end : Panel.PeriodCount - 1);
        var cases = new double[Panel.Cities.Count];
        for (var c = 0; c < cases.Length; c++)
        {
            double sum = 0;
            for (var t = from; t <= to; t++)
                if (Panel["new_cases"].Values[c * Panel.PeriodCount + t] is var v && !double.IsNaN(v)) sum += v;
            cases[c] = Heads(c) > 0 && sum > 0 ? Math.Log(sum / Heads(c)) : double.NaN;
        }
        return cases;
    }

    /// <summary>A node's scores in standard deviations over the units, by unit.</summary>
    public static Dictionary<string, double> Standardised(IndexResult index, int node)
    {
        var scores = index.UnitScores(node);
        var moments = Moments.Of(scores);
        var z = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var u = 0; u < scores.Length; u++) z[index.Units[u]] = (scores[u] - moments.Mean) / moments.Deviation;
        return z;
    }

    /// <summary>Values in standard deviations; null where they do not vary.</summary>
    public static double[]? Scaled(double[] values)
    {
        var moments = Moments.Of(values);
        return moments.Count >= 3 && moments.Deviation > 0 ? [.. values.Select(v => (v - moments.Mean) / moments.Deviation)] : null;
    }

    private IEnumerable<(string Path, Dictionary<string, double> Scores)> Scores()
    {
        for (var node = 0; node < (Index?.Nodes.Count ?? 0); node++)
            if (Index!.Nodes[node].Depth <= 1) yield return (node == 0 ? "index" : Index.Nodes[node].Path, Standardised(Index, node));
    }

    private double[] LogCases(Panel panel) => [.. panel["new_cases"].Values.Select((v, row) => double.IsNaN(v) ? double.NaN : Math.Log(1 + Math.Max(0, v) / Heads(row / panel.PeriodCount)))];
}
