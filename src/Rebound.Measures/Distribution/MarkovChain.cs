using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>Classes of values by quantiles, and their transitions: plain, by the neighbours' class, and between quadrants of the local Moran.</summary>
/// <remarks>Quantiles of type 7; a value on a bound belongs to the class below it (right-closed). Source: Quah (1993); Rey (2001).
/// Checked against giddy 2.2.2 with mapclassify 2.5.0.</remarks>
public static class MarkovChain
{
    /// <summary>The class of each value.</summary>
    /// <param name="panel">Finite values by unit and period.</param>
    /// <param name="count">k ≥ 2.</param>
    /// <param name="cutoffs">Pooled or by period.</param>
    /// <exception cref="MeasureRefusedException">A value is missing, or bounds fall together because too many values are equal.</exception>
    public static ValueClasses Classify(BalancedValues panel, int count, Cutoffs cutoffs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        panel.RequireFinite("A Markov chain", 2, 2);
        var (n, periods) = (panel.Units.Count, panel.PeriodCount);
        var classes = new int[n * periods];
        double[] pooled = [];
        if (cutoffs == Cutoffs.Pooled) pooled = Bounds([.. Enumerable.Range(0, periods).SelectMany(panel.Period)], count, new Subject(panel.Variable));
        for (var t = 0; t < periods; t++)
        {
            var bounds = cutoffs == Cutoffs.Pooled ? pooled : Bounds(panel.Period(t), count, panel.SubjectAt(t));
            for (var i = 0; i < n; i++) classes[i * periods + t] = ClassOf(bounds, panel[i, t]);
        }
        return new ValueClasses(count, periods, classes, pooled);
    }

    /// <summary>The plain chain.</summary>
    /// <param name="classes">Classes by unit and period.</param>
    public static TransitionMatrix Classic(ValueClasses classes) => TransitionMatrix.Of([.. classes.Classes], classes.Periods, classes.Count);

    /// <summary>The chain by the class of the neighbours' weighted value in the earlier period.</summary>
    /// <param name="panel">Finite values by unit and period, for instance relative to the period's mean.</param>
    /// <param name="weights">W of the same units in the same order, row-standardised, without islands.</param>
    /// <param name="count">Classes of values, and of lags.</param>
    /// <param name="cutoffs">Pooled or by period.</param>
    /// <remarks>The lag is taken of values and then cut, not of classes.</remarks>
    public static SpatialMarkov Spatial(BalancedValues panel, SpatialWeights weights, int count, Cutoffs cutoffs)
    {
        CheckWeights(panel, weights);
        var own = Classify(panel, count, cutoffs);
        var (n, periods) = (panel.Units.Count, panel.PeriodCount);
        var lags = new double[n * periods];
        for (var t = 0; t < periods; t++)
        {
            var lag = weights.Lag(panel.Period(t));
            for (var i = 0; i < n; i++) lags[i * periods + t] = lag[i];
        }
        var near = Classify(new BalancedValues($"neighbours' {panel.Variable}", panel.Units, panel.FirstYear, lags), count, cutoffs);
        var counts = Enumerable.Range(0, count).Select(_ => new double[count, count]).ToArray();
        for (var at = 0; at < lags.Length; at++)
            if (at % periods != periods - 1) counts[near.Classes[at]][own.Classes[at], own.Classes[at + 1]]++;
        TransitionMatrix[] matrices = [.. counts.Select(matrix => new TransitionMatrix(matrix))];
        return new SpatialMarkov(own, near, Classic(own), matrices);
    }

    /// <summary>The chain between quadrants of the local Moran (HH, LH, LL, HL).</summary>
    /// <param name="panel">Finite values by unit and period.</param>
    /// <param name="weights">W of the same units in the same order, without islands.</param>
    public static TransitionMatrix Lisa(BalancedValues panel, SpatialWeights weights) =>
        TransitionMatrix.Of(QuadrantClasses(panel, weights, (quadrant, _) => (int)quadrant - 1, 0, 0), panel.PeriodCount, 4);

    /// <summary>The chain between quadrants of the local Moran where they are significant, and a fifth class of units whose surroundings are not: HH, LH, LL, HL, none.</summary>
    /// <param name="panel">Finite values by unit and period.</param>
    /// <param name="weights">W of the same units in the same order, without islands.</param>
    /// <param name="draws">Conditional permutations a unit and period, for instance 999.</param>
    /// <param name="seed">The study's seed; unit i uses stream i in every period, so that only the values make a difference.</param>
    /// <param name="level">A quadrant counts where its two-sided p-value, adjusted over the units of the period, is at most this.</param>
    /// <param name="adjustment">How p-values are adjusted for many units.</param>
    /// <remarks>The plain chain counts each of its moves as if it were real; most of them lie between quadrants that chance makes. Source: Rey (2001);
    /// the fifth class as in Vallone and Chasco (2020).</remarks>
    public static LisaChain SignificantLisa(BalancedValues panel, SpatialWeights weights, int draws, ulong seed, double level = 0.05, PAdjustment adjustment = PAdjustment.BenjaminiHochberg)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draws);
        var classes = QuadrantClasses(panel, weights, (quadrant, p) => p <= level ? (int)quadrant - 1 : LisaChain.NotSignificant, draws, seed, adjustment);
        return new LisaChain(Lisa(panel, weights), TransitionMatrix.Of(classes, panel.PeriodCount, LisaChain.Names.Count), panel.PeriodCount, classes, level, draws);
    }

    private static void CheckWeights(BalancedValues panel, SpatialWeights weights)
    {
        if (!panel.Units.SequenceEqual(weights.Units, StringComparer.Ordinal)) throw new ArgumentException("The weights are of other units, or in another order.", nameof(weights));
        if (weights.Islands.Count > 0)
            throw new MeasureRefusedException(MeasureRefusalKind.Island, new Subject(panel.Variable), weights.Islands, $"A spatial chain of '{panel.Variable}' needs neighbours, but {string.Join(", ", weights.Islands.Select(unit => $"'{unit}'"))} have none; link or drop them (WithoutIslands).");
    }

    private static int[] QuadrantClasses(BalancedValues panel, SpatialWeights weights, Func<Quadrant, double, int> classOf, int draws, ulong seed, PAdjustment adjustment = PAdjustment.None)
    {
        CheckWeights(panel, weights);
        panel.RequireFinite("A LISA chain", 4, 2);
        var (n, periods) = (panel.Units.Count, panel.PeriodCount);
        var classes = new int[n * periods];
        for (var t = 0; t < periods; t++)
        {
            var subject = panel.SubjectAt(t);
            var sample = SpatialSample.Of(panel.Period(t), weights, subject, "A LISA chain", 4);
            var quadrants = Moran.Quadrants(sample.Deviations, weights.Lag(sample.Deviations));
            var p = draws == 0 ? null : Moran.Local(panel.Period(t), weights, LocalNull.Conditional, subject, draws, seed).Adjusted(adjustment);
            for (var i = 0; i < n; i++) classes[i * periods + t] = classOf(quadrants[i], p is null ? 0 : p[i]);
        }
        return classes;
    }

    private static double[] Bounds(double[] values, int count, Subject subject)
    {
        Array.Sort(values);
        double[] bounds = [.. Enumerable.Range(1, count - 1).Select(j => Quantile.OfSorted(values, (double)j / count))];
        for (var j = 0; j < bounds.Length; j++)
        {
            if (bounds[j] >= (j + 1 < bounds.Length ? bounds[j + 1] : values[^1]))
                throw new MeasureRefusedException(MeasureRefusalKind.OneGroup, subject, [], $"{subject} has too many equal values for {count} classes: two bounds are {Require.Number(bounds[j])}. Take fewer classes.");
        }
        return bounds;
    }

    private static int ClassOf(double[] bounds, double value)
    {
        var k = 0;
        while (k < bounds.Length && bounds[k] < value) k++;
        return k;
    }
}
