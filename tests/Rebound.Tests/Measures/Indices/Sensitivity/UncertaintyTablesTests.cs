using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Studies;
using Xunit;

namespace Rebound.Tests.Measures;

public sealed class UncertaintyTablesTests
{
    [Fact]
    public void The_tables_hold_what_the_run_holds()
    {
        var table = Sample.Table(8);
        var index = new ResilienceIndex(Sample.Options).Build(table);
        RankingConclusion[] stated = [RankingConclusion.InOrder("c0", "c1"), RankingConclusion.InTop("nowhere", 2)];
        var settings = new UncertaintySettings(100, 50, [], false, true, stated);
        Assert.Equal(["left out"], settings.FactorsOf(index).Select(factor => factor.Name));
        Assert.Equal(6, settings.FactorsOf(index)[0].Choices.Count); // none, and each of five
        var result = new IndexSensitivity(table, index, settings.FactorsOf(index)).Run(settings.OptionsOf(index), TestContext.Current.CancellationToken);
        var tables = UncertaintyTables.Of(index, result, stated).ToDictionary(own => own.Name, StringComparer.Ordinal);

        var ranks = tables["index_ranks"];
        Assert.Equal(7 * (index.Nodes.Count + Sample.Years), ranks.RowCount);
        Assert.Equal(index.Ranks(0)[3], ranks["rank"].Number(3));
        Assert.Equal(result.OfYear(0)[2].High, ranks["rank_high"].Number(7 * index.Nodes.Count + 2));
        Assert.Equal(2015, ranks["year"].Number(7 * index.Nodes.Count));

        Assert.Equal(1 + Sample.Years, tables["index_sobol"].RowCount);
        Assert.Equal(1, tables["index_sobol"]["total"].Number(0), 0.4); // one factor causes everything
        Assert.Equal(100 + 50, tables["index_replications"].RowCount);
        Assert.StartsWith("left out: ", tables["index_replications"]["choices"].Text(149), StringComparison.Ordinal);

        var conclusions = tables["index_conclusions"];
        Assert.Equal(["designs", "dimension weights", "designs"], Enumerable.Range(0, 3).Select(conclusions["over"].Text));
        Assert.Equal("yes", conclusions["exact"].Text(1));
        Assert.Contains("nowhere", conclusions["reason"].Text(2));
    }

    [Fact]
    public void A_study_that_declares_nothing_varies_what_usually_varies()
    {
        var index = new ResilienceIndex(Sample.Options).Build(Sample.Table(8));
        Assert.Equal(["normalise and aggregate", "drawn weights"], new UncertaintySettings(100, 0, [], true, false, []).FactorsOf(index).Select(factor => factor.Name));
    }

    [Fact]
    public void Nothing_to_apportion_is_said_in_the_table()
    {
        var table = Sample.Table(8);
        var index = new ResilienceIndex(Sample.Options).Build(table);
        var result = new IndexSensitivity(table, index, [DesignFactor.Weights(WeightMethod.Equal)]).Run(new SensitivityOptions { Replications = 40, SobolSamples = 20, Dimensions = true, Sobol = new SobolOptions { Bootstraps = 20 } }, TestContext.Current.CancellationToken);
        var sobol = UncertaintyTables.Of(index, result, []).Single(own => own.Name == "index_sobol");
        Assert.True(double.IsNaN(sobol["first"].Number(0)));
        Assert.Contains("no variation", sobol["reason"].Text(0));
    }
}
