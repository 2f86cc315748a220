namespace Rebound.Measures;

/// <summary>Kernels on ratios actual / expected of months in a row.</summary>
internal static class Triangle
{
    /// <summary>Loss between the first and the last month by the trapezoid rule, in %·months; at least two finite ratios.</summary>
    public static double Net(ReadOnlySpan<double> ratios)
    {
        var loss = 0.0;
        for (var t = 1; t < ratios.Length; t++) loss += 100 * (1 - (ratios[t - 1] + ratios[t]) / 2);
        return loss;
    }

    /// <summary>The same with ratios above one taken as one.</summary>
    public static double Capped(ReadOnlySpan<double> ratios)
    {
        var loss = 0.0;
        for (var t = 1; t < ratios.Length; t++) loss += 100 * (1 - (Math.Min(1, ratios[t - 1]) + Math.Min(1, ratios[t])) / 2);
        return loss;
    }

    /// <summary>Each month counts for one month: Σ 100 (1 − ratio).</summary>
    public static double Step(ReadOnlySpan<double> ratios)
    {
        var loss = 0.0;
        foreach (var ratio in ratios) loss += 100 * (1 - ratio);
        return loss;
    }

    /// <summary>Index of the lowest ratio (the first of equals), or −1 when none is observed.</summary>
    public static int Lowest(ReadOnlySpan<double> ratios)
    {
        var lowest = -1;
        for (var t = 0; t < ratios.Length; t++)
            if (!double.IsNaN(ratios[t]) && (lowest < 0 || ratios[t] < ratios[lowest])) lowest = t;
        return lowest;
    }

    /// <summary>Index of the first month at or after <paramref name="from"/> that begins <paramref name="hold"/> observed months at or above the level; −1 when there is none.</summary>
    public static int FirstSustained(ReadOnlySpan<double> ratios, int from, double level, int hold)
    {
        var run = 0;
        for (var t = from; t < ratios.Length; t++)
        {
            run = ratios[t] >= level ? run + 1 : 0; // a missing month (NaN) ends a run
            if (run == hold) return t - hold + 1;
        }
        return -1;
    }
}
