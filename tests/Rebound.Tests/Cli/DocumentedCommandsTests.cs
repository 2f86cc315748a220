using Rebound.Tests.Architecture;
using Xunit;

namespace Rebound.Tests.Cli;

/// <summary>Runs the commands that the pages show, in the order shown, in a copy of the tree's studies.</summary>
public sealed class DocumentedCommandsTests
{
    // What ./test itself does, or what other tests of this folder do; here only their being true is checked.
    private static readonly Dictionary<string, string> RunElsewhere = new(StringComparer.Ordinal)
    {
        ["./test"] = "test",
        ["dotnet build Rebound.slnx"] = "test",
        ["dotnet format"] = "test",
        ["dotnet pack src/Rebound.Cli -c Release -o artifacts/package"] = "tests/Rebound.Tests/Cli/ToolPackageTests.cs",
        ["dotnet tool install --global Rebound.Tool --add-source artifacts/package"] = "tests/Rebound.Tests/Cli/ToolPackageTests.cs",
        ["rebound --version"] = "tests/Rebound.Tests/Cli/ToolPackageTests.cs",
    };

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("docs/tutorials/first-run.md")]
    [InlineData("docs/tutorials/for-r-users.md")]
    [InlineData("docs/how-to/install-as-tool.md")]
    [InlineData("docs/how-to/ask-what-if.md")]
    public void Every_command_of_a_page_works(string page)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the pages speak of bash");
        var commands = CommandsOf(page);
        Assert.NotEmpty(commands);
        using var folder = CopyOfTheTree();
        foreach (var command in commands.Where(c => !RunElsewhere.ContainsKey(c)))
        {
            var child = Child.Run("bash", ["-c", Runnable(command)], folder.Path, 300);
            Assert.True(child.ExitCode == 0, $"{page}: '{command}' ended with {child.ExitCode}:\n{child.Output}{child.Error}");
        }
    }

    [Fact]
    public void What_runs_elsewhere_is_run_there()
    {
        foreach (var (command, file) in RunElsewhere)
        {
            var words = command.Split(' ');
            var text = File.ReadAllText(Repository.PathOf(file));
            Assert.True(command == "./test" || text.Contains(string.Join(' ', words[..2]), StringComparison.Ordinal) || text.Contains(string.Join("\", \"", words[1..2]), StringComparison.Ordinal), $"{file} does not run '{command}'");
        }
        Assert.Contains("./test", File.ReadAllText(Repository.PathOf(".ci/run")), StringComparison.Ordinal);
    }

    private static List<string> CommandsOf(string page)
    {
        var commands = new List<string>();
        var inside = false;
        foreach (var line in File.ReadLines(Repository.PathOf(page)))
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) inside = !inside && line is "```sh";
            else if (inside && line.Trim().Length > 0) commands.Add(line.Trim());
        }
        return commands;
    }

    // A filtered test run is asked of this test program, which is built already.
    private static string Runnable(string command)
    {
        const string tests = "dotnet run --project tests/Rebound.Tests --";
        if (!command.StartsWith(tests, StringComparison.Ordinal)) return command;
        Assert.DoesNotContain("Rebound.Tests.Cli", command, StringComparison.Ordinal);
        return $"dotnet '{typeof(DocumentedCommandsTests).Assembly.Location}'{command[tests.Length..]}";
    }

    private static TemporaryFolder CopyOfTheTree()
    {
        var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder.Of("rebound"), Repository.PathOf("rebound"));
        foreach (var file in Repository.TrackedFiles().Where(f => f.StartsWith("studies/", StringComparison.Ordinal)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.Of(file))!);
            File.Copy(Repository.PathOf(file), folder.Of(file));
        }
        return folder;
    }
}
