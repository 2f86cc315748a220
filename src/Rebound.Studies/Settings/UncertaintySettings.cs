using Rebound.Measures;

namespace Rebound.Studies;

/// <summary>What varies behind the rank intervals of an index, and how much is computed.</summary>
/// <param name="Replications">Number of independent random designs.</param>
/// <param name="SobolSamples">Rows of the Sobol design; 0 for none.</param>
/// <param name="Factors">The factors that the study declares by name.</param>
/// <param name="Directions">Whether each disputed indicator may be turned.</param>
/// <param name="LeaveOut">Whether any one indicator may be left out.</param>
/// <param name="Conclusions">Rankings whose share of the designs is counted.</param>
public sealed record UncertaintySettings(int Replications, int SobolSamples, IReadOnlyList<DesignFactor> Factors, bool Directions, bool LeaveOut, IReadOnlyList<RankingConclusion> Conclusions)
{
    /// <summary>All factors for an index; the usual ones when the study declares none.</summary>
    /// <param name="index">The index, whose indicators may be turned or left out.</param>
    public IReadOnlyList<DesignFactor> FactorsOf(IndexResult index)
    {
        ArgumentNullException.ThrowIfNull(index);
        var factors = Factors.ToList();
        if (Directions) factors.AddRange(index.Indicators.Where(summary => summary.Indicator.Disputed).Select(summary => DesignFactor.Direction(summary.Indicator.Code)));
        // An indicator that is alone in its dimension cannot go: the index would be another one.
        if (LeaveOut) factors.Add(DesignFactor.LeaveOut([.. index.Indicators.GroupBy(summary => summary.Indicator.Dimension).Where(dimension => dimension.Count() > 1).SelectMany(dimension => dimension).Select(summary => summary.Indicator.Code)]));
        return factors.Count == 0 ? DesignFactor.Plausible() : factors;
    }

    /// <summary>How much is computed. Rankings that name a unit which is not ranked are not counted.</summary>
    /// <param name="index">The index.</param>
    public SensitivityOptions OptionsOf(IndexResult index)
    {
        ArgumentNullException.ThrowIfNull(index);
        return new SensitivityOptions
        {
            Replications = Replications,
            SobolSamples = SobolSamples,
            Seed = index.Options.Seed,
            Dimensions = true,
            Conclusions = [.. Conclusions.Where(conclusion => conclusion.Units.All(index.Units.Contains))],
        };
    }
}
