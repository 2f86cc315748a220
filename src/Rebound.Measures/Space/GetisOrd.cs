using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>Getis and Ord's G: whether high values, or low ones, lie together.</summary>
/// <remarks>Formula: G = Σᵢ Σⱼ≠ᵢ wᵢⱼ xᵢ xⱼ / Σᵢ Σⱼ≠ᵢ xᵢ xⱼ with the randomisation moments of Getis and Ord (1992; the corrected B₁). Local:
/// Gᵢ leaves unit i out and takes the moments of the others, Gᵢ* counts it in (Ord and Getis, 1995); both are reported as
/// z. Binary weights are customary. Checked against spdep 1.2-7 (globalG.test, localG).</remarks>
public static class GetisOrd
{
    /// <summary>The global G of positive values.</summary>
    /// <param name="values">n ≥ 4 values, 0 or more.</param>
    /// <param name="weights">W, without islands; binary by custom.</param>
    /// <param name="subject">Names for refusals.</param>
    public static GlobalAutocorrelation Global(ReadOnlySpan<double> values, SpatialWeights weights, Subject subject)
    {
        var sample = SpatialSample.Of(values, weights, subject, "Getis-Ord G", 4);
        Require.NotNegative(values, subject, weights.Units, "Getis-Ord G");
        double n = sample.Count, m1 = 0, m2 = 0, m3 = 0, m4 = 0;
        // Moments of x/max x: the statistic has no unit, and fourth powers stay in range.
        var largest = 0.0;
        foreach (var x in values) largest = Math.Max(largest, x);
        var shares = new double[values.Length];
        for (var i = 0; i < shares.Length; i++) shares[i] = values[i] / largest;
        foreach (var u in shares)
        {
            m1 += u;
            m2 += u * u;
            m3 += u * u * u;
            m4 += u * u * u * u;
        }
        var (c, pairs) = (weights.Constants, m1 * m1 - m2);
        if (!(pairs > 1e-14 * m1 * m1)) throw OnePositive(subject);
        var s0 = c.S0 * c.S0;
        var b0 = (n * n - 3 * n + 3) * c.S1 - n * c.S2 + 3 * s0;
        var b1 = -((n * n - n) * c.S1 - 2 * n * c.S2 + 6 * s0);
        var b2 = -(2 * n * c.S1 - (n + 3) * c.S2 + 6 * s0);
        var b3 = 4 * (n - 1) * c.S1 - 2 * (n + 1) * c.S2 + 8 * s0;
        var b4 = c.S1 - c.S2 + s0;
        var expected = c.S0 / (n * (n - 1));
        var square = (b0 * m2 * m2 + b1 * m4 + b2 * m1 * m1 * m2 + b3 * m1 * m3 + b4 * m1 * m1 * m1 * m1) / (pairs * pairs * n * (n - 1) * (n - 2) * (n - 3));
        return sample.Test("Getis-Ord G", SpatialNull.Randomisation, Products(shares, weights) / pairs, expected, square - expected * expected);
    }

    /// <summary>The global G beside random orders of the units; a large G is high values together, a small one low values together.</summary>
    /// <param name="values">n ≥ 4 values, 0 or more.</param>
    /// <param name="weights">W, without islands; binary by custom.</param>
    /// <param name="draws">M.</param>
    /// <param name="seed">The study's seed; draw d uses stream d.</param>
    /// <param name="subject">Names for refusals.</param>
    public static PermutationTest Permute(ReadOnlySpan<double> values, SpatialWeights weights, int draws, ulong seed, Subject subject)
    {
        var x = SpatialSample.Of(values, weights, subject, "Getis-Ord G", 4).Values;
        Require.NotNegative(values, subject, weights.Units, "Getis-Ord G");
        double largest = 0, sum = 0, squares = 0;
        foreach (var value in x) largest = Math.Max(largest, value);
        foreach (ref var value in x.AsSpan())
        {
            value /= largest;
            sum += value;
            squares += value * value;
        }
        var pairs = sum * sum - squares;
        if (!(pairs > 1e-14 * sum * sum)) throw OnePositive(subject);
        var whole = Products(x, weights) / pairs;
        return Permutations.Global("Getis-Ord G", x.Length, whole, whole, draws, seed, () =>
        {
            var moved = new double[x.Length];
            return order =>
            {
                for (var i = 0; i < order.Length; i++) moved[i] = x[order[i]];
                return Products(moved, weights) / pairs;
            };
        });
    }

    /// <summary>The local statistics as z-scores: above 0 among high values, below 0 among low ones.</summary>
    /// <param name="values">n ≥ 4 finite values.</param>
    /// <param name="weights">W without self-links; for Gᵢ* each unit is linked to itself with raw weight 1 here.</param>
    /// <param name="self">Whether unit i counts among its own neighbours.</param>
    /// <param name="subject">Names for refusals.</param>
    /// <param name="draws">Conditional permutations for p-values; 0 for none.</param>
    /// <param name="seed">The study's seed; unit i uses stream i.</param>
    /// <returns><see cref="LocalAutocorrelation.Values"/> holds Σⱼ wᵢⱼ xⱼ, in the unit of x under style W.</returns>
    public static LocalAutocorrelation Local(ReadOnlySpan<double> values, SpatialWeights weights, HotSpot self, Subject subject, int draws = 0, ulong seed = 0)
    {
        var name = self == HotSpot.WithoutSelf ? "Getis-Ord Gi" : "Getis-Ord Gi*";
        var sample = SpatialSample.Of(values, weights, subject, name, 4);
        var (z, n, linked) = (sample.Deviations, sample.Count, self == HotSpot.WithoutSelf ? weights : weights.WithSelf());
        // z and its lag are the statistics of x less its mean: the deviates are the same and lose no digits.
        var lag = linked.Lag(z);
        var mean = sample.Values[0] - z[0];
        var (sums, expected, variances, deviates, slopes) = (new double[n], new double[n], new double[n], new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            var (sum, squares) = Moran.RowSums(linked, i);
            var centre = self == HotSpot.WithoutSelf ? -z[i] / (n - 1) : 0;
            var others = self == HotSpot.WithoutSelf ? n - 1 : n;
            var spread = self == HotSpot.WithoutSelf ? (sample.SumOfSquares - z[i] * z[i]) / (n - 1) - centre * centre : sample.SumOfSquares / n;
            variances[i] = spread * (others * squares - sum * sum) / (others - 1);
            deviates[i] = (lag[i] - sum * centre) / Moran.Deviation(sample, i, variances[i], spread * squares, name);
            (sums[i], expected[i], slopes[i]) = (lag[i] + sum * mean, sum * (centre + mean), 1);
        }
        var permutation = draws == 0 ? null : Permutations.Conditional(linked, new ValueOffer(z), draws, seed).Test(slopes);
        return new LocalAutocorrelation(name, weights.Units, sums, expected, variances, deviates, Moran.Quadrants(z, weights.Lag(z)), permutation);
    }

    private static MeasureRefusedException OnePositive(Subject subject) =>
        new(MeasureRefusalKind.NotPositive, subject, [], $"{subject} is positive for a single unit, so there are no pairs to compare.");

    private static double Products(double[] values, SpatialWeights weights)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            var neighbours = weights.NeighboursOf(i);
            var row = weights.WeightsOf(i);
            for (var k = 0; k < row.Length; k++)
                if (neighbours[k] != i) sum += row[k] * values[i] * values[neighbours[k]];
        }
        return sum;
    }
}
