using Rebound.Cli;
using Xunit;

namespace Rebound.Tests.Cli;

public sealed class SimulationVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SimulationVerbTests() => Spoken.By("synth", "--cities", "10", "--months", "48", "--out", World);

    private string World => folder.Of("world");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Simulate_tells_paths_channels_and_scenarios_and_writes_their_tables()
    {
        var spoken = Spoken.By("simulate", World, "--replicates", "3", "--output", folder.Of("out"));
        Assert.Equal(ExitCode.Good, spoken.Code);
        Assert.Contains("2020-02", spoken.Output, StringComparison.Ordinal);
        Assert.Contains("logistics", spoken.Output, StringComparison.Ordinal);
        Assert.Contains("Two points of export rebate", spoken.Output, StringComparison.Ordinal);
        Assert.All(["scenarios", "scenario_units", "simulation_channels", "simulation_exports", "simulation_epidemic", "simulation_parameters", "simulation_units"], t => Assert.True(File.Exists(folder.Of($"out/{t}.csv")), t));
        Assert.True(File.Exists(folder.Of("out/report/index.en.html")));
        var weeks = File.ReadLines(folder.Of("out/simulation_epidemic.csv")).Skip(1).Select(l => DateOnly.ParseExact(l.Split(',').Single(f => f.Length == 10 && f[4] == '-'), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.InRange(weeks.Max().AddDays(6), new DateOnly(2021, 6, 24), new DateOnly(2021, 6, 30)); // whole weeks: a cut one would look like an end
    }

    [Fact]
    public void Threads_change_nothing_and_another_seed_does()
    {
        string Run(params string[] more) => Spoken.By(["simulate", World, "--replicates", "3", .. more]).Output;
        Assert.Equal(Run("--threads", "1"), Run("--threads", "3"));
        Assert.NotEqual(Run(), Run("--seed", "9"));
    }

    [Fact]
    public void Advise_weighs_levers_and_dimensions_under_a_budget()
    {
        File.AppendAllText(Path.Combine(World, "study.toml"), "\n[advice]\nbudget = 1e9\nunits = [\"I01\"]\ncosts = { society = 10 }\n");
        var spoken = Spoken.By("advise", World, "--replicates", "2");
        Assert.Equal(ExitCode.Good, spoken.Code);
        Assert.Contains("rebate 4", spoken.Output, StringComparison.Ordinal);
        Assert.Contains("I01", spoken.Output, StringComparison.Ordinal);
        Assert.Contains("chosen", spoken.Output, StringComparison.Ordinal);
        Assert.Contains("its cost is not known", spoken.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Calibrate_tells_both_blocks_with_what_was_held_out_and_how_far_it_has_come()
    {
        File.AppendAllText(Path.Combine(World, "study.toml"), "\n[calibration]\nrounds = 1\ndiscrepancy = 40\ncases_to = \"2020-09-30\"\neconomy = [\"zeta\", \"chi\"]\n");
        var spoken = Spoken.By("calibrate", World, "--particles", "20", "--members", "30", "--hold-out", "2020-08", "--output", folder.Of("out"));
        Assert.Equal(ExitCode.Good, spoken.Code);
        Assert.Contains("epidemic, held-out units", spoken.Output, StringComparison.Ordinal);
        Assert.Contains("economy, held-out period", spoken.Output, StringComparison.Ordinal);
        Assert.Contains("\"step\":\"epidemic\",\"state\":\"done\"", spoken.Error, StringComparison.Ordinal);
        Assert.All(["posterior", "calibration_blocks", "calibration_fit", "calibration_groups", "simulation_identification", "calibration_path"], t => Assert.True(File.Exists(folder.Of($"out/{t}.csv")), t));
    }

    [Theory]
    [InlineData("simulate")]
    [InlineData("advise")]
    public void A_study_without_a_simulation_is_refused(string verb)
    {
        var toml = Path.Combine(World, "study.toml");
        var text = File.ReadAllText(toml);
        File.WriteAllText(toml, text[..text.IndexOf("[simulation]", StringComparison.Ordinal)]);
        var spoken = Spoken.By(verb, World);
        Assert.Equal(ExitCode.NotEstimable, spoken.Code);
        Assert.Contains("[simulation]", spoken.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--replicates", "1")]
    [InlineData("--threads", "0")]
    public void Options_out_of_range_are_usage(string option, string value) => Assert.Equal(ExitCode.Usage, Spoken.By("simulate", World, option, value).Code);
}
