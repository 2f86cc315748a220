using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Kernels that bring the outliers of one indicator in. Missing values stay missing and count in nothing.</summary>
internal static class OutlierTreatment
{
    /// <summary>Whether a shape is taken as free of outliers: |skewness| or kurtosis below its limit. One that is not defined passes: there is nothing to treat.</summary>
    public static bool Passes(SampleShape shape, TreatSettings settings) =>
        !(Math.Abs(shape.Skewness) >= settings.SkewnessLimit && shape.Kurtosis >= settings.KurtosisLimit);

    /// <summary>Treats a column in place.</summary>
    public static IndicatorTreatment Treat(string indicator, Span<double> column, TreatMethod method, TreatSettings settings)
    {
        var before = SampleShape.Of(Normalisation.Observed(column));
        if (method == TreatMethod.None || Passes(before, settings))
            return new(indicator, before.Skewness, before.Kurtosis, Passes(before, settings), 0, "", before.Skewness, before.Kurtosis, Passes(before, settings));
        var (points, transformation) = (0, "");
        if (method is TreatMethod.Winsorise or TreatMethod.WinsoriseThenLog or TreatMethod.WinsoriseThenBoxCox)
            points = Winsorise(column, settings, Math.Max(1, (int)(settings.WinsoriseShare * Normalisation.Observed(column).Length)));
        if (points == 0) transformation = Transform(column, method, before, settings);
        var after = SampleShape.Of(Normalisation.Observed(column));
        return new(indicator, before.Skewness, before.Kurtosis, false, points, transformation, after.Skewness, after.Kurtosis, Passes(after, settings));
    }

    /// <summary>Sets the extreme value on the side of the skewness to the next one, again and again, until the limits are met.</summary>
    /// <param name="column">Changed in place, unless the limits cannot be met.</param>
    /// <param name="settings">The limits.</param>
    /// <param name="most">Largest number of points that may be changed.</param>
    /// <param name="force">Whether changes stay when the limits are not met.</param>
    /// <returns>Number of points changed; 0 when they were put back.</returns>
    public static int Winsorise(Span<double> column, TreatSettings settings, int most, bool force = false)
    {
        int[] order = [.. Enumerable.Range(0, column.Length)];
        var original = column.ToArray();
        Array.Sort(original, order);
        var from = Array.FindIndex(original, value => !double.IsNaN(value)); // NaN sorts first
        if (from < 0) return 0;
        var sorted = original.AsSpan(from).ToArray();
        var (low, high) = (0, sorted.Length - 1); // the first value that is not low, the last that is not high
        var shape = SampleShape.Of(sorted);
        var sums = new TailSums(sorted);
        while (!Passes(shape, settings))
        {
            var (nextLow, nextHigh) = (low, high);
            if (shape.Skewness > 0)
                while (nextHigh > low && sorted[nextHigh] == sorted[high]) nextHigh--;
            else
                while (nextLow < high && sorted[nextLow] == sorted[low]) nextLow++;
            if (nextLow + (sorted.Length - 1 - nextHigh) > most) break;
            (low, high) = (nextLow, nextHigh);
            shape = sums.Cut(low, high);
            if (IsFar(shape, settings)) continue; // the sums over the middle settle it
            sorted.AsSpan(0, low).Fill(sorted[low]);
            sorted.AsSpan(high + 1).Fill(sorted[high]);
            shape = SampleShape.Of(sorted);
        }
        sorted.AsSpan(0, low).Fill(sorted[low]);
        sorted.AsSpan(high + 1).Fill(sorted[high]);
        if (!force && !Passes(SampleShape.Of(sorted), settings)) return 0;
        for (var k = 0; k < sorted.Length; k++) column[order[from + k]] = sorted[k];
        return low + (sorted.Length - 1 - high);
    }

    /// <summary>Whether a shape fails by more than the rounding of sums.</summary>
    private static bool IsFar(SampleShape shape, TreatSettings settings) =>
        Math.Abs(shape.Skewness) > settings.SkewnessLimit + 1e-6 * (1 + Math.Abs(shape.Skewness)) && shape.Kurtosis > settings.KurtosisLimit + 1e-6 * (1 + Math.Abs(shape.Kurtosis));

    /// <summary>y = ln(x − min + 0.01 (max − min)), in place.</summary>
    public static void Log(Span<double> column)
    {
        var m = Normalisation.Describe(Normalisation.Observed(column));
        LogShifted(column, -m.Minimum + 0.01 * (m.Maximum - m.Minimum));
    }

    /// <summary>y = ln(x − min + 1), in place; depends on the unit of x.</summary>
    public static void LogOne(Span<double> column) => LogShifted(column, 1 - Normalisation.Describe(Normalisation.Observed(column)).Minimum);

    /// <summary><see cref="Log"/>, mirrored when the skewness is negative.</summary>
    /// <returns>Whether it was mirrored.</returns>
    public static bool LogPlus(Span<double> column)
    {
        var mirrored = SampleShape.Of(Normalisation.Observed(column)).Skewness < 0;
        if (mirrored) Negate(column);
        Log(column);
        if (mirrored) Negate(column);
        return mirrored;
    }

    /// <summary>y = (u^λ − 1)/λ, ln u for λ = 0, in place, with u = x or u = x − min + 1.</summary>
    public static void BoxCox(Span<double> column, double lambda, bool makePositive)
    {
        var shift = makePositive ? 1 - Normalisation.Describe(Normalisation.Observed(column)).Minimum : 0;
        if (lambda == 0) LogShifted(column, shift);
        else
            for (var i = 0; i < column.Length; i++) column[i] = (Math.Pow(column[i] + shift, lambda) - 1) / lambda;
    }

    private static string Transform(Span<double> column, TreatMethod method, SampleShape before, TreatSettings settings)
    {
        switch (method)
        {
            case TreatMethod.Log:
                Log(column);
                return "log";
            case TreatMethod.WinsoriseThenLog or TreatMethod.LogPlus:
                return LogPlus(column) ? "log-mirrored" : "log";
            case TreatMethod.WinsoriseThenBoxCox or TreatMethod.BoxCox:
                // λ < 1 draws in the right tail: a left one is mirrored there and back.
                if (before.Skewness < 0) Negate(column);
                BoxCox(column, settings.Lambda, makePositive: true);
                if (before.Skewness < 0) Negate(column);
                return before.Skewness < 0 ? "box-cox-mirrored" : "box-cox";
            default:
                return "";
        }
    }

    private static void LogShifted(Span<double> column, double shift)
    {
        for (var i = 0; i < column.Length; i++) column[i] = Math.Log(column[i] + shift);
    }

    private static void Negate(Span<double> column)
    {
        for (var i = 0; i < column.Length; i++) column[i] = -column[i];
    }
}
