using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Cholesky factorisation of a positive semidefinite matrix whose rows begin at their first nonzero column (skyline storage).</summary>
/// <remarks>George and Liu (1981), chapter 4. A pivot that rounding has eaten marks a parameter that others determine (a reference
/// group): its value is set to zero, which solves a consistent system.</remarks>
internal sealed class EnvelopeFactor
{
    // What subtraction leaves of a pivot that is zero: some units in the last place of the diagonal.
    private const double ZeroPivot = 1e-12;
    private const double ZeroAfterSubtraction = 1e-10;
    private readonly int[] first;
    private readonly long[] starts; // row i holds columns first[i] … i from starts[i]
    private readonly double[] values;
    private readonly double[] inverse;

    public EnvelopeFactor(int[] first)
    {
        this.first = first;
        starts = new long[first.Length + 1];
        for (var i = 0; i < first.Length; i++) starts[i + 1] = starts[i] + i - first[i] + 1;
        values = new double[starts[^1]];
        inverse = new double[first.Length];
    }

    public int Size => first.Length;

    /// <summary>Row i from its first column to the diagonal, to be filled before <see cref="Factorise"/>.</summary>
    public Span<double> Row(int i) => values.AsSpan((int)starts[i], i - first[i] + 1);

    public void Clear() => Array.Clear(values);

    /// <summary>L with L·Lᵀ = the matrix, in place.</summary>
    /// <param name="before">A matrix on whose diagonal pivots are judged, where this one came from it by subtraction.</param>
    public void Factorise(double[,]? before = null)
    {
        for (var i = 0; i < first.Length; i++)
        {
            var row = Row(i);
            var from = first[i];
            var diagonal = row[^1];
            for (var j = from; j < i; j++)
            {
                var other = Row(j);
                var begin = Math.Max(from, first[j]);
                row[j - from] = (row[j - from] - InnerProduct.Of(row[(begin - from)..(j - from)], other[(begin - first[j])..(j - first[j])])) * inverse[j];
            }
            var pivot = diagonal - InnerProduct.Of(row[..^1], row[..^1]);
            if (before is null ? pivot > ZeroPivot * diagonal : pivot > ZeroAfterSubtraction * before[i, i]) (row[^1], inverse[i]) = (Math.Sqrt(pivot), 1 / Math.Sqrt(pivot));
            else
            {
                row.Clear();
                inverse[i] = 0;
            }
        }
    }

    /// <summary>x ← A⁻¹x for every lane, with x in the order of the factor.</summary>
    public void Solve<T>(T[] x) where T : unmanaged, ILanes<T>
    {
        for (var i = 0; i < first.Length; i++)
        {
            var row = Row(i);
            var known = x.AsSpan(first[i], row.Length);
            var sum = T.All(0);
            for (var j = 0; j < row.Length - 1; j++) sum += T.All(row[j]) * known[j];
            x[i] = (x[i] - sum) * T.All(inverse[i]);
        }
        for (var i = first.Length - 1; i >= 0; i--)
        {
            var row = Row(i);
            var above = x.AsSpan(first[i], row.Length);
            var value = x[i] * T.All(inverse[i]);
            x[i] = value;
            for (var j = 0; j < row.Length - 1; j++) above[j] -= T.All(row[j]) * value;
        }
    }
}
