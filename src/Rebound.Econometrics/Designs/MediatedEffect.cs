namespace Rebound.Econometrics;

/// <summary>A mediated effect with its sensitivity to an unseen confounder of mediator and outcome.</summary>
/// <param name="Indirect">α·β.</param>
/// <param name="First">α: treatment → mediator.</param>
/// <param name="Second">β: mediator → outcome, the treatment held fixed.</param>
/// <param name="Direct">τ: what does not go by way of the mediator.</param>
/// <param name="Correlation">ρ of the two equations' errors at which the mediated effect is zero, −1 to 1.</param>
/// <param name="Strength">β with its iid error, from which robustness values come.</param>
/// <param name="EValue">Least ratio by which a confounder would have to go with mediator and outcome each to explain β away, at least 1.</param>
/// <param name="Rows">n.</param>
public sealed record MediatedEffect(Coefficient Indirect, Coefficient First, Coefficient Second, Coefficient Direct, double Correlation, ConfounderStrength Strength, double EValue, int Rows)
{
    /// <summary>What confounders as strong as observed covariates would leave of β.</summary>
    public IReadOnlyList<ConfounderBound> Bounds { get; init; } = [];

    /// <summary>The observed covariate that would leave least; null without any.</summary>
    public ConfounderBound? Strongest => Bounds.MinBy(b => b.T);
}
