using System.Globalization;
using Rebound.Studies;
using Rebound.Tests.Architecture;
using Xunit;

namespace Rebound.Tests.Studies;

public sealed class ArchipelagoTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "studies", "archipelago");

    [Fact]
    public void The_intervals_of_the_run_cover_the_planted_truth()
    {
        using var output = new TemporaryRun();
        var results = StudyRun.Execute(Study.Load(Folder), output.Path, cancellation: TestContext.Current.CancellationToken);
        var estimates = results.Tables["estimates"];
        var truth = File.ReadLines(Path.Combine(Folder, "truth.csv")).Skip(1).Select(l => l.Split(',')).Where(f => f[2].Length > 0).GroupBy(f => f[2]).ToDictionary(g => g.Key, g => double.Parse(g.First()[1], CultureInfo.InvariantCulture));
        var rows = Enumerable.Range(0, estimates.RowCount).Where(r => truth.ContainsKey(estimates["id"].Text(r))).ToList();
        bool Covers(int r) => estimates["ci_low"].Number(r) <= truth[estimates["id"].Text(r)] && truth[estimates["id"].Text(r)] <= estimates["ci_high"].Number(r);
        foreach (var id in new[] { "h1", "h2.short", "h2.long", "shock.short", "shock.long", "stringency.short", "stringency.long" })
            Assert.True(Covers(rows.Single(r => estimates["id"].Text(r) == id)), id);
        // 95 % intervals: of 21, one miss is expected and three would be rare.
        Assert.True(rows.Count(Covers) >= rows.Count - 2, $"{rows.Count(Covers)} of {rows.Count} cover");
        Assert.True(rows.Count >= 20);
        var hazards = results.Tables["survival_hazard"];
        foreach (var baseline in new[] { "same-month", "same-month-growth" })
            Assert.Equal(["cox", "discrete", "cox, every fall"], Enumerable.Range(0, hazards.RowCount).Where(r => hazards["baseline"].Text(r) == baseline).Select(r => hazards["model"].Text(r)));
        // Log hazards of one model and its discrete twin tell one story: they differ by less than an error.
        Assert.InRange(Math.Log(hazards["hazard_ratio"].Number(1) / hazards["hazard_ratio"].Number(0)), -0.5, 0.5);
        var cycle = results.Tables["recovery_cycle"];
        Assert.Equal(60, Enumerable.Range(0, cycle.RowCount).Count(r => !double.IsNaN(cycle["resistance_mix"].Number(r)) && !double.IsNaN(cycle["recoverability_mix"].Number(r))));
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-CN")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Every_culture_gives_the_same_bits(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            using var output = new TemporaryRun();
            Assert.Equal(Reference.Value, StudyRun.Execute(Study.Load(Folder), output.Path, cancellation: TestContext.Current.CancellationToken).Manifest.TablesHash);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_order_of_the_input_rows_does_not_change_a_bit_of_the_numbers()
    {
        using var copy = new TemporaryRun();
        CopyFolder(Folder, copy.Path);
        foreach (var file in Directory.GetFiles(Path.Combine(copy.Path, "data"), "*.csv"))
        {
            var lines = File.ReadAllLines(file);
            File.WriteAllLines(file, [lines[0], .. lines.Skip(1).Reverse()]);
        }
        using var output = new TemporaryRun();
        using var other = new TemporaryRun();
        var straight = StudyRun.Execute(Study.Load(Folder), output.Path, cancellation: TestContext.Current.CancellationToken);
        var reversed = StudyRun.Execute(Study.Load(copy.Path), other.Path, cancellation: TestContext.Current.CancellationToken);
        foreach (var name in new[] { "estimates", "recovery_paths", "index_scores", "event_study" })
            Assert.Equal(ResultsFolder.HashOf([straight.Tables[name]]), ResultsFolder.HashOf([reversed.Tables[name]]));
    }

    [Fact]
    public void Every_input_row_is_used_or_dropped_for_a_reason() =>
        Assert.All(Study.Load(Folder).Data.Provenance, p => Assert.True(p.IsClosed, p.Table));

    [Fact]
    public void Results_read_back_are_those_written()
    {
        using var output = new TemporaryRun();
        var written = StudyRun.Execute(Study.Load(Folder), output.Path, cancellation: TestContext.Current.CancellationToken);
        var read = ResultsFolder.Open(output.Path);
        Assert.Equal(written.Manifest.TablesHash, read.Manifest.TablesHash);
        Assert.Equal(written.Tables.Keys.Order(), read.Tables.Keys.Order());
        Assert.Equal(written.Tables["estimates"]["estimate"].Number(3), read.Tables["estimates"]["estimate"].Number(3));
        Assert.True(File.Exists(Path.Combine(output.Path, "tables", "estimates.parquet")));
    }

    private static readonly Lazy<string> Reference = new(() =>
    {
        using var output = new TemporaryRun();
        return StudyRun.Execute(Study.Load(Folder), output.Path, cancellation: TestContext.Current.CancellationToken).Manifest.TablesHash;
    });

    internal static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(from, file);
            if (relative.StartsWith("results", StringComparison.Ordinal) || relative.StartsWith("truth", StringComparison.Ordinal)) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, relative))!);
            File.Copy(file, Path.Combine(to, relative), overwrite: true);
        }
    }
}
