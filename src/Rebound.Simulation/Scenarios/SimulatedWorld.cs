namespace Rebound.Simulation;

/// <summary>Everything that decides a replicate beside its number: cities, travel, epidemic, economy, parameters.</summary>
public sealed record SimulatedWorld
{
    /// <summary>The cities.</summary>
    public required IReadOnlyList<SimulatedCity> Cities { get; init; }

    /// <summary>Who meets whom across cities.</summary>
    public required TravelMatrix Travel { get; init; }

    /// <summary>The epidemic and its control.</summary>
    public required EpidemicSettings Epidemic { get; init; }

    /// <summary>The world beside the epidemic at home, rules and levers.</summary>
    public required EconomySettings Economy { get; init; }

    /// <summary>Sectors and partners.</summary>
    public TradeStructure Trade { get; init; } = TradeStructure.ChinaLike;

    /// <summary>Values of the parameters.</summary>
    public ParameterSet Parameters { get; init; } = ParameterSet.Default;

    /// <summary>How resilience enters them.</summary>
    public LinkSlopes Slopes { get; init; } = LinkSlopes.Prior;

    /// <summary>Factor on the people of every seed of the epidemic, as a calibration moves it.</summary>
    public double SeedFactor { get; init; } = 1;

    /// <summary>Channels through which the shock passes.</summary>
    public ChannelSwitches Channels { get; init; } = ChannelSwitches.All;

    /// <summary>The model of this world's epidemic.</summary>
    /// <exception cref="ScenarioException">It cannot be simulated; every fault is told.</exception>
    public EpidemicModel NewEpidemic() => new(Cities, Travel, Parameters, Slopes, new CalibratedMember(Parameters, SeedFactor).Apply(Epidemic, Cities));

    /// <summary>The model of this world's economy.</summary>
    /// <exception cref="ScenarioException">It cannot be simulated; every fault is told.</exception>
    public EconomyModel NewEconomy() => new(Cities, Trade, Parameters, Slopes, Economy, Epidemic.Days);
}
