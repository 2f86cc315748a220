namespace Rebound.Simulation;

/// <summary>What happens to the economy beside the epidemic at home: the world, the rules, the levers.</summary>
/// <param name="Start">The day of the epidemic path's first day.</param>
public sealed record EconomySettings(DateOnly Start)
{
    /// <summary>Stringency of each partner by month from <see cref="Start"/>'s month on, 0 to 1 (partner, then month); days between middles of months are interpolated. Empty: none. The last value holds on.</summary>
    public IReadOnlyList<IReadOnlyList<double>> PartnerStringency { get; init; } = [];

    /// <summary>Capacity of vessels to each partner by month against normal need, positive; empty: ample.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Vessels { get; init; } = [];

    /// <summary>Worth of a unit of goods by month in the money of the results, 1 on the normal path (prices and exchange rate); empty: 1.</summary>
    public IReadOnlyList<double> Money { get; init; } = [];

    /// <summary>Rules of partners.</summary>
    public IReadOnlyList<ForeignRule> ForeignRules { get; init; } = [];

    /// <summary>Orders to close.</summary>
    public IReadOnlyList<BusinessClosing> Closings { get; init; } = [];

    /// <summary>Times of staying where one works.</summary>
    public IReadOnlyList<StayInPlace> Stays { get; init; } = [];

    /// <summary>Programs of support.</summary>
    public IReadOnlyList<PolicyLever> Levers { get; init; } = [];

    /// <summary>Effects and costs of the levers.</summary>
    public LeverTerms LeverTerms { get; init; } = new();

    /// <summary>Steps a day, 1 to 16; one is enough, more show how far results depend on it.</summary>
    public int StepsPerDay { get; init; } = 1;

    /// <summary>Check the books of every stage after every step instead of those of the run at its end.</summary>
    public bool CheckEveryStep { get; init; }

    /// <summary>Trade elasticity: how orders answer to tariffs. Head and Mayer (2014): median 5 of gravity estimates.</summary>
    public double TradeElasticity { get; init; } = 5;

    /// <summary>Stringency at which firms begin to close by order, 0 to 1; prior of this project.</summary>
    public double ClosingFrom { get; init; } = 0.35;

    /// <summary>Stringency at which all but <see cref="KeptOpen"/> are closed, above <see cref="ClosingFrom"/>; prior of this project.</summary>
    public double ClosingFull { get; init; } = 0.7;

    /// <summary>Share of the firms that no city closes; a prior of this project, in line with a resumption of 70 % ten days after reopening.</summary>
    public double KeptOpen { get; init; } = 0.3;

    /// <summary>Loss of port capacity when handling is segregated under full stringency in the port's city; prior of this project.</summary>
    public double SegregatedHandling { get; init; } = 0.15;
}
