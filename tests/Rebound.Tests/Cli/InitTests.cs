using Rebound.Cli;
using Rebound.Panels;
using Rebound.Studies;
using Rebound.Tests.Architecture;
using Xunit;

namespace Rebound.Tests.Cli;

public sealed class InitTests
{
    [Theory]
    [InlineData("archipelago")]
    [InlineData("china-2020")]
    public void An_example_is_the_bundled_study_and_has_no_error(string example)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(ExitCode.Good, Spoken.By("init", folder.Of("study"), "--example", example).Code);
        foreach (var file in Repository.TrackedFiles().Where(f => f.StartsWith($"studies/{example}/", StringComparison.Ordinal)))
            Assert.True(File.ReadAllBytes(Repository.PathOf(file)).AsSpan().SequenceEqual(File.ReadAllBytes(folder.Of("study" + file[$"studies/{example}".Length..]))), file);
        Assert.Equal(ExitCode.Good, Spoken.By("check", folder.Of("study")).Code);
    }

    [Fact]
    public void An_empty_study_has_valid_settings_and_lacks_only_its_rows()
    {
        using var folder = new TemporaryFolder();
        Spoken.By("init", folder.Of("study"));
        var problems = new ProblemLog();
        SettingsFile.Read(folder.Of("study"), problems);
        Assert.Empty(problems.All());
        Assert.All(Study.Check(folder.Of("study")), p => Assert.Contains(p.Code, new[] { "RB2025", "RB2062" }));
    }
}
