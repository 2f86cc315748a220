using System.Text;
using System.Text.RegularExpressions;
using Rebound.Cli;
using Rebound.Studies;
using Rebound.Tests.Architecture;
using Xunit;

namespace Rebound.Tests.Cli;

public sealed partial class ProblemCatalogueTests
{
    [Fact]
    public void Every_code_of_the_source_is_explained_and_every_explained_code_is_in_the_source()
    {
        var told = Repository.TrackedFiles()
            .Where(f => f.StartsWith("src/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal) && !f.Contains("ProblemCatalogue", StringComparison.Ordinal))
            .SelectMany(f => Code().Matches(File.ReadAllText(Repository.PathOf(f))).Select(m => m.Groups[1].Value))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Assert.Equal(told, ProblemCatalogue.All.Select(e => e.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_entry_has_its_parts_and_a_family()
    {
        Assert.All(ProblemCatalogue.All, e => Assert.All([e.Title, e.Meaning, e.Effect, e.Repair], part => Assert.False(string.IsNullOrWhiteSpace(part), e.Code)));
        Assert.All(ProblemCatalogue.All, e => Assert.Single(ProblemCatalogue.Families, f => e.Code.StartsWith(f.Prefix, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_page_of_problems_is_current()
    {
        var file = Repository.PathOf("docs/problems.md");
        if (Environment.GetEnvironmentVariable("REBOUND_ACCEPT_DOCS") == "1") File.WriteAllText(file, Page());
        Assert.True(File.ReadAllText(file) == Page(), "docs/problems.md is not current. Run the tests once with REBOUND_ACCEPT_DOCS=1 and commit the page.");
    }

    [Fact]
    public void A_code_is_explained_in_any_case_and_an_unknown_one_is_refused()
    {
        var spoken = Spoken.By("explain", "rb2041");
        Assert.Equal(ExitCode.Good, spoken.Code);
        Assert.Contains("Repair", spoken.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, Spoken.By("explain", "RB9999").Code);
    }

    private static string Page()
    {
        var page = new StringBuilder("# Problems\n\nWhat each code means. `rebound explain RB2041` prints the same. This page is written from the program's catalogue.\n");
        foreach (var (prefix, about) in ProblemCatalogue.Families)
        {
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n## {about}\n");
            foreach (var e in ProblemCatalogue.All.Where(e => e.Code.StartsWith(prefix, StringComparison.Ordinal)))
                page.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n### {e.Code} {e.Title}\n{e.Meaning}\n\n*Effect:* {e.Effect}\n\n*Repair:* {e.Repair}\n");
        }
        return page.ToString();
    }

    [GeneratedRegex("\"(RB[0-9]{4})\"")]
    private static partial Regex Code();
}
