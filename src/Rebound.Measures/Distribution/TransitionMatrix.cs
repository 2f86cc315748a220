using MathNet.Numerics.LinearAlgebra;

namespace Rebound.Measures;

/// <summary>Transitions between k classes from one period to the next.</summary>
/// <remarks>P_ij = n_ij/Σⱼ n_ij. A class that is never left has no row of P; what needs one is refused. Checked against giddy 2.2.2
/// (transitions, ergodic distribution, first passage times, sojourn times).</remarks>
public sealed class TransitionMatrix
{
    /// <summary>Rows with fewer transitions are too thin for their shares to mean much.</summary>
    public const int FewTransitions = 5;

    private readonly double[,] counts;
    private readonly double[] rows;

    /// <summary>Takes counts.</summary>
    /// <param name="counts">k × k numbers of 0 or more.</param>
    public TransitionMatrix(double[,] counts)
    {
        if (counts.GetLength(0) != counts.GetLength(1) || counts.Length == 0) throw new ArgumentException($"Transitions form a square; this is {counts.GetLength(0)} × {counts.GetLength(1)}.", nameof(counts));
        (this.counts, rows) = ((double[,])counts.Clone(), new double[counts.GetLength(0)]);
        for (var i = 0; i < Classes; i++)
        {
            for (var j = 0; j < Classes; j++) rows[i] += counts[i, j] >= 0 ? counts[i, j] : throw new ArgumentException("A count of transitions is negative or missing.", nameof(counts));
        }
    }

    /// <summary>k.</summary>
    public int Classes => rows.Length;

    /// <summary>n_ij.</summary>
    /// <param name="from">i.</param>
    /// <param name="to">j.</param>
    public double Count(int from, int to) => counts[from, to];

    /// <summary>Σⱼ n_ij.</summary>
    /// <param name="from">i.</param>
    public double RowCount(int from) => rows[from];

    /// <summary>P_ij; 0 in a row without transitions.</summary>
    /// <param name="from">i.</param>
    /// <param name="to">j.</param>
    public double this[int from, int to] => rows[from] > 0 ? counts[from, to] / rows[from] : 0;

    /// <summary>Classes left fewer than five times, with their counts.</summary>
    public IReadOnlyList<ThinRow> ThinRows => [.. Enumerable.Range(0, Classes).Where(i => rows[i] < FewTransitions).Select(i => new ThinRow(i, (int)rows[i]))];

    /// <summary>1/(1 − P_ii): mean number of periods in a class once it is entered.</summary>
    /// <param name="state">i.</param>
    /// <exception cref="MeasureRefusedException">The class is never left.</exception>
    public double Sojourn(int state) => this[state, state] < 1 && rows[state] > 0
        ? 1 / (1 - this[state, state])
        : throw Reducible(state, $"Class {state + 1} is never left in the data, so its mean stay is not finite.");

    /// <summary>Shorrocks' mobility (k − tr P)/(k − 1), in [0, k/(k − 1)].</summary>
    public double Mobility
    {
        get
        {
            var trace = 0.0;
            for (var i = 0; i < Classes; i++) trace += this[i, i];
            return (Classes - trace) / (Classes - 1);
        }
    }

    /// <summary>The ergodic distribution π = πP.</summary>
    /// <exception cref="MeasureRefusedException">Some class cannot be reached from another, so the long run depends on the start.</exception>
    public IReadOnlyList<double> Ergodic()
    {
        ThrowIfReducible();
        var k = Classes;
        var system = Matrix<double>.Build.Dense(k, k, (i, j) => i == k - 1 ? 1 : this[j, i] - (i == j ? 1 : 0));
        var right = Vector<double>.Build.Dense(k, i => i == k - 1 ? 1 : 0);
        return system.Solve(right).ToArray();
    }

    /// <summary>Mean first passage times m_ij, in periods; on the diagonal the mean time of return 1/π_i.</summary>
    /// <exception cref="MeasureRefusedException">Some class cannot be reached from another.</exception>
    /// <remarks>m_ij = (δ_ij − z_ij + z_jj)/π_j with Z = (I − P + 1π)⁻¹ (Kemeny and Snell, 1976).</remarks>
    public double[,] FirstPassage()
    {
        var (pi, k) = (Ergodic(), Classes);
        var z = Matrix<double>.Build.Dense(k, k, (i, j) => (i == j ? 1 : 0) - this[i, j] + pi[j]).Inverse();
        var passage = new double[k, k];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++) passage[i, j] = ((i == j ? 1 : 0) - z[i, j] + z[j, j]) / pi[j];
        }
        return passage;
    }

    /// <summary>Half-life of the way to the ergodic distribution: −ln 2/ln |λ₂|, in periods; 0 where λ₂ = 0.</summary>
    /// <exception cref="MeasureRefusedException">Some class cannot be reached from another, or the chain goes round in a circle.</exception>
    public double HalfLife()
    {
        ThrowIfReducible();
        double[] sizes = [.. Matrix<double>.Build.Dense(Classes, Classes, (i, j) => this[i, j]).Evd().EigenValues.Select(value => value.Magnitude).OrderDescending()];
        if (sizes.Length < 2 || sizes[1] < 1e-14) return 0;
        if (sizes[1] > 1 - 1e-12) throw Reducible(0, "The chain goes round in a circle and settles nowhere, so it has no half-life.");
        return -Math.Log(2) / Math.Log(sizes[1]);
    }

    /// <summary>P as rows.</summary>
    public double[,] ToMatrix()
    {
        var matrix = new double[Classes, Classes];
        for (var i = 0; i < Classes; i++)
        {
            for (var j = 0; j < Classes; j++) matrix[i, j] = this[i, j];
        }
        return matrix;
    }

    /// <summary>Transitions of units' classes.</summary>
    /// <param name="classes">n × T classes 0 … k − 1, unit after unit.</param>
    /// <param name="periods">T.</param>
    /// <param name="count">k.</param>
    public static TransitionMatrix Of(ReadOnlySpan<int> classes, int periods, int count)
    {
        var counts = new double[count, count];
        for (var at = 0; at < classes.Length; at++)
            if (at % periods != periods - 1) counts[classes[at], classes[at + 1]]++;
        return new TransitionMatrix(counts);
    }

    private void ThrowIfReducible()
    {
        var k = Classes;
        var reach = new bool[k, k];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++) reach[i, j] = i == j || counts[i, j] > 0;
        }
        for (var m = 0; m < k; m++)
        {
            for (var i = 0; i < k; i++)
            {
                for (var j = 0; j < k; j++) reach[i, j] |= reach[i, m] && reach[m, j];
            }
        }
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
                if (!reach[i, j]) throw Reducible(j, $"Class {j + 1} cannot be reached from class {i + 1} in the data, so the long run depends on the start; take fewer classes.");
        }
    }

    private static MeasureRefusedException Reducible(int state, string reason) =>
        new(MeasureRefusalKind.Reducible, new Subject("classes"), [$"class {state + 1}"], reason);
}
