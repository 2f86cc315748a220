namespace Rebound.Simulation;

/// <summary>What each channel takes from exports, over replicates: Shapley values that add up to the whole loss in every one.</summary>
public sealed class ChannelLosses
{
    private readonly double[] losses;
    private readonly double[] normal;
    private readonly int replicates;
    private readonly int cities;

    private ChannelLosses(double[] losses, double[] normal, int replicates, int cities) => (this.losses, this.normal, this.replicates, this.cities) = (losses, normal, replicates, cities);

    /// <summary>The channels, in their order.</summary>
    public static IReadOnlyList<ChannelSwitches> Channels { get; } = [ChannelSwitches.Policy, ChannelSwitches.Production, ChannelSwitches.Logistics, ChannelSwitches.Sales];

    /// <summary>Decomposes the loss of a world in each replicate.</summary>
    /// <param name="world">The world.</param>
    /// <param name="plan">Seed, replicates, horizons.</param>
    /// <param name="progress">Takes the share of replicates that is done.</param>
    /// <param name="cancellation">Stops between replicates.</param>
    public static ChannelLosses Run(SimulatedWorld world, RunPlan plan, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var shared = !plan.IsDrawn ? Models(world) : default;
        var cities = world.Cities.Count;
        var losses = new double[plan.Replicates * Channels.Count * cities * 2];
        var normal = new double[cities * 2];
        var size = Channels.Count * cities * 2;
        ReplicateBlocks.Run(plan.Blocks, plan.Replicates, () => shared.Economy?.NewRoom(), (replicate, room) =>
        {
            var (epidemic, economy) = shared.Economy is null ? Models(plan.Drawn(world, world, replicate)) : shared;
            var parts = ChannelDecomposition.Of(economy, epidemic.Run(plan.Seed, replicate).Path, room);
            for (var i = 0; i < Channels.Count; i++) Add(plan, parts.Part(Channels[i]), losses.AsSpan((replicate * Channels.Count + i) * cities * 2, cities * 2));
            if (replicate == 0) Add(plan, parts.Shock.Normal, normal);
        }, (replicate, writer) =>
        {
            ReplicateBlocks.Write(writer, losses.AsSpan(replicate * size, size));
            if (replicate == 0) ReplicateBlocks.Write(writer, normal);
        }, (replicate, reader) =>
        {
            ReplicateBlocks.Read(reader, losses.AsSpan(replicate * size, size));
            if (replicate == 0) ReplicateBlocks.Read(reader, normal);
        }, progress, cancellation);
        return new ChannelLosses(losses, normal, plan.Replicates, cities);
    }

    private static (EpidemicModel Epidemic, EconomyModel Economy) Models(SimulatedWorld world) => (world.NewEpidemic(), world.NewEconomy());

    /// <summary>A channel's loss in per cent of normal exports of the same months; null where there are none.</summary>
    /// <param name="city">Place of the city; −1 for all together.</param>
    /// <param name="horizon">0 the short run, 1 the long run.</param>
    /// <param name="channel">One channel.</param>
    public Spread? Loss(int city, int horizon, ChannelSwitches channel)
    {
        var place = Channels.ToList().IndexOf(channel);
        double Sum(ReadOnlySpan<double> table)
        {
            if (city >= 0) return table[2 * city + horizon];
            var sum = 0.0;
            for (var c = 0; c < cities; c++) sum += table[2 * c + horizon];
            return sum;
        }
        var whole = Sum(normal);
        if (!(whole > 0)) return null;
        var values = new double[replicates];
        for (var r = 0; r < replicates; r++) values[r] = 100 * Sum(losses.AsSpan((r * Channels.Count + place) * cities * 2, cities * 2)) / whole;
        return Spread.Of(values);
    }

    private static void Add(RunPlan plan, double[] table, Span<double> sums)
    {
        var (cities, months) = (sums.Length / 2, table.Length * 2 / sums.Length);
        for (var c = 0; c < cities; c++)
            for (var m = plan.ShortFirst; m < months; m++) sums[2 * c + (m <= plan.ShortLast ? 0 : 1)] += table[c * months + m];
    }
}
