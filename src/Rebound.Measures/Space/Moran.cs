using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>Moran's I, whole and by unit, of one variable or of two.</summary>
/// <remarks>Formula: I = (n/S0) Σᵢⱼ wᵢⱼ zᵢ zⱼ / Σ z², z = x − x̄; local Iᵢ = zᵢ Σⱼ wᵢⱼ zⱼ / (Σ z²/n), so Σ Iᵢ = S0·I. Values of any unit;
/// the statistic has none. Missing values and islands are refused. Source: Cliff and Ord (1981); Anselin (1995); Sokal, Oden
/// and Thomson (1998). Checked against spdep 1.2-7 (moran.test, moran.mc, localmoran) and esda 2.4.3, whose local values are
/// (n − 1)/n of these.</remarks>
public static class Moran
{
    /// <summary>The global I and its analytic moments.</summary>
    /// <param name="values">n ≥ 4 finite values.</param>
    /// <param name="weights">W, of any style, without islands.</param>
    /// <param name="under">What is random under "no association".</param>
    /// <param name="subject">Names for refusals.</param>
    /// <exception cref="MeasureRefusedException">Too few units, an island, a missing value, or a constant variable.</exception>
    public static GlobalAutocorrelation Global(ReadOnlySpan<double> values, SpatialWeights weights, SpatialNull under, Subject subject)
    {
        var sample = SpatialSample.Of(values, weights, subject, "Moran's I", 4);
        var (n, c) = ((double)sample.Count, weights.Constants);
        var (s0, expected) = (c.S0 * c.S0, -1 / (n - 1));
        var square = under == SpatialNull.Normality
            ? (n * n * c.S1 - n * c.S2 + 3 * s0) / ((n * n - 1) * s0)
            : (n * ((n * n - 3 * n + 3) * c.S1 - n * c.S2 + 3 * s0) - sample.Kurtosis * ((n * n - n) * c.S1 - 2 * n * c.S2 + 6 * s0))
                / ((n - 1) * (n - 2) * (n - 3) * s0);
        return sample.Test("Moran's I", under, Whole(sample), expected, square - expected * expected);
    }

    /// <summary>The global I beside random orders of the units.</summary>
    /// <param name="values">n ≥ 4 finite values.</param>
    /// <param name="weights">W.</param>
    /// <param name="draws">M, for instance 999.</param>
    /// <param name="seed">The study's seed; draw d uses stream d.</param>
    /// <param name="subject">Names for refusals.</param>
    public static PermutationTest Permute(ReadOnlySpan<double> values, SpatialWeights weights, int draws, ulong seed, Subject subject)
    {
        var sample = SpatialSample.Of(values, weights, subject, "Moran's I", 4);
        return Permute("Moran's I", sample.Deviations, sample.Deviations, weights, Whole(sample), weights.Count / (weights.Constants.S0 * sample.SumOfSquares), draws, seed, both: true);
    }

    /// <summary>The local Iᵢ with their moments and quadrants.</summary>
    /// <param name="values">n ≥ 4 finite values.</param>
    /// <param name="weights">W.</param>
    /// <param name="under">Which moments.</param>
    /// <param name="subject">Names for refusals.</param>
    /// <param name="draws">Conditional permutations for p-values; 0 for none.</param>
    /// <param name="seed">The study's seed; unit i uses stream i.</param>
    public static LocalAutocorrelation Local(ReadOnlySpan<double> values, SpatialWeights weights, LocalNull under, Subject subject, int draws = 0, ulong seed = 0)
    {
        var sample = SpatialSample.Of(values, weights, subject, "local Moran's I", 4);
        var (z, n, m2) = (sample.Deviations, (double)sample.Count, sample.SumOfSquares / sample.Count);
        var lag = weights.Lag(z);
        var (local, expected, variances, deviates) = (new double[z.Length], new double[z.Length], new double[z.Length], new double[z.Length]);
        for (var i = 0; i < z.Length; i++)
        {
            var (sum, squares) = RowSums(weights, i);
            local[i] = z[i] * lag[i] / m2;
            if (under == LocalNull.Conditional)
            {
                expected[i] = -(z[i] * z[i]) * sum / ((n - 1) * m2);
                variances[i] = z[i] / m2 * (z[i] / m2) * (n / (n - 2)) * (squares - sum * sum / (n - 1)) * (m2 - z[i] * z[i] / (n - 1));
            }
            else
            {
                expected[i] = -sum / (n - 1);
                variances[i] = (n - sample.Kurtosis) / (n - 1) * squares + (2 * sample.Kurtosis - n) / ((n - 1) * (n - 2)) * (sum * sum - squares) - expected[i] * expected[i];
            }
            // A unit at the mean has I = 0 whatever its neighbours: it lies at its expectation.
            deviates[i] = z[i] == 0 && under == LocalNull.Conditional ? 0 : (local[i] - expected[i]) / Deviation(sample, i, variances[i], squares, "local Moran's I");
        }
        var permutation = draws == 0 ? null : Permutations.Conditional(weights, new ValueOffer(z), draws, seed).Test(z);
        return new LocalAutocorrelation("local Moran's I", weights.Units, local, expected, variances, deviates, Quadrants(z, lag), permutation);
    }

    /// <summary>How one variable goes with the neighbours' other one: I = Σ z(x)ᵢ Σⱼ wᵢⱼ z(y)ⱼ / √(Σ z(x)² Σ z(y)²) · n/S0, with a permutation of y.</summary>
    /// <param name="values">x, n ≥ 4 finite values.</param>
    /// <param name="lagged">y, n finite values.</param>
    /// <param name="weights">W; symmetric or not.</param>
    /// <param name="draws">M.</param>
    /// <param name="seed">The study's seed.</param>
    /// <param name="subject">Names x for refusals.</param>
    /// <param name="laggedSubject">Names y.</param>
    /// <remarks>Not symmetric in x and y, and it holds their plain correlation too: Lee's L and its parts tell the two apart.</remarks>
    public static PermutationTest Bivariate(ReadOnlySpan<double> values, ReadOnlySpan<double> lagged, SpatialWeights weights, int draws, ulong seed, Subject subject, Subject laggedSubject)
    {
        var x = SpatialSample.Of(values, weights, subject, "bivariate Moran's I", 4);
        var y = SpatialSample.Of(lagged, weights, laggedSubject, "bivariate Moran's I", 4);
        var scale = BivariateScale(x, y);
        return Permute("bivariate Moran's I", x.Deviations, y.Deviations, weights, Product(x.Deviations, weights.Lag(y.Deviations)) * scale, scale, draws, seed, both: false);
    }

    /// <summary>The bivariate I with its exact moments over orders of y: E = 0, V = scale² Σ(aⱼ − ā)² Σ z(y)²/(n − 1) with aⱼ = Σᵢ wᵢⱼ z(x)ᵢ.</summary>
    /// <param name="values">x, n ≥ 4 finite values.</param>
    /// <param name="lagged">y, n finite values.</param>
    /// <param name="weights">W; symmetric or not.</param>
    /// <param name="subject">Names x for refusals.</param>
    /// <param name="laggedSubject">Names y.</param>
    /// <remarks>I is linear in y, so its moments are those of a linear statistic of a random order (Hoeffding, 1951).</remarks>
    public static GlobalAutocorrelation GlobalBivariate(ReadOnlySpan<double> values, ReadOnlySpan<double> lagged, SpatialWeights weights, Subject subject, Subject laggedSubject)
    {
        var x = SpatialSample.Of(values, weights, subject, "bivariate Moran's I", 4);
        var y = SpatialSample.Of(lagged, weights, laggedSubject, "bivariate Moran's I", 4);
        var (scale, given, mean, squares) = (BivariateScale(x, y), new double[x.Count], 0.0, 0.0);
        for (var i = 0; i < x.Count; i++)
        {
            var neighbours = weights.NeighboursOf(i);
            var row = weights.WeightsOf(i);
            for (var k = 0; k < row.Length; k++) given[neighbours[k]] += row[k] * x.Deviations[i];
        }
        foreach (var a in given) mean += a / given.Length;
        foreach (var a in given) squares += (a - mean) * (a - mean);
        return x.Test("bivariate Moran's I", SpatialNull.Randomisation, scale * Product(x.Deviations, weights.Lag(y.Deviations)), 0, scale * scale * squares * y.SumOfSquares / (x.Count - 1));
    }

    /// <summary>The local bivariate statistics Iᵢ = z(x)ᵢ Σⱼ wᵢⱼ z(y)ⱼ / √(Σ z(x)²/n · Σ z(y)²/n), with the conditional moments of y's lag.</summary>
    /// <param name="values">x, n ≥ 4 finite values.</param>
    /// <param name="lagged">y, n finite values.</param>
    /// <param name="weights">W.</param>
    /// <param name="subject">Names x for refusals.</param>
    /// <param name="laggedSubject">Names y.</param>
    /// <param name="draws">Conditional permutations of y for p-values; 0 for none.</param>
    /// <param name="seed">The study's seed; unit i uses stream i.</param>
    public static LocalAutocorrelation LocalBivariate(ReadOnlySpan<double> values, ReadOnlySpan<double> lagged, SpatialWeights weights, Subject subject, Subject laggedSubject, int draws = 0, ulong seed = 0)
    {
        var x = SpatialSample.Of(values, weights, subject, "local bivariate Moran's I", 4);
        var y = SpatialSample.Of(lagged, weights, laggedSubject, "local bivariate Moran's I", 4);
        var (n, zx, zy, lag) = ((double)x.Count, x.Deviations, y.Deviations, weights.Lag(y.Deviations));
        var (scale, m2) = (n / (Math.Sqrt(x.SumOfSquares) * Math.Sqrt(y.SumOfSquares)), y.SumOfSquares / n);
        var (local, expected, variances, deviates) = (new double[x.Count], new double[x.Count], new double[x.Count], new double[x.Count]);
        for (var i = 0; i < x.Count; i++)
        {
            var (sum, squares) = RowSums(weights, i);
            local[i] = scale * zx[i] * lag[i];
            expected[i] = -scale * zx[i] * zy[i] * sum / (n - 1);
            variances[i] = scale * zx[i] * scale * zx[i] * (n / (n - 2)) * (squares - sum * sum / (n - 1)) * (m2 - zy[i] * zy[i] / (n - 1));
            deviates[i] = zx[i] == 0 ? 0 : (local[i] - expected[i]) / Deviation(x, i, variances[i], scale * zx[i] * scale * zx[i] * squares, "local bivariate Moran's I");
        }
        var permutation = draws == 0 ? null : Permutations.Conditional(weights, new ValueOffer(zy), draws, seed).Test(zx);
        return new LocalAutocorrelation("local bivariate Moran's I", weights.Units, local, expected, variances, deviates, Quadrants(zx, lag), permutation);
    }

    internal static Quadrant[] Quadrants(ReadOnlySpan<double> z, ReadOnlySpan<double> lag)
    {
        var quadrants = new Quadrant[z.Length];
        for (var i = 0; i < z.Length; i++)
            quadrants[i] = z[i] > 0 ? lag[i] > 0 ? Quadrant.HighHigh : Quadrant.HighLow : lag[i] > 0 ? Quadrant.LowHigh : Quadrant.LowLow;
        return quadrants;
    }

    internal static (double Sum, double Squares) RowSums(SpatialWeights weights, int unit)
    {
        double sum = 0, squares = 0;
        foreach (var w in weights.WeightsOf(unit))
        {
            sum += w;
            squares += w * w;
        }
        return (sum, squares);
    }

    /// <summary>√variance; refused where nothing is left of the terms that it is a difference of.</summary>
    internal static double Deviation(SpatialSample sample, int unit, double variance, double size, string measure) => variance > 1e-14 * size
        ? Math.Sqrt(variance)
        : throw new MeasureRefusedException(MeasureRefusalKind.Saturated, sample.Subject, [sample.Weights.Units[unit]],
            $"{measure} of {sample.Subject} cannot vary for '{sample.Weights.Units[unit]}': it is linked to all others alike, or the others all have one value.");

    private static double BivariateScale(SpatialSample x, SpatialSample y) => x.Count / (x.Weights.Constants.S0 * Math.Sqrt(x.SumOfSquares) * Math.Sqrt(y.SumOfSquares));

    private static double Whole(SpatialSample sample) =>
        sample.Count / sample.Weights.Constants.S0 * Product(sample.Deviations, sample.Weights.Lag(sample.Deviations)) / sample.SumOfSquares;

    private static double Product(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }

    private static PermutationTest Permute(string name, double[] x, double[] y, SpatialWeights weights, double value, double scale, int draws, ulong seed, bool both) =>
        Permutations.Global(name, x.Length, value, 1, draws, seed, () =>
        {
            var (moved, lag) = (new double[x.Length], new double[x.Length]);
            return order =>
            {
                for (var i = 0; i < order.Length; i++) moved[i] = y[order[i]];
                weights.Lag(moved, lag);
                return scale * Product(both ? moved : x, lag);
            };
        });
}
