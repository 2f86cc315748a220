using System.Globalization;
using System.Text;
using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Benchmarks;

/// <summary>Times weights, association, detector and distribution at 3,000 units and along the curve to 100,000 and writes them as a page.</summary>
internal static class SpaceReport
{
    private const int Runs = 5;
    private static readonly Subject X = new("x");
    private static readonly int[] Sizes = [3_000, 10_000, 30_000, 100_000];

    /// <summary>Runs everything; the argument is the file to write.</summary>
    public static void Run(string[] arguments)
    {
        var rows = new List<(string Name, List<string> Cells)>();
        foreach (var units in Sizes)
        {
            var at = 0;
            foreach (var (name, work) in Work(units))
            {
                if (rows.Count == at) rows.Add((name, []));
                rows[at++].Cells.Add(Least(work, units > 10_000 ? 1 : Runs));
                Console.WriteLine($"{units} {name} {rows[at - 1].Cells[^1]}");
            }
        }
        var page = new StringBuilder();
        page.AppendLine("# Space and distribution").AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture, $"Processor: {SensitivityReport.Processor()}, {Environment.ProcessorCount} cores. .NET {Environment.Version}. `dotnet run -c Release --project benchmarks/Rebound.Benchmarks -- space FILE`.");
        page.AppendLine(CultureInfo.InvariantCulture, $"Milliseconds of wall time, in brackets of processor time over both cores; least of {Runs} runs after one that is not counted (1 run from 30,000 units on).");
        page.AppendLine("Log-normal values, six nearest neighbours, polygons that tile a square, five groups.").AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture, $"| what | {string.Join(" | ", Sizes.Select(size => size.ToString("N0", CultureInfo.InvariantCulture)))} |");
        page.AppendLine(string.Concat(Enumerable.Repeat("|---", Sizes.Length + 1)) + "|");
        foreach (var (name, cells) in rows) page.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", cells)} |");
        if (arguments.Length > 0) File.WriteAllText(arguments[0], page.ToString());
    }

    private static IEnumerable<(string Name, Action Work)> Work(int units)
    {
        var stream = new RandomStream(1, 1);
        double[] Draw() => [.. Enumerable.Range(0, units).Select(_ => Math.Exp(0.5 * stream.NextNormal()))];
        var (values, other) = (Draw(), Draw());
        string[] groups = [.. Enumerable.Range(0, units).Select(i => $"g{i % 5}")];
        (string, double[])[] factors = [.. Enumerable.Range(0, 20).Select(f => ($"f{f}", Draw()))];
        var places = new Locations([.. Enumerable.Range(0, units).Select(i => $"u{i}")], Draw(), Draw());
        var weights = DistanceWeights.Nearest(places, 6).WithStyle(WeightStyle.Row);
        var side = (int)Math.Ceiling(Math.Sqrt(units));
        Area[] areas = [.. Enumerable.Range(0, units).Select(i => Square(i, side))];
        var even = new Locations([.. areas.Select(area => area.Unit)], [.. areas.Select((_, i) => i % side + 0.9 * stream.NextUniform())], [.. areas.Select((_, i) => i / side + 0.9 * stream.NextUniform())]);
        yield return ("local Moran, 999 conditional permutations (goal at 3,000: 500)", () => Moran.Local(values, weights, LocalNull.Conditional, X, 999, 1));
        yield return ("local Geary, 999 conditional permutations", () => Geary.Local(values, weights, X, 999, 1));
        yield return ("Lee, 99 permutations, whole and by unit", () => Lee.Of(values, other, weights, 99, 1, X, X));
        yield return ("search over 20 factors × 5 methods × 8 class counts, 999 repeats (goal at 3,000: 2,000)", () => OptimalDetector.Default.Search(values, factors, 999, 1, X));
        yield return ("the same search once, with 1 repeat", () => OptimalDetector.Default.Search(values, factors, 1, 1, X));
        yield return ("global Moran", () => Moran.Global(values, weights, SpatialNull.Randomisation, X));
        yield return ("weights: six nearest", () => DistanceWeights.Nearest(places, 6));
        yield return ("weights: band with about ten neighbours", () => DistanceWeights.Band(even, 1.8));
        yield return ("weights: inverse distance within the band", () => DistanceWeights.InverseDistance(even, 1.8));
        yield return ("weights: polygons, queen", () => Contiguity.Of(areas, ContiguityRule.Queen));
        yield return ("weights: polygons, rook", () => Contiguity.Of(areas, ContiguityRule.Rook));
        yield return ("Dagum, 5 groups", () => DagumDecomposition.Of(values, groups, X));
        yield return ("density, 512 points, SJ", () => KernelDensity.Of(values, 512, BandwidthRule.SheatherJones, X));
    }

    private static Area Square(int i, int side)
    {
        double x = i % side, y = i / side;
        return new Area($"u{i}", [[x, y, x + 1, y, x + 1, y + 1, x, y + 1, x, y]]);
    }

    private static string Least(Action work, int runs)
    {
        if (runs > 1) work();
        var (wall, processor) = LeastTime.Of(work, runs);
        return string.Create(CultureInfo.InvariantCulture, $"{wall:0.0} ({processor:0})");
    }
}
