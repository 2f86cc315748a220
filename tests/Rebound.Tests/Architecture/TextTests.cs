using System.Text.RegularExpressions;
using Xunit;

namespace Rebound.Tests.Architecture;

public sealed partial class TextTests
{
    private static readonly string[] TextEndings = [".cs", ".csproj", ".props", ".slnx", ".md", ".json", ".toml", ".csv", ".yml", ".cff", ".css", ".svg", ".html", ".txt", ".sh", ".py", ".R", ".config", ""];

    // Spelt in pieces, so that this file does not hold what it forbids.
    private static readonly string[] Banned = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "C:" + "\\Users", "cla" + "ude", "anthro" + "pic", "chat" + "gpt", "open" + "ai", "cop" + "ilot", "co-authored" + "-by", "as an a" + "i ", "language mod" + "el"];

    [Fact]
    public void No_tracked_text_names_a_machine_path_or_how_it_was_made()
    {
        var found = Repository.TrackedFiles()
            .Where(f => TextEndings.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase) && !f.Contains("/data/", StringComparison.Ordinal))
            .SelectMany(f => File.ReadLines(Repository.PathOf(f)).Select((line, i) => (Place: $"{f}:{i + 1}", Line: line)))
            .SelectMany(l => Banned.Where(word => l.Line.Contains(word, StringComparison.OrdinalIgnoreCase)).Select(word => $"{l.Place} has '{word}'"));
        Assert.Empty(found);
    }

    [Fact]
    public void No_source_holds_a_stub()
    {
        var found = Repository.TrackedFiles()
            .Where(f => f.StartsWith("src/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(f => File.ReadLines(Repository.PathOf(f)).Select((line, i) => (Place: $"{f}:{i + 1}", Line: line)))
            .Where(l => Stub().IsMatch(l.Line))
            .Select(l => l.Place);
        Assert.Empty(found);
    }

    [Fact]
    public void Both_commands_of_the_readme_are_executable()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no executable bit");
        foreach (var name in new[] { "rebound", "test", ".ci/run" })
            if (!OperatingSystem.IsWindows()) Assert.True(File.GetUnixFileMode(Repository.PathOf(name)).HasFlag(UnixFileMode.UserExecute), name);
    }

    [GeneratedRegex("\\b(TO" + "DO|FIX" + "ME|NotImplemented" + "Exception)\\b")]
    private static partial Regex Stub();
}
