using CsCheck;
using Rebound.Numerics;
using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation.Scenarios;

public sealed class PairedRunsTests
{
    private static readonly RunPlan Plan = new(7, 4, 1, 4);

    private static SimulatedWorld World()
    {
        SimulatedCity[] cities = [.. Enumerable.Range(0, 5).Select(c => new SimulatedCity($"c{c}", 200_000 + 100_000 * c, 100 + c, 30 + 0.5 * c) { Region = c < 3 ? "a" : "b", Resilience = [0.5 * c - 1, 1 - 0.4 * c, 0.3 * c, 0] })];
        return new SimulatedWorld
        {
            Cities = cities,
            Travel = TravelMatrix.Gravity(cities, new GravityTravel { DailyShare = 0.02 }),
            Epidemic = new EpidemicSettings { Start = new DateOnly(2020, 1, 1), Days = 240, Seeds = [new EpidemicSeed("c0", new DateOnly(2020, 1, 5), 30)] },
            Economy = new EconomySettings(new DateOnly(2020, 1, 1)),
        };
    }

    [Fact]
    public void A_world_held_against_itself_differs_in_nothing()
    {
        var world = World();
        var runs = PairedRuns.Run(world, [new Counterfactual("same", world with { Epidemic = world.Epidemic with { Days = 240 } })], Plan, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(default, runs.ExportsChange(1, true, true));
        Assert.Equal(default, runs.InfectionsChange(1));
        Assert.True(runs.MoneyChange(1).IsTie);
        Assert.True(runs.Infections(0).Mean > 30);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        var world = World();
        Counterfactual[] others = [new("precise", ControlFrontier.Controlled(world, 1, 0.9))];
        var before = FixedChunks.MostThreads;
        try
        {
            double[] Numbers(int threads)
            {
                FixedChunks.MostThreads = threads;
                var runs = PairedRuns.Run(world, others, Plan);
                return [.. Enumerable.Range(0, runs.Months).Select(m => runs.Exports(1, m).Mean), .. Enumerable.Range(0, 5).Select(c => runs.CityExportsChange(1, c).Mean), runs.Infections(1).Mean];
            }
            Assert.Equal(Numbers(1), Numbers(3));
        }
        finally
        {
            FixedChunks.MostThreads = before;
        }
    }

    [Fact]
    public void Worlds_that_differ_in_levers_alone_share_the_epidemic()
    {
        var world = World();
        var lever = world with { Economy = world.Economy with { Levers = [new PolicyLever(LeverKind.Rebate, 2, new DateOnly(2020, 2, 1), new DateOnly(2020, 8, 1))] } };
        var runs = PairedRuns.Run(world, [new Counterfactual("rebate", lever)], Plan, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(default, runs.InfectionsChange(1));
        Assert.True(runs.ExportsChange(1, true, true).Low > 0);
        Assert.True(runs.Cost(1) > 0);
        Assert.Equal(0, runs.Cost(0));
        var parts = Enumerable.Range(0, 5).Sum(c => runs.CityMoneyChange(1, c).Mean);
        Assert.Equal(runs.MoneyChange(1).Mean, parts, 1e-9 * Math.Abs(parts));
        Assert.Equal(runs.MoneyChange(1).Mean - runs.CityMoneyChange(1, 2).Mean, runs.OthersMoneyChange(1, 2).Mean, 1e-9 * Math.Abs(parts));
    }

    [Fact]
    public void Channel_losses_add_up_to_the_loss_of_exports()
    {
        var world = World();
        var runs = PairedRuns.Run(world, [], Plan, cancellation: TestContext.Current.CancellationToken);
        var losses = ChannelLosses.Run(world, Plan, cancellation: TestContext.Current.CancellationToken);
        var weights = new[] { 0, 1 }.Select(h => Enumerable.Range(0, 5).Sum(c => runs.CityNormal[2 * c + h])).ToArray();
        var lost = new[] { 0, 1 }.Sum(h => weights[h] * ChannelLosses.Channels.Sum(channel => losses.Loss(-1, h, channel)!.Value.Mean)) / weights.Sum();
        Assert.Equal(100 - runs.AllExports(0).Mean, lost, 1e-9);
    }

    [Fact]
    public void The_frontier_names_what_nothing_beats()
    {
        var points = ControlFrontier.Run(World(), new RunPlan(7, 3, 1, 4), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(ControlFrontier.Strengths.Count * ControlFrontier.Precisions.Count, points.Count);
        Assert.Contains(points, p => p.IsEfficient);
        foreach (var p in points.Where(p => !p.IsEfficient)) Assert.Contains(points, q => q.IsEfficient && q.ExportsLoss <= p.ExportsLoss && q.Infections <= p.Infections);
    }

    [Fact]
    public void Options_are_tied_by_what_they_give_under_the_same_chance_and_not_by_overlapping_intervals()
    {
        double[] chance = [-6, 5, 3, -4, 2, 0];
        static OptionEffect Effect(string id, double cost, params double[] gains)
        {
            var mean = gains.Average();
            return new OptionEffect(new AdviceOption(id, id, w => w, cost), new PairedDifference(mean, mean - 5, mean + 5), default, cost) { Gains = gains };
        }
        var best = Effect("best", 10, [.. chance.Select(c => 20 + c)]);
        var near = Effect("near", 10, [.. chance.Select(c => 19.5 + c)]); // always half a point behind
        var crossing = Effect("crossing", 10, [.. chance.Select(c => 19.5 - c)]); // behind on average, ahead in half of the replicates
        var dearer = Effect("dearer", 20, [.. chance.Select(c => 39.5 - c)]);
        Assert.Equal(["best", "dearer", "crossing"], Advice.BestValue([near, crossing, best, dearer]).Select(e => e.Option.Id));
        var portfolio = Advice.Best(World(), [best, near, crossing], 10, new RunPlan(7, 2, 1, 4), cancellation: TestContext.Current.CancellationToken)!;
        Assert.Equal(["best"], portfolio.Chosen.Select(e => e.Option.Id));
        Assert.Equal(["crossing"], portfolio.Ties.Select(e => e.Option.Id));
        Assert.Empty(Advice.BestValue([Effect("free", 0, 1, 2), Effect("unknown", double.NaN, 1, 2)]));
    }

    [Fact]
    public void A_portfolio_is_the_best_of_all_sets_within_the_budget() => Gen.Select(Gen.Double[1, 50].Array[1, 7], Gen.Double[0.1, 30].Array[7], Gen.Int[0, 3].Array[7], Gen.Double[5, 120]).Sample((costs, gains, groups, budget) =>
    {
        OptionEffect[] options = [.. costs.Select((cost, k) => new OptionEffect(new AdviceOption($"o{k}", $"g{groups[k]}", w => w, cost), new PairedDifference(gains[k], 0.5 * gains[k], 1.5 * gains[k]), default, cost))];
        var found = Advice.Chosen(options, budget).Sum(o => o.Gain.Mean);
        Assert.True(found >= Best(budget - 1e-9) - 1e-9 && found <= Best(budget + 1e-9) + 1e-9); // a set whose costs are the budget to the last digit may count or not

        double Best(double most)
        {
            double best = 0;
            for (var set = 0; set < 1 << options.Length; set++)
            {
                OptionEffect[] chosen = [.. options.Where((_, k) => (set >> k & 1) == 1)];
                if (chosen.Sum(o => o.Cost) <= most && chosen.Select(o => o.Option.Group).Distinct(StringComparer.Ordinal).Count() == chosen.Length) best = Math.Max(best, chosen.Sum(o => o.Gain.Mean));
            }
            return best;
        }
    }, iter: 1000);
}
