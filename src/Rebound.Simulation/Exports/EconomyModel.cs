namespace Rebound.Simulation;

/// <summary>The economy: from one path of the epidemic to each city's exports by month.</summary>
/// <remarks>Equations, units and sources: docs/methods/simulation-economy.md. Nothing is drawn by chance: the same path gives the same exports, to the bit, on any machine and thread.
/// Immutable and safe to share between threads, each with a room of its own.</remarks>
public sealed class EconomyModel
{
#if DEBUG
    private const bool AlwaysChecks = true;
#else
    private const bool AlwaysChecks = false;
#endif

    /// <summary>Prepares the economy of some cities.</summary>
    /// <param name="cities">At least one city, codes all different.</param>
    /// <param name="structure">Sectors and partners.</param>
    /// <param name="parameters">Values of the parameters.</param>
    /// <param name="slopes">How resilience enters them.</param>
    /// <param name="settings">The world, rules and levers.</param>
    /// <param name="days">Days of a run.</param>
    /// <exception cref="ScenarioException">Cities, structure or settings are faulty; every fault is told.</exception>
    public EconomyModel(IReadOnlyList<SimulatedCity> cities, TradeStructure structure, ParameterSet parameters, LinkSlopes slopes, EconomySettings settings, int days)
    {
        EconomyFaults.Check(cities, structure, settings, days);
        (Cities, Structure, Parameters, Settings, Days) = (cities, structure, parameters, settings, days);
        Layout = new EconomyLayout(cities, structure);
        World = new World(structure, settings, parameters, days);
        Months = World.Month[^1] + 1;
        Rows = new CityParameters(Layout, cities, parameters, slopes);
        InputEconomy = new InputEconomy(NewRoom(), structure, Rows.Overtime);
    }

    /// <summary>The cities.</summary>
    public IReadOnlyList<SimulatedCity> Cities { get; }

    /// <summary>Sectors and partners.</summary>
    public TradeStructure Structure { get; }

    /// <summary>Values of the parameters.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>The world, rules and levers.</summary>
    public EconomySettings Settings { get; }

    /// <summary>Days of a run.</summary>
    public int Days { get; }

    /// <summary>Calendar months that a run touches.</summary>
    public int Months { get; }

    /// <summary>The place, in the structure's ports, of the port where each city's goods queue; the structure has ports.</summary>
    public int[] PortOfCities()
    {
        var ports = new int[Cities.Count];
        for (var i = 0; i < Layout.N; i++) ports[Layout.Order[i]] = Layout.Port[i];
        return ports;
    }

    internal bool ChecksEveryStep => AlwaysChecks || Settings.CheckEveryStep;

    internal EconomyLayout Layout { get; }

    internal World World { get; }

    internal CityParameters Rows { get; }

    internal InputEconomy InputEconomy { get; }

    /// <summary>Room for runs of this model; one for each thread.</summary>
    public EconomyRoom NewRoom() => new(Layout);

    /// <summary>Runs the economy once.</summary>
    /// <param name="path">What the epidemic gives, for these cities and days.</param>
    /// <param name="switches">Channels through which the shock may pass.</param>
    /// <param name="room">Room to work in, or null for a new one.</param>
    /// <param name="detail">How finely exports are kept.</param>
    /// <exception cref="ArgumentException">The path has other cities or days.</exception>
    /// <exception cref="StepBalanceException">The books of a step do not close, where every step is checked: a fault of the model, named.</exception>
    /// <exception cref="EconomyBalanceException">The books do not close: a fault of the model, named.</exception>
    public EconomyResult Run(EpidemicPath path, ChannelSwitches switches = ChannelSwitches.All, EconomyRoom? room = null, EconomyDetail detail = EconomyDetail.Cities)
    {
        if (path.Cities != Cities.Count || path.Days != Days) throw new ArgumentException($"The path has {path.Cities} cities and {path.Days} days; the economy {Cities.Count} and {Days}.", nameof(path));
        return new EconomyRun(this, path, switches, room ?? NewRoom(), detail).Run();
    }
}
