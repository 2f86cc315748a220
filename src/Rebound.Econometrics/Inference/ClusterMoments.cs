using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>What each cluster adds to the normal equations of [other effects, regressors, outcome] within the groups of the main effect,
/// as packed lower triangles: enough to estimate the model anew under any weights of clusters.</summary>
internal sealed class ClusterMoments
{
    private const int MostParameters = 300;
    private const long MostNumbers = 40_000_000;
    private const double ZeroPivot = 1e-10;
    private readonly double[] moments; // cluster by cluster, `length` numbers each
    private readonly int length;
    private readonly int effects;      // m
    private readonly int regressors;   // k
    private readonly double[] scales;  // of regressors and outcome, so that pivots compare

    private ClusterMoments(int clusters, int effects, int regressors)
    {
        (this.effects, this.regressors) = (effects, regressors);
        var all = effects + regressors + 1;
        length = (all * (all + 1) / 2 + 3) / 4 * 4;
        moments = new double[(long)clusters * length];
        scales = new double[regressors + 1];
    }

    /// <summary>The moments; null where the main effect does not lie within clusters, slopes are absorbed, or there are too many parameters.</summary>
    public static ClusterMoments? Of(AbsorbedDesign absorbed, Cluster cluster)
    {
        if (absorbed.Absorber.Layout is not { HasSlopes: false } layout || !layout.Main.IsNestedIn(cluster)) return null;
        var all = layout.Size + absorbed.Columns.Count + 1;
        if (all > MostParameters || (long)cluster.Count * all * (all + 1) / 2 > MostNumbers) return null;
        var found = new ClusterMoments(cluster.Count, layout.Size, absorbed.Columns.Count);
        double[][] columns = [.. absorbed.Columns.Append(absorbed.Outcome).Select(layout.Sorted)];
        for (var j = 0; j < columns.Length; j++) found.scales[j] = 1 / Math.Sqrt(InnerProduct.Of(null, columns[j], columns[j]) / columns[j].Length);
        var weights = absorbed.Design.Weights is { } w ? layout.Sorted(w) : null;
        for (var g = 0; g < layout.Main.Levels; g++)
        {
            var first = layout.Order is null ? layout.Starts[g] : layout.Order[layout.Starts[g]];
            found.Add(cluster.Codes[first], layout, g, columns, weights);
        }
        return found;
    }

    /// <summary>What one thread needs.</summary>
    public double[][] Room()
    {
        var all = effects + regressors + 1;
        return [new double[length], .. Enumerable.Range(0, all).Select(i => new double[i + 1])];
    }

    /// <summary>The coefficients when each cluster counts as often as given; empty where they are not determined.</summary>
    public double[] Solve(double[] counts, double[][] room)
    {
        var sums = room[0];
        Array.Clear(sums);
        var total = MemoryMarshal.Cast<double, Vector256<double>>(sums.AsSpan());
        for (var g = 0; g < counts.Length; g++)
        {
            if (counts[g] == 0) continue;
            var own = MemoryMarshal.Cast<double, Vector256<double>>(moments.AsSpan(g * length, length));
            var count = Vector256.Create(counts[g]);
            for (var i = 0; i < own.Length; i++) total[i] += count * own[i];
        }
        return Factorise(sums, room);
    }

    // Cholesky of [effects, regressors, outcome]; an effect that others determine is skipped, a regressor must not be.
    private double[] Factorise(double[] sums, double[][] room)
    {
        var all = effects + regressors + 1;
        var at = 0;
        for (var i = 0; i < all; i++)
        {
            var row = room[i + 1];
            sums.AsSpan(at, i + 1).CopyTo(row);
            at += i + 1;
            var diagonal = row[i];
            for (var j = 0; j < i; j++)
            {
                var other = room[j + 1];
                row[j] = other[j] > 0 ? (row[j] - InnerProduct.Of(row.AsSpan(0, j), other.AsSpan(0, j))) / other[j] : 0;
            }
            var pivot = diagonal - InnerProduct.Of(row.AsSpan(0, i), row.AsSpan(0, i));
            if (pivot > ZeroPivot * diagonal && diagonal > 0) row[i] = Math.Sqrt(pivot);
            else if (i < effects) row[i] = 0;
            else if (i < effects + regressors) return [];
        }
        var b = new double[regressors];
        for (var j = regressors - 1; j >= 0; j--)
        {
            var sum = room[all][effects + j];
            for (var l = j + 1; l < regressors; l++) sum -= room[effects + l + 1][effects + j] * b[l];
            b[j] = sum / room[effects + j + 1][effects + j];
        }
        for (var j = 0; j < regressors; j++) b[j] *= scales[j] / scales[regressors];
        return b;
    }

    private void Add(int cluster, EffectLayout layout, int g, double[][] columns, double[]? weights)
    {
        int from = layout.Starts[g], to = layout.Starts[g + 1], count = layout.Terms.Length, wide = columns.Length;
        var own = moments.AsSpan(cluster * length, length);
        double total = 0;
        var means = new double[wide];
        for (var i = from; i < to; i++)
        {
            var w = weights?[i] ?? 1;
            total += w;
            for (var j = 0; j < wide; j++) means[j] += w * columns[j][i] * scales[j];
        }
        for (var j = 0; j < wide; j++) means[j] /= total;
        for (var r = from; r < to; r++)
        {
            var w = weights?[r] ?? 1;
            var places = layout.Index.AsSpan(r * count, count);
            foreach (var a in places)
                foreach (var b in places)
                    if (b <= a) own[Place(a, b)] += w;
            for (var s = from; s < to; s++)
            {
                var share = w * (weights?[s] ?? 1) / total;
                var others = layout.Index.AsSpan(s * count, count);
                foreach (var a in places)
                    foreach (var b in others)
                        if (b <= a) own[Place(a, b)] -= share;
            }
            for (var j = 0; j < wide; j++)
            {
                var value = columns[j][r] * scales[j] - means[j];
                foreach (var a in places) own[Place(effects + j, a)] += w * value;
                for (var l = 0; l <= j; l++) own[Place(effects + j, effects + l)] += w * value * (columns[l][r] * scales[l] - means[l]);
            }
        }
    }

    private static int Place(int row, int column) => row * (row + 1) / 2 + column;
}
