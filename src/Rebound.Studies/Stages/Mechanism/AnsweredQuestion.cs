using Rebound.Econometrics;

namespace Rebound.Studies;

/// <summary>A number that answers a question, with the facts of where it comes from, as the table of estimates prints them.</summary>
internal sealed record AnsweredQuestion(Coefficient Value, string Model, string Outcome, int Rows, int? Clusters, string ClusterBy, string Covariance, string Rule, double DegreesOfFreedom, int Singletons, string Effects, double? R2Within)
{
    /// <summary>A coefficient of a model by its name.</summary>
    public static AnsweredQuestion Of(Estimate model, string term, ulong seed) => Of(model, model[term], seed);

    /// <summary>A coefficient of a model, or a combination of them; below 30 clusters by the wild cluster bootstrap.</summary>
    public static AnsweredQuestion Of(Estimate model, Coefficient answer, ulong seed, WildBootstrapResult? bootstrap = null)
    {
        if (bootstrap is null && model.Has(answer.Name) && WildClusterBootstrap.IsDue(model))
        {
            bootstrap = new WildClusterBootstrap(new WildBootstrapOptions { Seed = seed }).Test(model, answer.Name);
            answer = answer with { P = bootstrap.P, Low = bootstrap.Low, High = bootstrap.High };
        }
        var formula = model.Model.Formula.ToString();
        return new(answer, formula, formula.Split('~')[0].Trim(), model.RowCount, model.Facts.SmallestClusterCount, string.Join(" + ", model.Model.Covariance.Clusters),
            bootstrap is null ? model.Facts.Estimator : $"{model.Facts.Estimator}, interval and p by the wild cluster bootstrap", bootstrap is null ? model.Facts.Rule : $"{bootstrap.Draws} draws, {(bootstrap.Weights == WildWeights.Webb ? "Webb" : "Rademacher")} weights, the null imposed",
            model.Facts.DegreesOfFreedom, model.Sample.SingletonsDropped, string.Join(" + ", model.Effects.Select(e => e.Name)), model.Fit.R2Within);
    }

    /// <summary>The effect from those who change against those who stay.</summary>
    public static AnsweredQuestion Of(SwitchingEffect effect, string outcome, string unit) =>
        new(effect.Effect, $"Δ{outcome} of changers against stayers / Δ{effect.Effect.Name}", outcome, effect.Compared + effect.StayingCells, effect.Units, unit, "sum of each unit's contributions", "G/(G − 1), t(G − 1)", effect.Units - 1, 0, "month of the stayers", null);
}
