using Rebound.Panels;

namespace Rebound.Econometrics;

/// <summary>The weights W of a spatial model, n × n, by rows: what neighbours have is W·x.</summary>
internal sealed class LagMatrix
{
    private readonly int[] starts;
    private readonly int[] columns;
    private readonly double[] values;

    public LagMatrix(SpatialWeights weights)
    {
        var links = new List<int>();
        var sizes = new List<double>();
        starts = new int[weights.Count + 1];
        for (var i = 0; i < weights.Count; i++)
        {
            links.AddRange(weights.NeighboursOf(i));
            sizes.AddRange(weights.WeightsOf(i));
            starts[i + 1] = links.Count;
        }
        (columns, values) = ([.. links], [.. sizes]);
        Order = BandOrder.Of(starts, columns);
        Bound = 1 / SpectralRadius();
    }

    public int RowCount => starts.Length - 1;

    /// <summary>An order of the units that keeps neighbours close together.</summary>
    public BandOrder Order { get; }

    /// <summary>ρ inside (−Bound, Bound) gives a stable process: I − ρW has an inverse whose series converges.</summary>
    public double Bound { get; }

    public ReadOnlySpan<int> Neighbours(int row) => columns.AsSpan(starts[row]..starts[row + 1]);

    public ReadOnlySpan<double> Weights(int row) => values.AsSpan(starts[row]..starts[row + 1]);

    /// <summary>W·x.</summary>
    public double[] Lag(ReadOnlySpan<double> x)
    {
        var lag = new double[RowCount];
        for (var i = 0; i < lag.Length; i++)
        {
            var sum = 0.0;
            for (var e = starts[i]; e < starts[i + 1]; e++) sum += values[e] * x[columns[e]];
            lag[i] = sum;
        }
        return lag;
    }

    /// <summary>Wᵀ·x.</summary>
    public double[] LagTransposed(ReadOnlySpan<double> x)
    {
        var lag = new double[RowCount];
        for (var i = 0; i < lag.Length; i++)
            for (var e = starts[i]; e < starts[i + 1]; e++) lag[columns[e]] += values[e] * x[i];
        return lag;
    }

    /// <summary>S₀, tr(W), tr(W·W) and tr(WᵀW).</summary>
    public LagTraces Traces()
    {
        double total = 0, diagonal = 0, square = 0, cross = 0;
        for (var i = 0; i < RowCount; i++)
        {
            for (var e = starts[i]; e < starts[i + 1]; e++)
            {
                total += values[e];
                cross += values[e] * values[e];
                if (columns[e] == i) diagonal += values[e];
                var j = columns[e];
                for (var f = starts[j]; f < starts[j + 1]; f++)
                    if (columns[f] == i) square += values[e] * values[f];
            }
        }
        return new LagTraces(total, diagonal, square, cross);
    }

    // The largest |eigenvalue| of the weights' sizes, by power iteration on W + cI between the Collatz–Wielandt bounds; one for
    // row-standardised weights. Where the bounds do not close, the upper one: a narrower interval for ρ, never a wider one.
    private double SpectralRadius()
    {
        var x = new double[RowCount];
        Array.Fill(x, 1.0);
        double upper = 0;
        for (var step = 0; step < 1000; step++)
        {
            var next = new double[x.Length];
            double low = double.PositiveInfinity, high = 0, size = 0;
            for (var i = 0; i < x.Length; i++)
            {
                var sum = 0.0;
                for (var e = starts[i]; e < starts[i + 1]; e++) sum += Math.Abs(values[e]) * x[columns[e]];
                if (starts[i] < starts[i + 1]) (low, high) = (Math.Min(low, sum / x[i]), Math.Max(high, sum / x[i]));
                next[i] = sum + x[i];
                size = Math.Max(size, next[i]);
            }
            upper = step == 0 ? high : Math.Min(upper, high);
            if (high - low <= 1e-12 * high) break;
            for (var i = 0; i < x.Length; i++) x[i] = Math.Max(next[i] / size, 1e-300);
        }
        return upper;
    }
}

/// <summary>Sums over weights.</summary>
/// <param name="Total">S₀ = ΣΣ w.</param>
/// <param name="Diagonal">tr(W).</param>
/// <param name="Square">tr(W·W).</param>
/// <param name="Cross">tr(WᵀW).</param>
internal readonly record struct LagTraces(double Total, double Diagonal, double Square, double Cross);
