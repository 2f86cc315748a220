using System.Diagnostics;
using Rebound.Cli;
using Xunit;

namespace Rebound.Tests.Cli;

public sealed class VerbResumeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public VerbResumeTests()
    {
        Spoken.By("synth", "--cities", "10", "--months", "48", "--out", World);
        var toml = Path.Combine(World, "study.toml");
        File.WriteAllText(toml, File.ReadAllText(toml).Replace("last = \"2021-06\"", "last = \"2020-09\"", StringComparison.Ordinal) + "\n[calibration]\nrounds = 1\ndiscrepancy = 40\ncases_to = \"2020-08-31\"\neconomy = [\"zeta\", \"chi\"]\nhold_out_share = 0.1\n[advice]\nbudget = 1e9\nunits = [\"I01\"]\n");
    }

    private string World => folder.Of("world");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("simulate", "simulation-worlds-00000", "--replicates", "12")]
    [InlineData("advise", "advice-options-00000", "--replicates", "12")]
    [InlineData("calibrate", "calibration-epidemic-0-00001", "--epidemic", "--members", "30", "--particles", "20")]
    [InlineData("calibrate", "calibration-economy-00000", "--economy", "--particles", "20")]
    public void A_killed_verb_leaves_finished_runs_that_a_resumed_one_reads_back_to_the_same_bytes(string verb, string block, params string[] options)
    {
        string[] Line(string output, params string[] more) => [verb, World, .. options, "--output", folder.Of(output), .. more];
        Assert.Equal(ExitCode.Good, Spoken.By(Line("straight")).Code);
        Kill(Line("out", "--threads", "1"), folder.Of($"out.checkpoint/{block}.block"));
        Assert.False(File.Exists(folder.Of("out/report/index.en.html")));
        File.SetLastWriteTimeUtc(folder.Of($"out.checkpoint/{block}.block"), DateTime.UnixEpoch); // tells whether it is written anew
        using (var stop = new CancellationTokenSource())
        {
            stop.Cancel();
            var stopped = Spoken.By(stop.Token, Line("out", "--resume"));
            Assert.Equal(ExitCode.Interrupted, stopped.Code);
            Assert.Contains($"rebound {verb} ", stopped.Error, StringComparison.Ordinal);
            Assert.Contains("--resume", stopped.Error, StringComparison.Ordinal);
        }
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(folder.Of($"out.checkpoint/{block}.block")));
        Assert.Equal(ExitCode.Good, Spoken.By(Line("out", "--resume")).Code);
        Assert.False(Directory.Exists(folder.Of("out.checkpoint")));
        Same("straight", "out");
    }

    [Fact]
    public void To_go_on_one_names_the_folder() => Assert.Equal(ExitCode.Usage, Spoken.By("simulate", World, "--resume").Code);

    [Fact]
    public void Blocks_of_other_options_are_not_read()
    {
        Kill(["simulate", World, "--replicates", "12", "--output", folder.Of("out"), "--threads", "1"], folder.Of("out.checkpoint/simulation-worlds-00000.block"));
        Assert.Equal(ExitCode.Good, Spoken.By("simulate", World, "--replicates", "16", "--output", folder.Of("out"), "--resume").Code);
        Assert.Equal(ExitCode.Good, Spoken.By("simulate", World, "--replicates", "16", "--output", folder.Of("straight")).Code);
        Same("straight", "out");
    }

    private static void Kill(string[] line, string whenThere)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. line]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        while (!process.HasExited && !File.Exists(whenThere)) Thread.Sleep(2);
        process.Kill();
        process.WaitForExit();
        Assert.NotEqual(0, process.ExitCode);
    }

    // Every table and figure; the page names the folder in its command.
    private void Same(string one, string other)
    {
        string[] files = [.. Directory.EnumerateFiles(folder.Of(one), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder.Of(one), f)).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(files);
        Assert.Equal(files, Directory.EnumerateFiles(folder.Of(other), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder.Of(other), f)).Order(StringComparer.Ordinal));
        Assert.All(files, f => Assert.Equal(File.ReadAllText(Path.Combine(folder.Of(one), f)).Replace(folder.Of(one), "", StringComparison.Ordinal), File.ReadAllText(Path.Combine(folder.Of(other), f)).Replace(folder.Of(other), "", StringComparison.Ordinal)));
    }
}
