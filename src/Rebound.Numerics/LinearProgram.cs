using MathNet.Numerics.LinearAlgebra;

namespace Rebound.Numerics;

/// <summary>Small dense linear programs whose origin is feasible: max c·x over A x ≤ b, x ≥ 0, with b ≥ 0.</summary>
/// <remarks>Primal simplex in a condensed tableau (Dantzig, 1963). The column of the largest reduced cost enters; after a pivot that gains nothing
/// the smallest index enters and leaves (Bland, 1977), so it cannot cycle. Ties go to the smallest index: the same numbers give the same
/// vertex. The vertex found is solved again from the given numbers, and is returned only with a certificate: feasible, and
/// with multipliers y ≥ 0 for which Aᵀy ≥ c and b·y = c·x, each to 1e-9 of its size or of one. Columns should be of similar magnitude.</remarks>
public static class LinearProgram
{
    // Numbers near one are told from rounding above this; the certificate holds the result to its own tolerance.
    private const double PivotTolerance = 1e-11;
    private const double CertificateTolerance = 1e-9;

    /// <summary>Solves a program.</summary>
    /// <param name="objective">c, n numbers.</param>
    /// <param name="rows">A, m × n, row after row.</param>
    /// <param name="limits">b, m numbers ≥ 0.</param>
    /// <returns>A vertex at which the objective is largest.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit, or a limit is negative.</exception>
    /// <exception cref="NumericalException">The objective grows without limit, or no vertex could be certified.</exception>
    public static LinearOptimum Maximise(ReadOnlySpan<double> objective, ReadOnlySpan<double> rows, ReadOnlySpan<double> limits)
    {
        var (n, m) = (objective.Length, limits.Length);
        if (rows.Length != m * n) throw new ArgumentException($"{rows.Length} numbers do not fill {m} rows of {n}.", nameof(rows));
        foreach (var limit in limits)
            if (!(limit >= 0)) throw new ArgumentException("A limit is negative, so the origin is not feasible.", nameof(limits));
        var tableau = new Tableau(objective, rows, limits);
        var (pivots, bland) = (0, false);
        while (tableau.Entering(bland) is var column and >= 0)
        {
            var row = tableau.Leaving(column);
            if (row < 0) throw new NumericalException("The objective of the linear program grows without limit: nothing bounds one of its variables.");
            if (++pivots > 200 * (n + m)) throw new NumericalException($"The linear program with {n} variables and {m} limits did not end in {pivots} pivots.");
            bland = !tableau.Pivot(row, column);
        }
        return Certify(objective, rows, limits, tableau.Basis, pivots);
    }

    /// <summary>Solves the tight rows for the basic variables from the given numbers, and their multipliers; checks both.</summary>
    private static LinearOptimum Certify(ReadOnlySpan<double> objective, ReadOnlySpan<double> rows, ReadOnlySpan<double> limits, int[] basis, int pivots)
    {
        var (n, m) = (objective.Length, limits.Length);
        int[] variables = [.. basis.Where(v => v < n).Order()];
        var isBasic = new bool[n + m];
        foreach (var v in basis) isBasic[v] = true;
        int[] tight = [.. Enumerable.Range(0, m).Where(r => !isBasic[n + r])];
        var (x, y) = (new double[n], new double[m]);
        if (variables.Length > 0)
        {
            var matrix = Matrix<double>.Build.Dense(tight.Length, variables.Length);
            var (right, gain) = (Vector<double>.Build.Dense(tight.Length), Vector<double>.Build.Dense(variables.Length));
            for (var r = 0; r < tight.Length; r++)
            {
                right[r] = limits[tight[r]];
                for (var c = 0; c < variables.Length; c++) matrix[r, c] = rows[tight[r] * n + variables[c]];
            }
            for (var c = 0; c < variables.Length; c++) gain[c] = objective[variables[c]];
            var factor = matrix.LU();
            var (values, multipliers) = (factor.Solve(right), matrix.Transpose().LU().Solve(gain));
            for (var c = 0; c < variables.Length; c++) x[variables[c]] = Math.Abs(values[c]) <= PivotTolerance ? 0 : values[c];
            for (var r = 0; r < tight.Length; r++) y[tight[r]] = multipliers[r];
        }
        var value = Check(objective, rows, limits, x, y);
        return new LinearOptimum(value, x, y, pivots);
    }

    private static double Check(ReadOnlySpan<double> objective, ReadOnlySpan<double> rows, ReadOnlySpan<double> limits, double[] x, double[] y)
    {
        var (n, holds, value, bound) = (x.Length, true, 0.0, 0.0);
        var prices = new double[n];
        for (var r = 0; r < limits.Length; r++)
        {
            double used = 0, size = limits[r];
            for (var j = 0; j < n; j++)
            {
                var term = rows[r * n + j] * x[j];
                (used, size) = (used + term, size + Math.Abs(term));
                prices[j] += rows[r * n + j] * y[r];
            }
            holds &= used <= limits[r] + CertificateTolerance * Math.Max(1, size) && y[r] >= -CertificateTolerance;
            bound += limits[r] * y[r];
        }
        for (var j = 0; j < n; j++)
        {
            holds &= x[j] >= -CertificateTolerance && prices[j] >= objective[j] - CertificateTolerance * Math.Max(1, Math.Abs(objective[j]));
            value += objective[j] * x[j];
        }
        if (!holds || !(Math.Abs(value - bound) <= CertificateTolerance * Math.Max(1, Math.Abs(value))))
            throw new NumericalException("The vertex of the linear program could not be certified as the best one; its numbers differ too much in size.");
        return value;
    }

    /// <summary>Columns of the variables outside the basis only.</summary>
    private sealed class Tableau
    {
        private readonly int n;
        private readonly double[] cells;
        private readonly double[] right;
        private readonly double[] gains;
        private readonly int[] outside;

        public Tableau(ReadOnlySpan<double> objective, ReadOnlySpan<double> rows, ReadOnlySpan<double> limits)
        {
            n = objective.Length;
            (cells, right, gains) = (rows.ToArray(), limits.ToArray(), objective.ToArray());
            (outside, Basis) = ([.. Enumerable.Range(0, n)], [.. Enumerable.Range(n, limits.Length)]);
        }

        /// <summary>The variable that each row gives; slack r is n + r.</summary>
        public int[] Basis { get; }

        public int Entering(bool smallestIndex)
        {
            var best = -1;
            for (var c = 0; c < n; c++)
            {
                if (gains[c] <= PivotTolerance) continue;
                if (best < 0 || (smallestIndex ? outside[c] < outside[best] : gains[c] > gains[best] || (gains[c] == gains[best] && outside[c] < outside[best]))) best = c;
            }
            return best;
        }

        public int Leaving(int column)
        {
            var (best, least) = (-1, double.PositiveInfinity);
            for (var r = 0; r < right.Length; r++)
            {
                var cell = cells[r * n + column];
                if (cell <= PivotTolerance) continue;
                var ratio = right[r] / cell;
                if (ratio < least || (ratio == least && Basis[r] < Basis[best])) (best, least) = (r, ratio);
            }
            return best;
        }

        /// <returns>Whether the objective grew.</returns>
        public bool Pivot(int row, int column)
        {
            var pivotRow = cells.AsSpan(row * n, n);
            var inverse = 1 / pivotRow[column];
            for (var c = 0; c < n; c++) pivotRow[c] *= inverse;
            pivotRow[column] = inverse;
            right[row] *= inverse;
            var grew = gains[column] * right[row] > 0;
            for (var r = 0; r < right.Length; r++)
                if (r != row)
                {
                    Eliminate(cells.AsSpan(r * n, n), pivotRow, column, ref right[r], right[row]);
                    if (right[r] < PivotTolerance) right[r] = 0;
                }
            var none = 0.0;
            Eliminate(gains, pivotRow, column, ref none, right[row]);
            (Basis[row], outside[column]) = (outside[column], Basis[row]);
            return grew;
        }

        private static void Eliminate(Span<double> target, ReadOnlySpan<double> pivotRow, int column, ref double right, double pivotRight)
        {
            var factor = target[column];
            if (factor == 0) return;
            for (var c = 0; c < target.Length; c++) target[c] -= factor * pivotRow[c];
            target[column] = -factor * pivotRow[column];
            right -= factor * pivotRight;
        }
    }
}
