namespace Rebound.Numerics;

/// <summary>All eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations.</summary>
/// <remarks>A = Σ λᵢ vᵢ vᵢᵀ. Each eigenvalue is right to about n·2⁻⁵² of the largest one, and the eigenvectors are orthogonal to the
/// same precision (Golub and Van Loan, 2013, section 8.5). The cost is about 8 sweeps of n² / 2 rotations of 4n numbers. The sign of a vector is
/// fixed: its components sum to a positive number or, where they sum to nothing, its first component that is not rounding is positive.</remarks>
public sealed class SymmetricEigen
{
    private const int MostSweeps = 60;

    // A sum of n components is told from rounding above this share of Σ|v|.
    private const double SumTolerance = 1e-12;

    private SymmetricEigen(double[] values, double[] vectors) => (Values, Vectors) = (values, vectors);

    /// <summary>The n eigenvalues, largest first.</summary>
    public double[] Values { get; }

    /// <summary>The unit eigenvectors one after the other, in the order of the values: n numbers each.</summary>
    public double[] Vectors { get; }

    /// <summary>One eigenvector.</summary>
    /// <param name="index">0 for the largest eigenvalue.</param>
    public ReadOnlySpan<double> Vector(int index) => Vectors.AsSpan(index * Values.Length, Values.Length);

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">n × n finite numbers, row after row; only the upper triangle is read.</param>
    /// <param name="n">n ≥ 1.</param>
    /// <exception cref="ArgumentException">The length is not n².</exception>
    /// <exception cref="NumericalException">A number is not finite, or the rotations did not converge.</exception>
    public static SymmetricEigen Of(ReadOnlySpan<double> matrix, int n)
    {
        if (n < 1 || matrix.Length != n * n) throw new ArgumentException($"{matrix.Length} numbers are no {n} × {n} matrix.", nameof(matrix));
        var (a, rows) = (new double[n * n], new double[n * n]);
        for (var i = 0; i < n; i++)
        {
            rows[i * n + i] = 1;
            for (var j = i; j < n; j++)
            {
                if (!double.IsFinite(matrix[i * n + j])) throw new NumericalException("A matrix with numbers that are not finite has no eigenvalues.");
                a[i * n + j] = a[j * n + i] = matrix[i * n + j];
            }
        }
        var sweeps = 0;
        while (Sweep(a, rows, n))
            if (++sweeps == MostSweeps) throw new NumericalException($"The eigenvalues of a {n} × {n} matrix did not settle in {MostSweeps} sweeps.");
        return Sort(a, rows, n);
    }

    /// <summary>One pass over all pairs.</summary>
    /// <returns>Whether an entry was left that is more than rounding beside its diagonal.</returns>
    private static bool Sweep(double[] a, double[] rows, int n)
    {
        var turned = false;
        for (var p = 0; p < n - 1; p++)
            for (var q = p + 1; q < n; q++)
            {
                var (off, size) = (a[p * n + q], Math.Max(Math.Abs(a[p * n + p]), Math.Abs(a[q * n + q])));
                if (off == 0) continue;
                if (size + Math.Abs(off) == size)
                {
                    a[p * n + q] = a[q * n + p] = 0;
                    continue;
                }
                turned = true;
                Rotate(a, rows, n, p, q);
            }
        return turned;
    }

    private static void Rotate(double[] a, double[] rows, int n, int p, int q)
    {
        var off = a[p * n + q];
        var theta = (a[q * n + q] - a[p * n + p]) / (2 * off);
        var t = double.IsInfinity(theta * theta) ? 1 / (2 * theta) : 1 / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        if (theta < 0 && t > 0) t = -t;
        var c = 1 / Math.Sqrt(t * t + 1);
        var s = t * c;
        var (high, low) = (a[p * n + p] - t * off, a[q * n + q] + t * off);
        Turn(a.AsSpan(p * n, n), a.AsSpan(q * n, n), c, s);
        for (var i = 0; i < n; i++) (a[i * n + p], a[i * n + q]) = (a[p * n + i], a[q * n + i]);
        (a[p * n + p], a[q * n + q], a[p * n + q], a[q * n + p]) = (high, low, 0, 0);
        Turn(rows.AsSpan(p * n, n), rows.AsSpan(q * n, n), c, s);
    }

    private static void Turn(Span<double> first, Span<double> second, double c, double s)
    {
        for (var i = 0; i < first.Length; i++)
        {
            var (x, y) = (first[i], second[i]);
            first[i] = c * x - s * y;
            second[i] = s * x + c * y;
        }
    }

    private static SymmetricEigen Sort(double[] a, double[] rows, int n)
    {
        var order = new int[n];
        for (var i = 0; i < n; i++) order[i] = i;
        Array.Sort(order, (x, y) => a[x * n + x] == a[y * n + y] ? x.CompareTo(y) : a[y * n + y].CompareTo(a[x * n + x]));
        var (values, vectors) = (new double[n], new double[n * n]);
        for (var i = 0; i < n; i++)
        {
            values[i] = a[order[i] * n + order[i]];
            var vector = vectors.AsSpan(i * n, n);
            rows.AsSpan(order[i] * n, n).CopyTo(vector);
            if (!IsPositive(vector))
                for (var j = 0; j < n; j++) vector[j] = -vector[j];
        }
        return new SymmetricEigen(values, vectors);
    }

    private static bool IsPositive(ReadOnlySpan<double> vector)
    {
        double sum = 0, size = 0;
        foreach (var v in vector) (sum, size) = (sum + v, size + Math.Abs(v));
        if (Math.Abs(sum) > SumTolerance * size) return sum > 0;
        foreach (var v in vector)
            if (Math.Abs(v) > SumTolerance * size) return v > 0;
        return true;
    }
}
