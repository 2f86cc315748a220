namespace Rebound.Numerics;

/// <summary>Small positive definite matrices, row by row in flat arrays.</summary>
public static class PositiveDefinite
{
    /// <summary>Replaces the lower triangle of a k × k matrix by its Cholesky factor.</summary>
    /// <param name="matrix">Row by row; the upper triangle is not looked at.</param>
    /// <param name="k">Size.</param>
    /// <returns>False when the matrix is not positive definite to rounding; its content is then of no use.</returns>
    public static bool TryFactor(Span<double> matrix, int k)
    {
        for (var i = 0; i < k; i++)
        {
            var row = matrix.Slice(i * k, k);
            for (var j = 0; j < i; j++)
            {
                var other = matrix.Slice(j * k, k);
                var sum = row[j];
                for (var c = 0; c < j; c++) sum -= row[c] * other[c];
                row[j] = sum / other[j];
            }
            var rest = row[i];
            var floor = 1e-14 * Math.Abs(rest);
            for (var c = 0; c < i; c++) rest -= row[c] * row[c];
            if (!(rest > floor)) return false;
            row[i] = Math.Sqrt(rest);
        }
        return true;
    }

    /// <summary>Solves L·Lᵀ·x = b in place.</summary>
    /// <param name="factor">Of <see cref="TryFactor"/>.</param>
    /// <param name="b">k values, replaced by x.</param>
    public static void Solve(ReadOnlySpan<double> factor, Span<double> b)
    {
        SolveLower(factor, b);
        var k = b.Length;
        for (var i = k - 1; i >= 0; i--)
        {
            var sum = b[i];
            for (var j = i + 1; j < k; j++) sum -= factor[j * k + i] * b[j];
            b[i] = sum / factor[i * k + i];
        }
    }

    /// <summary>Solves L·x = b in place.</summary>
    /// <param name="factor">Of <see cref="TryFactor"/>.</param>
    /// <param name="b">k values, replaced by x.</param>
    public static void SolveLower(ReadOnlySpan<double> factor, Span<double> b)
    {
        var k = b.Length;
        for (var i = 0; i < k; i++)
        {
            var row = factor.Slice(i * k, k);
            var sum = b[i];
            for (var j = 0; j < i; j++) sum -= row[j] * b[j];
            b[i] = sum / row[i];
        }
    }

    /// <summary>The inverse of a factorised matrix, row by row.</summary>
    /// <param name="factor">Of <see cref="TryFactor"/>.</param>
    /// <param name="k">Size.</param>
    public static double[] Inverse(ReadOnlySpan<double> factor, int k)
    {
        var inverse = new double[k * k];
        var column = new double[k];
        for (var j = 0; j < k; j++)
        {
            Array.Clear(column);
            column[j] = 1;
            Solve(factor, column);
            for (var i = 0; i < k; i++) inverse[i * k + j] = column[i];
        }
        return inverse;
    }
}
