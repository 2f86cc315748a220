using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>Geary's C, whole and by unit: squared differences between neighbours.</summary>
/// <remarks>Formula: C = (n − 1) Σᵢⱼ wᵢⱼ (xᵢ − xⱼ)² / (2 S0 Σ z²); local cᵢ = Σⱼ wᵢⱼ (xᵢ − xⱼ)² / (Σ z²/n). C is 1 without association and below 1
/// where neighbours are alike. Missing values and islands are refused. Source: Cliff and Ord (1981); Anselin (2019).
/// Checked against spdep 1.2-7 (geary.test).</remarks>
public static class Geary
{
    /// <summary>The global C and its analytic moments; Z is positive for positive association.</summary>
    /// <param name="values">n ≥ 4 finite values.</param>
    /// <param name="weights">W, without islands.</param>
    /// <param name="under">What is random under "no association".</param>
    /// <param name="subject">Names for refusals.</param>
    public static GlobalAutocorrelation Global(ReadOnlySpan<double> values, SpatialWeights weights, SpatialNull under, Subject subject)
    {
        var sample = SpatialSample.Of(values, weights, subject, "Geary's C", 4);
        var (n, k, c) = ((double)sample.Count, sample.Kurtosis, weights.Constants);
        var s0 = c.S0 * c.S0;
        var variance = under == SpatialNull.Normality
            ? ((2 * c.S1 + c.S2) * (n - 1) - 4 * s0) / (2 * (n + 1) * s0)
            : ((n - 1) * c.S1 * (n * n - 3 * n + 3 - k * (n - 1)) - (n - 1) * c.S2 * (n * n + 3 * n - 6 - k * (n * n - n + 2)) / 4 + s0 * (n * n - 3 - k * (n - 1) * (n - 1)))
                / (n * (n - 2) * (n - 3) * s0);
        return sample.Test("Geary's C", under, Whole(weights, sample.Deviations, Scale(sample)), 1, variance, sign: -1);
    }

    /// <summary>The global C beside random orders of the units; a small C is positive association, so read <see cref="PermutationTest.PLess"/>.</summary>
    /// <param name="values">n ≥ 4 finite values.</param>
    /// <param name="weights">W.</param>
    /// <param name="draws">M.</param>
    /// <param name="seed">The study's seed.</param>
    /// <param name="subject">Names for refusals.</param>
    public static PermutationTest Permute(ReadOnlySpan<double> values, SpatialWeights weights, int draws, ulong seed, Subject subject)
    {
        var sample = SpatialSample.Of(values, weights, subject, "Geary's C", 4);
        var (z, scale) = (sample.Deviations, Scale(sample));
        return Permutations.Global("Geary's C", z.Length, Whole(weights, z, scale), 1, draws, seed, () =>
        {
            var moved = new double[z.Length];
            return order =>
            {
                for (var i = 0; i < order.Length; i++) moved[i] = z[order[i]];
                return Whole(weights, moved, scale);
            };
        });
    }

    /// <summary>The local cᵢ with their conditional moments; a small one means that the neighbours are alike.</summary>
    /// <param name="values">n ≥ 4 finite values.</param>
    /// <param name="weights">W.</param>
    /// <param name="subject">Names for refusals.</param>
    /// <param name="draws">Conditional permutations for p-values; 0 for none.</param>
    /// <param name="seed">The study's seed; unit i uses stream i.</param>
    public static LocalAutocorrelation Local(ReadOnlySpan<double> values, SpatialWeights weights, Subject subject, int draws = 0, ulong seed = 0)
    {
        var sample = SpatialSample.Of(values, weights, subject, "local Geary's c", 4);
        var (z, n, m2) = (sample.Deviations, sample.Count, sample.SumOfSquares / sample.Count);
        double cubes = 0, fourths = 0;
        foreach (var value in z)
        {
            cubes += value * value * value;
            fourths += value * value * value * value;
        }
        var (local, expected, variances, deviates, slopes) = (new double[n], new double[n], new double[n], new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            var (sum, squares) = Moran.RowSums(weights, i);
            var square = z[i] * z[i];
            // Mean and mean square of (zᵢ − zⱼ)² over the other n − 1 units, from the sums of powers; Σz = 0.
            var mean = (n * square + sample.SumOfSquares) / (n - 1);
            var meanSquare = (n * square * square + 6 * square * sample.SumOfSquares - 4 * z[i] * cubes + fourths) / (n - 1);
            local[i] = Differences(weights, z, i) / m2;
            expected[i] = sum * mean / m2;
            variances[i] = (meanSquare - mean * mean) * ((n - 1) * squares - sum * sum) / (n - 2) / (m2 * m2);
            deviates[i] = (local[i] - expected[i]) / Moran.Deviation(sample, i, variances[i], squares * meanSquare / (m2 * m2), "local Geary's c");
            slopes[i] = 1;
        }
        var permutation = draws == 0 ? null : Permutations.Conditional(weights, new DifferenceOffer(z), draws, seed).Test(slopes);
        return new LocalAutocorrelation("local Geary's c", weights.Units, local, expected, variances, deviates, Moran.Quadrants(z, weights.Lag(z)), permutation);
    }

    private static double Scale(SpatialSample sample) => (sample.Count - 1) / (2 * sample.Weights.Constants.S0 * sample.SumOfSquares);

    private static double Whole(SpatialWeights weights, double[] z, double scale)
    {
        var sum = 0.0;
        for (var i = 0; i < z.Length; i++) sum += Differences(weights, z, i);
        return scale * sum;
    }

    private static double Differences(SpatialWeights weights, double[] z, int unit)
    {
        var neighbours = weights.NeighboursOf(unit);
        var row = weights.WeightsOf(unit);
        var sum = 0.0;
        for (var k = 0; k < row.Length; k++) sum += row[k] * (z[unit] - z[neighbours[k]]) * (z[unit] - z[neighbours[k]]);
        return sum;
    }
}
