namespace Rebound.Simulation;

/// <summary>What levers do and what they cost.</summary>
public sealed record LeverTerms
{
    /// <summary>Change of log orders for a point of rebate. Gourdon, Hering, Monjon and Poncet (2022): 7.2 % of exports for a point of tax.</summary>
    public double RebateResponse { get; init; } = 0.072;

    /// <summary>Share of the cancellations for panic that an insured order is spared; prior of this project. Cancellations for lateness are the seller's own breach, which such policies leave out.</summary>
    public double InsuranceEffect { get; init; } = 0.8;

    /// <summary>Share of the insured exports that the program costs; prior of this project.</summary>
    public double InsuranceCost { get; init; } = 0.005;

    /// <summary>Interest that the program pays a year on what it lends; prior of this project (2020: firms paid 1.28 % after subsidy).</summary>
    public double LendingCost { get; init; } = 0.025;

    /// <summary>Share of the failing firms that a point of reserves bridges; prior of this project.</summary>
    public double ReserveEffect { get; init; } = 0.05;

    /// <summary>Cost a year of a point of reserves, as a share of a year's exports; prior of this project.</summary>
    public double ReserveCost { get; init; } = 0.0002;
}
