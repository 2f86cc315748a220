using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>The worlds that lack one thing, run under the same chance as the world that is written: what is true is the difference.</summary>
internal sealed class TrueRuns
{
    private readonly WorldOptions options;
    private readonly WrittenRun written;
    private readonly SimulatedWorld[] worlds; // as it is; without resilience; without each dimension's
    private readonly TrueRun[] pairs; // replicate × world

    private TrueRuns(WorldOptions options, SimulatedWorld world, WrittenRun written)
    {
        (this.options, this.written) = (options, written);
        worlds = [world, world with { Slopes = LinkSlopes.None }, .. Enum.GetValues<ResilienceDimension>().Select(d => world with { Slopes = Without(world.Slopes, d) })];
        pairs = new TrueRun[options.Replicates * worlds.Length];
        pairs[0] = WithLevels(new TrueRun(WrittenRun.ShortCases(written.Epidemic.Path), written.Exports), written.Epidemic.Path, written.Economy);
    }

    /// <summary>Each channel's part in the loss of the world that is written: channel, then city × month.</summary>
    public double[][] Parts { get; private set; } = [];

    /// <summary>Exports, city × month, with the same world abroad and no epidemic at home.</summary>
    public double[] WithoutEpidemic { get; private set; } = [];

    /// <summary>Exports with the same epidemic and no windfall.</summary>
    public double[] WithoutWindfall { get; private set; } = [];

    /// <summary>Exports with the same epidemic, in which no city closes.</summary>
    public double[] WithoutClosings { get; private set; } = [];

    /// <summary>Exports with the same epidemic, in an economy in which resilience does not matter.</summary>
    public double[] WithoutLinkInEconomy { get; private set; } = [];

    /// <summary>Cases of the short run and exports of the same world without favour.</summary>
    public TrueRun WithoutFavour { get; private set; } = new([], []);

    /// <summary>Runs everything.</summary>
    /// <param name="options">The world.</param>
    /// <param name="world">What is simulated.</param>
    /// <param name="closed">The same world without favour.</param>
    /// <param name="written">The run that is written.</param>
    public static TrueRuns Run(WorldOptions options, SimulatedWorld world, SimulatedWorld closed, WrittenRun written)
    {
        var runs = new TrueRuns(options, world, written);
        FixedChunks.Run(runs.pairs.Length + 1, 1, (job, _) =>
        {
            if (job == 0) runs.RunOnWrittenEpidemic();
            else if (job == runs.pairs.Length) runs.WithoutFavour = runs.RunPair(closed, 0, levels: false);
            else runs.pairs[job] = runs.RunPair(runs.worlds[job % runs.worlds.Length], job / runs.worlds.Length, levels: job % runs.worlds.Length < 2);
        });
        return runs;
    }

    /// <summary>The world as it is.</summary>
    /// <param name="replicate">Number of the replicate; 0 is the one that is written.</param>
    public TrueRun AsIs(int replicate) => pairs[replicate * worlds.Length];

    /// <summary>The same without the resilience of a dimension.</summary>
    /// <param name="replicate">Number of the replicate.</param>
    /// <param name="dimension">Place of the dimension; null for all.</param>
    public TrueRun Without(int replicate, int? dimension) => pairs[replicate * worlds.Length + (dimension + 2 ?? 1)];

    private void RunOnWrittenEpidemic()
    {
        var (world, path) = (worlds[0], written.Epidemic.Path);
        var economy = world.NewEconomy();
        var room = economy.NewRoom();
        var decomposition = ChannelDecomposition.Of(economy, path, room);
        Parts = [.. ChannelLosses.Channels.Select(c => written.Padded(decomposition.Part(c)))];
        WithoutEpidemic = written.Whole(economy.Run(new EpidemicPath(world.Cities.Count, world.Epidemic.Days), world.Channels, room).Exports);
        WithoutClosings = written.Whole(economy.Run(Open(path), world.Channels, room).Exports);
        WithoutWindfall = written.Whole((world with { Trade = ArchipelagoTrade.Build(options, 0) }).NewEconomy().Run(path, world.Channels).Exports);
        WithoutLinkInEconomy = written.Whole(worlds[1].NewEconomy().Run(path, world.Channels).Exports);
    }

    private TrueRun RunPair(SimulatedWorld world, int replicate, bool levels)
    {
        var path = world.NewEpidemic().Run(options.Seed, replicate).Path;
        var economy = world.NewEconomy().Run(path, world.Channels);
        var run = new TrueRun(WrittenRun.ShortCases(path), written.Whole(economy.Exports));
        return levels ? WithLevels(run, path, economy) : run;
    }

    private static TrueRun WithLevels(TrueRun run, EpidemicPath path, EconomyResult economy) => run with
    {
        Levels = WorldCatalogue.Levels(path, economy),
        Stringency = ChannelLevels.ByMonth(path.Stringency, path.Cities, WorldCalendar.FirstPolicyDay),
    };

    // The same people ill and absent, and nobody confined or closed.
    private static EpidemicPath Open(EpidemicPath path)
    {
        var open = new EpidemicPath(path.Cities, path.Days);
        path.Absent.CopyTo(open.Absent, 0);
        path.Detected.CopyTo(open.Detected, 0);
        path.Alert.CopyTo(open.Alert, 0);
        return open;
    }

    private static LinkSlopes Without(LinkSlopes slopes, ResilienceDimension dimension)
    {
        foreach (var channel in Enum.GetValues<ShockChannel>()) slopes = slopes.With(dimension, channel, 0);
        return slopes;
    }
}
