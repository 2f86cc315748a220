using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Completion of the months that the shock touched from a low-rank panel (Athey, Bayati, Doudchenko, Imbens and Khosravi, 2021).</summary>
/// <remarks>Y = unit effects + month effects + L + noise; L by soft-thresholded singular values on the observed cells: with TT' = UΛU' of the filled
/// residuals T, L = U·(1 − τ/√Λ)⁺·U'T, so that only the units' square matrix is decomposed. The threshold is the one that predicts the unit's own
/// last months before the shock best, out of five, each search beginning where the one with the larger threshold ended.</remarks>
internal sealed class MatrixCompletion
{
    private const int Iterations = 200;
    private const int Passes = 20;
    private const double Settled = 1e-7;
    private static readonly double[] Shares = [0.5, 0.2, 0.1, 0.05, 0.02];

    private readonly double[][] values;
    private readonly int n;
    private readonly int periods;
    private readonly int known;
    private readonly double[] low;
    private readonly double[] target;
    private readonly double[] rows;
    private readonly double[] columns;
    private readonly double[] square;

    private MatrixCompletion(double[] y, IReadOnlyList<double[]> donors, int periods)
    {
        (values, n, this.periods, known) = ([.. donors, y], donors.Count + 1, periods, y.Length);
        (low, target, rows, columns, square) = (new double[n * periods], new double[n * periods], new double[n], new double[periods], new double[n * n]);
    }

    /// <summary>The share of the largest singular value at which smaller ones are cut off, chosen on the unit's last months before the shock.</summary>
    /// <param name="y">Logs before the shock.</param>
    /// <param name="donors">Logs of donors over these months at least.</param>
    public static double ShareOf(double[] y, IReadOnlyList<double[]> donors)
    {
        var holdout = Math.Min(12, y.Length / 3);
        var (best, least) = (Shares[0], double.PositiveInfinity);
        var completion = new MatrixCompletion(y[..^holdout], donors, y.Length);
        foreach (var share in Shares)
        {
            var path = completion.Fill(share);
            var error = 0.0;
            for (var t = y.Length - holdout; t < y.Length; t++) error += (path[t] - y[t]) * (path[t] - y[t]);
            if (error < least) (best, least) = (share, error);
        }
        return best;
    }

    /// <summary>Completes the path of one unit.</summary>
    /// <param name="y">Logs before the shock.</param>
    /// <param name="donors">Logs of donors over all months.</param>
    /// <param name="months">Months to complete.</param>
    /// <param name="share">Of <see cref="ShareOf"/>.</param>
    public static (double[] Fitted, double[] Mean) Complete(double[] y, IReadOnlyList<double[]> donors, int months, double share)
    {
        var filled = new MatrixCompletion(y, donors, y.Length + months).Fill(share);
        return (filled[..y.Length], filled[y.Length..]);
    }

    private double[] Fill(double share)
    {
        var threshold = double.NaN;
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            Effects();
            for (var i = 0; i < n; i++)
                for (var t = 0; t < periods; t++)
                    target[i * periods + t] = i < n - 1 || t < known ? values[i][t] - rows[i] - columns[t] : low[i * periods + t];
            if (Shrink(share, ref threshold) <= Settled) break;
        }
        Effects();
        return [.. Enumerable.Range(0, periods).Select(t => rows[n - 1] + columns[t] + low[(n - 1) * periods + t])];
    }

    // Replaces the low-rank part; returns how far it moved, as a share of its size.
    private double Shrink(double share, ref double threshold)
    {
        ReadOnlySpan<double> Row(int i) => target.AsSpan(i * periods, periods);
        for (var i = 0; i < n; i++)
            for (var j = i; j < n; j++) square[i * n + j] = InnerProduct.Of(Row(i), Row(j));
        var eigen = SymmetricEigen.Of(square, n);
        if (double.IsNaN(threshold)) threshold = share * Math.Sqrt(Math.Max(0, eigen.Values[0]));
        Array.Clear(square);
        for (var k = 0; k < n && eigen.Values[k] > threshold * threshold; k++)
        {
            var (vector, weight) = (eigen.Vector(k).ToArray(), 1 - threshold / Math.Sqrt(eigen.Values[k]));
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++) square[i * n + j] += weight * vector[i] * vector[j];
        }
        var (moved, size) = (0.0, 0.0);
        var next = new double[periods];
        for (var i = 0; i < n; i++)
        {
            Array.Clear(next);
            for (var j = 0; j < n; j++)
            {
                var weight = square[i * n + j];
                for (var t = 0; t < periods; t++) next[t] += weight * target[j * periods + t];
            }
            var own = low.AsSpan(i * periods, periods);
            for (var t = 0; t < periods; t++)
            {
                moved += (next[t] - own[t]) * (next[t] - own[t]);
                size += next[t] * next[t];
                own[t] = next[t];
            }
        }
        return Math.Sqrt(moved) / (1 + Math.Sqrt(size));
    }

    // Means of rows, then of columns, of what is observed and not yet in the low-rank part.
    private void Effects()
    {
        for (var pass = 0; pass < Passes; pass++)
        {
            var moved = 0.0;
            for (var i = 0; i < n; i++)
            {
                var (sum, count) = (0.0, i < n - 1 ? periods : known);
                for (var t = 0; t < count; t++) sum += values[i][t] - low[i * periods + t] - columns[t];
                moved = Math.Max(moved, Math.Abs(sum / count - rows[i]));
                rows[i] = sum / count;
            }
            for (var t = 0; t < periods; t++)
            {
                var (sum, count) = (0.0, t < known ? n : n - 1);
                for (var i = 0; i < count; i++) sum += values[i][t] - low[i * periods + t] - rows[i];
                columns[t] = sum / count;
            }
            if (moved < 1e-12) break;
        }
    }
}
