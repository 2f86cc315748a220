namespace Rebound.Simulation;

/// <summary>A program of support: what, how much, when, for whom.</summary>
/// <param name="Kind">The lever.</param>
/// <param name="Strength">In the unit of the kind: points for rebates, tax relief and reserve cuts, a share for insurance and re-lending.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
public sealed record PolicyLever(LeverKind Kind, double Strength, DateOnly From, DateOnly To)
{
    /// <summary>Name of the sector; null for all.</summary>
    public string? Sector { get; init; }

    /// <summary>Codes of the cities; null for all.</summary>
    public IReadOnlyList<string>? Cities { get; init; }

    /// <summary>The largest strength that the model can judge.</summary>
    /// <param name="kind">The lever.</param>
    public static double Most(LeverKind kind) => kind switch
    {
        LeverKind.Rebate => 17,
        LeverKind.CreditInsurance => 0.95,
        LeverKind.Relending => 0.95,
        LeverKind.TaxRelief => 20,
        _ => 5,
    };
}
