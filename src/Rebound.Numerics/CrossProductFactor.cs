namespace Rebound.Numerics;

/// <summary>The Cholesky factor of XᵀX for well conditioned columns.</summary>
internal sealed class CrossProductFactor
{
    // Below this share of its squared norm beside earlier columns, a column's part has lost six of its digits in XᵀX.
    private const double LeastShare = 1e-6;
    private const int Chunk = 1 << 14;
    private readonly double[,] lower;
    private readonly double[] scales;

    private CrossProductFactor(double[,] lower, double[] scales) => (this.lower, this.scales) = (lower, scales);

    /// <summary>The factor; null where the columns are not well conditioned.</summary>
    public static CrossProductFactor? Of(double[,] product)
    {
        var k = product.GetLength(0);
        var lower = new double[k, k];
        var scales = new double[k];
        for (var j = 0; j < k; j++) scales[j] = 1 / Math.Sqrt(product[j, j]);
        for (var i = 0; i < k; i++)
            for (var j = 0; j <= i; j++)
            {
                var sum = product[i, j] * scales[i] * scales[j];
                for (var q = 0; q < j; q++) sum -= lower[i, q] * lower[j, q];
                if (j < i) lower[i, j] = sum / lower[j, j];
                else if (sum > LeastShare) lower[i, i] = Math.Sqrt(sum);
                else return null;
            }
        return new CrossProductFactor(lower, scales);
    }

    /// <summary>The norm of what earlier columns leave of column j.</summary>
    public double Rest(int j) => lower[j, j] / scales[j];

    /// <summary>b from the normal equations, corrected once by Xᵀ(y − Xb); fills the residuals.</summary>
    public double[] Solve(double[][] columns, double[] y, double[] residuals)
    {
        var b = SolveNormal(Products(columns, y));
        for (var round = 0; round < 2; round++)
        {
            Residuals(columns, y, b, residuals);
            if (round == 1) break;
            var change = SolveNormal(Products(columns, residuals));
            for (var j = 0; j < b.Length; j++) b[j] += change[j];
        }
        return b;
    }

    /// <summary>(XᵀX)⁻¹.</summary>
    public double[,] Inverse()
    {
        var k = scales.Length;
        var inverse = new double[k, k];
        for (var j = 0; j < k; j++)
        {
            var unit = new double[k];
            unit[j] = 1;
            var column = SolveNormal(unit);
            for (var i = 0; i < k; i++) inverse[i, j] = column[i];
        }
        for (var i = 0; i < k; i++)
            for (var j = 0; j < i; j++)
                inverse[i, j] = inverse[j, i] = 0.5 * (inverse[i, j] + inverse[j, i]);
        return inverse;
    }

    private static double[] Products(double[][] columns, double[] values) => [.. columns.Select(c => InnerProduct.Of(null, c, values))];

    private static void Residuals(double[][] columns, double[] y, double[] b, double[] left) => FixedChunks.Run(y.Length, Chunk, (from, to) =>
    {
        var part = left.AsSpan(from, to - from);
        y.AsSpan(from, to - from).CopyTo(part);
        for (var j = 0; j < columns.Length; j++)
        {
            var value = b[j];
            var column = columns[j].AsSpan(from, to - from);
            for (var i = 0; i < part.Length; i++) part[i] -= value * column[i];
        }
    });

    private double[] SolveNormal(double[] right)
    {
        var k = scales.Length;
        var x = new double[k];
        for (var i = 0; i < k; i++)
        {
            var sum = right[i] * scales[i];
            for (var j = 0; j < i; j++) sum -= lower[i, j] * x[j];
            x[i] = sum / lower[i, i];
        }
        for (var i = k - 1; i >= 0; i--)
        {
            var sum = x[i];
            for (var j = i + 1; j < k; j++) sum -= lower[j, i] * x[j];
            x[i] = sum / lower[i, i];
        }
        for (var i = 0; i < k; i++) x[i] *= scales[i];
        return x;
    }
}
