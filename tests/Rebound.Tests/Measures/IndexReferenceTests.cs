using System.Globalization;
using Rebound.Measures;
using Xunit;

namespace Rebound.Tests.Measures;

public sealed class IndexReferenceTests
{
    private static readonly string[] Asem = ["Conn/Physical", "Conn/ConEcFin", "Conn/Political", "Conn/Instit", "Conn/P2P", "Sust/Environ", "Sust/Social", "Sust/SusEcFin"];

    [Theory]
    [InlineData("zero_term_0", "zero")]
    [InlineData("shift_0.0001", "+0.0001")]
    [InlineData("shift_0.001", "+0.001")]
    [InlineData("shift_0.01", "+0.01")]
    [InlineData("shift_1", "+1")]
    [InlineData("affine_0.01_0.99", "affine-0.01-0.99")]
    [InlineData("affine_0.002_0.998", "affine-0.002-0.998")]
    public void Entropy_weights_follow_numpy_and_R_under_every_zero_rule(string name, string rule)
    {
        var expected = Reference.Case("TOOL-01").GetProperty("expected").GetProperty(name);
        var index = Toy(AggregateMethod.Arithmetic, ZeroRule.Find(rule)!);
        Reference.Close(expected.Numbers("e"), [.. index.Indicators.Select(summary => summary.Entropy)], 1e-12);
        Reference.Close(expected.Numbers("w"), [.. index.Indicators.Select(summary => summary.WeightGlobal)], 1e-12);
        Reference.Close(expected.Numbers("score"), Reference.InFileOrder(index, 0), 1e-12);
    }

    [Fact]
    public void Entropy_weights_of_a_thirty_city_panel_follow_numpy_and_R()
    {
        var expected = Reference.Case("TOOL-03").GetProperty("expected");
        var index = Cities(DimensionWeights.Flat, AggregateMethod.Arithmetic);
        Reference.Close(expected.Numbers("e"), [.. index.Indicators.Select(summary => summary.Entropy)], 1e-12);
        Reference.Close(expected.Numbers("w"), [.. index.Indicators.Select(summary => summary.WeightGlobal)], 1e-12);
        Reference.Close(expected.Numbers("score"), Reference.InFileOrder(index, 0), 1e-12);
    }

    [Fact]
    public void Closeness_to_the_ideal_follows_numpy_and_R()
    {
        var expected = Reference.Case("TOOL-08").GetProperty("expected");
        Reference.Close(expected.Numbers("minmax_weighted"), Reference.InFileOrder(Toy(AggregateMethod.Topsis, ZeroRule.Zero), 0), 1e-12);
    }

    [Fact]
    public void The_whole_pipeline_follows_numpy_and_R()
    {
        var expected = Reference.Case("TOOL-16").GetProperty("expected");
        var flat = Cities(DimensionWeights.Flat, AggregateMethod.Arithmetic);
        Reference.Close(expected.Numbers("dimension_weights"), [.. flat.Nodes.Skip(1).Select(node => node.WeightGlobal)], 1e-10);
        foreach (var dimension in expected.GetProperty("dimension_scores").EnumerateObject())
            Reference.Close([.. dimension.Value.EnumerateArray().Select(value => value.GetDouble())], Reference.InFileOrder(flat, flat.NodeOf(dimension.Name)), 1e-10);
        Reference.Close(expected.Numbers("composite"), Reference.InFileOrder(flat, 0), 1e-10);
        var stages = Cities(DimensionWeights.Entropy, AggregateMethod.Arithmetic);
        Reference.Close(expected.Numbers("two_stage_weights"), [.. stages.Nodes.Skip(1).Select(node => node.WeightGlobal)], 1e-10);
        Reference.Close(expected.Numbers("two_stage"), Reference.InFileOrder(stages, 0), 1e-10);
    }

    [Theory]
    [InlineData("COIN-02", 0, 100)]
    [InlineData("COIN-03", 10, 2)]
    public void Normalisation_follows_COINr(string id, double shift, double scale)
    {
        Assert.Equal(id, Reference.Case(id).GetProperty("id").GetString());
        var (raw, expected, meta) = (Reference.Csv("golden/index/data/asem_raw.csv"), Reference.Csv($"golden/index/expected/{id}.csv"), Reference.Csv("golden/index/data/asem_meta.csv"));
        var order = raw["uCode"].Select(code => Array.IndexOf(expected["uCode"], code)).ToArray();
        foreach (var j in Enumerable.Range(0, meta["iCode"].Length).Where(j => meta["Level"][j] == "1"))
        {
            var (column, all) = (raw.Numbers(meta["iCode"][j]), expected.Numbers(meta["iCode"][j]));
            int[] known = [.. Enumerable.Range(0, column.Length).Where(i => !double.IsNaN(column[i]))];
            double[] values = [.. known.Select(i => column[i])];
            var z = new double[values.Length];
            var m = Normalisation.Describe(values);
            var direction = meta["Direction"][j] == "-1" ? Direction.Negative : Direction.Positive;
            if (id == "COIN-02") Normalisation.MinMax(values, m.Minimum, m.Maximum, direction, z);
            else Normalisation.ZScore(values, m.Mean, m.Deviation, direction, z);
            Reference.Close([.. known.Select(i => all[order[i]])], [.. z.Select(value => shift + scale * value)], 1e-9);
        }
    }

    [Theory]
    [InlineData("expected/COIN-24.csv", "COIN-25", AggregateMethod.Arithmetic)]
    [InlineData("data/asem_norm_1_100.csv", "COIN-26", AggregateMethod.Geometric)]
    public void A_tree_of_four_levels_follows_COINr(string data, string id, AggregateMethod aggregate)
    {
        var (input, expected, meta) = (Reference.Csv($"golden/index/{data}"), Reference.Csv($"golden/index/expected/{id}.csv"), Reference.Csv("golden/index/data/asem_meta.csv"));
        Indicator[] indicators = [.. Enumerable.Range(0, meta["iCode"].Length).Where(j => meta["Level"][j] == "1")
            .Select(j => new Indicator(meta["iCode"][j], Asem.Single(path => path.EndsWith("/" + meta["Parent"][j], StringComparison.Ordinal)), Direction.Positive))];
        input["year"] = [.. input["uCode"].Select(_ => "2018")];
        var index = new ResilienceIndex(new IndexOptions { FirstYear = 2018, LastYear = 2018, Weights = WeightMethod.Equal, Aggregate = aggregate }).Build(Reference.Table(input, "uCode", "year", indicators));
        foreach (var path in Asem.Append("Conn").Append("Sust").Append(IndexNode.Total))
        {
            var all = expected.Numbers(path == IndexNode.Total ? "Index" : path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..]);
            double[] scores = [.. index.UnitScores(index.NodeOf(path)).ToArray().Select(score => 100 * score)];
            Reference.Close([.. index.Units.Select(unit => all[Array.IndexOf(expected["uCode"], unit)])], scores, 1e-9);
        }
    }

    [Theory]
    [InlineData("COIN-16", ImputeMethod.Latest)]
    [InlineData("COIN-17", ImputeMethod.Linear)]
    public void Gaps_within_a_series_are_filled_as_COINr_fills_them(string id, ImputeMethod method)
    {
        var (input, expected) = (Reference.Csv("golden/index/data/asem_panel_holes.csv"), Reference.Csv($"golden/index/expected/{id}.csv"));
        string Key(Dictionary<string, string[]> csv, int r) => csv["uCode"][r] + csv["Time"][r];
        var place = Enumerable.Range(0, expected["uCode"].Length).ToDictionary(r => Key(expected, r), StringComparer.Ordinal);
        foreach (var column in new[] { "LPI", "Flights", "Ship", "GDPGrow" })
            foreach (var rows in Enumerable.Range(0, input["uCode"].Length).GroupBy(r => input["uCode"][r]))
            {
                int[] order = [.. rows.OrderBy(r => int.Parse(input["Time"][r], CultureInfo.InvariantCulture))];
                double[] series = [.. order.Select(r => input.Numbers(column)[r])];
                if (series.All(double.IsNaN)) continue;
                Imputation.WithinSeries(series, method);
                for (var t = 0; t < series.Length; t++)
                {
                    var want = expected.Numbers(column)[place[Key(input, order[t])]];
                    Assert.True(double.IsNaN(want) == double.IsNaN(series[t]) && !(Math.Abs(want - series[t]) > 1e-9), $"{column} {Key(input, order[t])}: {series[t]:R} is not {want:R}");
                }
            }
    }

    [Fact]
    public void Ninety_five_countries_get_an_index_whatever_the_design()
    {
        var cities = Reference.Csv("studies/world_countries/cities.csv");
        var complete = cities["code"].Where((_, r) => cities["complete"][r] == "1").ToHashSet(StringComparer.Ordinal);
        var data = Reference.Csv("studies/world_countries/indicators.csv.gz");
        var (codes, values) = (data["indicator"].Distinct().ToArray(), data.Numbers("value"));
        string[] units = [.. complete.Order(StringComparer.Ordinal)];
        Indicator[] indicators = [.. codes.Select(code => new Indicator(code, data["dimension"][Array.IndexOf(data["indicator"], code)], Direction.Positive))];
        var cells = new double[codes.Length * units.Length * 5];
        Array.Fill(cells, double.NaN);
        for (var r = 0; r < values.Length; r++)
        {
            var (unit, year) = (Array.BinarySearch(units, data["country"][r], StringComparer.Ordinal), int.Parse(data["year"][r], CultureInfo.InvariantCulture));
            if (unit >= 0 && year is >= 2015 and <= 2019) cells[(Array.IndexOf(codes, data["indicator"][r]) * units.Length + unit) * 5 + year - 2015] = values[r];
        }
        var index = new ResilienceIndex(new IndexOptions { FirstYear = 2015, LastYear = 2019, ShockYear = 2020 }).Build(new IndicatorTable(units, 2015, 5, indicators, cells));
        Assert.Equal(complete.Count, index.Units.Count + index.LeftOut.Count(left => left.Kind == LeftOutKind.Unit));
        Assert.Equal(codes.Length, index.Indicators.Count + index.LeftOut.Count(left => left.Kind == LeftOutKind.Indicator));
        Assert.Equal(data["dimension"].Distinct().Count(), index.Nodes.Count(node => node.Depth == 1));
        Assert.Equal(10, IndexVariants.Of(index).Count);
        foreach (var left in index.LeftOut) TestContext.Current.TestOutputHelper!.WriteLine($"{left.Kind} {left.Code}: {left.Reason}");
    }

    private static IndexResult Toy(AggregateMethod aggregate, ZeroRule rule)
    {
        Indicator[] indicators = [.. Enumerable.Range(1, 6).Select(j => new Indicator($"x{j}", "all", j == 6 ? Direction.Negative : Direction.Positive))];
        return new ResilienceIndex(new IndexOptions { FirstYear = 2018, LastYear = 2020, Aggregate = aggregate, ZeroRule = rule })
            .Build(Reference.Table(Reference.Csv("golden/index/data/toy_panel.csv"), "city", "year", indicators));
    }

    private static IndexResult Cities(DimensionWeights between, AggregateMethod aggregate)
    {
        string[] dimensions = ["technology", "space", "society", "economy"];
        Indicator[] indicators = [.. Enumerable.Range(0, 12).Select(j => new Indicator($"i{j + 1}", dimensions[j / 3], j is 5 or 11 ? Direction.Negative : Direction.Positive))];
        return new ResilienceIndex(new IndexOptions { FirstYear = 2016, LastYear = 2020, Between = between, Aggregate = aggregate })
            .Build(Reference.Table(Reference.Csv("golden/index/data/synthetic_cities.csv"), "city", "year", indicators));
    }
}
