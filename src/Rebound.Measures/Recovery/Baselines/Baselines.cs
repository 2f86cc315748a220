namespace Rebound.Measures;

/// <summary>The names of baselines in study files and results.</summary>
public static class Baselines
{
    /// <summary>"same-month" or "same-month-growth".</summary>
    /// <param name="baseline">The baseline.</param>
    public static string Name(Baseline baseline) => baseline switch
    {
        Baseline.SameMonth => "same-month",
        Baseline.SameMonthGrowth => "same-month-growth",
        _ => throw new ArgumentOutOfRangeException(nameof(baseline)),
    };

    /// <summary>The baseline of a name.</summary>
    /// <param name="name">"same-month" or "same-month-growth".</param>
    /// <returns>Null when there is none of that name.</returns>
    public static Baseline? Find(string name) => name switch
    {
        "same-month" => Baseline.SameMonth,
        "same-month-growth" => Baseline.SameMonthGrowth,
        _ => null,
    };
}
