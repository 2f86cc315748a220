using System.Diagnostics;
using System.Globalization;
using System.Text;
using Rebound.Measures;
using Rebound.Numerics;

namespace Rebound.Benchmarks;

/// <summary>Times uncertainty and sensitivity of an index on panels and writes them as a page: the 10,000 replications that are promised, and how time grows with cities and replications.</summary>
internal static class SensitivityReport
{
    private const int Years = 10, Indicators = 60, Runs = 3;
    private static readonly IndexOptions Options = new() { FirstYear = 2010, LastYear = 2019 };

    private static readonly DesignFactor Normalisations = DesignFactor.Normalise(NormaliseMethod.MinMax, NormaliseMethod.ZScore, NormaliseMethod.Rank);

    private static readonly DesignFactor Aggregations = DesignFactor.Aggregate(AggregateMethod.Arithmetic, AggregateMethod.Topsis, AggregateMethod.Vikor);

    private static readonly DesignFactor[] Grid =
    [
        Normalisations,
        DesignFactor.Weights(WeightMethod.Equal, WeightMethod.Entropy, WeightMethod.Critic, WeightMethod.Variation, WeightMethod.Deviation),
        Aggregations,
        DesignFactor.LeaveOut([.. Enumerable.Range(0, Indicators).Select(Code)]),
    ];

    private static readonly DesignFactor[] Drawn = [Normalisations, Aggregations, DesignFactor.LeaveOut([.. Enumerable.Range(0, Indicators).Select(Code)]), DesignFactor.DrawnWeights(WeightSpread.Simplex)];

    /// <summary>Runs everything; the argument is the file to write, and the largest number of cities when there is a second one.</summary>
    public static void Run(string[] arguments)
    {
        var most = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 100_000;
        var page = new StringBuilder();
        void Say(string line)
        {
            page.AppendLine(line);
            Console.WriteLine(line);
        }
        Say("# Uncertainty and sensitivity of the index");
        Say("");
        Say($"Processor: {Processor()}, {Environment.ProcessorCount} cores. .NET {Environment.Version}. `dotnet run -c Release --project benchmarks/Rebound.Benchmarks -- sensitivity FILE`.");
        Say($"Panels of {Years} years and {Indicators} indicators; every replication ranks all cities in every year and over the years. Least of {Runs} runs in one process, after one that is not counted; the curves are single runs.");
        Say("");
        Say("| what | limit | s, 2 threads | s, 1 thread | processor s, 1 thread | different designs |");
        Say("|---|---|---|---|---|---|");
        var table = Table(300);
        var index = new ResilienceIndex(Options).Build(table);
        foreach (var (name, limit, factors) in new[]
        {
            ("10,002 Sobol replications, 300 cities: min-max/z/rank × five weightings × arithmetic/TOPSIS/VIKOR × one of 60 indicators left out or none", "10 s", Grid),
            ("the same with weights drawn from the simplex, so that no two designs are equal", "10 s", Drawn),
        })
        {
            var options = new SensitivityOptions { Replications = 2 * 1667, SobolSamples = 1667 };
            var designs = new IndexSensitivity(table, index, factors).Run(options).DesignCount;
            var (two, one) = (Least(2, () => new IndexSensitivity(table, index, factors).Run(options)), Least(1, () => new IndexSensitivity(table, index, factors).Run(options)));
            Say(Line($"| {name} | {limit} | {two.Wall:0.00} | {one.Wall:0.00} | {one.Processor:0.00} | {designs} |"));
        }
        Say("");
        Say("Replications, 300 cities, drawn weights:");
        Say("");
        Say("| replications | s | processor s | processor µs a replication | MB, peak so far |");
        Say("|---|---|---|---|---|");
        foreach (var count in new[] { 1000, 3000, 10_000, 30_000 })
        {
            var time = Seconds(() => new IndexSensitivity(table, index, Drawn).Run(new SensitivityOptions { Replications = count }));
            Say(Line($"| {count} | {time.Wall:0.00} | {time.Processor:0.00} | {1e6 * time.Processor / count:0} | {Peak():0} |"));
        }
        Say("");
        Say("Cities, 60 replications, drawn weights; the normalisations of the whole panel are included:");
        Say("");
        Say("| cities | s | processor s | processor ns a city and replication | ranks that share a bin | MB, peak so far |");
        Say("|---|---|---|---|---|---|");
        foreach (var cities in new[] { 300, 1000, 3000, 10_000, 30_000, 100_000 }.Where(cities => cities <= most))
        {
            var (larger, width) = (Table(cities), 0);
            var built = new ResilienceIndex(Options).Build(larger);
            var time = Seconds(() => width = new IndexSensitivity(larger, built, Drawn).Run(new SensitivityOptions { Replications = 60 }).RankResolution);
            Say(Line($"| {cities} | {time.Wall:0.00} | {time.Processor:0.00} | {1e9 * time.Processor / 60 / cities:0} | {width} | {Peak():0} |"));
        }
        if (arguments.Length > 0) File.WriteAllText(arguments[0], page.ToString());
    }

    private static (double Wall, double Processor) Least(int threads, Action work)
    {
        FixedChunks.MostThreads = threads;
        work();
        var runs = Enumerable.Range(0, Runs).Select(_ => Seconds(work)).ToList();
        FixedChunks.MostThreads = Environment.ProcessorCount;
        return (runs.Min(run => run.Wall), runs.Min(run => run.Processor));
    }

    private static (double Wall, double Processor) Seconds(Action work)
    {
        using var process = Process.GetCurrentProcess();
        var (before, clock) = (process.TotalProcessorTime, Stopwatch.StartNew());
        work();
        var wall = clock.Elapsed.TotalSeconds;
        process.Refresh();
        return (wall, (process.TotalProcessorTime - before).TotalSeconds);
    }

    private static double Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    internal static string Processor() => File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown";

    private static string Code(int j) => $"x{j:00}";

    private static IndicatorTable Table(int cities)
    {
        var stream = new RandomStream(1, 1);
        var values = new double[(long)cities * Years * Indicators];
        for (var k = 0; k < values.Length; k++) values[k] = Math.Exp(stream.NextNormal());
        string[] dimensions = ["technology", "space", "society", "economy"];
        return new IndicatorTable([.. Enumerable.Range(0, cities).Select(i => $"c{i:000000}")], 2010, Years, [.. Enumerable.Range(0, Indicators).Select(j => new Indicator(Code(j), dimensions[j % 4], j % 5 == 0 ? Direction.Negative : Direction.Positive))], values);
    }
}
