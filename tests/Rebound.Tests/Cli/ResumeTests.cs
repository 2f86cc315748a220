using System.Diagnostics;
using System.Text.Json.Nodes;
using Rebound.Cli;
using Rebound.Studies;
using Xunit;

namespace Rebound.Tests.Cli;

public sealed class ResumeTests : IDisposable
{
    private static readonly string[] Stages = ["index", "diagnosis", "distribution", "groups", "space", "ellipse", "transitions", "convergence", "recovery", "association", "detector", "survival", "windfall", "mechanism", "simulation", "claims", "results"];
    private readonly TemporaryFolder folder = new();

    public ResumeTests()
    {
        Spoken.By("synth", "--cities", "12", "--months", "48", "--out", World);
        File.WriteAllText(Path.Combine(World, "study.toml"), File.ReadAllText(Path.Combine(World, "study.toml")).Replace("replicates = 4 ", "replicates = 3 ", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Good, Spoken.By("run", World, "--output", Out).Code);
        Straight = ResultBytes.Of(Out);
        Directory.Delete(Out, recursive: true);
    }

    private string World => folder.Of("world");

    private string Out => folder.Of("out");

    private IReadOnlyDictionary<string, string> Straight { get; }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_stopped_at_any_stage_goes_on_after_the_last_finished_one_and_gives_the_same_bytes() => Assert.All(Stages, stage =>
    {
        Stop(stage);
        Assert.False(Directory.Exists(Out));
        var before = Before(stage);
        Assert.Equal(before.Order(StringComparer.Ordinal), StudyRun.KeptStages(Out));

        var resumed = Spoken.By("run", World, "--output", Out, "--resume");
        Assert.Equal(ExitCode.Good, resumed.Code);
        Assert.Equal(before, Steps(resumed, "kept"));
        Assert.Equal(Stages.Except(before), Steps(resumed, "start").Intersect(Stages));
        ResultBytes.AssertSame(Straight, ResultBytes.Of(Out));
        Assert.Empty(StudyRun.KeptStages(Out));
        Directory.Delete(Out, recursive: true);
    });

    [Fact]
    public void A_killed_process_leaves_whole_stages_that_a_resumed_run_keeps()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, "run", World, "--output", Out]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        using (var process = Process.Start(start)!)
        {
            while (process.StandardError.ReadLine() is { } line && !line.Contains("\"mechanism\",\"state\":\"start\"", StringComparison.Ordinal)) continue;
            process.Kill();
            process.WaitForExit();
            Assert.NotEqual(0, process.ExitCode);
        }
        Assert.Superset(Before("mechanism").ToHashSet(StringComparer.Ordinal), StudyRun.KeptStages(Out).ToHashSet(StringComparer.Ordinal));
        var resumed = Spoken.By("run", World, "--output", Out, "--resume");
        Assert.Equal(Before("mechanism"), Steps(resumed, "kept").Take(Before("mechanism").Length));
        ResultBytes.AssertSame(Straight, ResultBytes.Of(Out));
    }

    [Fact]
    public void A_process_killed_within_the_simulation_leaves_blocks_of_replicates_that_a_resumed_run_reads_back()
    {
        var toml = Path.Combine(World, "study.toml");
        File.WriteAllText(toml, File.ReadAllText(toml).Replace("replicates = 3 ", "replicates = 60 ", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Good, Spoken.By("run", World, "--output", Out).Code);
        var straight = ResultBytes.Of(Out);
        Directory.Delete(Out, recursive: true);
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, "run", World, "--output", Out, "--threads", "1"]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        using (var process = Process.Start(start)!)
        {
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            while (!process.HasExited && !File.Exists(Out + ".checkpoint/simulation-worlds-00001.block")) Thread.Sleep(2);
            process.Kill();
            process.WaitForExit();
            Assert.NotEqual(0, process.ExitCode);
        }
        Assert.DoesNotContain("simulation", StudyRun.KeptStages(Out));
        var block = new FileInfo(Out + ".checkpoint/simulation-worlds-00000.block");
        var bytes = File.ReadAllBytes(block.FullName);
        Assert.Equal(ExitCode.Good, Spoken.By("run", World, "--output", Out, "--resume").Code);
        ResultBytes.AssertSame(straight, ResultBytes.Of(Out));

        // what a block holds is what the run shows: another study's block is not read, a damaged one neither
        bytes[bytes.Length / 2] ^= 1;
        Directory.Delete(Out, recursive: true);
        Directory.CreateDirectory(Out + ".checkpoint");
        File.WriteAllBytes(block.FullName, bytes);
        Assert.Equal(ExitCode.Good, Spoken.By("run", World, "--output", Out, "--resume").Code);
        ResultBytes.AssertSame(straight, ResultBytes.Of(Out));
    }

    [Fact]
    public void Stopping_says_what_is_kept_and_how_to_go_on()
    {
        Stop("mechanism");
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var spoken = Spoken.By(stop.Token, "run", World, "--output", Out, "--resume");
        Assert.Equal(ExitCode.Interrupted, spoken.Code);
        Assert.Contains("--resume", spoken.Error, StringComparison.Ordinal);
        Assert.Equal(Before("mechanism").Order(StringComparer.Ordinal), StudyRun.KeptStages(Out));
    }

    [Fact]
    public void A_stage_that_is_cut_off_damaged_or_of_another_study_is_done_again()
    {
        Stop("claims");
        File.WriteAllBytes(Out + ".checkpoint/index.stage", File.ReadAllBytes(Out + ".checkpoint/index.stage")[..100]);
        var recovery = File.ReadAllBytes(Out + ".checkpoint/recovery.stage");
        recovery[recovery.Length / 2] ^= 1;
        File.WriteAllBytes(Out + ".checkpoint/recovery.stage", recovery);
        Assert.Equal(Before("claims").Except(["index", "recovery"]), Steps(Spoken.By("run", World, "--output", Out, "--resume"), "kept"));
        ResultBytes.AssertSame(Straight, ResultBytes.Of(Out));
        Directory.Delete(Out, recursive: true);

        Stop("claims");
        Assert.Empty(Steps(Spoken.By("run", World, "--output", Out, "--seed", "9", "--resume"), "kept"));
    }

    [Fact]
    public void Without_resume_nothing_is_kept()
    {
        Stop("claims");
        Assert.Empty(Steps(Spoken.By("run", World, "--output", Out), "kept"));
        ResultBytes.AssertSame(Straight, ResultBytes.Of(Out));
    }

    private static string[] Before(string stage) => Stages[..Stages.IndexOf(stage)];

    private void Stop(string stage) => Assert.Throws<OperationCanceledException>(() => StudyRun.Execute(Study.Load(World), Out, new StopsAt(stage), cancellation: TestContext.Current.CancellationToken));

    private static IEnumerable<string> Steps(Spoken spoken, string state) => spoken.Error.Split('\n').Where(l => l.StartsWith('{')).Select(l => JsonNode.Parse(l)!)
        .Where(s => s["state"]!.GetValue<string>() == state).Select(s => s["step"]!.GetValue<string>());

    /// <summary>Stops the run when a stage starts.</summary>
    private sealed class StopsAt(string stage) : IProgress<StageProgress>
    {
        public void Report(StageProgress value)
        {
            if (value.Stage == stage) throw new OperationCanceledException();
        }
    }
}
