namespace Rebound.Numerics;

/// <summary>A Householder QR factorisation of n × k columns, in their order, with columns explained by earlier ones left out.</summary>
/// <remarks>Many rows and well conditioned columns (each keeps at least a thousandth of its norm beside the earlier ones) are solved from
/// XᵀX with one step of refinement on the rows, which loses no digits there. Otherwise columns are scaled by powers of two (Higham, 2002, chapter 19) and solutions are refined on the augmented system
/// [I X; Xᵀ 0][r; b] = [f; g] with residuals in twice the working precision (Björck, 1967), so that they are those of the stored
/// columns to nearly all digits as long as the condition number stays below about 1e15.</remarks>
public sealed class LeastSquaresFactor
{
    private const int RowsForCrossProducts = 256; // fewer rows are factorised by reflections in no time
    private readonly double[][] columns;
    private readonly double[][] reflectors;
    private readonly double[] scales;
    private readonly double[,] upper;
    private readonly int n;
    private readonly int refinements;
    private readonly CrossProductFactor? product;

    private LeastSquaresFactor(double[][] columns, double[][] reflectors, double[] scales, double[,] upper, int[] kept, int[] dropped, int n)
    {
        (this.columns, this.reflectors, this.scales, this.upper, this.n) = (columns, reflectors, scales, upper, n);
        (Kept, Dropped) = (kept, dropped);
        refinements = ConditionFloor() > 1e4 ? 4 : 1;
    }

    private LeastSquaresFactor(double[][] columns, CrossProductFactor product, int[] kept, int[] dropped, int n)
    {
        (this.columns, this.product, this.n) = (columns, product, n);
        (reflectors, scales, upper) = ([], [], new double[0, 0]);
        (Kept, Dropped) = (kept, dropped);
    }

    /// <summary>Indices of the columns in the factorisation, ascending; k of them.</summary>
    public int[] Kept { get; }

    /// <summary>Indices of the columns that earlier ones explain.</summary>
    public int[] Dropped { get; }

    /// <summary>Factorises the columns.</summary>
    /// <param name="columns">k arrays of n finite values.</param>
    /// <param name="references">For each column the norm that its unexplained part is judged against; a column is left out when
    /// the part of it that earlier columns do not explain has a norm of at most <paramref name="tolerance"/> times this.</param>
    /// <param name="tolerance">A relative norm.</param>
    public static LeastSquaresFactor Of(IReadOnlyList<double[]> columns, ReadOnlySpan<double> references, double tolerance)
    {
        var n = columns.Count == 0 ? 0 : columns[0].Length;
        if (n >= RowsForCrossProducts && FromCrossProducts(columns, references, tolerance) is { } quick) return quick;
        List<double[]> kept = [], reflectors = [], rows = [];
        List<int> keptIndex = [], dropped = [];
        List<double> scales = [];
        for (var j = 0; j < columns.Count; j++)
        {
            var norm = Norm(columns[j], 0);
            if (norm == 0 || norm <= tolerance * references[j])
            {
                dropped.Add(j);
                continue;
            }
            var scale = Math.ScaleB(1, -Math.ILogB(norm));
            var work = new double[n];
            for (var i = 0; i < n; i++) work[i] = columns[j][i] * scale;
            for (var q = 0; q < reflectors.Count; q++) Reflect(reflectors[q], q, work);
            var position = reflectors.Count;
            var rest = position < n ? Norm(work, position) : 0;
            if (rest <= tolerance * references[j] * scale)
            {
                dropped.Add(j);
                continue;
            }
            var head = new double[position + 1];
            for (var q = 0; q < position; q++) head[q] = work[q];
            head[position] = work[position] > 0 ? -rest : rest;
            reflectors.Add(Reflector(work, position, rest));
            rows.Add(head);
            kept.Add(columns[j]);
            scales.Add(scale);
            keptIndex.Add(j);
        }
        var upper = new double[kept.Count, kept.Count];
        for (var j = 0; j < kept.Count; j++)
            for (var i = 0; i <= j; i++)
                upper[i, j] = rows[j][i];
        return new LeastSquaresFactor([.. kept], [.. reflectors], [.. scales], upper, [.. keptIndex], [.. dropped], n);
    }

    /// <summary>The b that minimises ‖y − Xb‖², and the residuals.</summary>
    /// <param name="y">n finite values.</param>
    /// <param name="residuals">Filled with y − Xb, of length n.</param>
    /// <returns>k coefficients, in the order of <see cref="Kept"/>.</returns>
    public double[] Solve(ReadOnlySpan<double> y, Span<double> residuals)
    {
        if (product is not null)
        {
            var left = new double[n];
            var solved = product.Solve(columns, y.ToArray(), left);
            left.CopyTo(residuals);
            return solved;
        }
        var b = new double[columns.Length];
        SolveAugmented(y, new double[columns.Length], residuals, b);
        return b;
    }

    /// <summary>The same for arrays, without a copy.</summary>
    /// <param name="y">n finite values.</param>
    /// <param name="residuals">Filled with y − Xb, of length n; not y itself.</param>
    public double[] Solve(double[] y, double[] residuals)
    {
        ArgumentNullException.ThrowIfNull(y);
        return product is null ? Solve(y.AsSpan(), residuals.AsSpan()) : product.Solve(columns, y, residuals);
    }

    /// <summary>(XᵀX)⁻¹, k × k.</summary>
    public double[,] InverseCrossProduct()
    {
        if (product is not null) return product.Inverse();
        var k = columns.Length;
        var inverse = new double[k, k];
        var zero = new double[n];
        var r = new double[n];
        for (var j = 0; j < k; j++)
        {
            var g = new double[k];
            var z = new double[k];
            g[j] = -1;
            if (refinements > 1) SolveAugmented(zero, g, r, z);
            else z = SolveNormal(j);
            for (var i = 0; i < k; i++) inverse[i, j] = z[i];
        }
        for (var i = 0; i < k; i++)
            for (var j = 0; j < i; j++)
                inverse[i, j] = inverse[j, i] = 0.5 * (inverse[i, j] + inverse[j, i]);
        return inverse;
    }

    private static LeastSquaresFactor? FromCrossProducts(IReadOnlyList<double[]> columns, ReadOnlySpan<double> references, double tolerance)
    {
        if (columns.Count * 16 > columns[0].Length) return null;
        List<int> kept = [], dropped = [];
        var all = InnerProduct.CrossProducts(columns, []);
        for (var j = 0; j < columns.Count; j++) (all[j, j] == 0 || Math.Sqrt(all[j, j]) <= tolerance * references[j] ? dropped : kept).Add(j);
        var product = new double[kept.Count, kept.Count];
        for (var a = 0; a < kept.Count; a++)
            for (var b = 0; b < kept.Count; b++) product[a, b] = all[kept[a], kept[b]];
        if (CrossProductFactor.Of(product) is not { } factor) return null;
        for (var a = 0; a < kept.Count; a++)
            if (factor.Rest(a) <= tolerance * references[kept[a]]) return null; // near the border: let reflections judge
        return new LeastSquaresFactor([.. kept.Select(j => columns[j])], factor, [.. kept], [.. dropped], columns[0].Length);
    }

    // The ratio of the largest to the smallest |diagonal| of R: a lower bound of the condition number, enough to choose the path.
    private double ConditionFloor()
    {
        double low = double.PositiveInfinity, high = 0;
        for (var j = 0; j < columns.Length; j++)
        {
            low = Math.Min(low, Math.Abs(upper[j, j]));
            high = Math.Max(high, Math.Abs(upper[j, j]));
        }
        return columns.Length == 0 ? 1 : high / low;
    }

    private void SolveAugmented(ReadOnlySpan<double> f, ReadOnlySpan<double> g, Span<double> r, Span<double> b)
    {
        var k = columns.Length;
        r.Clear();
        b.Clear();
        var top = f.ToArray();
        var bottom = g.ToArray();
        var previous = double.PositiveInfinity;
        for (var step = 0; ; step++)
        {
            var (dr, db) = SolveOnce(top, bottom);
            double change = 0, size = 0;
            for (var j = 0; j < k; j++)
            {
                change = Math.Max(change, Math.Abs(db[j] / scales[j]));
                size = Math.Max(size, Math.Abs(b[j] / scales[j]));
            }
            if (step > 0 && change > 0.5 * previous) break; // refinement no longer helps
            for (var j = 0; j < k; j++) b[j] += db[j];
            for (var i = 0; i < n; i++) r[i] += dr[i];
            if (step >= refinements || change <= 1e-17 * size) break;
            previous = step == 0 ? double.PositiveInfinity : change;
            Residuals(f, g, r, b, top, bottom);
        }
        // The residual that belongs to the final b, so that sums of squares and scores are consistent with it.
        for (var i = 0; i < n; i++)
        {
            var sum = new CompensatedSum();
            sum.Add(f[i]);
            for (var j = 0; j < k; j++) sum.AddProduct(-columns[j][i], b[j]);
            r[i] = sum.Value;
        }
    }

    private void Residuals(ReadOnlySpan<double> f, ReadOnlySpan<double> g, ReadOnlySpan<double> r, ReadOnlySpan<double> b, double[] top, double[] bottom)
    {
        for (var i = 0; i < n; i++)
        {
            var sum = new CompensatedSum();
            sum.Add(f[i]);
            sum.Add(-r[i]);
            for (var j = 0; j < columns.Length; j++) sum.AddProduct(-columns[j][i], b[j]);
            top[i] = sum.Value;
        }
        for (var j = 0; j < columns.Length; j++)
        {
            var sum = new CompensatedSum();
            sum.Add(g[j]);
            for (var i = 0; i < n; i++) sum.AddProduct(-columns[j][i], r[i]);
            bottom[j] = sum.Value;
        }
    }

    private (double[] R, double[] B) SolveOnce(double[] f, double[] g)
    {
        var k = columns.Length;
        var h = new double[k];
        for (var j = 0; j < k; j++)
        {
            var sum = g[j] * scales[j];
            for (var i = 0; i < j; i++) sum -= upper[i, j] * h[i];
            h[j] = sum / upper[j, j];
        }
        var d = (double[])f.Clone();
        for (var q = 0; q < k; q++) Reflect(reflectors[q], q, d);
        var b = new double[k];
        for (var j = k - 1; j >= 0; j--)
        {
            var sum = d[j] - h[j];
            for (var i = j + 1; i < k; i++) sum -= upper[j, i] * b[i];
            b[j] = sum / upper[j, j];
        }
        for (var j = 0; j < k; j++)
        {
            b[j] *= scales[j];
            d[j] = h[j];
        }
        for (var q = k - 1; q >= 0; q--) Reflect(reflectors[q], q, d);
        return (d, b);
    }

    private double[] SolveNormal(int column)
    {
        var k = columns.Length;
        var h = new double[k];
        for (var j = column; j < k; j++)
        {
            var sum = j == column ? scales[column] : 0.0;
            for (var i = column; i < j; i++) sum -= upper[i, j] * h[i];
            h[j] = sum / upper[j, j];
        }
        for (var j = k - 1; j >= 0; j--)
        {
            var sum = h[j];
            for (var i = j + 1; i < k; i++) sum -= upper[j, i] * h[i];
            h[j] = sum / upper[j, j];
        }
        for (var j = 0; j < k; j++) h[j] *= scales[j];
        return h;
    }

    private static double[] Reflector(double[] work, int position, double norm)
    {
        var v = new double[work.Length - position];
        for (var i = 0; i < v.Length; i++) v[i] = work[position + i];
        v[0] += v[0] > 0 ? norm : -norm;
        var length = Norm(v, 0);
        for (var i = 0; i < v.Length; i++) v[i] /= length;
        return v;
    }

    private static void Reflect(double[] v, int position, double[] values)
    {
        double sum = 0;
        for (var i = 0; i < v.Length; i++) sum += v[i] * values[position + i];
        sum *= 2;
        for (var i = 0; i < v.Length; i++) values[position + i] -= sum * v[i];
    }

    private static double Norm(double[] values, int from)
    {
        double sum = 0;
        for (var i = from; i < values.Length; i++) sum += values[i] * values[i];
        return Math.Sqrt(sum);
    }
}
