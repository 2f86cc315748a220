namespace Rebound.Econometrics;

/// <summary>Which marginal effects are wanted.</summary>
public sealed record MarginalOptions
{
    /// <summary>The variables; null for every variable of the right-hand side, those without an effect that the data determine being told.</summary>
    public IReadOnlyList<string>? Variables { get; init; }

    /// <summary>Values at which other variables are held, all combinations; none by default.</summary>
    public IReadOnlyList<HeldValues> At { get; init; } = [];
}
