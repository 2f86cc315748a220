using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation.Epidemics;

/// <summary>Where tests run out: who is confirmed late, and what a change of capacity does.</summary>
public sealed class ScarceTestsTests
{
    private static readonly ParameterSet Scarce = Towns.Calm.With(EpidemicParameters.Tests, 3).With(EpidemicParameters.Awareness, 1);

    [Fact]
    public void Who_found_no_test_is_confirmed_while_ill_and_spreads_no_more()
    {
        var without = Run(Scarce, []);
        var late = Run(Scarce.With(EpidemicParameters.LateDays, 14), []);
        var (early, end) = (without.Cities[0], late.Cities[0]);
        Assert.True(end.Detected > 1.1 * early.Detected, $"{end.Detected} against {early.Detected}");
        Assert.True(end.Detected <= end.Infections);
        Assert.InRange(end.Infections / (double)early.Infections, 0.7, 1.3); // late reports trace nobody and isolate nobody; they only use what tests are left
    }

    [Fact]
    public void With_ample_tests_nobody_waits_and_no_bit_changes()
    {
        var ample = Towns.Calm.With(EpidemicParameters.Tests, 500).With(EpidemicParameters.Beds, 2);
        var settings = Settings([]) with { Testing = new() { InitialShare = 1 } };
        Assert.Equal(Run(ample, settings).Path.Detected, Run(ample.With(EpidemicParameters.LateDays, 14), settings).Path.Detected);
    }

    [Fact]
    public void More_capacity_on_some_days_confirms_more_where_it_is_and_is_exact_about_its_days()
    {
        var from = Towns.Start.AddDays(20);
        var (cities, travel) = Towns.Ring(3, travellers: 0.001);
        EpidemicOutcome With(params TestingSurge[] surges) => new EpidemicModel(cities, travel, Scarce, LinkSlopes.Prior, Settings(surges) with { Seeds = [Towns.Seed("c0", 2000), Towns.Seed("c1", 2000)] }).Replicate(1, 0);
        var (plain, more) = (With(), With(new TestingSurge(from, from.AddDays(9), 5) { Cities = ["c1"] }));
        long Cases(EpidemicOutcome o, int city, int first, int last) => Enumerable.Range(first, last - first).Sum(d => (long)o.Path.Detected[d * 3 + city]);
        Assert.Equal(Cases(plain, 1, 0, 20), Cases(more, 1, 0, 20));
        Assert.True(Cases(more, 1, 20, 30) > 1.5 * Cases(plain, 1, 20, 30), $"{Cases(more, 1, 20, 30)} {Cases(plain, 1, 20, 30)}");
        Assert.Equal(Cases(plain, 0, 0, 90), Cases(more, 0, 0, 90));
    }

    [Fact]
    public void A_surge_of_tests_nowhere_or_never_is_refused()
    {
        var faults = Assert.Throws<ScenarioException>(() => Towns.Alone(Towns.City("a", 100_000), Settings([new(Towns.Start, Towns.Start.AddDays(-1), -1) { Cities = ["x"] }]))).Faults;
        Assert.Equal(3, faults.Count(f => f.Place == "surge of tests"));
    }

    private static EpidemicSettings Settings(IReadOnlyList<TestingSurge> surges) => Towns.Controlled(90, Towns.Seed("a", 2000)) with { Testing = new() { Surges = surges }, Hospitals = null };

    private static EpidemicOutcome Run(ParameterSet parameters, IReadOnlyList<TestingSurge> surges) => Run(parameters, Settings(surges));

    private static EpidemicOutcome Run(ParameterSet parameters, EpidemicSettings settings) => Towns.Alone(Towns.City("a", 1_000_000), settings, parameters).Replicate(1, 0);
}
