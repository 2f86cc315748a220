using System.Globalization;
using System.Text;
using Rebound.Cli;
using Xunit;

namespace Rebound.Tests.Cli;

/// <summary>Studies whose index is broken, through the command line: what is wrong is told by unit, year and indicator where they exist, before the run and by it.</summary>
public sealed class BrokenIndexTests
{
    private const string List = "code,dimension,direction,weight\na,technology,+,1\nb,technology,-,1\nc,society,+,1\nd,society,+,1\n";

    /// <summary>What is broken, the setting, the list of indicators, what becomes of a value, the code, and what must be named.</summary>
    public static TheoryData<string, string, string, Func<string, int, string, double, string>, string, string[]> Broken => new()
    {
        { "a value that is none", "", List, (unit, year, code, value) => (unit, year, code) == ("u03", 2018, "b") ? "NaN" : N(value), "RB2042", ["indicator b", "unit u03", "year 2018"] },
        { "an infinite value", "", List, (unit, year, code, value) => (unit, year, code) == ("u03", 2018, "b") ? "inf" : N(value), "RB2041", ["indicator b", "unit u03", "year 2018"] },
        { "a year without range", "scope = \"per-year\"", List, (_, year, code, value) => (year, code) == (2018, "b") ? "5" : N(value), "RB4009", ["indicator b", "year 2018"] },
        { "goalposts without range", "normalise = \"goalposts\"", "code,dimension,direction,goalpost_low,goalpost_high\na,technology,+,0,90\nb,technology,-,7,7\n", (_, _, _, value) => N(value), "RB2066", ["\"b\""] },
        { "a constant column", "", List, (_, _, code, value) => code == "b" ? "5" : N(value), "RB2067", ["indicator b"] },
        { "a wrong direction", "", List.Replace("b,technology,-", "b,technology,down", StringComparison.Ordinal), (_, _, _, value) => N(value), "RB2065", ["\"down\"", "\"b\""] },
        { "an unknown direction", "", List.Replace("b,technology,-", "b,technology,", StringComparison.Ordinal), (_, _, _, value) => N(value), "RB2065", ["\"b\""] },
        { "an unknown weighting", "weights = \"entropi\"", List, (_, _, _, value) => N(value), "RB1004", ["index.weights", "did you mean 'entropy'?"] },
        { "a weight that is missing", "weights = \"given\"", List.Replace("b,technology,-,1", "b,technology,-,", StringComparison.Ordinal), (_, _, _, value) => N(value), "RB4011", ["indicator b"] },
        { "a weight that is none", "weights = \"given\"", List.Replace("b,technology,-,1", "b,technology,-,heavy", StringComparison.Ordinal), (_, _, _, value) => N(value), "RB2066", ["\"heavy\"", "\"b\""] },
        { "comparisons that contradict each other", "between = \"ahp\"\ncomparisons = \"comparisons.csv\"", "code,dimension,direction\na,t,+\nb,s,-\nc,u,+\n", (_, _, _, value) => N(value), "RB4016", ["consistency ratio", "'t' over 's'"] },
        { "a singular correlation", "weights = \"pca\"", List, (unit, year, code, value) => code is "a" or "b" ? N(10 + int.Parse(unit[1..], CultureInfo.InvariantCulture) + year - 2017) : N(value), "RB4017", ["'technology'", "'a', 'b'"] },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_wrong_with_an_index_is_told_by_its_names(string what, string settings, string list, Func<string, int, string, double, string> valueOf, string code, string[] names)
    {
        using var folder = new TemporaryFolder();
        Write(folder, 12, settings, list, valueOf);
        foreach (var spoken in new[] { Spoken.By("check", folder.Of("s")), Spoken.By("run", folder.Of("s"), "--output", folder.Of("out")) })
        {
            Assert.True(spoken.Error.Contains(code + "  ", StringComparison.Ordinal), $"{what}: {spoken.Error}");
            var from = spoken.Error.IndexOf(code + "  ", StringComparison.Ordinal);
            var problem = spoken.Error[from..spoken.Error.IndexOf("rebound explain", from, StringComparison.Ordinal)];
            Assert.All(names, name => Assert.Contains(name, problem, StringComparison.Ordinal));
            Assert.All(["  Effect   ", "  Repair   "], part => Assert.Contains(part, problem, StringComparison.Ordinal));
            Assert.DoesNotContain("   at ", spoken.Error, StringComparison.Ordinal);
            Assert.NotEqual(ExitCode.OurBug, spoken.Code);
        }
        // Faults of the tables stop the run; an index that cannot be built of sound tables is refused, and with it whatever needs it.
        Assert.Equal(code.StartsWith("RB4", StringComparison.Ordinal) ? ExitCode.NotEstimable : ExitCode.BadInput, Spoken.By("run", folder.Of("s"), "--output", folder.Of("out")).Code);
    }

    [Fact]
    public void One_unit_is_too_few_for_an_index_and_three_for_its_diagnosis()
    {
        using var folder = new TemporaryFolder();
        Write(folder, 1, "", List, (_, _, _, value) => N(value));
        Assert.Contains("RB3004", Spoken.By("check", folder.Of("s")).Error, StringComparison.Ordinal);
        Write(folder, 3, "", List, (_, _, _, value) => N(value));
        Assert.Equal(ExitCode.Good, Spoken.By("run", folder.Of("s"), "--output", folder.Of("out")).Code);
        var stages = File.ReadAllText(folder.Of("out/tables/stages.csv"));
        Assert.Contains("3 units are too few to correlate an index with its parts", stages, StringComparison.Ordinal);
        Assert.Contains("3 units are too few to see whether neighbours are alike", stages, StringComparison.Ordinal);
    }

    [Fact]
    public void Indicators_that_cancel_each_other_out_are_named_and_take_no_other_diagnosis_with_them()
    {
        using var folder = new TemporaryFolder();
        Write(folder, 12, "weights = \"critic\"", List, (unit, year, code, value) => code is "a" or "b" ? N(10 + int.Parse(unit[1..], CultureInfo.InvariantCulture) + year - 2017) : N(value));
        Assert.Equal(ExitCode.Good, Spoken.By("run", folder.Of("s"), "--output", folder.Of("out")).Code);
        var reliability = File.ReadAllLines(folder.Of("out/tables/index_reliability.csv"));
        Assert.Contains(reliability, line => line.Contains(",technology,2,,", StringComparison.Ordinal) && line.Contains("a, b cancel each other out", StringComparison.Ordinal));
        Assert.Contains(reliability, line => line.Contains(",society,2,0.", StringComparison.Ordinal) || line.Contains(",society,2,-", StringComparison.Ordinal));
        Assert.Contains(File.ReadAllLines(folder.Of("out/tables/index_correlations.csv")), line => line.Contains(",technology,a,b,-1,", StringComparison.Ordinal) || line.Contains(",technology,a,b,-0.99999", StringComparison.Ordinal));
    }

    private static string N(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static void Write(TemporaryFolder folder, int units, string settings, string list, Func<string, int, string, double, string> valueOf)
    {
        var data = Directory.CreateDirectory(folder.Of("s/data")).FullName;
        File.WriteAllText(folder.Of("s/study.toml"), $"""
            schema = 1
            [study]
            id = "broken"
            [data.cities]
            file = "data/cities.csv"
            unit = "code"
            [data.indicators]
            file = "data/indicators.csv"
            unit = "code"
            time = "year"
            indicator = "indicator"
            value = "value"
            [index]
            fit = ["2017", "2019"]
            draws = 100
            {settings}
            """);
        File.WriteAllText(folder.Of("s/indicators.csv"), list);
        File.WriteAllText(folder.Of("s/comparisons.csv"), "node,first,second,ratio\ntotal,t,s,9\ntotal,s,u,9\ntotal,u,t,9\n");
        var (cities, values) = (new StringBuilder("code\n"), new StringBuilder("code,year,indicator,value\n"));
        for (var u = 0; u < units; u++)
        {
            var unit = $"u{u.ToString("00", CultureInfo.InvariantCulture)}";
            cities.Append(CultureInfo.InvariantCulture, $"{unit}\n");
            for (var year = 2017; year <= 2019; year++)
                foreach (var (k, code) in new[] { "a", "b", "c", "d" }.Index())
                    values.Append(CultureInfo.InvariantCulture, $"{unit},{year},{code},{valueOf(unit, year, code, 10 + u + (37 * u + 11 * year + 53 * k) % 29)}\n");
        }
        File.WriteAllText(Path.Combine(data, "cities.csv"), cities.ToString());
        File.WriteAllText(Path.Combine(data, "indicators.csv"), values.ToString());
    }
}
