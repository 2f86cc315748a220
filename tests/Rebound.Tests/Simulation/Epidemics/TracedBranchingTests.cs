using Rebound.Numerics;
using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation.Epidemics;

/// <summary>Extinction with contact tracing against people who are followed one by one: no counts, no binomial quantiles, other random numbers.</summary>
public sealed class TracedBranchingTests
{
    private const int Replicates = 6000, Days = 120, Survived = 200;

    [Theory]
    [InlineData(0.1, 2.2)]
    [InlineData(0.4, 2.2)]
    [InlineData(0.9, 3)]
    public void The_chance_of_extinction_with_tracing_is_that_of_people_followed_one_by_one(double share, double reproduction)
    {
        var parameters = Towns.Calm.With(EpidemicParameters.ReproductionNumber, reproduction).With(EpidemicParameters.TracedShare, share).With(EpidemicParameters.TracingDelay, 1)
            .With(EpidemicParameters.TracingCapacity, 50).With(EpidemicParameters.Tests, 500).With(EpidemicParameters.Awareness, 1).With(EpidemicParameters.DetectionDays, 2);
        var settings = Towns.Untouched(Days, 1, Towns.Seed("a", 1)) with { Testing = new() { Regime = TestingRegime.Symptoms, InitialShare = 1 }, Tracing = new() { From = Towns.Start } };
        var model = Towns.Alone(Towns.City("a", 50_000_000), settings, parameters, LinkSlopes.None);
        var found = Towns.Mean(model, Replicates, o => o.Infections < Survived ? 1 : 0);
        var expected = Enumerable.Range(0, Replicates).Average(r => new Household(parameters, new RandomStream(91, (ulong)r)).DiesOut() ? 1.0 : 0);
        var error = Math.Sqrt((expected * (1 - expected) + found * (1 - found)) / Replicates);
        Assert.InRange(found, expected - 4 * error, expected + 4 * error);
    }

    private enum Stage
    {
        Exposed,
        Presymptomatic,
        Asymptomatic,
        Symptomatic,
        Quarantined,
        Gone,
    }

    /// <summary>Everybody who is infected, with a stage each.</summary>
    private sealed class Household(ParameterSet p, RandomStream random)
    {
        private readonly List<Stage> people = [Stage.Exposed];
        private readonly double latent = p[EpidemicParameters.LatentDays], before = p[EpidemicParameters.PresymptomaticDays], during = p[EpidemicParameters.SymptomaticDays];
        private readonly double silent = p[EpidemicParameters.AsymptomaticShare], quiet = p[EpidemicParameters.AsymptomaticInfectiousness], detection = 1 / p[EpidemicParameters.DetectionDays];

        internal bool DiesOut()
        {
            for (var day = 1; day < Days && people.Count < Survived && people.Exists(s => s != Stage.Gone); day++) Live();
            return people.Count < Survived;
        }

        private void Live()
        {
            var (force, detected, born) = (Transmission() * people.Sum(Infectiousness), 0, people.Count);
            for (var i = 0; i < born; i++) (people[i], detected) = Next(people[i], detected);
            for (var n = Offspring(force); n > 0; n--) people.Add(Stage.Exposed);
            Trace(detected);
        }

        private (Stage Stage, int Detected) Next(Stage stage, int detected)
        {
            switch (stage)
            {
                case Stage.Exposed when Leaves(1 / latent):
                    return (random.NextUniform() < silent ? Stage.Asymptomatic : Stage.Presymptomatic, detected);
                case Stage.Presymptomatic when Leaves(1 / before):
                    return (Stage.Symptomatic, detected);
                case Stage.Asymptomatic when Leaves(1 / (before + during)):
                    return (Stage.Gone, detected);
                case Stage.Symptomatic when Leaves(1 / during + detection):
                    var reported = random.NextUniform() < detection / (1 / during + detection);
                    var critical = !reported && random.NextUniform() < p[EpidemicParameters.InfectionFatality] / ((1 - silent) * p[EpidemicParameters.CriticalFatality]);
                    return (Stage.Gone, detected + (reported || critical ? 1 : 0));
                case Stage.Quarantined when Leaves(1 / (0.5 * latent + before)):
                    return (Stage.Gone, detected + (random.NextUniform() < silent ? 0 : 1));
                default:
                    return (stage, detected);
            }
        }

        // A case names the share φ of those whom it has infected; they are some of all who are infected and not yet ill.
        private void Trace(int detected)
        {
            var free = people.Count(s => s is Stage.Exposed or Stage.Presymptomatic or Stage.Asymptomatic);
            if (detected == 0 || free == 0) return;
            var infectedByCase = p[EpidemicParameters.ReproductionNumber] / Load() * (before + 0.6 / detection);
            var chance = Math.Min(0.9, p[EpidemicParameters.TracedShare] * infectedByCase * detected / free) * Math.Exp(-p[EpidemicParameters.TracingDelay] / 6);
            for (var i = 0; i < people.Count; i++)
            {
                if (people[i] is Stage.Exposed or Stage.Presymptomatic or Stage.Asymptomatic && random.NextUniform() < chance) people[i] = Stage.Quarantined;
            }
        }

        private double Infectiousness(Stage stage) => stage switch
        {
            Stage.Presymptomatic or Stage.Symptomatic => 1,
            Stage.Asymptomatic => quiet,
            Stage.Quarantined => 0.1,
            _ => 0,
        };

        private double Transmission() => p[EpidemicParameters.ReproductionNumber] / Load();

        // Infectious days of a case, in whole days, weighted by how infectious they are.
        private double Load()
        {
            double Whole(double days) => 1 / (1 - Math.Exp(-1 / days));
            return (1 - silent) * (Whole(before) + Whole(during)) + silent * quiet * Whole(before + during);
        }

        private bool Leaves(double hazard) => random.NextUniform() < 1 - Math.Exp(-hazard);

        private int Offspring(double mean)
        {
            var n = 0;
            for (var waited = -Math.Log(random.NextUniform()); waited < mean; waited -= Math.Log(random.NextUniform())) n++;
            return n;
        }
    }
}
