using Rebound.Cli;
using Xunit;

namespace Rebound.Tests.Cli;

public sealed class RunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public RunTests() => Assert.Equal(ExitCode.Good, Spoken.By("synth", "--cities", "12", "--months", "48", "--out", World).Code);

    private string World => folder.Of("world");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_prints_its_results_folder_and_tells_each_step_as_json()
    {
        var spoken = Spoken.By("run", World);
        Assert.Equal(ExitCode.Good, spoken.Code);
        var results = spoken.Output.Trim();
        Assert.True(File.Exists(Path.Combine(results, "report", "index.en.html")));
        var steps = spoken.Error.Split('\n').Where(l => l.StartsWith('{')).Select(l => System.Text.Json.JsonDocument.Parse(l).RootElement).ToArray();
        Assert.Equal(["read", "index", "diagnosis", "distribution", "groups", "space", "ellipse", "transitions", "convergence", "recovery", "association", "detector", "survival", "windfall", "mechanism", "simulation", "claims", "results", "report"], steps.Where(s => s.GetProperty("state").GetString() == "start").Select(s => s.GetProperty("step").GetString()));
        Assert.Equal(19, steps.Count(s => s.GetProperty("state").GetString() == "done" && s.GetProperty("seconds").GetDouble() >= 0));
    }

    [Fact]
    public void An_interrupted_run_ends_with_6_leaves_nothing_and_prints_how_to_go_on()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var spoken = Spoken.By(stop.Token, "run", World, "--output", folder.Of("out"), "--seed", "9");
        Assert.Equal(ExitCode.Interrupted, spoken.Code);
        Assert.Contains($"rebound run {World} --output {folder.Of("out")} --seed 9 --resume", spoken.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Of("out")));
        Assert.Equal(ExitCode.Good, Spoken.By("run", World, "--output", folder.Of("out"), "--seed", "9", "--resume").Code);
    }

    [Fact]
    public void Resuming_keeps_results_of_the_same_study_and_runs_again_when_a_claim_changed()
    {
        var first = Spoken.By("run", World, "--output", folder.Of("out"));
        Directory.Delete(folder.Of("out/report"), recursive: true);
        var again = Spoken.By("run", World, "--output", folder.Of("out"), "--resume");
        Assert.DoesNotContain("\"index\"", again.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.Of("out/report/index.en.html")));
        Assert.Equal(first.Output, again.Output);

        var claims = Path.Combine(World, "claims.csv");
        File.WriteAllText(claims, File.ReadAllText(claims).Replace("short", "long", StringComparison.Ordinal));
        Assert.Contains("\"index\"", Spoken.By("run", World, "--output", folder.Of("out"), "--resume").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_results_are_not_kept_when_resuming()
    {
        Spoken.By("run", World, "--output", folder.Of("out"));
        File.AppendAllText(folder.Of("out/tables/recovery.csv"), File.ReadLines(folder.Of("out/tables/recovery.csv")).Last() + "\n");
        Assert.Contains("\"index\"", Spoken.By("run", World, "--output", folder.Of("out"), "--resume").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_holds_other_files_is_never_replaced()
    {
        Directory.CreateDirectory(folder.Of("mine"));
        File.WriteAllText(folder.Of("mine/thesis.txt"), "mine");
        Assert.Equal(ExitCode.BadInput, Spoken.By("run", World, "--output", folder.Of("mine")).Code);
        Assert.True(File.Exists(folder.Of("mine/thesis.txt")));
    }

    [Theory]
    [InlineData("check")]
    [InlineData("run")]
    public void Every_problem_of_a_study_is_printed_at_once_in_five_parts_and_as_a_table(string verb)
    {
        var exports = Path.Combine(World, "data", "exports_monthly.csv");
        var lines = File.ReadAllLines(exports);
        lines[3] = lines[3][..lines[3].LastIndexOf(',')] + ",\"1,234.5万\"";
        lines[5] = lines[5][..lines[5].LastIndexOf(',')] + ",many";
        File.WriteAllLines(exports, lines);
        File.AppendAllText(Path.Combine(World, "study.toml"), "\nlangages = [\"en\"]\n");
        var spoken = Spoken.By(verb, World);
        Assert.Equal(ExitCode.BadInput, spoken.Code);
        Assert.Contains("RB2041", spoken.Error, StringComparison.Ordinal);
        Assert.Contains("\"1,234.5万\"", spoken.Error, StringComparison.Ordinal);
        Assert.Contains("\"many\"", spoken.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'languages'?", spoken.Error, StringComparison.Ordinal);
        Assert.All(["  Effect   ", "  Repair   ", "  More     rebound explain RB2041"], part => Assert.Contains(part, spoken.Error, StringComparison.Ordinal));
        Assert.True(File.ReadLines(Path.Combine(World, "results", "problems.csv")).Count() >= 4);
        Assert.DoesNotContain("   at ", spoken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_can_be_written_again_from_the_results_alone()
    {
        var results = Spoken.By("run", World).Output.Trim();
        var report = Path.Combine(results, "report", "index.en.html");
        var first = File.ReadAllText(report);
        Directory.Delete(World + "/data", recursive: true);
        File.Delete(report);
        Assert.Equal(ExitCode.Good, Spoken.By("report", results).Code);
        Assert.Equal(Body(first), Body(File.ReadAllText(report)));
    }

    [Fact]
    public void A_table_is_shown_whole_to_a_program()
    {
        var results = Spoken.By("run", World).Output.Trim();
        Assert.Equal(File.ReadAllText(Path.Combine(results, "tables", "stages.csv")), Spoken.By("show", "stages", results).Output);
        Assert.Equal(ExitCode.BadInput, Spoken.By("show", "stage", results).Code);
        Assert.Equal(ExitCode.BadInput, Spoken.By("show", "stages", World).Code);
    }

    // The command that made the report is printed in it, and differs.
    private static string Body(string page) => string.Join('\n', page.Split('\n').Where(l => !l.Contains("rebound ", StringComparison.Ordinal)));
}
