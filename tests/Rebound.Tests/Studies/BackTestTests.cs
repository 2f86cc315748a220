using System.Globalization;
using Rebound.Studies;
using Rebound.Tests.Cli;
using Xunit;

namespace Rebound.Tests.Studies;

public sealed class BackTestTests
{
    private const string Head = "id,period,scope,variable,measure,value,unit,currency,verified,source,note\n";

    [Fact]
    public void An_effect_of_closing_is_a_difference_in_differences_that_months_which_fell_everywhere_do_not_move()
    {
        // one month before, one after: closed less open
        Assert.Equal(-0.3 - -0.1, PublishedEffects.WithinUnitsAndMonths([-0.3, -0.1], [1, 0], 2, 1, 1), 14);

        // staggered closings of a tenth, and months that fell alike for all
        double[] common = [-0.02, -0.4, -0.2, 0.1], closed = [0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0];
        double[] fallen = [.. closed.Select((x, i) => common[i % 4] - 0.1 * x)];
        Assert.Equal(-0.1, PublishedEffects.WithinUnitsAndMonths(fallen, closed, 3, 4, 24), 14);
        Assert.Equal(0, PublishedEffects.WithinUnitsAndMonths(fallen, [1, 1, 1, 1], 1, 4, 0));
    }

    [Fact]
    public void Facts_that_the_model_has_are_held_against_it_and_others_are_left_alone()
    {
        var table = Run(
            "a,2020-03,Archipelago,exports,growth,-90,%,USD,yes,s,",
            "b,2020-03,Archipelago,exports,growth,400,%,USD,yes,s,",
            "c,2021-03,Archipelago,exports to US,growth,10,%,USD,yes,s,",
            "d,2020-06-30,Archipelago,confirmed cases so far,count,100000000,cases,,yes,s,",
            "e,2020-03,Elsewhere,exports,growth,1,%,USD,yes,s,",
            "f,2020-03,Archipelago,imports,growth,1,%,USD,yes,s,",
            "g,2016-03,Archipelago,exports,growth,1,%,USD,yes,s,");
        Assert.Equal(["a", "b", "c", "d"], Enumerable.Range(0, table.RowCount).Select(r => table["id"].Text(r)));
        Assert.Equal("too high", table["inside"].Text(0));
        Assert.Equal("too low", table["inside"].Text(1));
        Assert.Equal("too low", table["inside"].Text(3));
    }

    [Fact]
    public void A_number_that_the_model_gives_is_inside()
    {
        var growth = Run("a,2020-03,Archipelago,exports,growth,-90,%,USD,yes,s,")["median"].Number(0);
        var told = growth.ToString("0.0", CultureInfo.InvariantCulture);
        Assert.Equal("inside", Run($"a,2020-03,Archipelago,exports,growth,{told},%,USD,yes,s,")["inside"].Text(0));
    }

    [Fact]
    public void Growth_against_a_simulated_year_is_that_of_the_path_that_is_shown()
    {
        var tables = Tables("a,2021-05,Archipelago,exports,growth,1,%,USD,yes,s,");
        var paths = tables.Single(t => t.Name == "simulation_exports");
        double Of(string month) => paths["median"].Number(Enumerable.Range(0, paths.RowCount).Single(r => paths["scenario"].Text(r) == "baseline" && paths["time"].Text(r) == month));
        var shown = 100 * (Of("2021-05") / Of("2020-05") - 1);
        Assert.Equal(shown, tables.Single(t => t.Name == "simulation_backtest")["median"].Number(0), 1.5); // the normal path's own trend and season lie between the two
    }

    private static ResultTable Run(params string[] facts) => Tables(facts).Single(t => t.Name == "simulation_backtest");

    private static IReadOnlyList<ResultTable> Tables(params string[] facts)
    {
        using var folder = new TemporaryFolder();
        Spoken.By("synth", "--cities", "10", "--months", "48", "--out", folder.Of("world"));
        File.WriteAllText(folder.Of("world/facts.csv"), Head + string.Join('\n', facts) + "\n");
        var toml = folder.Of("world/study.toml");
        File.WriteAllText(toml, File.ReadAllText(toml).Replace("[simulation]\n", "[simulation]\nwhole = \"Archipelago\"\n", StringComparison.Ordinal));
        return StudySimulation.Run(Study.Load(folder.Of("world")), 3, cancellation: TestContext.Current.CancellationToken);
    }
}
