using System.Diagnostics;
using System.Globalization;
using System.Text;
using Rebound.Numerics;
using Rebound.Simulation;

namespace Rebound.Benchmarks;

/// <summary>Times the epidemic on drawn networks: all interventions, cost by cities, links and prevalence, memory of a large world, and the textbook model of dense flows.</summary>
internal static class EpidemicReport
{
    private const int Coupled = 1000;
    private const int Runs = 15;

    /// <summary>Runs everything; the argument is the file to write.</summary>
    public static void Run(string[] arguments)
    {
        var page = new StringBuilder();
        void Say(string line)
        {
            page.AppendLine(line);
            Console.WriteLine(line);
        }
        Say("# The epidemic of the simulation");
        Say("");
        Say($"Processor: {SensitivityReport.Processor()}, {Environment.ProcessorCount} cores. .NET {Environment.Version}. `dotnet run -c Release --project benchmarks/Rebound.Benchmarks -- epidemic FILE`.");
        Say(Line($"One thread, processor seconds, least of {Runs} runs after half a second of runs that are not counted. Load of the machine in the minute before: {Load()}; other work lengthens them."));
        Say("");
        Say("| cities | ordered links | R₀ | what | infected at the end | M city-days a processor second |");
        Say("|---|---|---|---|---|---|");
        foreach (var (cities, links, r0, controlled) in new[] { (375, 28, 2.5, true), (375, 28, 4, true), (375, 28, 4, false), (375, 120, 4, false), (94, 28, 2.5, true), (1500, 28, 2.5, true), (3000, 28, 2.5, true) })
        {
            var model = World(cities, links, r0, controlled).NewEpidemic();
            EpidemicOutcome? outcome = null;
            var seconds = Least(() => outcome = model.Run(1, 0));
            Say(Line($"| {cities} | {model.Travel.Links} | {r0} | {(controlled ? "all interventions" : "no control")} | {outcome!.Infections} | {cities * 731 / seconds / 1e6:0.0} |"));
        }
        using var process = Process.GetCurrentProcess();
        Say("");
        Say(Line($"Peak memory of this process, the world of 3,000 cities × 731 days in it: {process.PeakWorkingSet64 / 1e6:0} MB (limit 2,000)."));
        Prevalence(Say);
        Say("");
        var dense = new DenseMetapopulation(340, 1000);
        var one = Least(() => dense.Run(16, 1));
        Say(Line($"Textbook metapopulation SEIR with waning, 340 cities × 1,000 days, endemic, one binomial a flow: {one * 62.5:0.0} processor s for 1,000 replicates (16 were run; limit 12); mean infectious share at the end {dense.Prevalence:0.0000}."));
        Say("");
        var world = World(375, 28, 2.5, true);
        process.Refresh();
        var (before, watch) = (process.TotalProcessorTime, Stopwatch.StartNew());
        var runs = PairedRuns.Run(world, [new Counterfactual("precise", ControlFrontier.Controlled(world, 1, 0.9))], new RunPlan(1, Coupled, 1, 11));
        watch.Stop();
        process.Refresh();
        var used = process.TotalProcessorTime - before;
        var change = runs.ExportsChange(1, true, true);
        Say(Line($"Epidemic and economy together, 375 cities × 731 days, {Coupled} replicates of the world and of one counterfactual: {watch.Elapsed.TotalSeconds:0.0} s of the clock on {Environment.ProcessorCount} cores (limit 120), {used.TotalSeconds:0.0} processor s. Control with precision 0.9 changes exports by {change.Mean:0.00} % (95 % interval of pairs {change.Low:0.00} to {change.High:0.00})."));
        if (arguments.Length > 0) File.WriteAllText(arguments[0], page.ToString());
    }

    // Cities apart from each other, of which some have an epidemic all the time (infections arrive every day) and the others none: the slope is what an active city-day costs, the rest what a quiet one does.
    private static void Prevalence(Action<string> say)
    {
        const int cities = 1000, days = 731;
        SimulatedCity[] towns = [.. Enumerable.Range(0, cities).Select(c => new SimulatedCity($"C{c}", 1_000_000, 100 + 0.02 * c, 30))];
        var start = new DateOnly(2019, 12, 1);
        say("");
        say("Cost by prevalence: 1,000 cities without travel between them, control and tracing on, a share of them with arrivals every day.");
        say("");
        say("| cities with infections | infected at the end | ms a replicate | ns a city-day |");
        say("|---|---|---|---|");
        foreach (var active in new[] { 0, 1, 10, 100, 300, 1000 })
        {
            var settings = new EpidemicSettings { Start = start, Days = days, Control = new() { AlertDate = start.AddDays(30) }, Imports = [.. Enumerable.Range(0, active).Select(c => new ImportedCases($"C{c * (cities / Math.Max(1, active))}", start, start.AddDays(days - 1), 1))] };
            var model = new EpidemicModel(towns, TravelMatrix.None(cities), ParameterSet.Default, LinkSlopes.None, settings);
            EpidemicOutcome? outcome = null;
            var seconds = Least(() => outcome = model.Run(1, 0));
            say(Line($"| {active} | {outcome!.Infections} | {1000 * seconds:0.0} | {1e9 * seconds / cities / days:0.0} |"));
        }
    }

    private static SimulatedWorld World(int cities, int links, double r0, bool controlled)
    {
        var random = new KeyedRandom(11, 0);
        SimulatedCity[] towns = [.. Enumerable.Range(0, cities).Select(c =>
        {
            var uniform = random.Block((ulong)c, 0, 0, 0);
            return new SimulatedCity($"C{c}", (long)(600_000 * Math.Exp(0.9 * NormalQuantile.Of(uniform.First))) + 100_000, 100 + 20 * uniform.Second, 22 + 20 * uniform.Third);
        })];
        var start = new DateOnly(2019, 12, 1);
        var settings = new EpidemicSettings { Start = start, Days = 731, Seeds = [.. Enumerable.Range(0, 3).Select(s => new EpidemicSeed($"C{s}", start, 100))] };
        settings = controlled
            ? settings with
            {
                Control = new() { AlertDate = new(2020, 1, 23), HolidayFrom = new(2020, 1, 24), HolidayTo = new(2020, 2, 9), OriginRisk = [new(new(2020, 3, 1), 1, 0.5, 10, 0.9)] },
                Passport = new() { From = new(2020, 2, 20) },
                Vaccination = new() { From = new(2021, 1, 1) },
                Testing = new() { Regime = TestingRegime.Everybody },
                Imports = [.. towns.Where((_, c) => c % 20 == 0).Select(c => new ImportedCases(c.Code, new(2020, 3, 1), new(2021, 11, 1), 0.02))],
                Variants = [new(new(2020, 12, 1), 1.5, 1, 0.1)],
            }
            : settings with { Control = null, Tracing = null, Hospitals = null };
        return new SimulatedWorld
        {
            Cities = towns,
            Travel = TravelMatrix.Gravity(towns, new GravityTravel { LinksKept = links, DailyShare = 0.003 }),
            Parameters = ParameterSet.Default.With(EpidemicParameters.ReproductionNumber, r0),
            Epidemic = settings,
            Economy = new EconomySettings(start),
        };
    }

    private static double Least(Action work)
    {
        LeastTime.Warm(work);
        return LeastTime.Of(work, Runs).Processor / 1000;
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
