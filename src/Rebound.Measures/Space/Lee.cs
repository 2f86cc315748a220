using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>Lee's L: whether two variables go together over neighbourhoods.</summary>
/// <remarks>Formula: L = n/Σᵢ(Σⱼ wᵢⱼ)² · Σᵢ (Σⱼ wᵢⱼ z(x)ⱼ)(Σⱼ wᵢⱼ z(y)ⱼ) / √(Σ z(x)² Σ z(y)²); local Lᵢ = n (Σⱼ wᵢⱼ z(x)ⱼ)(Σⱼ wᵢⱼ z(y)ⱼ)/√(Σ z(x)² Σ z(y)²).
/// Symmetric in x and y. Source: Lee (2001). Same definition as spdep's lee.</remarks>
public static class Lee
{
    private const int UnitsAChunk = 64;

    /// <summary>L, its parts, and their p-values from orders of the pairs (xᵢ, yᵢ).</summary>
    /// <param name="x">n ≥ 4 finite values.</param>
    /// <param name="y">n finite values.</param>
    /// <param name="weights">W, without islands; with self-links or without.</param>
    /// <param name="draws">M, for the whole and for each unit.</param>
    /// <param name="seed">The study's seed.</param>
    /// <param name="first">Names x for refusals.</param>
    /// <param name="second">Names y.</param>
    /// <param name="local">Whether the parts get p-values too.</param>
    public static LeeAssociation Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y, SpatialWeights weights, int draws, ulong seed, Subject first, Subject second, bool local = true)
    {
        var (a, b) = (SpatialSample.Of(x, weights, first, "Lee's L", 4), SpatialSample.Of(y, weights, second, "Lee's L", 4));
        var (zx, zy, n) = (a.Deviations, b.Deviations, a.Count);
        var size = Math.Sqrt(a.SumOfSquares) * Math.Sqrt(b.SumOfSquares);
        var (rows, crossings) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            var (sum, squares) = Moran.RowSums(weights, i);
            rows += sum * sum;
            crossings += squares;
        }
        var (lagX, lagY) = (weights.Lag(zx), weights.Lag(zy));
        var test = Permutations.Global("Lee's L", n, n / rows * Dot(lagX, lagY) / size, 1, draws, seed, () =>
        {
            var (px, py, lx, ly) = (new double[n], new double[n], new double[n], new double[n]);
            return order =>
            {
                for (var i = 0; i < n; i++) (px[i], py[i]) = (zx[order[i]], zy[order[i]]);
                weights.Lag(px, lx);
                weights.Lag(py, ly);
                return n / rows * Dot(lx, ly) / size;
            };
        });
        var r = Dot(zx, zy) / size;
        // Over orders, E z(x)ₐz(y)ₐ = r·size/n at one place and −r·size/(n(n − 1)) at two.
        var expected = n / rows * (r / n * crossings - r / (n * (n - 1.0)) * (rows - crossings));
        var variance = n / rows * (n / rows) * Math.Max(0, PairOrders.Square(weights, zx, zy) / (size * size)) - expected * expected;
        if (!(variance > 0)) throw new MeasureRefusedException(MeasureRefusalKind.Saturated, first, [], $"Lee's L of {first} and {second} cannot vary over orders of the units: all are linked alike.");
        return new LeeAssociation(
            weights.Units, r, n / rows * Dot(lagX, lagX) / a.SumOfSquares, n / rows * Dot(lagY, lagY) / b.SumOfSquares, expected, variance,
            test, [.. lagX.Zip(lagY, (p, q) => n * p * q / size)], local ? LocalTest(weights, zx, zy, draws, seed) : null);
    }

    private static LocalPermutation LocalTest(SpatialWeights weights, double[] zx, double[] zy, int draws, ulong seed)
    {
        var n = zx.Length;
        var (greater, less) = (new double[n], new double[n]);
        FixedChunks.Run(n, UnitsAChunk, () => new OtherUnits(n), (first, end, others) =>
        {
            for (var i = first; i < end; i++) (greater[i], less[i]) = Unit(weights, i, zx, zy, draws, others, new RandomStream(seed, (ulong)i));
        });
        return new LocalPermutation(draws, greater, less);
    }

    private static (double Greater, double Less) Unit(SpatialWeights weights, int unit, double[] x, double[] y, int draws, OtherUnits others, RandomStream stream)
    {
        var neighbours = weights.NeighboursOf(unit);
        var row = weights.WeightsOf(unit);
        double sumX = 0, sumY = 0, sizeX = 0, sizeY = 0, ownX = 0, ownY = 0;
        Span<double> drawn = row.Length <= 256 ? stackalloc double[row.Length] : new double[row.Length];
        Span<int> chosen = row.Length <= 256 ? stackalloc int[row.Length] : new int[row.Length];
        var count = 0;
        for (var k = 0; k < row.Length; k++)
        {
            var j = neighbours[k];
            sumX += row[k] * x[j];
            sumY += row[k] * y[j];
            sizeX += row[k] * Math.Abs(x[j]);
            sizeY += row[k] * Math.Abs(y[j]);
            if (j == unit) (ownX, ownY) = (row[k] * x[j], row[k] * y[j]);
            else drawn[count++] = row[k];
        }
        drawn = drawn[..count];
        chosen = chosen[..count];
        others.Start(unit, count);
        var (observed, tie) = (sumX * sumY, 1e-12 * sizeX * sizeY);
        var (atLeast, atMost) = (1.0, 1.0);
        for (var d = 0; d < draws; d++)
        {
            others.Draw(chosen, stream);
            double lagX = ownX, lagY = ownY;
            for (var k = 0; k < drawn.Length; k++)
            {
                lagX += drawn[k] * x[chosen[k]];
                lagY += drawn[k] * y[chosen[k]];
            }
            if (lagX * lagY >= observed - tie) atLeast++;
            if (lagX * lagY <= observed + tie) atMost++;
        }
        return (atLeast / (draws + 1), atMost / (draws + 1));
    }

    private static double Dot(double[] x, double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }
}
