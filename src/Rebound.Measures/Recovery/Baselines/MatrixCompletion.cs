using MathNet.Numerics.LinearAlgebra;

namespace Rebound.Measures;

/// <summary>Completion of the months that the shock touched from a low-rank panel (Athey, Bayati, Doudchenko, Imbens and Khosravi, 2021).</summary>
/// <remarks>Y = unit effects + month effects + L + noise; L by soft-thresholded singular values on the observed cells. The threshold is
/// the one that predicts the unit's own last months before the shock best, out of five.</remarks>
internal static class MatrixCompletion
{
    private const int Iterations = 200;
    private static readonly double[] Shares = [0.5, 0.2, 0.1, 0.05, 0.02];

    /// <summary>Completes the path of one unit.</summary>
    /// <param name="y">Logs before the shock.</param>
    /// <param name="donors">Logs of donors over all months.</param>
    /// <param name="months">Months to complete.</param>
    public static (double[] Fitted, double[] Mean) Complete(double[] y, IReadOnlyList<double[]> donors, int months)
    {
        var holdout = Math.Min(12, y.Length / 3);
        var (best, least) = (Shares[0], double.PositiveInfinity);
        double[][] shorter = [.. donors.Select(d => d[..y.Length])];
        foreach (var share in Shares)
        {
            var path = Fill(y[..^holdout], shorter, share);
            var error = 0.0;
            for (var t = y.Length - holdout; t < y.Length; t++) error += (path[t] - y[t]) * (path[t] - y[t]);
            if (error < least) (best, least) = (share, error);
        }
        var filled = Fill(y, [.. donors.Select(d => d[..(y.Length + months)])], best);
        return (filled[..y.Length], filled[y.Length..]);
    }

    private static double[] Fill(double[] y, double[][] donors, double share)
    {
        var (n, periods, known) = (donors.Length + 1, donors[0].Length, y.Length);
        var values = Matrix<double>.Build.Dense(n, periods, (i, t) => i < n - 1 ? donors[i][t] : t < known ? y[t] : 0);
        var (low, rows, columns) = (Matrix<double>.Build.Dense(n, periods), new double[n], new double[periods]);
        var threshold = double.NaN;
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            Effects(values, low, known, rows, columns);
            var target = Matrix<double>.Build.Dense(n, periods, (i, t) => i < n - 1 || t < known ? values[i, t] - rows[i] - columns[t] : low[i, t]);
            var svd = target.Svd();
            if (double.IsNaN(threshold)) threshold = share * svd.S[0];
            var shrunk = svd.S.Map(s => Math.Max(0, s - threshold), Zeros.Include);
            var k = svd.S.Count;
            var next = svd.U.SubMatrix(0, n, 0, k) * Matrix<double>.Build.DenseOfDiagonalVector(shrunk) * svd.VT.SubMatrix(0, k, 0, periods);
            var change = (next - low).FrobeniusNorm();
            low = next;
            if (change <= 1e-7 * (1 + low.FrobeniusNorm())) break;
        }
        Effects(values, low, known, rows, columns);
        return [.. Enumerable.Range(0, periods).Select(t => rows[n - 1] + columns[t] + low[n - 1, t])];
    }

    // Means of rows, then of columns, of what is observed and not yet in the low-rank part.
    private static void Effects(Matrix<double> values, Matrix<double> low, int known, double[] rows, double[] columns)
    {
        var (n, periods) = (values.RowCount, values.ColumnCount);
        for (var pass = 0; pass < 20; pass++)
        {
            for (var i = 0; i < n; i++)
            {
                var (sum, count) = (0.0, i < n - 1 ? periods : known);
                for (var t = 0; t < count; t++) sum += values[i, t] - low[i, t] - columns[t];
                rows[i] = sum / count;
            }
            for (var t = 0; t < periods; t++)
            {
                var (sum, count) = (0.0, t < known ? n : n - 1);
                for (var i = 0; i < count; i++) sum += values[i, t] - low[i, t] - rows[i];
                columns[t] = sum / count;
            }
        }
    }
}
