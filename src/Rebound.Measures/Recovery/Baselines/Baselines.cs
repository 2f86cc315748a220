namespace Rebound.Measures;

/// <summary>The names of baselines in study files and results.</summary>
public static class Baselines
{
    private static readonly (Baseline Baseline, string Name)[] Known =
    [
        (Baseline.SameMonth, "same-month"),
        (Baseline.SameMonthGrowth, "same-month-growth"),
        (Baseline.TwoYearAverage, "two-year-average"),
        (Baseline.Decomposition, "stl"),
        (Baseline.Smoothing, "ets"),
        (Baseline.Arima, "arima"),
        (Baseline.Interrupted, "interrupted"),
        (Baseline.Structural, "structural"),
        (Baseline.SyntheticControl, "synthetic-control"),
        (Baseline.SyntheticDifference, "synthetic-did"),
        (Baseline.MatrixCompletion, "matrix-completion"),
    ];

    /// <summary>Every name, in the order of the baselines.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Select(known => known.Name)];

    /// <summary>The name of a baseline, for instance "same-month" or "arima".</summary>
    /// <param name="baseline">The baseline.</param>
    public static string Name(Baseline baseline) => Array.Find(Known, known => known.Baseline == baseline).Name ?? throw new ArgumentOutOfRangeException(nameof(baseline));

    /// <summary>The baseline of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <returns>Null when there is none of that name.</returns>
    public static Baseline? Find(string name)
    {
        var index = Array.FindIndex(Known, known => known.Name == name);
        return index < 0 ? null : Known[index].Baseline;
    }

    /// <summary>Whether a baseline compares with other units.</summary>
    /// <param name="baseline">The baseline.</param>
    public static bool NeedsDonors(Baseline baseline) => baseline is Baseline.SyntheticControl or Baseline.SyntheticDifference or Baseline.MatrixCompletion;

    /// <summary>Whether a baseline uses whole base years rather than every month before the shock.</summary>
    /// <param name="baseline">The baseline.</param>
    public static bool UsesBaseYears(Baseline baseline) => baseline is Baseline.SameMonth or Baseline.SameMonthGrowth;
}
