using MathNet.Numerics.LinearAlgebra;

namespace Rebound.Numerics;

/// <summary>Small symmetric positive semidefinite matrices, such as covariances.</summary>
public static class SymmetricMatrix
{
    // Eigenvalues below this share of the largest are rounding error: a covariance from G clusters has rank G − 1 at most.
    private const double RankTolerance = 1e-10;

    /// <summary>A k × r factor L with L·Lᵀ = <paramref name="matrix"/>, by Cholesky with pivots; r is the numerical rank.</summary>
    /// <param name="matrix">A k × k positive semidefinite matrix; only rounding errors below zero are forgiven.</param>
    /// <exception cref="NumericalException">A pivot is clearly negative: the matrix is not a covariance.</exception>
    public static double[,] PivotedFactor(double[,] matrix)
    {
        var k = matrix.GetLength(0);
        var rest = (double[,])matrix.Clone();
        var columns = new List<double[]>();
        var scale = 0.0;
        for (var i = 0; i < k; i++) scale = Math.Max(scale, Math.Abs(matrix[i, i]));
        for (var step = 0; step < k; step++)
        {
            var pivot = 0;
            for (var i = 1; i < k; i++)
                if (rest[i, i] > rest[pivot, pivot]) pivot = i;
            if (rest[pivot, pivot] <= RankTolerance * scale) break;
            var column = new double[k];
            var root = Math.Sqrt(rest[pivot, pivot]);
            for (var i = 0; i < k; i++) column[i] = rest[i, pivot] / root;
            for (var i = 0; i < k; i++)
                for (var j = 0; j < k; j++)
                    rest[i, j] -= column[i] * column[j];
            columns.Add(column);
        }
        for (var i = 0; i < k; i++)
            if (rest[i, i] < -1e-8 * scale)
                throw new NumericalException("The matrix is not positive semidefinite, so no draws can be made from it; use one-way clusters.");
        var factor = new double[k, columns.Count];
        for (var c = 0; c < columns.Count; c++)
            for (var i = 0; i < k; i++)
                factor[i, c] = columns[c][i];
        return factor;
    }

    /// <summary>vᵀ·A⁺·v with the rank of A, for a positive semidefinite A: the Wald statistic of v = 0.</summary>
    /// <param name="matrix">A, k × k.</param>
    /// <param name="vector">v, of length k.</param>
    /// <returns>The quadratic form and the numerical rank of A after scaling to unit diagonal.</returns>
    public static QuadraticForm InverseForm(double[,] matrix, ReadOnlySpan<double> vector)
    {
        var k = vector.Length;
        var scale = new double[k];
        for (var i = 0; i < k; i++) scale[i] = matrix[i, i] > 0 ? 1 / Math.Sqrt(matrix[i, i]) : 0;
        var scaled = Matrix<double>.Build.Dense(k, k, (i, j) => 0.5 * (matrix[i, j] + matrix[j, i]) * scale[i] * scale[j]);
        var eigen = scaled.Evd(Symmetricity.Symmetric);
        var largest = 0.0;
        for (var e = 0; e < k; e++) largest = Math.Max(largest, eigen.EigenValues[e].Real);
        double value = 0;
        var rank = 0;
        for (var e = 0; e < k; e++)
        {
            var lambda = eigen.EigenValues[e].Real;
            if (lambda <= RankTolerance * largest || largest <= 0) continue;
            double projection = 0;
            for (var i = 0; i < k; i++) projection += eigen.EigenVectors[i, e] * vector[i] * scale[i];
            value += projection * projection / lambda;
            rank++;
        }
        return new QuadraticForm(value, rank);
    }
}

/// <summary>A quadratic form in the (pseudo-)inverse of a matrix.</summary>
/// <param name="Value">vᵀ·A⁺·v.</param>
/// <param name="Rank">The numerical rank of A.</param>
public readonly record struct QuadraticForm(double Value, int Rank);
