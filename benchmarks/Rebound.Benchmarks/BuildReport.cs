using System.Globalization;
using System.Text;
using Rebound.Measures;

namespace Rebound.Benchmarks;

/// <summary>Times full builds of an index by design, and by number of cities with the memory they take, and writes them as a page. Goal: 300 cities × 60 indicators × 10 years in 25 ms.</summary>
internal static class BuildReport
{
    private const int Runs = 9;

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
        Say("# Index builds");
        Say("");
        Say(string.Create(CultureInfo.InvariantCulture, $"Processor: {SensitivityReport.Processor()}, {Environment.ProcessorCount} cores. .NET {Environment.Version}. `dotnet run -c Release --project benchmarks/Rebound.Benchmarks -- builds FILE`."));
        Say($"Least of {Runs} runs in one process after half a second that is not counted (larger tables: 3 runs, or 1, after one); 3 % of the values are missing.");
        Say("");
        Say("300 cities × 60 indicators × 10 years (goal: 25 ms):");
        Say("");
        Say("| design | ms | processor ms |");
        Say("|---|---|---|");
        var table = IndexStepBenchmarks.Table(300, 60, 10);
        foreach (var (name, options) in IndexStepBenchmarks.Designs) Say(Line($"| {name} | ", Least(() => new ResilienceIndex(options).Build(table), Runs)));
        Say("");
        Say("minmax arithmetic, 60 indicators × 10 years; MB are those that the build has held at once beside the table:");
        Say("");
        Say("| cities | ms | processor ms | µs a city | MB of values | MB held |");
        Say("|---|---|---|---|---|---|");
        foreach (var cities in new[] { 1_000, 3_000, 10_000, 30_000, 100_000 }.Where(cities => cities <= most))
        {
            var larger = IndexStepBenchmarks.Table(cities, 60, 10);
            var usual = new IndexOptions { FirstYear = 2010, LastYear = 2019 };
            var (wall, processor) = Least(() => new ResilienceIndex(usual).Build(larger), cities > 10_000 ? 1 : 3);
            GC.Collect();
            var before = GC.GetTotalMemory(true);
            var built = new ResilienceIndex(usual).Build(larger);
            var held = (GC.GetTotalMemory(true) - before) / 1e6;
            GC.KeepAlive(built);
            Say(string.Create(CultureInfo.InvariantCulture, $"| {cities:N0} | {wall:0.0} | {processor:0} | {1000 * wall / cities:0.0} | {8e-6 * cities * 600:0} | {held:0} |"));
        }
        if (arguments.Length > 0) File.WriteAllText(arguments[0], page.ToString());
    }

    private static string Line(string start, (double Wall, double Processor) time) => string.Create(CultureInfo.InvariantCulture, $"{start}{time.Wall:0.0} | {time.Processor:0} |");

    private static (double Wall, double Processor) Least(Action work, int runs)
    {
        if (runs > 3) LeastTime.Warm(work);
        else work();
        return LeastTime.Of(work, runs);
    }
}
