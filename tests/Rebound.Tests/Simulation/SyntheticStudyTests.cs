using System.Security.Cryptography;
using System.Text;
using Rebound.Panels;
using Rebound.Simulation;
using Rebound.Studies;
using Xunit;

namespace Rebound.Tests.Simulation;

public sealed class SyntheticStudyTests
{
    /// <summary>The seed of the committed study.</summary>
    private const ulong CommittedSeed = 1;

    [Fact]
    public void The_same_seed_writes_the_same_bytes_and_another_seed_does_not()
    {
        var options = new WorldOptions(7, Cities: 12, Months: 48, Partners: 2, Products: 2) { Replicates = 1 };
        var folder = Directory.CreateTempSubdirectory("rebound-synth-").FullName;
        try
        {
            var first = Write(options, Path.Combine(folder, "first"));
            Assert.Equal(first, Write(options, Path.Combine(folder, "second")));
            var other = Write(options with { Seed = 8 }, Path.Combine(folder, "other"));
            Assert.All(first.Keys.Where(n => n.StartsWith("data/", StringComparison.Ordinal)), name => Assert.NotEqual(first[name], other[name]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("zh-CN")]
    public void The_culture_of_the_machine_changes_no_byte(string culture)
    {
        var options = new WorldOptions(7, Cities: 12, Months: 48, Partners: 2, Products: 2) { Replicates = 1 };
        var usual = SyntheticStudy.Compose(SyntheticWorld.Draw(options)).ToArray();
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo(culture);
            Assert.Equal(usual, SyntheticStudy.Compose(SyntheticWorld.Draw(options)).ToArray());
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_committed_archipelago_is_what_its_seed_draws()
    {
        var folder = Path.Combine(RepositoryRoot(), "studies", "archipelago");
        foreach (var (name, text) in SyntheticStudy.Compose(SyntheticWorld.Draw(new WorldOptions(CommittedSeed, Cities: 60))))
            Assert.True(File.ReadAllText(Path.Combine(folder, name)) == text, $"studies/archipelago/{name} is not what seed {CommittedSeed} draws: write it anew and say why in CHANGELOG.md");
    }

    [Fact]
    public void The_written_settings_are_read_without_a_problem()
    {
        var problems = new ProblemLog();
        var (settings, _) = SettingsFile.Read(Path.Combine(RepositoryRoot(), "studies", "archipelago"), problems);
        Assert.Empty(problems.All());
        Assert.Equal("archipelago", settings.Id);
        Assert.Equal(CommittedSeed, settings.Seed);
        Assert.Equal(6, settings.Tables.Count);
    }

    [Fact]
    public void Written_exports_add_up_to_the_drawn_ones()
    {
        var world = SyntheticWorld.Draw(new WorldOptions(4, Cities: 15, Months: 48) { Replicates = 1 });
        var text = SyntheticStudy.Compose(world).Single(f => f.Name == "data/exports_monthly.csv").Text;
        var rows = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        double sum = 0;
        foreach (var row in rows) sum += double.Parse(row.Split(',')[4], System.Globalization.CultureInfo.InvariantCulture);
        double drawn = 0;
        foreach (var x in world.Exports) drawn += x;
        Assert.Equal(15 * 48 * 4 * 5, rows.Length);
        Assert.Equal(drawn, sum);
    }

    [Fact]
    public void Every_row_has_as_many_fields_as_its_header()
    {
        var world = SyntheticWorld.Draw(new WorldOptions(4, Cities: 10, Months: 48, Partners: 1, Products: 1) { Replicates = 1 });
        foreach (var (name, text) in SyntheticStudy.Compose(world).Where(f => f.Name.EndsWith(".csv", StringComparison.Ordinal)))
        {
            var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.All(lines, line => Assert.True(Fields(line) == Fields(lines[0]), $"{name}: {line}"));
        }
    }

    [Fact]
    public void Every_truth_with_an_estimate_names_one_that_a_study_gives()
    {
        string[] ids =
        [
            "h1", "h1.technology", "h1.space", "h1.society", "h1.economy", "h2.short", "h2.long", "shock.short", "shock.long",
            "stringency.short", "stringency.long", "stringency.short.switches", "stringency.long.switches", "interaction.short",
            .. new[] { "policy", "production", "logistics", "sales" }.SelectMany(c => new[] { $"channel.{c}.short", $"channel.{c}.long" }),
            .. new[] { "policy", "production", "logistics", "sales" }.SelectMany(c => new[] { "technology", "space", "society", "economy" }.Select(d => $"link.{c}.{d}")),
        ];
        var world = SyntheticWorld.Draw(new WorldOptions(4, Cities: 10, Months: 48) { Replicates = 1 });
        Assert.Equal(ids.Order(StringComparer.Ordinal), world.Truth.Parameters.Select(p => p.Estimate).Where(e => e.Length > 0).Order(StringComparer.Ordinal));
        var claims = SyntheticStudy.Compose(world).Single(f => f.Name == "claims.csv").Text;
        foreach (var line in claims.Split('\n').Where(l => l.Contains("estimate:", StringComparison.Ordinal)))
            Assert.Contains(line.Split("estimate:")[1].Split(',')[0], ids);
    }

    private static int Fields(string line)
    {
        var (count, quoted) = (1, false);
        foreach (var c in line)
        {
            if (c == '"') quoted = !quoted;
            if (c == ',' && !quoted) count++;
        }
        return count;
    }

    private static SortedDictionary<string, string> Write(WorldOptions options, string folder)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in SyntheticStudy.Write(SyntheticWorld.Draw(options), folder))
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder, name));
            Assert.False(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble), name);
            hashes[name] = Convert.ToHexString(SHA256.HashData(bytes));
        }
        return hashes;
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Rebound.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The repository root is not above the test's folder.");
    }
}
