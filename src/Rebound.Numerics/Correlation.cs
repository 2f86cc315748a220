using System.Buffers;

namespace Rebound.Numerics;

/// <summary>Correlations of pairs and of all pairs of columns.</summary>
public static class Correlation
{
    /// <summary>Pearson's r = Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² Σ(y − ȳ)²), clamped to [−1, 1].</summary>
    /// <param name="first">n ≥ 2 finite values.</param>
    /// <param name="second">n finite values.</param>
    /// <exception cref="NumericalException">One of the two is constant.</exception>
    public static double Pearson(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length) throw new ArgumentException($"{first.Length} values are set beside {second.Length}.", nameof(second));
        double[] both = [.. first, .. second];
        return Matrix(both, 2)[1];
    }

    /// <summary>Pearson's r of all pairs of columns.</summary>
    /// <param name="columns">k columns of n ≥ 2 finite values, one after the other.</param>
    /// <param name="count">k.</param>
    /// <returns>k × k, row after row, symmetric, with ones on the diagonal.</returns>
    /// <exception cref="NumericalException">A column is constant; its number is named.</exception>
    public static double[] Matrix(ReadOnlySpan<double> columns, int count)
    {
        if (count < 1 || columns.Length % count != 0) throw new ArgumentException($"{columns.Length} values do not fill {count} columns.", nameof(columns));
        var n = columns.Length / count;
        var scaled = ArrayPool<double>.Shared.Rent(columns.Length); // matrices of many rows are asked for again and again
        try
        {
            columns.CopyTo(scaled);
            for (var j = 0; j < count; j++)
                if (!Standardise(scaled.AsSpan(j * n, n))) throw new NumericalException($"Column {j + 1} of {count} is constant, so it correlates with nothing.");
            return Products(scaled, count, n);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(scaled);
        }
    }

    /// <summary>Spearman's ρ of all pairs of columns: Pearson's r of average ranks.</summary>
    /// <param name="columns">k columns of n ≥ 2 finite values, one after the other.</param>
    /// <param name="count">k.</param>
    /// <returns>k × k, row after row.</returns>
    /// <exception cref="NumericalException">A column is constant.</exception>
    public static double[] RankMatrix(ReadOnlySpan<double> columns, int count)
    {
        if (count < 1 || columns.Length % count != 0) throw new ArgumentException($"{columns.Length} values do not fill {count} columns.", nameof(columns));
        var n = columns.Length / count;
        var ranks = new double[columns.Length];
        for (var j = 0; j < count; j++) Ranks.Averages(columns.Slice(j * n, n), ranks.AsSpan(j * n, n));
        return Matrix(ranks, count);
    }

    /// <summary>Two-sided p-value of a Pearson correlation: t = r √((n − 2)/(1 − r²)) with n − 2 degrees of freedom; 0 at |r| = 1.</summary>
    /// <param name="r">In [−1, 1].</param>
    /// <param name="n">Number of pairs, at least 3.</param>
    public static double PValue(double r, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 3);
        var rest = (1 - r) * (1 + r);
        return rest <= 0 ? 0 : StudentT.TwoSidedP(r * Math.Sqrt((n - 2) / rest), n - 2);
    }

    /// <summary>Takes off the mean and scales to unit length.</summary>
    private static bool Standardise(Span<double> column)
    {
        double sum = 0, largest = 0;
        foreach (var x in column) sum += x;
        var mean = sum / column.Length;
        foreach (var x in column) largest = Math.Max(largest, Math.Abs(x - mean));
        if (!(largest > 0)) return false;
        var squares = 0.0;
        foreach (ref var x in column)
        {
            x = (x - mean) / largest;
            squares += x * x;
        }
        var scale = 1 / Math.Sqrt(squares);
        foreach (ref var x in column) x *= scale;
        return true;
    }

    /// <summary>The products of all pairs. Four columns at a time, so that four sums run beside each other, each in the order of the rows.</summary>
    private static double[] Products(double[] scaled, int count, int n)
    {
        var matrix = new double[count * count];
        for (var i = 0; i < count; i++)
        {
            matrix[i * count + i] = 1;
            var x = scaled.AsSpan(i * n, n);
            var j = i + 1;
            for (; j + 4 <= count; j += 4)
            {
                var a = scaled.AsSpan(j * n, n);
                var b = scaled.AsSpan((j + 1) * n, n);
                var c = scaled.AsSpan((j + 2) * n, n);
                var d = scaled.AsSpan((j + 3) * n, n);
                double first = 0, second = 0, third = 0, fourth = 0;
                for (var r = 0; r < x.Length; r++)
                {
                    first += x[r] * a[r];
                    second += x[r] * b[r];
                    third += x[r] * c[r];
                    fourth += x[r] * d[r];
                }
                Set(matrix, count, i, j, first);
                Set(matrix, count, i, j + 1, second);
                Set(matrix, count, i, j + 2, third);
                Set(matrix, count, i, j + 3, fourth);
            }
            for (; j < count; j++)
            {
                var a = scaled.AsSpan(j * n, n);
                var sum = 0.0;
                for (var r = 0; r < x.Length; r++) sum += x[r] * a[r];
                Set(matrix, count, i, j, sum);
            }
        }
        return matrix;
    }

    private static void Set(double[] matrix, int count, int i, int j, double value) =>
        matrix[i * count + j] = matrix[j * count + i] = Math.Clamp(value, -1, 1);
}
