using System.Runtime.InteropServices;
using Rebound.Cli;
using Rebound.Tests.Architecture;
using Xunit;

namespace Rebound.Tests.Cli;

public sealed class ToolPackageTests
{
    private static readonly Dictionary<string, string> Quiet = new(StringComparer.Ordinal) { ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1" };

    [Fact]
    public void The_package_installs_from_a_folder_and_runs()
    {
        using var folder = new TemporaryFolder();
        var configuration = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).EndsWith("release", StringComparison.Ordinal) ? "Release" : "Debug";
        Dotnet("pack", "src/Rebound.Cli", "--no-build", "-c", configuration, $"-p:OnlyRuntime={RuntimeInformation.RuntimeIdentifier}", "-o", folder.Of("feed"), "-v", "q", "-nodeReuse:false");
        Dotnet("tool", "install", "Rebound.Tool", "--tool-path", folder.Of("tool"), "--add-source", folder.Of("feed"), "--version", CommandLine.Version, "--ignore-failed-sources");
        var said = Child.Run(folder.Of("tool/rebound"), ["--version"], folder.Path, 30);
        Spoken.By("synth", "--cities", "12", "--months", "48", "--out", folder.Of("world"));
        var check = Child.Run(folder.Of("tool/rebound"), ["check", folder.Of("world")], folder.Path, 120);
        Assert.True(check.ExitCode == 0, check.Error);
        // A run writes Parquet tables, for which the native library of the table engine must be in the package.
        var run = Child.Run(folder.Of("tool/rebound"), ["run", folder.Of("world"), "--output", folder.Of("out")], folder.Path, 120);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.True(new FileInfo(folder.Of("out/tables/estimates.parquet")).Length > 100);
        Assert.True(File.Exists(folder.Of("out/report/index.en.html")));
        Assert.Equal((0, CommandLine.Version + "\n"), (said.ExitCode, said.Output.Replace("\r", "", StringComparison.Ordinal)));
    }

    private static void Dotnet(params string[] arguments)
    {
        var child = Child.Run("dotnet", arguments, Repository.Root, 300, Quiet);
        Assert.True(child.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {child.ExitCode}:\n{child.Output}{child.Error}");
    }
}
