using Rebound.Numerics;
using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation.Epidemics;

public sealed class EpidemicCalibrationTests
{
    private static readonly CalibrationRange[] Moved = [new("R0", 1.6, 3.6), new("awareness", 0.05, 1), new("critical_fatality", 0.3, 0.7)];

    // y = θ + noise: after all rounds the ensemble has the mean and variance of the exact posterior.
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_linear_model_gets_its_exact_posterior(int rounds)
    {
        const int members = 4000;
        const double observed = 1.2, variance = 0.25;
        double[][] theta = [new double[members]];
        for (var m = 0; m < members; m++) theta[0][m] = NormalQuantile.Of((m + 0.5) / members);
        for (var round = 0; round < rounds; round++) EnsembleAdjustment.Run(theta, [[.. theta[0]], [.. theta[0]]], [observed, observed], [rounds * variance, rounds * variance]);
        var (mean, spread) = (theta[0].Average(), theta[0].Select(x => x * x).Average() - Math.Pow(theta[0].Average(), 2));
        Assert.Equal(2 * observed / variance / (1 + 2 / variance), mean, 0.01);
        Assert.Equal(1 / (1 + 2 / variance), spread, 0.005);
    }

    [Fact]
    public void An_observation_of_pure_noise_leaves_the_parameters_alone()
    {
        var random = new KeyedRandom(1, 1);
        double[] Draws(ulong name) => [.. Enumerable.Range(0, 200).Select(m => NormalQuantile.Of(random.Block((ulong)m, name, 0, 0).First))];
        double[][] theta = [Draws(0)];
        var before = theta[0].ToArray();
        double[][] predicted = [.. Enumerable.Range(1, 50).Select(k => Draws((ulong)k))];
        EnsembleAdjustment.Run(theta, predicted, new double[50], [.. Enumerable.Repeat(0.1, 50)]);
        var spread = theta[0].Select((x, m) => Math.Abs(x - before[m])).Average();
        Assert.True(spread < 0.2, $"{spread}");
    }

    // Data drawn from the model with planted parameters: intervals hold them about as often as they say, and the data are learnt from.
    [Fact]
    public void Planted_parameters_are_found_and_what_the_data_do_not_see_stays_at_its_prior()
    {
        const int worlds = 12;
        int held = 0, learnt = 0;
        var fatality = 0.0;
        for (var w = 0; w < worlds; w++)
        {
            var uniform = new KeyedRandom(77, (ulong)w).Block(0, 0, 0, 0);
            var truth = World(ParameterSet.Default.With(EpidemicParameters.ReproductionNumber, 1.6 + 2 * uniform.First).With(EpidemicParameters.Awareness, 0.05 + 0.95 * uniform.Second));
            var result = Calibrate(World(ParameterSet.Default), Data(truth, (ulong)(1000 + w)), Moved, new() { Seed = (ulong)w, Members = 100, Rounds = 3, CityError = 0.2, TotalError = 0.1 });
            var r0 = result.Learning[0];
            if (r0.Posterior.Low <= truth.Parameters[EpidemicParameters.ReproductionNumber] && truth.Parameters[EpidemicParameters.ReproductionNumber] <= r0.Posterior.High) held++;
            if (r0.Learnt > 0.5) learnt++;
            fatality += result.Learning[2].Learnt / worlds;
        }
        Assert.True(held >= worlds - 3, $"{held}");
        Assert.True(learnt >= worlds - 2, $"{learnt}");
        Assert.True(fatality < 0.25, $"{fatality}");
    }

    [Fact]
    public void Cities_held_out_do_not_change_the_calibration_and_are_reported_apart()
    {
        var world = World(ParameterSet.Default);
        var data = Data(world, 5);
        EpidemicCalibrationOptions options = new() { Members = 40, Rounds = 2, HeldOut = new HashSet<string> { "c2", "c5" } };
        var result = Calibrate(world, data, Moved, options);
        var other = Calibrate(world, [.. data.Select(o => options.HeldOut.Contains(o.City) ? o with { Cumulative = 3 * o.Cumulative + 100 } : o)], Moved, options);
        Assert.Equal(result.Learning, other.Learning);
        Assert.Equal(result.Fit, other.Fit);
        Assert.Equal((2, 4), (result.HeldOut!.Cities, result.HeldOut.Observations));
        Assert.True(other.HeldOut!.LogError > result.HeldOut.LogError);
        Assert.Null(Calibrate(world, data, Moved, options with { HeldOut = new HashSet<string>() }).HeldOut);
    }

    [Fact]
    public void Days_held_out_do_not_change_the_calibration_and_are_reported_apart()
    {
        var world = World(ParameterSet.Default);
        var data = Data(world, 5);
        var late = Towns.Start.AddDays(55);
        EpidemicCalibrationOptions options = new() { Members = 40, Rounds = 2, HeldOutDays = new HashSet<DateOnly> { late } };
        var result = Calibrate(world, data, Moved, options);
        var other = Calibrate(world, [.. data.Select(o => o.Date == late ? o with { Cumulative = 3 * o.Cumulative + 100 } : o)], Moved, options);
        Assert.Equal(result.Learning, other.Learning);
        Assert.Equal(result.Fit, other.Fit);
        Assert.Equal((12, 12), (result.HeldOutDays!.Cities, result.HeldOutDays.Observations));
        Assert.True(other.HeldOutDays!.LogError > result.HeldOutDays.LogError);
    }

    [Fact]
    public void Parts_and_the_number_of_cities_reached_are_observations_of_their_own()
    {
        var world = World(ParameterSet.Default);
        var data = Data(world, 5);
        var part = new HashSet<string> { "c0", "c6" };
        var read = new CalibrationData(world, data, new() { Parts = [part], PartError = 0.3, ReachedError = 0.2, HeldOut = new HashSet<string> { "c6" } });
        var used = read.Used();
        Assert.Equal(2 * (3 + 11), used.Length);
        var first = data.Where(o => o.Date == Towns.Start.AddDays(35) && o.City != "c6").ToArray();
        Assert.Equal(Math.Log(1 + first.Sum(o => o.Cumulative)), used[0], 1e-12);
        Assert.Equal(Math.Log(1 + first.Single(o => o.City == "c0").Cumulative), used[1], 1e-12);
        Assert.Equal(Math.Log(1 + first.Count(o => o.Cumulative > 0)), used[2], 1e-12);
        Assert.Equal([0.1, 0.3, 0.2, 0.1, 0.3, 0.2, 0.7], Enumerable.Range(0, 7).Select(read.Error));
    }

    // Truths drawn from the prior, made reports, the filter's ensemble: if it tells its uncertainty rightly, the truth's rank in it is uniform.
    [Fact]
    public void Ranks_of_drawn_truths_in_the_filters_ensembles_are_uniform()
    {
        var world = World(ParameterSet.Default);
        CalibrationRange[] moved = [new("R0", 1.6, 3.6), new("critical_fatality", 0.3, 0.7)];
        var ranks = SimulationBasedCalibration.OfEpidemic(world, Data(world, 5), moved, 40, 4, new() { Members = 60, Rounds = 3, CityError = 0.5, TotalError = 2 }, TestContext.Current.CancellationToken);
        Assert.All(Enumerable.Range(0, moved.Length), p => Assert.True(ranks.PValue(p) > 0.01, $"{moved[p].Name}: {string.Join(' ', ranks.Histogram(p))}"));
        var sharp = SimulationBasedCalibration.OfEpidemic(world, Data(world, 5), moved[..1], 20, 4, new() { Members = 60, Rounds = 3, CityError = 0.5, TotalError = 0.02 }, TestContext.Current.CancellationToken);
        Assert.True(sharp.PValue(0) < 0.05, $"an error of totals far below the cities' is overconfident, and the ranks show it: {string.Join(' ', sharp.Histogram(0))}");
    }

    [Fact]
    public void Threads_do_not_change_a_calibration()
    {
        var world = World(ParameterSet.Default);
        var (one, other) = (Calibrate(world, Data(world, 5), Moved, new() { Members = 40, Rounds = 2 }), Calibrate(world, Data(world, 5), Moved, new() { Members = 40, Rounds = 2 }));
        Assert.Equal(one.Learning, other.Learning);
        Assert.Equal(one.Totals, other.Totals);
    }

    [Fact]
    public void Requests_that_cannot_be_met_are_refused_with_every_fault()
    {
        var world = World(ParameterSet.Default);
        var faults = Assert.Throws<ScenarioException>(() => Calibrate(world, [new("nowhere", Towns.Start, 3), new("c0", Towns.Start.AddDays(500), 3), new("c1", Towns.Start, -1)],
            [new("R0", 0.2, 3), new("mu", 0.1, 0.2)], new() { Members = 3, Rounds = 0, CityError = 0, HeldOut = new HashSet<string> { "x" } })).Faults;
        Assert.Equal(["observed cases", "observed cases of c0", "observed cases of c1", "range of R0", "moved", "members", "rounds", "errors", "held out"], faults.Select(f => f.Place).Distinct());
    }

    private static EpidemicCalibrationResult Calibrate(SimulatedWorld world, IReadOnlyList<ObservedCases> observed, IReadOnlyList<CalibrationRange> moved, EpidemicCalibrationOptions options) =>
        EpidemicCalibration.Run(world, observed, moved, options);

    private static SimulatedWorld World(ParameterSet parameters)
    {
        var (cities, travel) = Towns.Ring(12);
        return new() { Cities = cities, Travel = travel, Parameters = parameters, Slopes = LinkSlopes.Prior, Economy = new(Towns.Start), Epidemic = Towns.Controlled(60, Towns.Seed("c0", 200), Towns.Seed("c6", 100)) with { Control = new() { AlertDate = Towns.Start.AddDays(30) }, CheckEveryStep = false } };
    }

    private static List<ObservedCases> Data(SimulatedWorld truth, ulong seed)
    {
        var outcome = new EpidemicModel(truth.Cities, truth.Travel, truth.Parameters, truth.Slopes, truth.Epidemic).Replicate(seed, 0);
        var data = new List<ObservedCases>();
        foreach (var day in new[] { 35, 55 })
        {
            for (var c = 0; c < truth.Cities.Count; c++)
                data.Add(new(truth.Cities[c].Code, Towns.Start.AddDays(day), Enumerable.Range(0, day + 1).Sum(d => outcome.Path.Detected[d * truth.Cities.Count + c])));
        }
        return data;
    }
}
