using System.Globalization;
using System.Text;
using Rebound.Simulation;

namespace Rebound.Benchmarks;

/// <summary>Times the economy of the simulation on drawn networks: a run of two years, its decomposition, and how time grows with cities and days.</summary>
internal static class EconomyReport
{
    private const int Runs = 15, TwoYears = 731;

    /// <summary>Runs everything; the argument is the file to write.</summary>
    public static void Run(string[] arguments)
    {
        var page = new StringBuilder();
        void Say(string line)
        {
            page.AppendLine(line);
            Console.WriteLine(line);
        }
        Say("# The economy of the simulation");
        Say("");
        Say($"Processor: {SensitivityReport.Processor()}, {Environment.ProcessorCount} cores, vectors of {System.Numerics.Vector<double>.Count} numbers. .NET {Environment.Version}. `dotnet run -c Release --project benchmarks/Rebound.Benchmarks -- economy FILE`.");
        Say($"Seven sectors × six partners, all four channels open, one thread; least of {Runs} runs in one process after two that are not counted. Other work on the machine lengthens them.");
        Say("");
        Say("| what | limit | ms |");
        Say("|---|---|---|");
        var (model, path) = World(375, TwoYears);
        var room = model.NewRoom();
        Say(Row("one run, 375 cities × 731 days, shock", "50", Least(() => model.Run(path, ChannelSwitches.All, room), Runs)));
        Say(Row("the same without a shock", "", Least(() => model.Run(path, ChannelSwitches.None, room), Runs)));
        Say(Row("parts of the four channels (16 runs)", "", Least(() => ChannelDecomposition.Of(model, path, room), 3)));
        Say(Row("preparing the model", "", Least(() => World(375, TwoYears), 5)));
        foreach (var (cities, days) in new[] { (94, TwoYears), (750, TwoYears), (1500, TwoYears), (3000, TwoYears), (375, 366), (375, 1461) })
        {
            var (other, shock) = World(cities, days);
            var otherRoom = other.NewRoom();
            Say(Row($"one run, {cities} cities × {days} days", "", Least(() => other.Run(shock, ChannelSwitches.All, otherRoom), 5)));
        }
        if (arguments.Length > 0) File.WriteAllText(arguments[0], page.ToString());
    }

    private static (EconomyModel Model, EpidemicPath Path) World(int cities, int days)
    {
        SimulatedCity[] towns = [.. Enumerable.Range(0, cities).Select(c => new SimulatedCity($"C{c}", 200_000 + 10_000L * (c % 500), 100 + c % 20, 22 + c % 17) { Region = $"R{c % 31}", Resilience = [0.1 * (c % 7) - 0.3, 0, 0.1 * (c % 5) - 0.2, 0.1 * (c % 9) - 0.4] })];
        var path = new EpidemicPath(cities, days);
        for (var day = 22; day < 90; day++)
        {
            path.Alert[day] = 1;
            for (var c = 0; c < cities; c++) (path.Stringency[day * cities + c], path.Confined[day * cities + c], path.Absent[day * cities + c]) = (0.3f + 0.1f * (c % 7), 0.1f + 0.05f * (c % 7), 0.05f);
        }
        var settings = new EconomySettings(new DateOnly(2020, 1, 1))
        {
            PartnerStringency = [.. TradeStructure.ChinaLike.Partners.Select((_, k) => (IReadOnlyList<double>)[0, 0.1, 0.5, 0.7, 0.6, 0.4 + 0.05 * k])],
            Vessels = [.. TradeStructure.ChinaLike.Partners.Select(_ => (IReadOnlyList<double>)[1, 0.88, 0.88, 0.93, 1.25])],
        };
        return (new EconomyModel(towns, TradeStructure.ChinaLike, ParameterSet.Default, LinkSlopes.Prior, settings, days), path);
    }

    private static double Least(Action work, int runs)
    {
        work();
        work();
        return LeastTime.Of(work, runs).Wall;
    }

    private static string Row(string what, string limit, double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"| {what} | {limit} | {milliseconds:0.0} |");
}
