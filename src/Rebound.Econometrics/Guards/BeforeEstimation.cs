namespace Rebound.Econometrics;

/// <summary>What can be said about a model before its coefficient is looked at.</summary>
public static class BeforeEstimation
{
    /// <summary>Remaining variation, number of clusters, effective units and detectable effect of one regressor, with one absorption.</summary>
    /// <param name="data">The table.</param>
    /// <param name="model">The model.</param>
    /// <param name="regressor">The regressor of interest.</param>
    /// <param name="unit">Grouping of units; null leaves the effective units out.</param>
    /// <param name="plausible">A plausible size of effect, when one is known.</param>
    /// <returns>The checks, in that order; those that make no sense after a refusal are left out.</returns>
    public static IReadOnlyList<GuardResult> Check(ModelData data, LinearModel model, string regressor, string? unit = null, double? plausible = null)
    {
        var absorbed = AbsorbedDesign.Of(Design.Of(data, model), new AbsorptionLimits());
        return Check(absorbed, data, regressor, unit, plausible, () => DetectableEffect.Before(absorbed, model, regressor));
    }

    /// <summary>The same for one of several regressors of interest, with the absorption that the estimate has made; the coefficient itself is not looked at.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="data">Its table.</param>
    /// <param name="regressor">The regressor of interest, estimated or left out.</param>
    /// <param name="unit">Grouping of units; null leaves the effective units out.</param>
    /// <param name="plausible">A plausible size of effect, when one is known.</param>
    public static IReadOnlyList<GuardResult> Check(Estimate estimate, ModelData data, string regressor, string? unit = null, double? plausible = null)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        return Check(estimate.Absorbed, data, regressor, unit, plausible, () => DetectableEffect.Of(estimate, regressor));
    }

    private static List<GuardResult> Check(AbsorbedDesign absorbed, ModelData data, string regressor, string? unit, double? plausible, Func<DetectableEffect> detectable)
    {
        List<GuardResult> results = [RemainingVariation.Check(absorbed, regressor)];
        if (absorbed.Design.Clusters.Count > 0)
        {
            var smallest = absorbed.Design.Clusters.MinBy(c => c.Count)!;
            results.Add(ClusterCount.Check(smallest.Name, smallest.Count));
        }
        if (results.Exists(r => r.Verdict == Verdict.Refused)) return results;
        if (unit is not null) results.Add(EffectiveUnits.Check(absorbed, data, regressor, unit));
        results.Add(detectable().Check(plausible));
        return results;
    }
}
