using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>What a draw of the bootstrap with instruments needs, by cluster: everything is linear in the columns y, X₁ … X₍q₎, ζ₁ … ζ₍L₎ after the other exogenous regressors and the effects.</summary>
internal sealed class InstrumentalDraws
{
    private const double Vanishes = 1e-10;
    private readonly int clusters, q, l, tested;
    private readonly double[][][] moments;  // by column and ζ: Σ of ζᵢcᵢ over each cluster
    private readonly double[][][] scores;   // by column, ζ and cluster g: what column c's rows of cluster h add to ζ's score in g, over h
    private readonly double[,] gram;        // of y and X
    private readonly double[,] projections; // ζᵀ of y and X
    private readonly double scale;

    private InstrumentalDraws(int clusters, int q, int l, int tested, double[][][] moments, double[][][] scores, double[,] gram, double[,] projections, double scale) =>
        (this.clusters, this.q, this.l, this.tested, this.moments, this.scores, this.gram, this.projections, this.scale) = (clusters, q, l, tested, moments, scores, gram, projections, scale);

    /// <summary>Weights of the columns under a tested value: of û, and of v̂ of each regressor; and π̂.</summary>
    public sealed record World(double[] Residual, double[][] First, double[,] Pi);

    public static InstrumentalDraws Of(InstrumentalEstimate estimate, string name, Cluster cluster)
    {
        var system = estimate.System;
        var isEndogenous = system.Endogenous.Any(c => c.Name == name);
        InstrumentSystem.Column[] given = [.. system.Exogenous.Where(c => c.Name != name)], regressors = isEndogenous ? system.Endogenous : [.. system.Endogenous, system.Exogenous.First(c => c.Name == name)];
        var free = given.Length == 0 ? null : system.With(given).Factor;
        double[] Cleared(double[] scaled)
        {
            if (free is null) return scaled;
            var left = new double[scaled.Length];
            free.Solve(scaled, left);
            return left;
        }
        double[][] own = [.. regressors.Select(c => Cleared(system.Scaled(c.Left)))];
        var basis = OrthonormalBasis.Of(system.Instruments.Select(z => Cleared(system.Scaled(z.Left))).Concat(isEndogenous ? [] : [own[^1]]));
        double[][] main = [Cleared(system.Scaled(system.With(system.Regressors).Outcome)), .. own], columns = [.. main, .. basis];
        int l = basis.Length, count = cluster.Count;
        double[,] gram = new double[main.Length, main.Length], projections = new double[l, main.Length];
        for (var a = 0; a < main.Length; a++)
        {
            for (var b = 0; b < main.Length; b++) gram[a, b] = InnerProduct.Of(null, main[a], main[b]);
            for (var z = 0; z < l; z++) projections[z, a] = InnerProduct.Of(null, basis[z], main[a]);
        }
        var moments = columns.Select(_ => Enumerable.Range(0, l).Select(_ => new double[count]).ToArray()).ToArray();
        var scores = columns.Select(_ => Enumerable.Range(0, l * count).Select(_ => new double[count]).ToArray()).ToArray();
        for (var z = 0; z < l; z++) Fill(system, cluster, basis[z], z, columns, moments, scores, Cleared);
        return new InstrumentalDraws(count, own.Length, l, isEndogenous ? Array.FindIndex(system.Endogenous, c => c.Name == name) : own.Length - 1, moments, scores, gram, projections, Math.Sqrt(estimate.Structural.Facts.Factor));
    }

    // The projection off effects and regressors is symmetric: ζ's part in cluster g is projected once, for the residuals of all clusters h.
    private static void Fill(InstrumentSystem system, Cluster cluster, double[] zeta, int z, double[][] columns, double[][][] moments, double[][][] scores, Func<double[], double[]> cleared)
    {
        int n = zeta.Length, count = cluster.Count;
        for (var c = 0; c < columns.Length; c++)
            for (var i = 0; i < n; i++) moments[c][z][cluster.Codes[i]] += zeta[i] * columns[c][i];
        FixedChunks.Run(count, 8, (from, to) =>
        {
            double[][] masked = [.. Enumerable.Range(from, to - from).Select(_ => new double[n])];
            for (var i = 0; i < n; i++)
                if (cluster.Codes[i] >= from && cluster.Codes[i] < to) masked[cluster.Codes[i] - from][i] = zeta[i] / (system.RootWeights?[i] ?? 1);
            system.Absorb(masked);
            for (var g = from; g < to; g++)
            {
                var left = cleared(system.Scaled(masked[g - from]));
                for (var c = 0; c < columns.Length; c++)
                    for (var i = 0; i < n; i++) scores[c][z * count + g][cluster.Codes[i]] += left[i] * columns[c][i];
            }
        });
    }

    /// <summary>The restricted estimates under a tested value.</summary>
    public World Under(double value)
    {
        var beta = Restricted(value);
        var residual = new double[1 + q + l];
        residual[0] = 1;
        for (var k = 0; k < q; k++) residual[1 + k] = -beta[k];
        double[] own = new double[l]; // ζᵀû
        for (var z = 0; z < l; z++)
            for (var c = 0; c <= q; c++) own[z] += residual[c] * projections[z, c];
        double rest = 0;
        for (var a = 0; a <= q; a++)
            for (var b = 0; b <= q; b++) rest += residual[a] * residual[b] * gram[a, b];
        foreach (var value2 in own) rest -= value2 * value2;
        var pi = new double[l, q];
        var first = new double[q][];
        for (var k = 0; k < q; k++)
        {
            double share = 0, left = gram[1 + k, 1 + k];
            for (var c = 0; c <= q; c++) share += residual[c] * gram[c, 1 + k];
            for (var z = 0; z < l; z++) (share, left) = (share - own[z] * projections[z, 1 + k], left - projections[z, 1 + k] * projections[z, 1 + k]);
            var rho = left > Vanishes * gram[1 + k, 1 + k] && rest > 0 ? share / rest : 0; // an exogenous regressor is all fit
            first[k] = new double[1 + q + l];
            first[k][1 + k] = 1;
            for (var z = 0; z < l; z++) first[k][1 + q + z] = -(pi[z, k] = projections[z, 1 + k] - rho * own[z]);
        }
        return new World(residual, first, pi);
    }

    /// <summary>How many numbers a draw's projection takes.</summary>
    public int Length => (1 + q + l) * l * (1 + clusters);

    public double[][] Room() => [new double[l * q], new double[l], new double[q * q], new double[q], new double[l], new double[q], new double[1 + q + l], new double[clusters]];

    /// <summary>What the weights of a draw make of every column: ζᵀ of it over all rows, and its scores by cluster. The same under any tested value.</summary>
    public void Project(double[] v, Span<double> projection)
    {
        for (var c = 0; c <= q + l; c++)
            for (var z = 0; z < l; z++)
            {
                var own = projection.Slice((c * l + z) * (1 + clusters), 1 + clusters);
                own[0] = InnerProduct.Of(moments[c][z], v);
                for (var g = 0; g < clusters; g++) own[1 + g] = InnerProduct.Of(scores[c][z * clusters + g], v);
            }
    }

    /// <summary>t* of the tested coefficient in a draw.</summary>
    public double Statistic(World world, ReadOnlySpan<double> projection, double[][] room)
    {
        double[] a = room[0], b = room[1], cross = room[2], d = room[3], row = room[4], unit = room[5], weights = room[6];
        for (var z = 0; z < l; z++)
        {
            b[z] = Sum(world.Residual, projection, z);
            for (var k = 0; k < q; k++) a[z * q + k] = world.Pi[z, k] + Sum(world.First[k], projection, z);
        }
        for (var k = 0; k < q; k++)
        {
            d[k] = 0;
            for (var z = 0; z < l; z++) d[k] += a[z * q + k] * b[z];
            for (var m = 0; m < q; m++)
            {
                cross[k * q + m] = 0;
                for (var z = 0; z < l; z++) cross[k * q + m] += a[z * q + k] * a[z * q + m];
            }
        }
        if (!PositiveDefinite.TryFactor(cross, q)) return double.PositiveInfinity; // the draw's instruments do not tell the regressors apart
        PositiveDefinite.Solve(cross, d);
        Array.Clear(unit);
        unit[tested] = 1;
        PositiveDefinite.Solve(cross, unit);
        for (var z = 0; z < l; z++)
        {
            row[z] = 0;
            for (var k = 0; k < q; k++) row[z] += unit[k] * a[z * q + k];
        }
        var variance = Variance(world, projection, d, row, weights, room[7]);
        return variance > 0 ? d[tested] / (Math.Sqrt(variance) * scale) : double.PositiveInfinity;
    }

    private double Sum(double[] weights, ReadOnlySpan<double> projection, int z)
    {
        double sum = 0;
        for (var c = 0; c < weights.Length; c++) sum += weights[c] * projection[(c * l + z) * (1 + clusters)];
        return sum;
    }

    // Σ₍g₎ (row·ζ₍g₎ᵀe*)², e* = û* − X*d, X* = ζπ̂ + v̂*.
    private double Variance(World world, ReadOnlySpan<double> projection, double[] d, double[] row, double[] weights, double[] score)
    {
        for (var c = 0; c < weights.Length; c++)
        {
            weights[c] = world.Residual[c];
            for (var k = 0; k < q; k++) weights[c] -= d[k] * world.First[k][c];
        }
        Array.Clear(score);
        for (var z = 0; z < l; z++)
        {
            for (var c = 0; c < weights.Length; c++) Add(row[z] * weights[c], projection.Slice((c * l + z) * (1 + clusters) + 1, clusters), score);
            for (var m = 0; m < l; m++)
            {
                double pull = 0;
                for (var k = 0; k < q; k++) pull += world.Pi[m, k] * d[k];
                Add(-row[z] * pull, moments[1 + q + m][z], score);
            }
        }
        return InnerProduct.Of(score, score);
    }

    private static void Add(double share, ReadOnlySpan<double> column, Span<double> sums)
    {
        for (var g = 0; g < sums.Length; g++) sums[g] += share * column[g];
    }

    // Two stages with the tested coefficient held: ζᵀ(y − value·Xⱼ) on ζᵀX of the others.
    private double[] Restricted(double value)
    {
        var beta = new double[q];
        beta[tested] = value;
        if (q == 1) return beta;
        int[] others = [.. Enumerable.Range(0, q).Where(k => k != tested)];
        double[] cross = new double[others.Length * others.Length], pull = new double[others.Length];
        for (var i = 0; i < others.Length; i++)
        {
            for (var z = 0; z < l; z++) pull[i] += projections[z, 1 + others[i]] * (projections[z, 0] - value * projections[z, 1 + tested]);
            for (var j = 0; j < others.Length; j++)
                for (var z = 0; z < l; z++) cross[i * others.Length + j] += projections[z, 1 + others[i]] * projections[z, 1 + others[j]];
        }
        if (!PositiveDefinite.TryFactor(cross, others.Length)) throw new NotIdentifiedException("With the tested coefficient held the instruments do not tell the other regressors apart.");
        PositiveDefinite.Solve(cross, pull);
        for (var i = 0; i < others.Length; i++) beta[others[i]] = pull[i];
        return beta;
    }
}
