namespace Rebound.Numerics;

/// <summary>p-values adjusted for the number of tests: a test is a finding at level α where its adjusted p-value is at most α.</summary>
public static class AdjustedP
{
    /// <summary>Adjusts; the order of the p-values is kept, and none gets smaller but by <see cref="PAdjustment.Sharpened"/>.</summary>
    /// <param name="pValues">m p-values in [0, 1].</param>
    /// <param name="method">How.</param>
    /// <returns>m numbers in [0, 1]. With p₍₁₎ ≤ … ≤ p₍ₘ₎: Holm maxⱼ≤ᵢ (m − j + 1) p₍ⱼ₎; Benjamini–Hochberg minⱼ≥ᵢ (m/j) p₍ⱼ₎; Yekutieli the same times Σ 1/j; sharpened the smallest q at which
    /// Benjamini–Hochberg at q/(1 + q)·m/(m − r) rejects, r the rejections of the same at q/(1 + q).</returns>
    /// <exception cref="ArgumentException">A p-value lies outside [0, 1].</exception>
    public static double[] Of(ReadOnlySpan<double> pValues, PAdjustment method)
    {
        var m = pValues.Length;
        var sorted = pValues.ToArray();
        foreach (var p in sorted)
            if (!(p is >= 0 and <= 1)) throw new ArgumentException("A p-value lies outside [0, 1].", nameof(pValues));
        if (method == PAdjustment.None) return sorted;
        if (method == PAdjustment.Bonferroni) return [.. sorted.Select(p => Math.Min(1, m * p))];
        var order = new int[m];
        for (var i = 0; i < m; i++) order[i] = i;
        Array.Sort(sorted, order);
        var adjusted = new double[m];
        if (method == PAdjustment.Holm) StepDown(sorted, order, adjusted);
        else if (method == PAdjustment.Sharpened) TwoStage(sorted, order, adjusted);
        else StepUp(sorted, order, adjusted, method == PAdjustment.BenjaminiYekutieli ? Harmonic(m) : 1);
        return adjusted;
    }

    private static void StepDown(double[] sorted, int[] order, double[] adjusted)
    {
        var reached = 0.0;
        for (var i = 0; i < sorted.Length; i++)
        {
            reached = Math.Max(reached, Math.Min(1, (sorted.Length - i) * sorted[i]));
            adjusted[order[i]] = reached;
        }
    }

    private static void StepUp(double[] sorted, int[] order, double[] adjusted, double factor)
    {
        var reached = 1.0;
        for (var i = sorted.Length - 1; i >= 0; i--)
        {
            reached = Math.Min(reached, factor * sorted.Length / (i + 1) * sorted[i]);
            adjusted[order[i]] = reached;
        }
    }

    // With r first-stage rejections, possible from level first[r] on, rank i falls from level min_{j ≥ i} p₍ⱼ₎(m − r)/j on: the smallest level over r of the larger of the two, as q = level/(1 − level).
    private static void TwoStage(double[] sorted, int[] order, double[] adjusted)
    {
        var m = sorted.Length;
        var least = new double[m]; // min_{j ≥ i} p₍ⱼ₎/j
        var reached = double.PositiveInfinity;
        for (var i = m - 1; i >= 0; i--) least[i] = reached = Math.Min(reached, sorted[i] / (i + 1));
        for (var i = 0; i < m; i++)
        {
            var level = double.PositiveInfinity;
            for (var r = 1; r <= m; r++) level = Math.Min(level, Math.Max(m * least[r - 1], (m - r) * least[i]));
            adjusted[order[i]] = level < 0.5 ? level / (1 - level) : 1;
        }
    }

    private static double Harmonic(int count)
    {
        var sum = 0.0;
        for (var j = 1; j <= count; j++) sum += 1.0 / j;
        return sum;
    }
}
