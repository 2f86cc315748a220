using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation.Epidemics;

/// <summary>Where theory knows the answer.</summary>
public sealed class EpidemicLimitTests
{
    // Who is reported and finds no test stays a whole step longer, so that reports are as rare as they can be.
    private static readonly ParameterSet Plain = Towns.Calm.With(EpidemicParameters.Awareness, 0.02).With(EpidemicParameters.DetectionDays, 7);

    // Nobody is isolated here, so that R₀ is the mean number of infections that a case causes.
    [Theory]
    [InlineData(1.5)]
    [InlineData(2.5)]
    [InlineData(4)]
    public void The_final_size_solves_its_equation(double r0)
    {
        const int people = 4_000_000, seeds = 4000;
        var share = Towns.Mean(Towns.Alone(Towns.City("a", people), Towns.Untouched(700, 1, Towns.Seed("a", seeds)), Plain.With(EpidemicParameters.ReproductionNumber, r0)), 4, o => o.Infections) / people;
        var z = 0.9;
        for (var i = 0; i < 500; i++) z = 1 - (1 - seeds / (double)people) * Math.Exp(-r0 * z);
        Assert.Equal(z, share, 0.004);
    }

    // dS = −βS(P + I + θA)/N …: the same rates in continuous time, solved by steps of a thousandth of a day.
    [Fact]
    public void A_large_city_with_short_steps_follows_the_differential_equations()
    {
        const double people = 20_000_000, seeds = 20_000;
        var path = Ode(people, seeds, 150);
        var city = Towns.City("a", (long)people);
        double Error(int steps)
        {
            var run = Towns.Alone(city, Towns.Untouched(150, steps, Towns.Seed("a", (int)seeds)), Plain).Replicate(3, 0).Cities[0];
            return Math.Abs(run.Peak - path.Peak) / path.Peak + Math.Abs(run.PeakDay - path.PeakDay) / 100.0;
        }
        Assert.True(Error(24) < 0.02, $"{Error(24)}");
    }

    // The error of the time of the peak halves with the step, or is already below a day.
    [Fact]
    public void Halving_the_step_converges()
    {
        const double people = 20_000_000, seeds = 20_000;
        var exact = Ode(people, seeds, 60).Infections;
        double Error(int steps) => Math.Abs(Math.Log(Towns.Alone(Towns.City("a", (long)people), Towns.Untouched(60, steps, Towns.Seed("a", (int)seeds)), Plain).Replicate(3, 0).Infections / exact));
        var (one, two, four, eight) = (Error(1), Error(2), Error(4), Error(8));
        Assert.InRange(two / one, 0.3, 0.7);
        Assert.InRange(four / two, 0.3, 0.7);
        Assert.InRange(eight / four, 0.25, 0.75);
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

    [Fact]
    public void Threads_and_shards_do_not_change_a_bit()
    {
        var (towns, travel) = Towns.Ring(6);
        var model = new EpidemicModel(towns, travel, ParameterSet.Default, LinkSlopes.Prior, Towns.Everything("c0", 100));
        var together = Towns.Together(model, 8, 5);
        for (var r = 7; r >= 0; r--) EpidemicInvariantTests.AssertSame(together[r], model.Replicate(5, r));
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

    // Runge–Kutta of the fourth order on susceptible, exposed, presymptomatic, asymptomatic, symptomatic people.
    private static (double Peak, double PeakDay, double Infections) Ode(double people, double seeds, int days)
    {
        var (latent, before, during, silent, theta) = Stages(Plain);
        var beta = Plain[EpidemicParameters.ReproductionNumber] / ((1 - silent) * (before + during) + silent * theta * (before + during));
        double[] Slope(double[] y)
        {
            var infections = beta * y[0] * (y[2] + y[4] + theta * y[3]) / people;
            return [-infections, infections - y[1] / latent, (1 - silent) * y[1] / latent - y[2] / before, silent * y[1] / latent - y[3] / (before + during), y[2] / before - y[4] / during];
        }
        double[] Add(double[] y, double[] slope, double h) => [.. y.Zip(slope, (a, b) => a + h * b)];
        double[] state = [people - seeds, seeds, 0, 0, 0];
        const double h = 0.02;
        double peak = 0, peakDay = 0;
        for (var step = 0; step < days / h; step++)
        {
            var one = Slope(state);
            var two = Slope(Add(state, one, h / 2));
            var three = Slope(Add(state, two, h / 2));
            var four = Slope(Add(state, three, h));
            for (var i = 0; i < state.Length; i++) state[i] += h / 6 * (one[i] + 2 * two[i] + 2 * three[i] + four[i]);
            if (state[2] + state[3] + state[4] <= peak) continue;
            (peak, peakDay) = (state[2] + state[3] + state[4], step * h);
        }
        return (peak, peakDay, people - state[0]);
    }
}
