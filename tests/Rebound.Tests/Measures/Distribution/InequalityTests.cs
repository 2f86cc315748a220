using CsCheck;
using Rebound.Measures;
using Xunit;

namespace Rebound.Tests.Measures;

/// <summary>Inequality and its decompositions.</summary>
public sealed class InequalityTests
{
    private static readonly Subject X = new("income", 2020);
    private static readonly Gen<double[]> Incomes = Gen.Double[0.01, 100].Array[2, 30];

    private static readonly Gen<(double[] Values, string[] Groups)> Grouped =
        from values in Incomes
        from groups in Gen.Int[0, 3].Array[values.Length]
        select (values, groups.Select(g => $"g{g}").ToArray());

    [Fact]
    public void Two_groups_of_two_have_the_published_values()
    {
        var dagum = DagumDecomposition.Of([1, 2, 3, 1.5], ["A", "A", "B", "B"], X);
        Assert.Equal((0.216667, 0.083333, 0.1, 0.033333), (Math.Round(dagum.Gini, 6), Math.Round(dagum.Within, 6), Math.Round(dagum.Between, 6), Math.Round(dagum.Transvariation, 6)));
        var pair = Assert.Single(dagum.Pairs);
        Assert.Equal(("B", "A", 0.875, 0.125, 0.75), (pair.Richer, pair.Poorer, pair.Gain, pair.Overlap, pair.Affluence));
        var theil = NestedDecomposition.Of([1, 2, 3, 1.5], [["A", "A", "B", "B"]], EntropyKind.Theil, X);
        Assert.Equal((0.076769, 0.020136, 0.056633), (Math.Round(theil.Total, 6), Math.Round(theil.Between[0], 6), Math.Round(theil.Within, 6)));
    }

    [Fact]
    public void Dagums_parts_sum_to_the_Gini_of_all_pairs() => Grouped.Sample(sample =>
    {
        var dagum = DagumDecomposition.Of(sample.Values, sample.Groups, X);
        var n = sample.Values.Length;
        var pairs = sample.Values.Sum(x => sample.Values.Sum(y => Math.Abs(x - y))) / (2 * n * sample.Values.Sum());
        Assert.Equal(pairs, dagum.Gini, 1e-12);
        Assert.Equal(pairs, Inequality.Gini(sample.Values, X), 1e-12);
        foreach (var pair in dagum.Pairs)
        {
            double[] rich = [.. sample.Values.Where((_, i) => sample.Groups[i] == pair.Richer)];
            double[] poor = [.. sample.Values.Where((_, i) => sample.Groups[i] == pair.Poorer)];
            Assert.Equal(rich.Average(x => poor.Average(y => Math.Max(0, x - y))), pair.Gain, 1e-10);
            Assert.Equal(rich.Average(x => poor.Average(y => Math.Max(0, y - x))), pair.Overlap, 1e-10);
            Assert.InRange(pair.Affluence, 0, 1);
        }
    }, iter: 1000);

    [Fact]
    public void Names_and_order_of_groups_do_not_change_Dagums_parts() => Grouped.Sample(sample =>
    {
        var dagum = DagumDecomposition.Of(sample.Values, sample.Groups, X);
        string[] renamed = [.. sample.Groups.Select(g => g switch { "g0" => "z", "g3" => "a", _ => g })];
        var again = DagumDecomposition.Of([.. sample.Values.Reverse()], [.. renamed.Reverse()], X);
        Assert.Equal(dagum.Between, again.Between, 1e-12);
        Assert.Equal(dagum.Transvariation, again.Transvariation, 1e-12);
    }, iter: 1000);

    [Fact]
    public void Another_unit_of_money_changes_no_measure() => Gen.Select(Incomes, Gen.Double[0.01, 1000]).Sample((x, scale) =>
    {
        double[] scaled = [.. x.Select(v => v * scale)];
        Assert.Equal(Inequality.Gini(x, X), Inequality.Gini(scaled, X), 1e-12);
        Assert.Equal(Inequality.Theil(x, X), Inequality.Theil(scaled, X), 1e-12);
        Assert.Equal(Inequality.MeanLogDeviation(x, X), Inequality.MeanLogDeviation(scaled, X), 1e-12);
        Assert.Equal(Inequality.Atkinson(x, 0.5, X), Inequality.Atkinson(scaled, 0.5, X), 1e-12);
        Assert.Equal(Inequality.Hoover(x, X), Inequality.Hoover(scaled, X), 1e-12);
    }, iter: 1000);

    [Fact]
    public void Copies_of_all_units_change_no_measure() => Gen.Select(Incomes, Gen.Int[2, 4]).Sample((x, copies) =>
    {
        double[] many = [.. Enumerable.Repeat(x, copies).SelectMany(v => v)];
        Assert.Equal(Inequality.Theil(x, X), Inequality.Theil(many, X), 1e-12);
        Assert.Equal(Inequality.Gini(x, X), Inequality.Gini(many, X), 1e-12);
        Assert.Equal(Inequality.CoefficientOfVariation(x, X), Inequality.CoefficientOfVariation(many, X), 1e-12);
    }, iter: 1000);

    [Fact]
    public void A_transfer_from_rich_to_poor_lowers_every_measure() => Gen.Select(Incomes, Gen.Double[0.01, 0.5]).Sample((x, share) =>
    {
        double[] after = [.. x.Order()];
        var gap = after[^1] - after[0];
        if (gap < 1e-3) return;
        double[] before = [.. after];
        (after[0], after[^1]) = (after[0] + share * gap / 2, after[^1] - share * gap / 2);
        Assert.True(Inequality.Gini(after, X) < Inequality.Gini(before, X));
        Assert.True(Inequality.Theil(after, X) < Inequality.Theil(before, X));
        Assert.True(Inequality.MeanLogDeviation(after, X) < Inequality.MeanLogDeviation(before, X));
        Assert.True(Inequality.Atkinson(after, 2, X) < Inequality.Atkinson(before, 2, X));
    }, iter: 1000);

    [Fact]
    public void Measures_stay_in_their_ranges() => Gen.Select(Incomes, Gen.Double[0.1, 3]).Sample((x, aversion) =>
    {
        Assert.InRange(Inequality.Atkinson(x, aversion, X), -1e-12, 1);
        Assert.InRange(Inequality.Gini(x, X), 0, 1);
        Assert.InRange(Inequality.Hoover(x, X), 0, 1);
        Assert.InRange(Inequality.Theil(x, X), -1e-12, Math.Log(x.Length) + 1e-12);
        Assert.Equal(Inequality.CoefficientOfVariation(x, X) * Inequality.CoefficientOfVariation(x, X) / 2, Inequality.GeneralisedEntropy(x, 2, X), 1e-10);
    }, iter: 1000);

    [Fact]
    public void Nested_parts_sum_to_the_whole_and_are_not_negative() => Gen.Select(Grouped, Gen.Int[0, 1]).Sample((sample, kind) =>
    {
        string[] finer = [.. sample.Groups.Select((g, i) => $"{g}.{i % 2}")];
        var parts = NestedDecomposition.Of(sample.Values, [sample.Groups, finer], (EntropyKind)kind, X);
        Assert.Equal(parts.Total, parts.Between.Sum() + parts.Within, 1e-12);
        Assert.All(parts.Between, part => Assert.True(part > -1e-12));
        Assert.True(parts.Within > -1e-12);
        Assert.Equal(parts.Total - parts.Between[0], parts.Contributions.Sum(group => group.Contribution), 1e-11);
    }, iter: 1000);

    [Fact]
    public void Neighbours_and_others_share_the_whole_Gini() => SpaceSamples.Mapped.Sample(map =>
    {
        double[] positive = [.. map.Values.Select(x => x + 101)];
        var gini = SpatialGini.Of(positive, map.Weights, 9, 1, X);
        Assert.Equal(gini.Gini, gini.Neighbours + gini.Others, 1e-14);
        Assert.InRange(gini.Neighbours, 0, gini.Gini + 1e-12);
    }, iter: 1000);

    [Fact]
    public void Values_that_a_logarithm_or_a_share_cannot_take_are_refused_by_name()
    {
        var refusal = Assert.Throws<MeasureRefusedException>(() => NestedDecomposition.Of([1, 0, 2], [["a", "a", "b"]], EntropyKind.MeanLogDeviation, X, ["Wuhan", "Yichang", "Xian"]));
        Assert.Equal((MeasureRefusalKind.NotPositive, "Yichang"), (refusal.Kind, Assert.Single(refusal.Units)));
        Assert.Contains("'income' in 2020", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(MeasureRefusalKind.NotPositive, Assert.Throws<MeasureRefusedException>(() => Inequality.Gini([1, -1], X)).Kind);
        Assert.Equal(MeasureRefusalKind.NotPositive, Assert.Throws<MeasureRefusedException>(() => Inequality.Atkinson([1, 0], 1, X)).Kind);
        Assert.Equal(MeasureRefusalKind.NotPositive, Assert.Throws<MeasureRefusedException>(() => Inequality.Theil([0, 0], X)).Kind);
        Assert.Equal(MeasureRefusalKind.NotPositive, Assert.Throws<MeasureRefusedException>(() => DagumDecomposition.Of([0, 0, 1], ["a", "a", "b"], X)).Kind);
        Assert.Equal(MeasureRefusalKind.NotFinite, Assert.Throws<MeasureRefusedException>(() => Inequality.Gini([1, double.NaN], X)).Kind);
        Assert.Equal(0, Inequality.Theil([0, 2], X) - Math.Log(2), 1e-15);
    }
}
