using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The wild restricted efficient cluster bootstrap of two-stage least squares: t of one coefficient with the null imposed, in the equation of interest and in the first stage.</summary>
/// <remarks>Davidson and MacKinnon (2010); clusters as in Roodman, MacKinnon, Nielsen and Webb (2019, section 7.1). With effects and the other exogenous regressors taken out of everything and ζ an orthonormal basis of the
/// instruments: û = y − Xβ̃ of the restricted estimate; X = ζπ̂ + ûρ̂ + ε gives v̂ = X − ζπ̂; a draw v has û*ᵢ = v₍g₎ûᵢ, v̂*ᵢ = v₍g₎v̂ᵢ, X* = ζπ̂ + v̂*, y* = X*β̃ + û*, and t* of the tested coefficient from its own two stages.
/// An exogenous regressor can be tested too: it is its own instrument. 2·G·L solves in all, whatever the number of draws. Draw r uses stream r of the seed. Checked against a bootstrap that writes out every draw.</remarks>
/// <param name="options">Draws, seed, weights; the null is always imposed.</param>
public sealed class InstrumentalBootstrap(WildBootstrapOptions options)
{
    private const int MostClusters = 1000; // the scores of cluster g under cluster h's residuals fill G² numbers for every pair of columns
    private const long MostNumbers = 16_000_000; // 128 MB of what draws have in common under all tested values
    private const int Halvings = 30;

    /// <summary>Tests one coefficient and inverts the test into an interval.</summary>
    /// <param name="estimate">A two-stage estimate with clusters in one dimension.</param>
    /// <param name="name">An endogenous or exogenous regressor.</param>
    /// <param name="nullValue">The value tested.</param>
    /// <exception cref="ArgumentException">The estimate is not by two stages, or not clustered in one dimension.</exception>
    /// <exception cref="NotIdentifiedException">The regressor was left out, or there are too many clusters.</exception>
    public WildBootstrapResult Test(InstrumentalEstimate estimate, string name, double nullValue = 0)
    {
        var p = Frame(estimate, name, out var plan);
        var coefficient = estimate.Structural[name];
        var alpha = 1 - estimate.Structural.Model.Confidence;
        return new WildBootstrapResult(name, nullValue, (coefficient.Value - nullValue) / coefficient.StandardError, p(nullValue),
            WildClusterBootstrap.End(p, coefficient, -1, alpha, Halvings), WildClusterBootstrap.End(p, coefficient, 1, alpha, Halvings), plan.Count, plan.Enumerated, plan.Weights, estimate.Structural.Facts.Clusters[0].Groups);
    }

    /// <summary>p of one value, without the interval.</summary>
    internal double P(InstrumentalEstimate estimate, string name, double value) => Frame(estimate, name, out _)(value);

    private Func<double, double> Frame(InstrumentalEstimate estimate, string name, out ClusterDraws plan)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        if (estimate.Method != InstrumentalMethod.TwoStage) throw new ArgumentException("The bootstrap with instruments is that of two-stage least squares.", nameof(estimate));
        if (estimate.Structural.Model.Covariance.Kind != CovarianceKind.Cluster || estimate.Structural.Absorbed.Design.Clusters is not [var cluster]) throw new ArgumentException("The wild bootstrap needs clusters in one dimension, cluster( ).", nameof(estimate));
        if (options.Null != WildNull.Imposed) throw new ArgumentException("With instruments the null is always imposed.", nameof(estimate));
        if (cluster.Count > MostClusters) throw new NotIdentifiedException($"{cluster.Count} clusters of {cluster.Name} are more than {MostClusters}, where t(G − 1) is good enough; use the clustered errors.");
        var coefficient = estimate.Structural[name];
        var space = InstrumentalDraws.Of(estimate, name, cluster);
        var draws = plan = new ClusterDraws(options, cluster.Count);
        var kept = (long)draws.Count * space.Length <= MostNumbers ? Projections(space, draws, cluster.Count) : null;
        return value =>
        {
            var world = space.Under(value);
            var statistics = new double[draws.Count];
            FixedChunks.Run(draws.Count, 64, () => (V: new double[cluster.Count], Own: new double[space.Length], Room: space.Room()), (from, to, room) =>
            {
                for (var r = from; r < to; r++)
                {
                    if (kept is null)
                    {
                        draws.Fill(room.V, r);
                        space.Project(room.V, room.Own);
                    }
                    statistics[r] = space.Statistic(world, kept is null ? room.Own : kept.AsSpan(r * space.Length, space.Length), room.Room);
                }
            });
            return draws.P(statistics, (coefficient.Value - value) / coefficient.StandardError);
        };
    }

    // What does not hang on the tested value, kept for all values of the interval.
    private static double[] Projections(InstrumentalDraws space, ClusterDraws draws, int clusters)
    {
        var all = new double[draws.Count * space.Length];
        FixedChunks.Run(draws.Count, 64, () => new double[clusters], (from, to, v) =>
        {
            for (var r = from; r < to; r++)
            {
                draws.Fill(v, r);
                space.Project(v, all.AsSpan(r * space.Length, space.Length));
            }
        });
        return all;
    }
}
