using Rebound.Numerics;
using Rebound.Simulation;
using Rebound.Tests.Simulation.Exports;
using Xunit;

namespace Rebound.Tests.Simulation.Calibration;

public sealed class CalibrationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly AbcSmcOptions Few = new() { Particles = 100, Moves = 4 };

    [Fact]
    public void A_linear_Gaussian_posterior_is_found_with_its_mean_and_spread()
    {
        // y₁ = a + b, y₂ = a − b with errors 0.1: a and b are independent, N(0.5, 0.1²/2) and N(0.2, 0.1²/2), far within the ranges.
        var posterior = AbcSmc.Run(Linear(0.7, 0.3, 0.1), new AbcSmcOptions { Particles = 1000, Moves = 4 }, cancellation: Stop);
        for (var p = 0; p < 2; p++)
        {
            var values = posterior.Values.Select(v => v[p]).ToArray();
            var mean = values.Average();
            Assert.Equal(p == 0 ? 0.5 : 0.2, mean, 0.012);
            Assert.InRange(Math.Sqrt(values.Average(v => (v - mean) * (v - mean))), 0.9 * 0.0707, 1.1 * 0.0707);
        }
        Assert.Equal(1, posterior.Tolerances[^1]);
        Assert.Equal(posterior.Values.Select(v => v[0]).Order().ElementAt(499), posterior.Quantile(0, 0.4995), 0.01);
    }

    [Fact]
    public void Ranks_of_true_values_are_uniform_for_a_toy()
    {
        var ranks = SimulationBasedCalibration.Run(Linear(0, 0, 0.3), 100, 5, Few, Stop);
        Assert.Equal(100, ranks.Histogram(0).Sum());
        for (var p = 0; p < 2; p++) Assert.True(ranks.PValue(p) > 0.005, string.Join(' ', ranks.Histogram(p)));
    }

    [Fact]
    public void Ranks_that_crowd_in_the_middle_are_seen()
    {
        var ranks = new CalibrationRanks(["a"], [.. Enumerable.Range(0, 100).Select(i => new[] { 0.3 + 0.004 * i })], 5);
        Assert.True(ranks.PValue(0) < 1e-6);
    }

    [Fact]
    public void Ranks_of_true_values_are_uniform_for_the_economy()
    {
        var ranks = SimulationBasedCalibration.Run(Economy(), 30, 3, new AbcSmcOptions { Particles = 30, Moves = 3, Seed = 3 }, Stop);
        for (var p = 0; p < 2; p++) Assert.True(ranks.PValue(p) > 0.005, string.Join(' ', ranks.Histogram(p)));
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        var before = FixedChunks.MostThreads;
        try
        {
            FixedChunks.MostThreads = 1;
            var one = AbcSmc.Run(Linear(0.7, 0.3, 0.1), Few, cancellation: Stop);
            FixedChunks.MostThreads = 3;
            var three = AbcSmc.Run(Linear(0.7, 0.3, 0.1), Few, cancellation: Stop);
            Assert.Equal(one.Values.SelectMany(v => v), three.Values.SelectMany(v => v));
        }
        finally
        {
            FixedChunks.MostThreads = before;
        }
    }

    [Fact]
    public void History_matching_keeps_the_truth_and_leaves_out_most_of_the_rest()
    {
        var problem = Curved(0.3, 0.8);
        var match = HistoryMatching.Run(problem, new HistoryMatchingOptions { Waves = 3, RunsPerWave = 40, Candidates = 3000 }, cancellation: Stop);
        Assert.True(match.Implausibility([0.3, 0.8, 0.5]) < 3);
        Assert.True(match.Implausibility([0.9, 0.1, 0.5]) > 3);
        Assert.InRange(match.Left[^1], 1e-4, 0.1);
        Assert.Equal(4, match.Left.Count);
        Assert.Equal(120, match.Runs);
        var best = match.Best();
        Assert.Equal(0.3, best[0], 0.05);
        Assert.Equal(0.8, best[1], 0.05);
        var posterior = AbcSmc.Run(problem, Few, match, cancellation: Stop);
        Assert.All(posterior.Values, v => Assert.True(match.Implausibility(v) <= 3 + 1e-9));
        Assert.Equal(0.3, posterior.Quantile(0, 0.5), 0.02);
    }

    [Fact]
    public void A_model_that_cannot_give_the_data_is_refused_with_the_target_it_misses()
    {
        var problem = Linear(0.7, 9, 0.1);
        var refusal = Assert.Throws<ImplausibleModelException>(() => HistoryMatching.Run(problem, new HistoryMatchingOptions { RunsPerWave = 30, Candidates = 1000 }, cancellation: Stop));
        Assert.Equal("difference", refusal.Target.Name);
    }

    [Fact]
    public void Targets_held_out_move_nothing()
    {
        var problem = Linear(0.7, 0.3, 0.1);
        var other = problem with { Targets = [.. problem.Targets, new CalibrationTarget("later", 1, 0.1) { HeldOut = true }], Simulate = x => [.. problem.Simulate(x), x[0]] };
        var moved = other with { Targets = [.. other.Targets.Select(t => t.HeldOut ? t with { Value = 50 } : t)] };
        var (one, two) = (AbcSmc.Run(other, Few, cancellation: Stop), AbcSmc.Run(moved, Few, cancellation: Stop));
        Assert.Equal(one.Values.SelectMany(v => v), two.Values.SelectMany(v => v));
        Assert.Equal(one.Quantile(0, 0.5), one.OutputQuantile(2, 0.5), 1e-12);
    }

    [Fact]
    public void The_identification_table_finds_the_product_that_is_seen_and_the_parameter_that_is_not()
    {
        var problem = new CalibrationProblem(
            [new("a", 0.1, 10, true), new("b", 0.1, 10, true), new("idle", 0.1, 10, true)],
            [new("first", 1, 0.01), new("second", 2, 0.01)],
            x => [x[0] * x[1], 2 * x[0] * x[1]]);
        var table = IdentificationTable.Of(problem, [1, 1, 1]);
        Assert.Equal(1, table.Seen);
        Assert.Equal([0.7071, 0.7071, 0], table.Direction(0).Select(x => Math.Round(Math.Abs(x), 4)));
        // ln(100)/√12 a parameter, errors 0.01: √(1 + 4)·√2·1.3294/0.01.
        Assert.Equal(Math.Sqrt(10) * Math.Log(100) / Math.Sqrt(12) / 0.01, table.SingularValues[0], 0.1);
        Assert.True(table.Rows[2].StaysAtPrior);
        Assert.False(table.Rows[0].StaysAtPrior);
        Assert.Equal(Math.Sqrt(0.5), table.Rows[0].PriorShareLeft, 1e-3);
        Assert.Throws<ArgumentException>(() => IdentificationTable.Of(problem, [1, 1, 20]));
    }

    [Fact]
    public void Economy_targets_name_months_partners_and_sectors_and_unknown_ones_are_refused()
    {
        var problem = Economy();
        Assert.Equal(["2020-01", "2020-02/03", "2020-02 US electronics"], problem.Targets.Select(t => t.Name));
        var outputs = problem.Simulate([EconomyParameters.ResumptionDays.Default, EconomyParameters.FreightLoss.Default]);
        Assert.True(outputs[0] > outputs[2]);
        Assert.Throws<ArgumentException>(() => Economy(new ExportTarget(0, 4, 1, 1)));
        Assert.Throws<ArgumentException>(() => Economy(new ExportTarget(0, 0, 1, 1) { Partner = "Atlantis" }));
    }

    private static CalibrationProblem Economy(params ExportTarget[] more)
    {
        var city = new SimulatedCity("C", 1_000_000, 110, 30);
        return EconomyCalibration.Of([city], EconomyWorlds.Flat, LinkSlopes.None, new EconomySettings(EconomyWorlds.Start), EconomyWorlds.Shock(new Draws(8), 1, 91),
            [EconomyParameters.ResumptionDays, EconomyParameters.FreightLoss], ParameterSet.Default,
            [new(0, 0, 29, 0.5), new(1, 2, 40, 2), new(1, 1, 5, 0.3) { Partner = "US", Sector = "electronics" }, .. more]);
    }

    private static CalibrationProblem Linear(double sum, double difference, double error) => new(
        [new("a", -2, 2), new("b", -2, 2)],
        [new("sum", sum, error), new("difference", difference, error)],
        x => [x[0] + x[1], x[0] - x[1]]);

    private static CalibrationProblem Curved(double a, double b)
    {
        static double[] Model(double[] x) => [Math.Sin(3 * x[0]) + x[1] * x[1], x[0] * x[1] + 0.1 * Math.Cos(5 * x[1]), x[0] - x[1]];
        var truth = Model([a, b]);
        return new([new("a", 0, 1), new("b", 0, 1), new("idle", 0, 1)], [.. truth.Select((y, j) => new CalibrationTarget($"y{j}", y, 0.02))], Model);
    }
}
