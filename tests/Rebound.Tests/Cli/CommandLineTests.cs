using Rebound.Cli;
using Xunit;

namespace Rebound.Tests.Cli;

public sealed class CommandLineTests
{
    [Fact]
    public void The_version_is_one_line_of_three_numbers() => Assert.Matches(@"^\d+\.\d+\.\d+\n$", Spoken.By("--version").Output);

    [Theory]
    [InlineData("innit", "init")]
    [InlineData("snyth", "synth")]
    [InlineData("shema", "schema")]
    public void An_unknown_verb_ends_with_2_and_a_suggestion(string typed, string meant)
    {
        var spoken = Spoken.By(typed);
        Assert.Equal(ExitCode.Usage, spoken.Code);
        Assert.Contains($"did you mean '{meant}'?", spoken.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chek", "check")]
    [InlineData("run", "--outpu", "--output")]
    [InlineData("run", "--th", "--threads")]
    [InlineData("run", "my-study", "--outpu", "--output")]
    [InlineData("synth", "--seed", "1", "--citis", "--cities")]
    public void What_follows_an_unknown_word_is_no_fault_of_its_own(params string[] typedAndMeant)
    {
        ArgumentNullException.ThrowIfNull(typedAndMeant);
        var spoken = Spoken.By([.. typedAndMeant[..^1], "its-value"]);
        Assert.Equal(ExitCode.Usage, spoken.Code);
        Assert.Contains($"'{typedAndMeant[^2]}' is not known here; did you mean '{typedAndMeant[^1]}'?", spoken.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("its-value", spoken.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--out")]
    [InlineData("--output")]
    public void Every_verb_that_writes_a_folder_knows_both_of_its_names(string name)
    {
        foreach (var verb in new[] { "run", "index", "recovery", "simulate", "calibrate", "advise" })
            Assert.DoesNotContain("not known here", Spoken.By(verb, "no-such-place", name, "no-such-folder").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_verb_at_all_is_a_usage_error_that_lists_the_verbs()
    {
        var spoken = Spoken.By();
        Assert.Equal(ExitCode.Usage, spoken.Code);
        Assert.Contains("init", spoken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_size_out_of_range_is_a_usage_error()
    {
        using var folder = new TemporaryFolder();
        var spoken = Spoken.By("synth", "--cities", "5", "--out", folder.Of("world"));
        Assert.Equal(ExitCode.Usage, spoken.Code);
        Assert.Contains("between 10 and 900", spoken.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Of("world")));
    }

    [Fact]
    public void A_folder_with_files_is_never_written_over()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of("mine.txt"), "mine");
        Assert.Equal(ExitCode.BadInput, Spoken.By("init", folder.Path).Code);
        Assert.Equal(ExitCode.BadInput, Spoken.By("synth", "--out", folder.Path).Code);
        Assert.Equal(["mine.txt"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_place_that_cannot_be_written_ends_with_5_and_without_a_stack_trace()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of("file"), "");
        var spoken = Spoken.By("init", folder.Of("file/study"));
        Assert.Equal(ExitCode.Resources, spoken.Code);
        Assert.DoesNotContain("   at ", spoken.Error, StringComparison.Ordinal);
        Assert.Contains("Repair", spoken.Error, StringComparison.Ordinal);
    }
}
