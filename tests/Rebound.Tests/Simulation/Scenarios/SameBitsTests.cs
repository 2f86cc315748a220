using CsCheck;
using Rebound.Numerics;
using Rebound.Simulation;
using Rebound.Tests.Simulation.Epidemics;
using Rebound.Tests.Simulation.Exports;
using Xunit;

namespace Rebound.Tests.Simulation.Scenarios;

/// <summary>Neither the number of threads nor shards nor the order of replicates changes a bit, whatever is simulated.</summary>
public sealed class SameBitsTests
{
    private const int Replicates = 9;

    [Fact]
    public void Threads_shards_and_the_order_of_replicates_change_no_bit_whatever_is_drawn() => Gen.ULong.Sample(seed =>
    {
        var draws = new Draws(seed);
        var (epidemic, economy) = (AnyEpidemic.Draw(draws, 4, 60), AnyEconomy.Draw(draws, 4, 60));
        var world = new SimulatedWorld
        {
            Cities = epidemic.Cities,
            Travel = epidemic.Travel,
            Epidemic = epidemic.Settings,
            Economy = new EconomySettings(epidemic.Settings.Start) { PartnerStringency = economy.Settings.PartnerStringency, Vessels = economy.Settings.Vessels },
            Trade = economy.Structure,
            Parameters = epidemic.Parameters,
            Slopes = epidemic.Slopes,
        };
        Counterfactual[] others = [new("other", world with { Slopes = LinkSlopes.Uniform(0.7) })];
        var plan = new RunPlan(seed, Replicates, 0, 0);
        var expected = Numbers(world, others, plan, 1);
        Assert.Equal(expected, Numbers(world, others, plan, 3));
        // a first run keeps its blocks of replicates; a second one finds every other of them, as after an interruption, and runs the rest
        var kept = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        Assert.Equal(expected, Numbers(world, others, plan with { Blocks = new("drawn", _ => null, (name, bytes) => kept[name] = bytes) }, 2));
        foreach (var name in kept.Keys.Order(StringComparer.Ordinal).Where((_, i) => i % 2 == 0).ToList()) kept.Remove(name);
        Assert.Equal(expected, Numbers(world, others, plan with { Blocks = new("drawn", name => kept.GetValueOrDefault(name), (_, _) => { }) }, 2));
        // one by one, the last first, in rooms used before
        var (model, trade) = (world.NewEpidemic(), world.NewEconomy());
        var room = trade.NewRoom();
        for (var r = Replicates - 1; r >= 0; r--)
        {
            var outcome = model.Run(seed, r);
            Assert.Equal(expected[r], outcome.Infections);
            var exports = trade.Run(outcome.Path, ChannelSwitches.All, room);
            Assert.Equal(expected[Replicates + r], Enumerable.Range(0, exports.Months).Sum(exports.NationalExports));
        }
    }, iter: 60);

    // Of each replicate of the world: infections, exports; then everything that the pairs give.
    private static double[] Numbers(SimulatedWorld world, IReadOnlyList<Counterfactual> others, RunPlan plan, int threads)
    {
        var before = FixedChunks.MostThreads;
        FixedChunks.MostThreads = threads;
        try
        {
            var seen = new double[2 * Replicates];
            plan = plan with { Observed = r => [.. new[] { r, Replicates + r }.Select(i => seen[i])] };
            var runs = PairedRuns.Run(world, others, plan, null, (r, outcome, exports) => (seen[r], seen[Replicates + r]) = (outcome.Infections, Enumerable.Range(0, exports.Months).Sum(exports.NationalExports)));
            if (plan.Blocks is not null) // what blocks brought back was not observed
            {
                for (var r = 0; r < Replicates; r++) (seen[r], seen[Replicates + r]) = (0, 0);
                PairedRuns.Run(world, others, plan with { Blocks = null }, null, (r, outcome, exports) => (seen[r], seen[Replicates + r]) = (outcome.Infections, Enumerable.Range(0, exports.Months).Sum(exports.NationalExports)));
            }
            return [.. seen, .. new[] { 0, 1 }.SelectMany(w => Enumerable.Range(0, runs.Months).SelectMany(m => Spread(runs.Exports(w, m)))), .. Enumerable.Range(0, runs.Weeks).SelectMany(w => Spread(runs.Detected(1, w))), .. Spread(runs.Infections(1)), runs.ExportsChange(1, true, true).Low, runs.InfectionsChange(1).High];
        }
        finally
        {
            FixedChunks.MostThreads = before;
        }
    }

    private static IEnumerable<double> Spread(Spread s) => [s.Mean, s.Median, s.Low, s.High, s.Low50, s.High50];
}
