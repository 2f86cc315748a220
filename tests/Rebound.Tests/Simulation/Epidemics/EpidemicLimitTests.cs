using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation.Epidemics;

/// <summary>Where theory knows the answer.</summary>
public sealed class EpidemicLimitTests
{
    private static readonly ParameterSet Plain = Towns.Calm;

    // Nobody is isolated here, so that R₀ is the mean number of infections that a case causes.
    [Theory]
    [InlineData(1.5)]
    [InlineData(2.5)]
    [InlineData(4)]
    public void The_final_size_solves_its_equation(double r0)
    {
        const int people = 4_000_000, seeds = 4000;
        var share = Towns.Mean(Towns.Alone(Towns.City("a", people), Towns.Untouched(700, 1, Towns.Seed("a", seeds)), Plain.With(EpidemicParameters.ReproductionNumber, r0)), 4, o => o.Infections) / people;
        Assert.Equal(EpidemicMechanismTests.FinalSize(r0, seeds / (double)people), share, 0.004);
    }

    // dS = −βS(P + I + θA)/N …: the same rates in continuous time by another program (R 4, deSolve 1.34, lsoda to 1e-11) for 2,000 million people, two million exposed on the first day:
    // infected and detected after 20, 40, 60, 80, 110 days and the most infectious, without detection and with 1/4.6 a day.
    [Theory]
    [InlineData(false, new[] { 33752742.0, 375308847, 1393595785, 1738903643, 1783693434 }, new[] { 140743.0, 1876953, 11673620, 21204952, 23465661 }, 363898891, 58)]
    [InlineData(true, new[] { 19777796.0, 108438074, 429689394, 955064268, 1305067549 }, new[] { 4283559.0, 26720141, 119235446, 328906802, 546113762 }, 131918968, 76)]
    public void A_large_city_follows_the_differential_equations_and_the_error_halves_with_the_step(bool detects, double[] infected, double[] detected, double peak, int peakDay)
    {
        const int people = 2_000_000_000, replicates = 4;
        int[] after = [20, 40, 60, 80, 110];
        double[] Path(int steps)
        {
            var settings = Towns.Untouched(110, steps, Towns.Seed("a", people / 1000)) with { Testing = new() { Regime = TestingRegime.Symptoms, InitialShare = detects ? 1 : 0 } };
            var path = new double[11];
            for (var t = 0; t < after.Length; t++)
            {
                var model = Towns.Alone(Towns.City("a", people), settings with { Days = after[t] }, Plain.With(EpidemicParameters.Awareness, 1), LinkSlopes.None);
                if (detects) (model.Rates[0].Beds, model.Rates[0].TestsPerStep) = (people, people / 2); // nobody lacks a bed or a test
                var runs = Towns.Together(model, replicates, 3);
                (path[t], path[5 + t], path[10]) = (runs.Average(o => (double)o.Infections), runs.Average(o => (double)o.Detected), runs.Average(o => (double)o.Cities[0].Peak));
                if (steps == 24 && t == 4) Assert.All(runs, o => Assert.InRange(o.Cities[0].PeakDay, peakDay - 2, peakDay)); // the end of a day is the start of the next
            }
            return path;
        }
        double[] exact = [.. infected, .. detected, peak];
        var (four, eight, most) = (Path(4), Path(8), Path(24));
        for (var i = 0; i < exact.Length; i++)
        {
            double Error(double[] path) => Math.Log(path[i] / exact[i]);
            Assert.InRange(Error(most), -0.05, 0.05);
            Assert.InRange((3 * Error(most) - Error(eight)) / 2, -0.002, 0.002); // what is left beside the first order
            if (Math.Abs(Error(eight)) < 0.01) continue; // chance is not far below
            Assert.InRange(Error(eight) / Error(four), 0.42, 0.58);
            Assert.InRange(Error(most) / Error(eight), 0.31, 0.36);
        }
    }

    // Euler–Lotka: 1 = ∫ e^{−rt} β(…) dt; in steps of a day, geometric stages.
    [Fact]
    public void Early_growth_is_that_of_the_renewal_equation()
    {
        var r = Growth(Plain);
        var model = Towns.Alone(Towns.City("a", 500_000_000), Towns.Untouched(50, 1, Towns.Seed("a", 5000)), Plain);
        var longer = Towns.Alone(Towns.City("a", 500_000_000), Towns.Untouched(70, 1, Towns.Seed("a", 5000)), Plain);
        // two runs of the same chance differ only in their end
        var growth = Math.Log(longer.Replicate(2, 0).Infections / (double)model.Replicate(2, 0).Infections) / 20;
        Assert.Equal(r, growth, 0.002);
    }

    // One case in a large city, with and without isolation after symptoms; an infected person is a chain of stages whose offspring law is computed here.
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void The_chance_of_extinction_is_that_of_the_branching_process(double isolation)
    {
        const int replicates = 1500;
        var parameters = Plain.With(EpidemicParameters.ReproductionNumber, isolation > 0 ? 3 : 1.6).With(EpidemicParameters.Beds, 2).With(EpidemicParameters.DetectionDays, isolation > 0 ? 1 / isolation : 7)
            .With(EpidemicParameters.Tests, 500).With(EpidemicParameters.Awareness, isolation > 0 ? 1 : 0.02).With(EpidemicParameters.DistancingEffect, 0.15);
        var settings = Towns.Untouched(160, 1, Towns.Seed("a", 1)) with { Testing = new() { Regime = TestingRegime.Symptoms, InitialShare = isolation > 0 ? 1 : 0 } };
        var model = Towns.Alone(Towns.City("a", 3_000_000), settings, parameters, LinkSlopes.None);
        var extinct = Towns.Mean(model, replicates, o => o.Infections < 300 ? 1 : 0);
        var expected = Extinction(parameters, isolation > 0 ? isolation : 0);
        Assert.InRange(extinct, expected - 4 * Math.Sqrt(expected * (1 - expected) / replicates), expected + 4 * Math.Sqrt(expected * (1 - expected) / replicates));
    }

    [Fact]
    public void Tracing_and_quarantine_make_extinction_more_likely()
    {
        var parameters = Plain.With(EpidemicParameters.ReproductionNumber, 1.8).With(EpidemicParameters.TracingCapacity, 50).With(EpidemicParameters.Tests, 500).With(EpidemicParameters.Awareness, 1).With(EpidemicParameters.DetectionDays, 2);
        var without = Towns.Untouched(120, 1, Towns.Seed("a", 1)) with { Testing = new() { InitialShare = 1 } };
        double Extinct(EpidemicSettings settings, double phi) =>
            Towns.Mean(Towns.Alone(Towns.City("a", 3_000_000), settings, parameters.With(EpidemicParameters.TracedShare, phi), LinkSlopes.None), 400, o => o.Infections < 200 ? 1 : 0);
        var traced = without with { Tracing = new() { From = Towns.Start } };
        var (none, some, most) = (Extinct(without, 0.5), Extinct(traced, 0.3), Extinct(traced, 0.9));
        Assert.True(none < some && some < most, $"{none} {some} {most}");
    }

    // A stronger city fares no worse on average; each dimension through the channel that it enters by.
    [Theory]
    [InlineData(ResilienceDimension.Technology)]
    [InlineData(ResilienceDimension.Society)]
    [InlineData(ResilienceDimension.Space)]
    public void A_stronger_city_has_fewer_deaths_on_average(ResilienceDimension dimension)
    {
        double Deaths(double score)
        {
            var resilience = new double[4];
            resilience[(int)dimension] = score;
            var city = new SimulatedCity("a", 1_000_000, 110, 30) { Resilience = resilience };
            var settings = Towns.Controlled(200, Towns.Seed("a", 200)) with { Control = new() { AlertDate = Towns.Start.AddDays(15) } };
            return Towns.Mean(Towns.Alone(city, settings, Plain, LinkSlopes.Uniform(0.6)), 24, o => o.Deaths);
        }
        var (weak, middle, strong) = (Deaths(-2), Deaths(0), Deaths(2));
        Assert.True(weak > middle && middle > strong, $"{weak} {middle} {strong}");
    }

    // The smallest fixed point of the generating function; who leaves the symptoms does so by either hazard.
    private static double Extinction(ParameterSet p, double detection)
    {
        var (latent, before, during, silent, theta) = Stages(p);
        var (onset, ends, quiet) = (1 - Math.Exp(-1 / before), 1 - Math.Exp(-(1 / during + detection)), 1 - Math.Exp(-1 / (before + during)));
        _ = latent;
        var beta = Beta(p);
        double q = 0;
        for (var i = 0; i < 5000; i++)
        {
            // a day of infectiousness causes Poisson(β·w) cases; geometric numbers of days, the first one certain
            var (full, part) = (Math.Exp(beta * (q - 1)), Math.Exp(beta * theta * (q - 1)));
            var ill = onset * full / (1 - (1 - onset) * full) * (ends * full / (1 - (1 - ends) * full));
            q = (1 - silent) * ill + silent * quiet * part / (1 - (1 - quiet) * part);
        }
        return q;
    }

    private static double Growth(ParameterSet p)
    {
        var (latent, before, during, silent, theta) = Stages(p);
        double Geometric(double days, double x) => (1 - Math.Exp(-1 / days)) * x / (1 - Math.Exp(-1 / days) * x);
        double Survival(double days, double x) => 1 / (1 - Math.Exp(-1 / days) * x); // Σ P(still there after j days)·xʲ
        double Offspring(double r)
        {
            var x = Math.Exp(-r);
            // infected on a day, exposed from the next; the first day of infectiousness follows the last of latency
            return Beta(p) * x * Geometric(latent, x) * ((1 - silent) * (Survival(before, x) + Geometric(before, x) * Survival(during, x)) + silent * theta * Survival(before + during, x));
        }
        double low = 0, high = 1;
        for (var i = 0; i < 100; i++)
        {
            var middle = (low + high) / 2;
            if (Offspring(middle) > 1) low = middle;
            else high = middle;
        }
        return low;
    }

    private static double Beta(ParameterSet p)
    {
        var (_, before, during, silent, theta) = Stages(p);
        double Days(double mean) => 1 / (1 - Math.Exp(-1 / mean));
        return p[EpidemicParameters.ReproductionNumber] / ((1 - silent) * (Days(before) + Days(during)) + silent * theta * Days(before + during));
    }

    private static (double Latent, double Before, double During, double Silent, double Theta) Stages(ParameterSet p) => (
        p[EpidemicParameters.LatentDays], p[EpidemicParameters.PresymptomaticDays], p[EpidemicParameters.SymptomaticDays], p[EpidemicParameters.AsymptomaticShare], p[EpidemicParameters.AsymptomaticInfectiousness]);
}
