using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>CR2 and CR3: each cluster's regressors times (I − H₍gg₎) to the power −½ or −1, and Satterthwaite's degrees of freedom.</summary>
/// <remarks>Bell and McCaffrey (2002); Pustejovsky and Tipton (2018, equations 7 and 11), with the working model of independent errors
/// (of variance 1/w where the model is weighted). Directions that a cluster's own effects explain fully are left out (a pseudo-inverse).</remarks>
internal sealed class ClusterAdjustment
{
    private const double Explained = 1e-11; // eigenvalues of I − H below this are zero but for rounding
    private const int LargestEigenproblem = 600;
    private readonly Cluster cluster;
    private readonly double power;
    private readonly DesignBasis basis;
    private readonly int[][] rows;
    private readonly bool isNested;

    /// <param name="absorbed">The design.</param>
    /// <param name="cluster">The clusters.</param>
    /// <param name="power">−½ (CR2), −1 (CR3) or 0 (no adjustment, for the degrees of freedom alone).</param>
    public ClusterAdjustment(AbsorbedDesign absorbed, Cluster cluster, double power)
    {
        (this.cluster, this.power) = (cluster, power);
        basis = DesignBasis.Of(absorbed);
        rows = RowsOf(cluster);
        isNested = basis.Main is null || basis.Main.IsNestedIn(cluster);
    }

    /// <summary>A₍g₎x for every cluster and column.</summary>
    /// <param name="columns">Regressors after absorption, weighted by √w.</param>
    public double[][] Apply(IReadOnlyList<double[]> columns)
    {
        if (power == 0) return [.. columns];
        double[][] adjusted = [.. columns.Select(c => new double[c.Length])];
        FixedChunks.Run(rows.Length, 1, (g, _) => Adjust(rows[g], columns, adjusted));
        return adjusted;
    }

    /// <summary>ν of each coefficient: (Σ pᵢᵢ)²/Σ pᵢⱼ² over clusters i, j, with pᵢⱼ = aᵢᵀ(I − H)ᵢⱼaⱼ.</summary>
    /// <param name="adjusted">What <see cref="Apply"/> gave for the regressors.</param>
    /// <param name="bread">(X̃ᵀWX̃)⁻¹.</param>
    public double[] Degrees(double[][] adjusted, double[,] bread) => [.. Enumerable.Range(0, adjusted.Length).Select(j => Degree(adjusted, bread, j))];

    private static int[][] RowsOf(Cluster cluster)
    {
        var sizes = new int[cluster.Count];
        foreach (var c in cluster.Codes) sizes[c]++;
        int[][] rows = [.. sizes.Select(s => new int[s])];
        Array.Clear(sizes);
        for (var i = 0; i < cluster.Codes.Length; i++) rows[cluster.Codes[i]][sizes[cluster.Codes[i]]++] = i;
        return rows;
    }

    private void Adjust(int[] own, IReadOnlyList<double[]> columns, double[][] adjusted)
    {
        var r = basis.Columns.Length;
        if (isNested && r <= own.Length) AdjustBySpan(own, columns, adjusted);
        else AdjustByRows(own, columns, adjusted);
    }

    // Within a cluster H = P + VVᵀ with V ⟂ P where P's groups are nested, and the regressors are ⟂ P too: the powers of I − VVᵀ
    // follow from the eigenvectors of VᵀV, which is small.
    private void AdjustBySpan(int[] own, IReadOnlyList<double[]> columns, double[][] adjusted)
    {
        var v = basis.Columns;
        var r = v.Length;
        Check(r);
        var gram = new double[r * r];
        for (var a = 0; a < r; a++)
            for (var b = 0; b <= a; b++)
            {
                double sum = 0;
                foreach (var i in own) sum += v[a][i] * v[b][i];
                gram[a * r + b] = gram[b * r + a] = sum;
            }
        var eigen = SymmetricEigen.Of(gram, r);
        for (var c = 0; c < columns.Count; c++)
            foreach (var i in own) adjusted[c][i] = columns[c][i];
        var direction = new double[own.Length];
        for (var e = 0; e < r; e++)
        {
            var lambda = eigen.Values[e];
            if (lambda <= 1e-14) break;
            var vector = eigen.Vector(e);
            for (var i = 0; i < own.Length; i++)
            {
                double sum = 0;
                for (var a = 0; a < r; a++) sum += v[a][own[i]] * vector[a];
                direction[i] = sum;
            }
            Add(own, columns, adjusted, direction, (PowerOf(1 - lambda) - 1) / lambda);
        }
    }

    private void AdjustByRows(int[] own, IReadOnlyList<double[]> columns, double[][] adjusted)
    {
        var m = own.Length;
        Check(m);
        var left = new double[m * m];
        for (var a = 0; a < m; a++)
            for (var b = 0; b <= a; b++)
            {
                double sum = a == b ? 1 : 0;
                if (basis.Main is { } main && main.Codes[own[a]] == main.Codes[own[b]]) sum -= basis.MainShare![own[a]] * basis.MainShare[own[b]];
                foreach (var column in basis.Columns) sum -= column[own[a]] * column[own[b]];
                left[a * m + b] = left[b * m + a] = sum;
            }
        var eigen = SymmetricEigen.Of(left, m);
        for (var e = 0; e < m; e++)
        {
            var scale = PowerOf(eigen.Values[e]);
            if (scale != 0) Add(own, columns, adjusted, eigen.Vector(e), scale);
        }
    }

    private static void Add(int[] own, IReadOnlyList<double[]> columns, double[][] adjusted, ReadOnlySpan<double> direction, double scale)
    {
        for (var c = 0; c < columns.Count; c++)
        {
            double sum = 0;
            for (var i = 0; i < own.Length; i++) sum += direction[i] * columns[c][own[i]];
            sum *= scale;
            for (var i = 0; i < own.Length; i++) adjusted[c][own[i]] += sum * direction[i];
        }
    }

    private double PowerOf(double value) => value <= Explained ? 0 : power == -1 ? 1 / value : 1 / Math.Sqrt(value);

    private void Check(int size)
    {
        if (size > LargestEigenproblem)
            throw new NotIdentifiedException($"CR2 and CR3 with clusters of '{cluster.Name}' need the eigenvalues of a {size} × {size} matrix for each cluster, more than {LargestEigenproblem}; use cluster({cluster.Name}) with the wild bootstrap.");
    }

    private double Degree(double[][] adjusted, double[,] bread, int j)
    {
        var n = cluster.Codes.Length;
        var a = new double[n];
        for (var l = 0; l < adjusted.Length; l++)
            for (var i = 0; i < n; i++) a[i] += adjusted[l][i] * bread[l, j];
        var spans = new double[rows.Length][];
        var squares = new double[rows.Length];
        var levels = isNested || basis.Main is null ? 0 : basis.Main.Levels;
        FixedChunks.Run(rows.Length, 1, (g, _) =>
        {
            var span = new double[basis.Columns.Length + levels];
            foreach (var i in rows[g])
            {
                squares[g] += a[i] * a[i];
                for (var c = 0; c < basis.Columns.Length; c++) span[c] += basis.Columns[c][i] * a[i];
                if (levels > 0) span[basis.Columns.Length + basis.Main!.Codes[i]] += basis.MainShare![i] * a[i];
            }
            spans[g] = span;
        });
        var parts = new (double Trace, double Square)[rows.Length];
        FixedChunks.Run(rows.Length, 1, (g, _) =>
        {
            double own = 0, square = 0;
            for (var h = 0; h < spans.Length; h++)
            {
                double q = 0;
                for (var c = 0; c < spans[g].Length; c++) q += spans[g][c] * spans[h][c];
                if (h == g) own = squares[g] - q;
                else square += q * q;
            }
            parts[g] = (own, square + own * own);
        });
        double trace = 0, all = 0;
        foreach (var (t, s) in parts) (trace, all) = (trace + t, all + s);
        return trace * trace / all;
    }
}
