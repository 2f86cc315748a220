using CsCheck;
using Rebound.Measures;
using Xunit;

namespace Rebound.Tests.Measures;

public sealed class DiagnosticsTests
{
    private const int N = 8, T = 2, K = 5;
    private static readonly string[] Names = ["x0", "x1", "x2", "x3", "x4"];
    private static readonly Gen<double[]> Values = Gen.Double[1, 100].Array[N * T * K];
    private static readonly IndexOptions Options = new() { FirstYear = 2015, LastYear = 2016 };

    [Fact]
    public void Alpha_does_not_change_with_a_common_unit_or_the_order_of_indicators() => Gen.Select(Gen.Int[-400, 400].Array[K * 7], Gen.Double[0.1, 100], Gen.Double[-50, 50]).Sample((numbers, factor, shift) =>
    {
        double[] columns = [.. numbers.Select(number => number / 8.0)];
        if (columns.Chunk(7).Any(column => column.Distinct().Count() == 1)) return;
        var alpha = Cronbach.Alpha(Names, columns);
        Assert.True(alpha <= 1);
        Assert.Equal(alpha, Cronbach.Alpha(Names, [.. columns.Select(x => factor * x + shift)]), 1e-8 * Math.Max(1, Math.Abs(alpha)));
        Assert.Equal(alpha, Cronbach.Alpha(Names, [.. columns[7..], .. columns[..7]]), 1e-8 * Math.Max(1, Math.Abs(alpha)));
    }, iter: 1000);

    [Fact]
    public void Obstacle_degrees_sum_to_a_hundred_and_are_not_defined_for_who_lacks_nothing() => Gen.Select(Gen.Double[0, 1].Array[K * 3], Gen.Double[0, 1].Array[K]).Sample((columns, weights) =>
    {
        for (var j = 0; j < K; j++) columns[j * 3 + 1] = 1; // the second row is at the maximum of everything
        weights[2] += 0.1;
        columns[2 * 3] = 0.5; // the first row lacks something
        var degrees = ObstacleDegrees.Of(Names, columns, weights);
        Assert.Equal(0, degrees.Of(1).Length);
        Assert.Equal(100, degrees.Of(0).ToArray().Sum(), 1e-10);
        Assert.Equal(100, degrees.Mean([0, 1, 2]).Sum(), 1e-10);
        Assert.Empty(degrees.Mean([1]));
    }, iter: 1000);

    [Fact]
    public void Coupling_lies_between_zero_and_one_ignores_the_order_of_systems_and_is_one_for_equals() => Gen.Select(Gen.Double[0, 1].Array[2, 6], Gen.Enum<CouplingFormula>()).Sample((systems, formula) =>
    {
        if (systems.Max() == 0) return;
        var coupling = Coupling.Of(systems, [], formula)!.Value;
        Assert.InRange(coupling.C, 0, 1);
        Assert.InRange(coupling.D, 0, 1);
        Assert.Equal(coupling.C, Coupling.Of([.. systems.Reverse()], [], formula)!.Value.C, 1e-12);
        double[] equal = [.. systems.Select(_ => systems.Max())];
        Assert.Equal(1, Coupling.Of(equal, [], formula)!.Value.C, 1e-9);
    }, iter: 1000);

    [Fact]
    public void Levels_hold_their_lower_bound_and_nothing_is_coupled_at_zero()
    {
        Assert.Equal(CoordinationLevel.NearImbalance, Coupling.LevelOf(0.4));
        Assert.Equal(CoordinationLevel.MildImbalance, Coupling.LevelOf(Math.BitDecrement(0.4)));
        Assert.Equal(CoordinationLevel.QualityCoordination, Coupling.LevelOf(1));
        Assert.Null(Coupling.Of([0, 0], [], CouplingFormula.Standard));
        Assert.Equal(0, Coupling.Of([0, 0], [], CouplingFormula.Fan)!.Value.D);
        Assert.Equal(0, Coupling.Of([0, 0.5], [], CouplingFormula.Standard)!.Value.D);
        Assert.Throws<IndexRefusedException>(() => Coupling.Of([0.5, 1.2], [], CouplingFormula.Standard));
        Assert.Throws<IndexRefusedException>(() => Coupling.Of([0.5, 0.2], [0.5, 0.6], CouplingFormula.Standard));
    }

    [Fact]
    public void Variety_between_and_within_groups_is_variety_in_all() => Gen.Select(Gen.Double[0, 1].Array[8], Gen.Int[0, 3].Array[8]).Sample((raw, groups) =>
    {
        raw[0] += 0.1;
        double[] shares = [.. raw.Select(x => x / raw.Sum())];
        var variety = IndustryVariety.Of("p", shares, groups);
        Assert.Equal(variety.Shannon / Math.Log(2), variety.Related + variety.Unrelated, 1e-10);
        Assert.InRange(variety.Herfindahl, 1 / 8.0 - 1e-12, 1 + 1e-12);
        Assert.True(variety.Related >= -1e-12 && variety.Unrelated >= -1e-12);
    }, iter: 1000);

    [Fact]
    public void Components_explain_everything_and_all_correlations_mirror() => Gen.Double[-5, 5].Array[K * 9].Sample(columns =>
    {
        var components = PrincipalComponents.Of(Names, columns);
        Assert.Equal(1, components.Explained.Sum(), 1e-12);
        foreach (var method in Enum.GetValues<CorrelationMethod>())
        {
            var table = CorrelationTable.Of(Names, columns, method);
            var mirrored = CorrelationTable.Of(Names, [.. columns.Select(x => -x)], method);
            for (var c = 0; c < K * K; c++)
            {
                Assert.InRange(table.Values[c], -1, 1);
                Assert.InRange(table.PValues[c], 0, 1);
                Assert.Equal(table.Values[c], table.Values[c % K * K + c / K]);
                Assert.Equal(table.Values[c], mirrored.Values[c], 1e-12);
            }
        }
    }, iter: 1000);

    [Fact]
    public void An_indicator_that_weighs_nothing_changes_no_rank_when_it_is_left_out() => Values.Sample(values =>
    {
        double[] weights = [0, 1, 0.3, 0.3, 0.4];
        var effects = IndexDiagnostics.Removals(Build(values, Options with { Weights = WeightMethod.Given }, weights));
        Assert.Equal((0.0, 0, ""), (effects[0].Shift.MeanAbsolute, effects[0].Shift.Largest.Difference, effects[0].Dropped));
        Assert.Equal("a", effects[1].Dropped); // nothing that weighs is left in its dimension
    }, iter: 1000);

    [Fact]
    public void Leaving_an_indicator_out_is_building_the_index_without_it() => Gen.Select(Values, Gen.Int[2, 4]).Sample((values, gone) =>
    {
        var options = Options with { Weights = WeightMethod.Equal };
        var index = Build(values, options);
        int[] kept = [.. Enumerable.Range(0, K).Where(j => j != gone)];
        // Min-max of one indicator does not depend on the others, so the scores must be those of a smaller index.
        var smaller = new ResilienceIndex(options).Build(new IndicatorTable(index.Units, 2015, T, [.. kept.Select(j => Indicators()[j])], [.. kept.SelectMany(j => values[(j * N * T)..((j + 1) * N * T)])]));
        var shift = IndexComparison.Of(index, smaller);
        var effect = IndexDiagnostics.Removals(index)[gone].Shift;
        Assert.Equal(shift.Shifts, effect.Shifts);
    }, iter: 1000);

    [Fact]
    public void Every_diagnosis_of_an_index_names_its_parts()
    {
        var values = Enumerable.Range(0, N * T * K).Select(at => (double)(at * 7919 % 97)).ToArray();
        var index = Build(values, Options with { Weights = WeightMethod.Equal });
        var influences = IndexDiagnostics.Influences(index);
        Assert.Equal(["a", "b", "x0", "x1", "x2", "x3", "x4"], influences.Select(influence => influence.Name));
        Assert.Equal(1, influences.Skip(2).Sum(influence => influence.WeightEffective), 1e-12);
        Assert.Equal(["total", "a", "b"], IndexDiagnostics.Nodes(index).Select(node => node.Path));
        Assert.Equal(N * T, IndexDiagnostics.Couplings(index, CouplingFormula.Standard).Count);
        Assert.Equal(N * T, IndexDiagnostics.Obstacles(index).Rows);
    }

    [Fact]
    public void What_cannot_be_diagnosed_is_refused_by_name()
    {
        Assert.Equal("x1", Assert.Throws<IndexRefusedException>(() => CorrelationTable.Of(["x0", "x1"], [1, 2, 3, 4, 4, 4], CorrelationMethod.Kendall)).Refusals[0].Indicator);
        Assert.Equal(IndexRefusalKind.TooFewUnits, Assert.Throws<IndexRefusedException>(() => CorrelationTable.Of(["x0", "x1"], [1, 2, 3, 4], CorrelationMethod.Pearson)).Refusals[0].Kind);
        Assert.Equal(IndexRefusalKind.NotFinite, Assert.Throws<IndexRefusedException>(() => PrincipalComponents.Of(["x0", "x1"], [1, 2, double.NaN, 4])).Refusals[0].Kind);
        Assert.Throws<IndexRefusedException>(() => Cronbach.Alpha(["x0"], [1, 2]));
        Assert.Throws<IndexRefusedException>(() => Cronbach.Alpha(["x0", "x1"], [1, 2, 3, -1, -2, -3]));
        Assert.Equal("x0", Assert.Throws<IndexRefusedException>(() => ObstacleDegrees.Of(["x0"], [1.5], [1])).Refusals[0].Indicator);
        Assert.Equal("p", Assert.Throws<IndexRefusedException>(() => IndustryVariety.Of("p", [0.5, 0.6], [0, 1])).Refusals[0].Unit);
    }

    private static Indicator[] Indicators(double[]? weights = null) => [.. Names.Select((name, j) => new Indicator(name, j < 2 ? "a" : "b", Direction.Positive, Weight: weights?[j]))];

    private static IndexResult Build(double[] values, IndexOptions options, double[]? weights = null) =>
        new ResilienceIndex(options).Build(new IndicatorTable([.. Enumerable.Range(0, N).Select(i => $"c{i}")], 2015, T, Indicators(weights), values));
}
