using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The wild cluster bootstrap of t with the null imposed, for few clusters and any number of absorbed effects.</summary>
/// <remarks>Cameron, Gelbach and Miller (2008); weights ±1 (Rademacher) or Webb's six points (Webb, 2014) below 12 clusters. Each
/// cluster's restricted residuals are projected once (2G solves); then t* of a draw v is a ratio of a linear and the root of a
/// quadratic form in v, and both are quadratic in the tested value, so that the interval by inversion needs no new draws
/// (the device of Roodman, MacKinnon, Nielsen and Webb, 2019). Draw r uses stream r of the seed. Checked against a full
/// enumeration and fwildclusterboot 0.14.</remarks>
/// <param name="options">Draws, seed, weights.</param>
public sealed class WildClusterBootstrap(WildBootstrapOptions options)
{
    /// <summary>Below this many clusters t(G − 1) is not to be trusted and the bootstrap is due.</summary>
    public const int EnoughClusters = 30;

    private const double Tie = 1e-9; // t* of v and −v are equal but for rounding
    private const int DrawChunk = 256; // a multiple of the four draws that are taken at once
    private const double FarthestStandardErrors = 1e4;

    /// <summary>Whether an estimate's clusters are too few for t(G − 1) and the bootstrap can take its place.</summary>
    /// <param name="estimate">Any estimate.</param>
    public static bool IsDue(Estimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        return estimate.Model.Covariance.Kind == CovarianceKind.Cluster && estimate.Facts.Clusters.Count == 1 && estimate.Facts.Clusters[0].Groups < EnoughClusters;
    }

    /// <summary>Tests one coefficient and inverts the test into an interval.</summary>
    /// <param name="estimate">An estimate with clusters in one dimension.</param>
    /// <param name="name">The regressor.</param>
    /// <param name="nullValue">The value tested.</param>
    /// <exception cref="ArgumentException">The estimate is not clustered in one dimension.</exception>
    /// <exception cref="NotIdentifiedException">The regressor was left out, or only one cluster moves it.</exception>
    public WildBootstrapResult Test(Estimate estimate, string name, double nullValue = 0)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        var absorbed = estimate.Absorbed;
        if (absorbed.Design.Clusters.Count != 1 || estimate.Model.Covariance.Kind != CovarianceKind.Cluster) throw new ArgumentException("The wild bootstrap needs clusters in one dimension, cluster( ).", nameof(estimate));
        Refuse(estimate, "wild");
        var cluster = absorbed.Design.Clusters[0];
        var plan = new ClusterDraws(options, cluster.Count);
        var (draws, enumerated) = (plan.Count, plan.Enumerated);
        var coefficient = estimate[name];
        var forms = Forms.Of(estimate, estimate.IndexOf(name), cluster);
        if (!(forms.Variance > 0)) throw new NotIdentifiedException($"'{name}' varies within one {cluster.Name} only, so its clustered error is zero.");
        var quadratics = new Quadratics((draws + 3) / 4 * 4);
        FixedChunks.Run(draws, DrawChunk, () => (V: new double[cluster.Count], Lanes: new double[cluster.Count * 4]), (from, to, room) =>
        {
            for (var r = from; r < to; r += 4)
            {
                var lanes = Math.Min(4, to - r);
                for (var l = 0; l < lanes; l++)
                {
                    plan.Fill(room.V, r + l);
                    for (var g = 0; g < room.V.Length; g++) room.Lanes[4 * g + l] = room.V[g];
                }
                forms.Of(room.Lanes, quadratics, r);
            }
        });
        double P(double value) => PValue(quadratics, draws, coefficient.Value - value, coefficient.StandardError, forms.Scale, enumerated);
        var alpha = 1 - estimate.Model.Confidence;
        var low = End(P, coefficient, -1, alpha);
        var high = End(P, coefficient, 1, alpha);
        return new WildBootstrapResult(name, nullValue, (coefficient.Value - nullValue) / coefficient.StandardError, P(nullValue), low, high, draws, enumerated, plan.Weights, cluster.Count);
    }

    internal static void Refuse(Estimate estimate, string kind)
    {
        if (estimate.HasInstruments) throw new ArgumentException($"The {kind} bootstrap here is that of least squares; '{estimate.Model.Formula.Text}' has instruments.", nameof(estimate));
        if (estimate.Likelihood is not null) throw new ArgumentException($"The {kind} bootstrap here is that of least squares; '{estimate.Model.Formula.Text}' was estimated by likelihood.", nameof(estimate));
    }

    /// <summary>t* of every draw of weights for clusters, with the null imposed or not.</summary>
    internal static double[] Statistics(Estimate estimate, string name, double nullValue, WildNull against, Action<double[], int> fill, int draws)
    {
        var cluster = estimate.Absorbed.Design.Clusters[0];
        var forms = Forms.Of(estimate, estimate.IndexOf(name), cluster);
        if (!(forms.Variance > 0)) throw new NotIdentifiedException($"'{name}' varies within one {cluster.Name} only, so its clustered error is zero.");
        var used = against == WildNull.Imposed ? estimate[name].Value - nullValue : 0;
        var statistics = new double[draws];
        FixedChunks.Run(draws, DrawChunk, () => (V: new double[cluster.Count], Lanes: new double[cluster.Count * 4]), (from, to, room) =>
        {
            var found = new Quadratics(4);
            for (var r = from; r < to; r += 4)
            {
                var lanes = Math.Min(4, to - r);
                for (var l = 0; l < lanes; l++)
                {
                    fill(room.V, r + l);
                    for (var g = 0; g < room.V.Length; g++) room.Lanes[4 * g + l] = room.V[g];
                }
                forms.Of(room.Lanes, found, 0);
                for (var l = 0; l < lanes; l++)
                {
                    var variance = found.Square0[l] + used * (2 * found.Cross[l] + used * found.Square1[l]);
                    var numerator = found.Linear0[l] + used * found.Linear1[l];
                    statistics[r + l] = variance > 0 ? numerator / (Math.Sqrt(variance) * forms.Scale) : numerator == 0 ? 0 : double.CopySign(double.PositiveInfinity, numerator);
                }
            }
        });
        return statistics;
    }

    // With all draws enumerated the identity is among them; with random ones it is added, so that p is never zero. Squares are compared, which needs no root.
    private double PValue(Quadratics q, int draws, double delta, double error, double scale, bool enumerated)
    {
        var ties = options.Ties == WildTies.Counted;
        var t = Math.Abs(delta) / error * (ties ? 1 - Tie : 1 + Tie) * scale;
        var used = options.Null == WildNull.Imposed ? delta : 0; // without the null the residuals are those of the estimate
        var square = t * t;
        var beyond = 0;
        var whole = draws / 4;
        ReadOnlySpan<Vector256<double>> linear0 = Of(q.Linear0), linear1 = Of(q.Linear1), square0 = Of(q.Square0), cross = Of(q.Cross), square1 = Of(q.Square1);
        var count = Vector256<long>.Zero;
        for (var v = 0; v < whole; v++)
        {
            var numerator = linear0[v] + linear1[v] * used;
            var variance = Vector256.Max(Vector256<double>.Zero, square0[v] + (cross[v] * 2 + square1[v] * used) * used);
            count -= Vector256.GreaterThanOrEqual(numerator * numerator, variance * square).AsInt64();
        }
        beyond += (int)(count[0] + count[1] + count[2] + count[3]);
        for (var r = 4 * whole; r < draws; r++)
        {
            var numerator = q.Linear0[r] + q.Linear1[r] * used;
            var variance = Math.Max(0, q.Square0[r] + (q.Cross[r] * 2 + q.Square1[r] * used) * used);
            if (numerator * numerator >= variance * square) beyond++;
        }
        return enumerated || !ties ? (double)beyond / draws : (1.0 + beyond) / (1.0 + draws);

        static ReadOnlySpan<Vector256<double>> Of(double[] values) => MemoryMarshal.Cast<double, Vector256<double>>(values);
    }

    // The value on one side of the estimate where p falls to alpha.
    internal static double End(Func<double, double> p, Coefficient coefficient, int side, double alpha, int halvings = 60)
    {
        double inside = coefficient.Value, step = coefficient.StandardError;
        while (p(coefficient.Value + side * step) > alpha)
        {
            inside = coefficient.Value + side * step;
            step *= 1.5;
            if (step > FarthestStandardErrors * coefficient.StandardError) return side * double.PositiveInfinity;
        }
        var outside = coefficient.Value + side * step;
        for (var i = 0; i < halvings; i++)
        {
            var middle = 0.5 * (inside + outside);
            if (middle == inside || middle == outside) break;
            if (p(middle) > alpha) inside = middle;
            else outside = middle;
        }
        return outside;
    }

    // Numerator Linear0 + δ·Linear1 and variance Square0 + 2δ·Cross + δ²·Square1 of each draw, δ = β̂ − tested value; a column a part, of a multiple of four.
    private sealed class Quadratics(int count)
    {
        public double[] Linear0 { get; } = new double[count];

        public double[] Linear1 { get; } = new double[count];

        public double[] Square0 { get; } = new double[count];

        public double[] Cross { get; } = new double[count];

        public double[] Square1 { get; } = new double[count];
    }

    /// <summary>The two forms in the draw v: of û and of x̂, since the restricted residuals are û + δ·x̂.</summary>
    private sealed record Forms(double[] Linear0, double[] Linear1, double[,] Scores0, double[,] Scores1, double Scale, double Variance)
    {
        public static Forms Of(Estimate estimate, int j, Cluster cluster)
        {
            var absorbed = estimate.Absorbed;
            var root = absorbed.RootWeights;
            int n = absorbed.RowCount, count = cluster.Count;
            var partial = absorbed.Partial(j);
            double[] linear0 = new double[count], linear1 = new double[count];
            double[,] scores0 = new double[count, count], scores1 = new double[count, count];
            double square = 0, variance = 0;
            var own = new double[n];
            for (var i = 0; i < n; i++)
            {
                var residual = estimate.Residuals[i] * (root?[i] ?? 1);
                own[i] = partial[i] / (root?[i] ?? 1);
                linear0[cluster.Codes[i]] += partial[i] * residual;
                linear1[cluster.Codes[i]] += partial[i] * partial[i];
                square += partial[i] * partial[i];
            }
            Project(absorbed, cluster, estimate.Residuals, own, partial, scores0, scores1);
            for (var g = 0; g < count; g++) variance += linear0[g] * linear0[g];
            return new Forms(linear0, linear1, scores0, scores1, Math.Sqrt(estimate.Facts.Factor), variance);
        }

        // Scores by cluster h of what the model leaves of cluster g's residuals. The projection is symmetric, so the regressor's part
        // in h is projected instead, once for all residuals.
        private static void Project(AbsorbedDesign absorbed, Cluster cluster, double[] residuals, double[] own, double[] partial, double[,] scores0, double[,] scores1)
        {
            var root = absorbed.RootWeights;
            int n = partial.Length, count = cluster.Count;
            FixedChunks.Run(count, Lanes8.Count, (from, to) =>
            {
                double[][] masked = [.. Enumerable.Range(from, to - from).Select(_ => new double[n])];
                for (var i = 0; i < n; i++)
                    if (cluster.Codes[i] >= from && cluster.Codes[i] < to) masked[cluster.Codes[i] - from][i] = partial[i] / (root?[i] ?? 1);
                absorbed.Absorber.Absorb(masked, masked);
                for (var h = from; h < to; h++)
                {
                    var left = absorbed.Scaled(masked[h - from]);
                    var rest = new double[n];
                    absorbed.Factor.Solve(left, rest);
                    for (var i = 0; i < n; i++)
                    {
                        var weighted = rest[i] * (root?[i] ?? 1);
                        scores0[h, cluster.Codes[i]] += weighted * residuals[i];
                        scores1[h, cluster.Codes[i]] += weighted * own[i];
                    }
                }
            });
        }

        /// <summary>Four draws at once, interleaved by cluster.</summary>
        public void Of(double[] draws, Quadratics quadratics, int first)
        {
            ReadOnlySpan<Vector256<double>> v = MemoryMarshal.Cast<double, Vector256<double>>(draws);
            Vector256<double> a = default, b = default, aa = default, ab = default, bb = default;
            for (var g = 0; g < v.Length; g++)
            {
                a += v[g] * Linear0[g];
                b += v[g] * Linear1[g];
            }
            ReadOnlySpan<double> flat0 = MemoryMarshal.CreateReadOnlySpan(ref Scores0[0, 0], Scores0.Length), flat1 = MemoryMarshal.CreateReadOnlySpan(ref Scores1[0, 0], Scores1.Length);
            for (var h = 0; h < v.Length; h++)
            {
                ReadOnlySpan<double> own0 = flat0.Slice(h * v.Length, v.Length), own1 = flat1.Slice(h * v.Length, v.Length);
                Vector256<double> s = default, t = default;
                for (var g = 0; g < v.Length; g++)
                {
                    s += v[g] * own0[g];
                    t += v[g] * own1[g];
                }
                aa += s * s;
                ab += s * t;
                bb += t * t;
            }
            a.CopyTo(quadratics.Linear0, first);
            b.CopyTo(quadratics.Linear1, first);
            aa.CopyTo(quadratics.Square0, first);
            ab.CopyTo(quadratics.Cross, first);
            bb.CopyTo(quadratics.Square1, first);
        }
    }
}

/// <summary>How the wild bootstrap draws.</summary>
public sealed record WildBootstrapOptions
{
    /// <summary>Number of draws; with ±1 weights all 2ᴳ are enumerated where they are no more than this.</summary>
    public int Draws { get; init; } = 9999;

    /// <summary>The study's seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Weights of the draws; null takes Webb's below 12 clusters, else ±1.</summary>
    public WildWeights? Weights { get; init; }

    /// <summary>Whether draws are made under the tested value (WCR) or under the estimate (WCU).</summary>
    public WildNull Null { get; init; }

    /// <summary>Whether a draw as far out as the data counts against the null.</summary>
    public WildTies Ties { get; init; }
}

/// <summary>What the residuals of the draws are taken under.</summary>
public enum WildNull
{
    /// <summary>The tested value: rejects as often as it says with few clusters.</summary>
    Imposed,

    /// <summary>The estimate: the classical test, which rejects too often with few clusters.</summary>
    NotImposed,
}

/// <summary>How draws that are as far out as the data are counted.</summary>
public enum WildTies
{
    /// <summary>|t*| ≥ |t|, and with random draws the data count as one draw more: p is never zero.</summary>
    Counted,

    /// <summary>|t*| &gt; |t|, as other programs do.</summary>
    NotCounted,
}

/// <summary>Distributions of the bootstrap's cluster weights.</summary>
public enum WildWeights
{
    /// <summary>±1.</summary>
    Rademacher,

    /// <summary>±√½, ±1, ±√(3/2).</summary>
    Webb,
}

/// <summary>A wild cluster bootstrap test and its inversion.</summary>
/// <param name="Name">The regressor.</param>
/// <param name="NullValue">The value tested.</param>
/// <param name="T">(β̂ − null)/se.</param>
/// <param name="P">Share of draws with |t*| ≥ |t|, two-sided; with random draws the data count as one draw more.</param>
/// <param name="Low">Lower end of the interval, −∞ where no value is rejected.</param>
/// <param name="High">Upper end of the interval, +∞ where no value is rejected.</param>
/// <param name="Draws">Draws made.</param>
/// <param name="Enumerated">Whether these were all there are.</param>
/// <param name="Weights">Distribution of the weights.</param>
/// <param name="Clusters">G.</param>
public sealed record WildBootstrapResult(string Name, double NullValue, double T, double P, double Low, double High, int Draws, bool Enumerated, WildWeights Weights, int Clusters);
