using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The score cluster bootstrap of likelihoods with the null imposed, for few clusters and any number of absorbed effects.</summary>
/// <remarks>Kline and Santos (2012). The model is estimated with the tested coefficient held; with w, r Fisher's weights and working residuals there and x̌ what the other regressors and effects leave of x under w, cluster g's
/// score is s₍g₎ = Σ wᵢx̌ᵢrᵢ, and t = Σs₍g₎/√Σ(s₍g₎ − s̄)². A draw v gives t* of v₍g₎s₍g₎. The interval is by inversion, each value with its own fit. One likelihood is maximised a value tested, none a draw. Draw r uses
/// stream r of the seed. θ of the negative binomial is estimated under the null. Checked against a computation in R with glm.</remarks>
/// <param name="options">Draws, seed, weights; the null is always imposed.</param>
/// <param name="limits">How far absorption is driven.</param>
public sealed class ScoreBootstrap(WildBootstrapOptions options, AbsorptionLimits? limits = null)
{
    private const int Halvings = 24; // each is a fit; the ends are then within 10⁻⁷ of a standard error of where p steps
    private readonly AbsorptionLimits limits = limits ?? new AbsorptionLimits();

    /// <summary>Tests one coefficient and inverts the test into an interval.</summary>
    /// <param name="data">The table.</param>
    /// <param name="model">The model, clustered in one dimension.</param>
    /// <param name="family">Distribution and link.</param>
    /// <param name="name">The regressor.</param>
    /// <param name="nullValue">The value tested.</param>
    /// <exception cref="ArgumentException">The model is not clustered in one dimension.</exception>
    /// <exception cref="NotIdentifiedException">The regressor is explained by others, or only one cluster moves it.</exception>
    public WildBootstrapResult Test(ModelData data, LinearModel model, GeneralisedFamily family, string name, double nullValue = 0)
    {
        var frame = Frame(data, model, family, name);
        double P(double value) => At(frame, value).P;
        var (t, p) = At(frame, nullValue);
        var alpha = 1 - model.Confidence;
        double low = WildClusterBootstrap.End(P, frame.Coefficient, -1, alpha, Halvings), high = WildClusterBootstrap.End(P, frame.Coefficient, 1, alpha, Halvings);
        return new WildBootstrapResult(name, nullValue, t, p, low, high, frame.Plan.Count, frame.Plan.Enumerated, frame.Plan.Weights, frame.Design.Clusters[0].Count);
    }

    /// <summary>t and p of one value, without the interval.</summary>
    internal (double T, double P) TestValue(ModelData data, LinearModel model, GeneralisedFamily family, string name, double value) => At(Frame(data, model, family, name), value);

    private sealed record Question(AbsorbedGeneralised Estimator, Design Design, int[] Kept, int Tested, GeneralisedFamily Family, Coefficient Coefficient, ClusterDraws Plan);

    private Question Frame(ModelData data, LinearModel model, GeneralisedFamily family, string name)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Covariance.Kind != CovarianceKind.Cluster || model.Covariance.Clusters.Count != 1) throw new ArgumentException("The score bootstrap needs clusters in one dimension, cluster( ).", nameof(model));
        if (options.Null != WildNull.Imposed) throw new ArgumentException("The score bootstrap imposes the null.", nameof(model));
        var estimator = new AbsorbedGeneralised(limits);
        var estimate = estimator.Fit(data, model, family);
        var coefficient = estimate[name];
        var (design, _) = estimator.Rows(data, model, family);
        int[] kept = [.. Enumerable.Range(0, design.Names.Count).Where(j => estimate.Has(design.Names[j]))];
        return new Question(estimator, design, kept, kept.First(j => design.Names[j] == name), family, coefficient, new ClusterDraws(options, design.Clusters[0].Count));
    }

    private (double T, double P) At(Question frame, double value)
    {
        var scores = Scores(frame.Estimator, frame.Design, frame.Kept, frame.Tested, frame.Family, value);
        var draws = new double[frame.Plan.Count];
        FixedChunks.Run(draws.Length, 256, () => new double[scores.Length], (from, to, v) =>
        {
            for (var r = from; r < to; r++)
            {
                frame.Plan.Fill(v, r);
                draws[r] = Studentised(scores, v);
            }
        });
        var t = Studentised(scores, null);
        return (t, frame.Plan.P(draws, t));
    }

    // s₍g₎ at the restricted maximum.
    private double[] Scores(AbsorbedGeneralised estimator, Design design, int[] kept, int tested, GeneralisedFamily family, double value)
    {
        var x = design.Columns[tested];
        int[] others = [.. kept.Where(j => j != tested)];
        var offset = new double[x.Length];
        for (var i = 0; i < offset.Length; i++) offset[i] = value * x[i] + (design.Offset?[i] ?? 0);
        var (predictor, likelihood) = estimator.Maximise(design, others, offset, family);
        double[] weights = new double[x.Length], residuals = new double[x.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            likelihood.Evaluate(design.Outcome[i], predictor[i], out _, out var weight, out residuals[i]);
            weights[i] = weight * (design.Weights?[i] ?? 1);
        }
        var left = AbsorbedDesign.Of(design with { Weights = weights, Outcome = x, Names = [.. others.Select(j => design.Names[j])], Columns = [.. others.Select(j => design.Columns[j])] }, limits).Residualise(x);
        var cluster = design.Clusters[0];
        var scores = new double[cluster.Count];
        for (var i = 0; i < left.Length; i++) scores[cluster.Codes[i]] += left[i] * Math.Sqrt(weights[i]) * residuals[i];
        if (scores.Count(s => s != 0) < 2) throw new NotIdentifiedException($"'{design.Names[tested]}' varies within one {cluster.Name} only, so its clustered error is zero.");
        return scores;
    }

    private static double Studentised(double[] scores, double[]? v)
    {
        double sum = 0, squares = 0;
        for (var g = 0; g < scores.Length; g++)
        {
            var score = scores[g] * (v?[g] ?? 1);
            (sum, squares) = (sum + score, squares + score * score);
        }
        var variance = squares - sum * sum / scores.Length;
        return variance > 0 ? sum / Math.Sqrt(variance) : sum == 0 ? 0 : double.CopySign(double.PositiveInfinity, sum);
    }
}
