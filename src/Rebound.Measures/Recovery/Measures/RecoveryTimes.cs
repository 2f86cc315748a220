namespace Rebound.Measures;

/// <summary>Times to recovery of one path by several definitions, in months counted with the first month of the shock as 1; null is censored.</summary>
/// <param name="FirstCrossing">First month from the trough on at or above the expected level.</param>
/// <param name="Sustained3">First month of three in a row there.</param>
/// <param name="Sustained6">First month of six in a row there.</param>
/// <param name="Threshold90">First month at or above 90 % of the expected level.</param>
/// <param name="Threshold95">The same at 95 %.</param>
/// <param name="Interpolated">Where the line between the month before the first crossing and that month meets the level.</param>
/// <param name="HalfLife">First month from the trough on by which half of the drop is made good, interpolated likewise.</param>
/// <param name="BreakEven">First month in which all later gains have made good all earlier losses.</param>
/// <param name="Loss">Σ(1 − ratio) over the months observed, in months of the expected level.</param>
/// <param name="LossCapped">The same with gains counted as zero.</param>
public sealed record RecoveryTimes(int? FirstCrossing, int? Sustained3, int? Sustained6, int? Threshold90, int? Threshold95, double? Interpolated, double? HalfLife, int? BreakEven, double Loss, double LossCapped)
{
    /// <summary>Measures a path.</summary>
    /// <param name="ratios">Actual over expected from the first month of the shock on; NaN where a month is missing, which ends a run.</param>
    /// <param name="trough">Index of the trough.</param>
    internal static RecoveryTimes Of(ReadOnlySpan<double> ratios, int trough)
    {
        double loss = 0, capped = 0;
        int? even = null;
        for (var t = 0; t < ratios.Length; t++)
        {
            if (double.IsNaN(ratios[t])) continue;
            loss += 1 - ratios[t];
            capped += Math.Max(0, 1 - ratios[t]);
            if (even is null && t >= trough && loss <= 0) even = t + 1;
        }
        return new RecoveryTimes(Month(ratios, trough, 1, 1), Month(ratios, trough, 1, 3), Month(ratios, trough, 1, 6), Month(ratios, trough, 0.9, 1), Month(ratios, trough, 0.95, 1),
            Crossing(ratios, trough, 1), Crossing(ratios, trough, 1 - (1 - ratios[trough]) / 2), even, loss, capped);
    }

    /// <summary>First month, from the trough on, of a run at or above a level; null when it is not seen.</summary>
    internal static int? Month(ReadOnlySpan<double> ratios, int trough, double level, int hold)
    {
        var index = Triangle.FirstSustained(ratios, trough, level, hold);
        return index < 0 ? null : index + 1;
    }

    /// <summary>Interpolated month of the first crossing of a level from below, from the trough on.</summary>
    internal static double? Crossing(ReadOnlySpan<double> ratios, int trough, double level)
    {
        var index = Triangle.FirstSustained(ratios, trough, level, 1);
        if (index < 0) return null;
        if (index == trough || double.IsNaN(ratios[index - 1])) return index + 1;
        return index + (level - ratios[index - 1]) / (ratios[index] - ratios[index - 1]);
    }
}
