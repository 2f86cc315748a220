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

    /// <summary>Everything that is wrong with the settings, in words; empty when they can be used.</summary>
    /// <param name="structure">The structure they are for.</param>
    /// <param name="cities">The cities.</param>
    public IReadOnlyList<string> Faults(TradeStructure structure, IReadOnlyList<SimulatedCity> cities)
    {
        var faults = new List<string>();
        var codes = cities.Select(c => c.Code).ToHashSet(StringComparer.Ordinal);
        if (PartnerStringency.Count is not 0 && (PartnerStringency.Count != structure.Partners.Count || PartnerStringency.Any(p => p.Count == 0 || p.Any(x => !(x is >= 0 and <= 1)))))
            faults.Add($"Partner stringency has values in 0 to 1 for each of {structure.Partners.Count} partners.");
        if (Vessels.Count is not 0 && (Vessels.Count != structure.Partners.Count || Vessels.Any(p => p.Count == 0 || p.Any(x => !(x is > 0 and <= 10)))))
            faults.Add($"Vessels have capacities above 0 and at most 10 for each of {structure.Partners.Count} partners.");
        if (Money.Any(x => !(x is > 0 and < 10))) faults.Add("The worth of goods lies between 0 and 10.");
        foreach (var rule in ForeignRules)
        {
            if (rule.Partner is { } partner && structure.PartnerIndex(partner) < 0) faults.Add($"A foreign rule names partner '{partner}', which the structure lacks.");
            if (rule.Sector is { } sector && structure.SectorIndex(sector) < 0) faults.Add($"A foreign rule names sector '{sector}', which the structure lacks.");
            if (!(rule.Banned is >= 0 and <= 1) || !(rule.TariffChange is > -0.9 and < 5)) faults.Add("A foreign rule bans a share between 0 and 1 and changes a tariff by −0.9 to 5.");
            if (rule.To < rule.From) faults.Add($"A foreign rule ends on {rule.To:yyyy-MM-dd}, before it begins.");
        }
        foreach (var lever in Levers)
        {
            if (!(lever.Strength >= 0 && lever.Strength <= PolicyLever.Most(lever.Kind))) faults.Add(FormattableString.Invariant($"Lever {lever.Kind} has strength {lever.Strength}; it lies between 0 and {PolicyLever.Most(lever.Kind)}."));
            if (lever.Sector is { } sector && structure.SectorIndex(sector) < 0) faults.Add($"Lever {lever.Kind} names sector '{sector}', which the structure lacks.");
            foreach (var code in lever.Cities ?? [])
            {
                if (!codes.Contains(code)) faults.Add($"Lever {lever.Kind} names city '{code}', which is unknown.");
            }
            if (lever.To < lever.From) faults.Add($"Lever {lever.Kind} ends on {lever.To:yyyy-MM-dd}, before it begins.");
        }
        foreach (var closing in Closings)
        {
            if (!(closing.OpenShare is >= 0 and <= 1)) faults.Add("A closing leaves a share between 0 and 1 open.");
            if (closing.To < closing.From) faults.Add($"A closing ends on {closing.To:yyyy-MM-dd}, before it begins.");
            foreach (var code in closing.Cities ?? [])
            {
                if (!codes.Contains(code)) faults.Add($"A closing names city '{code}', which is unknown.");
            }
        }
        if (Stays.Any(s => !(s.Share is >= 0 and <= 1) || s.To < s.From)) faults.Add("Staying in place has a share between 0 and 1 and ends after it begins.");
        if (StepsPerDay is < 1 or > 16) faults.Add("A day has 1 to 16 steps.");
        if (!(TradeElasticity is >= 0 and <= 20)) faults.Add("The trade elasticity lies between 0 and 20.");
        if (!(ClosingFrom >= 0 && ClosingFull > ClosingFrom && ClosingFull <= 1) || !(KeptOpen is >= 0 and <= 1) || !(SegregatedHandling is >= 0 and <= 0.9))
            faults.Add("Firms close between two stringencies in 0 to 1; shares kept open and lost in ports lie in 0 to 1.");
        return faults;
    }
}
