using System.Text.Json;
using CsCheck;
using Rebound.Cli;
using Rebound.Simulation;
using Rebound.Studies;
using Rebound.Tests.Architecture;
using Rebound.Tests.Cli;
using Xunit;

namespace Rebound.Tests.Studies.Synthesis;

public sealed class WorldFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_written_is_read_again() => Gen.Select(Gen.Int[10, 900], Gen.Int[48, 120], Gen.Enum<WorldEffect>(), Gen.Enum<LockdownRule>(), Gen.Double[0, 1.5], Gen.Double[0, 0.5], Gen.Bool).Sample((cities, months, effect, rule, slope, share, flag) =>
    {
        var options = new WorldOptions(12, cities, months)
        {
            Effect = effect,
            Slopes = LinkSlopes.Uniform(0.7).With(ResilienceDimension.Society, ShockChannel.Control, slope),
            Confounding = share,
            WindfallSpread = share,
            Lockdowns = rule == LockdownRule.Lot ? new WorldLockdowns { Rule = rule, Share = share, Reversible = flag } : new WorldLockdowns { Rule = rule, OriginRisk = flag },
            Noise = new WorldNoise { MissingExports = share, Channels = slope },
        };
        var read = WorldFile.Read(Written(WorldFile.Write(options)));
        Assert.Equal(WorldFile.Write(options), WorldFile.Write(read));
        Assert.Equal(options.Slopes[ResilienceDimension.Society, ShockChannel.Control], read.Slopes[ResilienceDimension.Society, ShockChannel.Control]);
        Assert.Equal(options with { Slopes = read.Slopes }, read);
    }, iter: 1000, threads: 1);

    [Fact]
    public void An_empty_file_is_the_usual_world() => Assert.Equal(WorldFile.Write(new WorldOptions()), WorldFile.Write(WorldFile.Read(Written(""))));

    [Theory]
    [InlineData("[world]\ncities = 5", "RB1005", "cities must lie between 10 and 900")]
    [InlineData("[world]\nmonths = 60.5", "RB1005", "months must be a whole number")]
    [InlineData("[world]\neffect = \"nil\"", "RB1004", "none, control, channels, link")]
    [InlineData("[world]\ncitys = 60", "RB1003", "did you mean 'cities'?")]
    [InlineData("[slopes]\ntechnology = { sales = 0.5 }", "RB1003", "known here: control, production")]
    [InlineData("[slopes]\nall = 2", "RB1005", "between 0 and 1.5")]
    [InlineData("[windfall]\nheight = \"high\"", "RB1007", "a number is wanted")]
    [InlineData("[confounding]\nstrength = -1", "RB1005", "between 0 and 3")]
    [InlineData("[lockdown]\nstagger = 30", "RB1010", "only where rule = \"lot\"")]
    [InlineData("[missing]\nexports = 0.9", "RB1005", "between 0 and 0.5")]
    [InlineData("[noise]\ncells = -0.1", "RB1005", "between 0 and 1")]
    [InlineData("schema = 2", "RB1008", "schema 1")]
    [InlineData("[world", "RB1001", "not valid TOML")]
    public void A_setting_that_cannot_be_used_is_told(string text, string code, string words)
    {
        var problem = Assert.Single(Assert.Throws<StudyException>(() => WorldFile.Read(Written(text))).Problems, p => p.Code == code);
        Assert.Contains(words, $"{problem.Message} {problem.Repair}", StringComparison.Ordinal);
        Assert.StartsWith("world.toml, line ", problem.Place, StringComparison.Ordinal);
        Assert.True(problem.Effect.Length > 0 && problem.Repair.Length > 0);
    }

    [Fact]
    public void All_faults_are_told_at_once() => Assert.Equal(3, Assert.Throws<StudyException>(() => WorldFile.Read(Written("[world]\ncities = 5\nseeds = 2\n[noise]\nexports = 9"))).Problems.Count);

    [Fact]
    public void The_schema_knows_exactly_the_keys_that_the_reader_knows_and_so_does_the_page()
    {
        var page = File.ReadAllText(Repository.PathOf("docs/world-file.md")).Split("```toml\n")[1].Split("```")[0];
        var record = new SettingsRecord();
        WorldFile.Read(Written(page), record);
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("docs/world.schema.json")));
        Assert.Equal(record.Keys.Order(StringComparer.Ordinal), SchemaTests.Leaves(schema.RootElement, "").Order(StringComparer.Ordinal));
        foreach (var key in record.Keys) Assert.Contains($"{key.Split('.')[^1]} = ", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default", WorldEffect.Link, 0.8, 0)]
    [InlineData("no-effect", WorldEffect.None, 0.8, 0)]
    [InlineData("confounded", WorldEffect.Link, 0.8, 1)]
    [InlineData("windfall", WorldEffect.None, 1.2, 0)]
    public void The_ready_worlds_plant_what_their_names_say(string name, WorldEffect effect, double windfall, double confounding)
    {
        var options = WorldFile.Read(Repository.PathOf($"studies/worlds/{name}.toml"));
        Assert.Equal((effect, windfall, confounding, 290), (options.Effect, options.Windfall, options.Confounding, options.Cities));
    }

    [Fact]
    public void A_synthetic_study_can_be_drawn_again_from_the_file_it_keeps_and_options_go_before_the_file()
    {
        Assert.Equal(ExitCode.Good, Spoken.By("synth", "--world", Repository.PathOf("studies/worlds/no-effect.toml"), "--cities", "12", "--months", "48", "--seed", "3", "--out", folder.Of("one")).Code);
        var kept = WorldFile.Read(folder.Of("one/world.toml"));
        Assert.Equal((3UL, 12, 48, WorldEffect.None), (kept.Seed, kept.Cities, kept.Months, kept.Effect));
        Assert.Equal(ExitCode.Good, Spoken.By("synth", "--world", folder.Of("one/world.toml"), "--out", folder.Of("two")).Code);
        foreach (var file in Directory.GetFiles(folder.Of("one"), "*", SearchOption.AllDirectories))
            Assert.Equal(File.ReadAllText(file), File.ReadAllText(folder.Of($"two/{Path.GetRelativePath(folder.Of("one"), file)}")));
        Assert.Contains("rebound synth --world world.toml --out DIR", File.ReadAllText(folder.Of("one/README.md")), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Good, Spoken.By("check", folder.Of("one")).Code);
    }

    [Fact]
    public void A_world_file_that_is_not_there_or_bad_is_bad_input_in_five_parts()
    {
        var absent = Spoken.By("synth", "--world", folder.Of("none.toml"), "--out", folder.Of("out"));
        Assert.Equal(ExitCode.BadInput, absent.Code);
        Assert.Contains("RB2001", absent.Error, StringComparison.Ordinal);
        var bad = Spoken.By("synth", "--world", Written("[world]\ncities = 5"), "--out", folder.Of("out"));
        Assert.Equal(ExitCode.BadInput, bad.Code);
        Assert.Contains("Repair", bad.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Of("out")));
    }

    private string Written(string text)
    {
        File.WriteAllText(folder.Of("world.toml"), text);
        return folder.Of("world.toml");
    }
}
