namespace Rebound.Econometrics;

/// <summary>I − ρW, factorised: its exact log-determinant with the derivative in ρ, and solutions.</summary>
/// <remarks>LU with partial pivoting on the band that <see cref="BandOrder"/> gives; n·b² steps for a bandwidth b. The derivative of
/// ln|det| = Σ ln|uₖₖ| is carried through the elimination, so it is exact to rounding and costs as much again.</remarks>
internal sealed class FilterFactor
{
    private readonly BandOrder order;
    private readonly int n;
    private readonly int lower;
    private readonly int width;
    private readonly double[] band;
    private readonly int[] pivots;

    /// <summary>Factorises I − ρW.</summary>
    /// <param name="weights">W.</param>
    /// <param name="rho">ρ inside the bound of the weights.</param>
    public FilterFactor(LagMatrix weights, double rho)
    {
        (order, n, lower) = (weights.Order, weights.RowCount, weights.Order.Bandwidth);
        width = 3 * lower + 1;
        (band, pivots) = (new double[n * width], new int[n]);
        var slope = new double[n * width];
        for (var i = 0; i < n; i++)
        {
            var row = order.PositionOf[i];
            band[Place(row, row)] += 1;
            var neighbours = weights.Neighbours(i);
            var values = weights.Weights(i);
            for (var e = 0; e < values.Length; e++)
            {
                var place = Place(row, order.PositionOf[neighbours[e]]);
                band[place] -= rho * values[e];
                slope[place] -= values[e];
            }
        }
        Eliminate(slope);
        for (var k = 0; k < n; k++)
        {
            var pivot = band[Place(k, k)];
            LogDeterminant += Math.Log(Math.Abs(pivot));
            LogDeterminantSlope += slope[Place(k, k)] / pivot;
        }
    }

    /// <summary>ln|det(I − ρW)|.</summary>
    public double LogDeterminant { get; }

    /// <summary>d ln|det(I − ρW)| / dρ = −tr(W(I − ρW)⁻¹).</summary>
    public double LogDeterminantSlope { get; }

    /// <summary>x with (I − ρW)x = b.</summary>
    public void Solve(ReadOnlySpan<double> b, Span<double> x)
    {
        var work = new double[n];
        for (var p = 0; p < n; p++) work[p] = b[order.UnitAt[p]];
        for (var k = 0; k < n; k++)
        {
            (work[k], work[pivots[k]]) = (work[pivots[k]], work[k]);
            for (var i = k + 1; i <= Math.Min(n - 1, k + lower); i++) work[i] -= band[Place(i, k)] * work[k];
        }
        for (var k = n - 1; k >= 0; k--)
        {
            var sum = work[k];
            for (var j = k + 1; j <= Math.Min(n - 1, k + 2 * lower); j++) sum -= band[Place(k, j)] * work[j];
            work[k] = sum / band[Place(k, k)];
        }
        for (var p = 0; p < n; p++) x[order.UnitAt[p]] = work[p];
    }

    private int Place(int row, int column) => row * width + column - row + lower;

    private void Eliminate(double[] slope)
    {
        for (var k = 0; k < n; k++)
        {
            var (last, end) = (Math.Min(n - 1, k + lower), Math.Min(n - 1, k + 2 * lower));
            var best = k;
            for (var i = k + 1; i <= last; i++)
                if (Math.Abs(band[Place(i, k)]) > Math.Abs(band[Place(best, k)])) best = i;
            pivots[k] = best;
            var count = end - k + 1;
            var top = band.AsSpan(Place(k, k), count);
            var topSlope = slope.AsSpan(Place(k, k), count);
            if (best != k)
            {
                Swap(top, band.AsSpan(Place(best, k), count));
                Swap(topSlope, slope.AsSpan(Place(best, k), count));
            }
            for (var i = k + 1; i <= last; i++)
            {
                var row = band.AsSpan(Place(i, k), count);
                var rowSlope = slope.AsSpan(Place(i, k), count);
                if (row[0] == 0 && rowSlope[0] == 0) continue;
                var multiple = row[0] / top[0];
                var multipleSlope = (rowSlope[0] - multiple * topSlope[0]) / top[0];
                row[0] = multiple;
                for (var j = 1; j < count; j++)
                {
                    row[j] -= multiple * top[j];
                    rowSlope[j] -= multipleSlope * top[j] + multiple * topSlope[j];
                }
            }
        }
    }

    private static void Swap(Span<double> first, Span<double> second)
    {
        for (var j = 0; j < first.Length; j++) (first[j], second[j]) = (second[j], first[j]);
    }
}
