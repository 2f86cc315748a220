using CsCheck;
using Rebound.Measures;
using Rebound.Numerics;
using Xunit;
using static Rebound.Tests.Measures.IndexSamples;

namespace Rebound.Tests.Measures;

public sealed class AggregationTests
{
    private static readonly Gen<(double[] Values, double[] Weights)> Rows5 = Gen.Select(Gen.Double[0.01, 10].Array[5], Gen.Double[0.01, 1].Array[5]);
    private static readonly Gen<double> Exponents = Gen.Select(Gen.Int[0, 5], Gen.Double[0.05, 5]).Select((lot, p) => lot switch { 0 => -1.0, 1 => 0.0, 2 => 1.0, 3 => -p, _ => p });

    // The penalty of a Mazziotta-Pareto index may outweigh a small gain, by design.
    private static readonly Gen<AggregateMethod> Unpenalised = OneOf([.. OfMinMax.Where(method => method != AggregateMethod.AdjustedMazziottaPareto)]);

    // VIKOR is relative to the extremes of all regrets, which an improvement may move.
    private static readonly Gen<AggregateMethod> Monotone = OneOf([.. OfMinMax.Where(method => method is not (AggregateMethod.AdjustedMazziottaPareto or AggregateMethod.Vikor))]);

    [Fact]
    public void A_mean_lies_between_the_least_and_the_largest() => Gen.Select(Rows5, Exponents).Sample((row, p) =>
        Assert.InRange(PowerMean.Of(row.Values, row.Weights, p, 0), row.Values.Min() * (1 - 1e-9), row.Values.Max() * (1 + 1e-9)), iter: Cases);

    [Fact]
    public void A_power_mean_grows_with_its_exponent() => Gen.Select(Rows5, Exponents, Exponents).Sample((row, p, q) =>
    {
        if (p > q) (p, q) = (q, p);
        Assert.True(PowerMean.Of(row.Values, row.Weights, p, 0) <= PowerMean.Of(row.Values, row.Weights, q, 0) * (1 + 1e-9));
    }, iter: Cases);

    [Fact]
    public void Harmonic_is_at_most_geometric_is_at_most_arithmetic_for_every_unit_year_and_node() => Values.Sample(values =>
    {
        // The arithmetic mean of 0.01 + 0.99 z is that of z, so mapped.
        var (a, g, h) = (Build(values, Options), Build(values, Options with { Aggregate = AggregateMethod.Geometric }), Build(values, Options with { Aggregate = AggregateMethod.Harmonic }));
        for (var node = 0; node < a.Nodes.Count; node++)
            for (var r = 0; r < Rows; r++)
            {
                Assert.True(h.Scores(node)[r] <= g.Scores(node)[r] + 1e-12);
                Assert.True(g.Scores(node)[r] <= 0.01 + 0.99 * a.Scores(node)[r] + 1e-12);
            }
    }, iter: Cases);

    [Fact]
    public void A_mean_of_means_is_the_mean_of_all_so_levels_and_one_pass_agree() => Gen.Select(Values, OneOf(AggregateMethod.Arithmetic, AggregateMethod.Geometric, AggregateMethod.Harmonic, AggregateMethod.Power), Gen.Double[0.05, 3]).Sample((values, method, p) =>
    {
        var options = Options with { Aggregate = method, Power = p };
        var (flat, levels) = (Build(values, options), Build(values, options with { AggregateByLevel = [method] }));
        var raised = method != AggregateMethod.Arithmetic;
        for (var node = 0; node < flat.Nodes.Count; node++) Reference.Close(flat.Scores(node).ToArray(), levels.Scores(node).ToArray(), 1e-9);
        Assert.Equal(flat.Indicators.Select(summary => summary.WeightGlobal), levels.Indicators.Select(summary => summary.WeightGlobal));
        Assert.True(raised || flat.Scores(0).ToArray().Min() >= 0);
    }, iter: Cases);

    [Fact]
    public void The_order_of_units_does_not_matter() => Gen.Select(Values, Aggregations, Scopes).Sample((values, method, scope) =>
    {
        var options = Options with { Aggregate = method, NormaliseSettings = new NormaliseSettings { Scope = scope } };
        var reversed = new double[values.Length];
        for (var b = 0; b < K * N; b++) values.AsSpan(b * T, T).CopyTo(reversed.AsSpan((b / N * N + N - 1 - b % N) * T));
        var (one, other) = (Build(values, options), new ResilienceIndex(options).Build(Table(reversed, [.. Units.Reverse()])));
        for (var i = 0; i < N; i++) Assert.Equal(one.UnitScores(0)[i], other.UnitScores(0)[N - 1 - i], 1e-9);
    }, iter: Cases);

    [Fact]
    public void The_order_of_indicators_does_not_matter() => Gen.Select(Values, Aggregations).Sample((values, method) =>
    {
        var options = Options with { Aggregate = method };
        var indicators = Indicators();
        (indicators[0], indicators[1]) = (indicators[1], indicators[0]);
        double[] swapped = [.. values[Rows..(2 * Rows)], .. values[..Rows], .. values[(2 * Rows)..]];
        var (one, other) = (Build(values, options), new ResilienceIndex(options).Build(Table(swapped, indicators: indicators)));
        for (var node = 0; node < one.Nodes.Count; node++) Reference.Close(one.Scores(node).ToArray(), other.Scores(node).ToArray(), 1e-9);
    }, iter: Cases);

    [Fact]
    public void Twins_score_alike() => Gen.Select(Values, Aggregations, Gen.Int[0, N - 2]).Sample((values, method, unit) =>
    {
        for (var j = 0; j < K; j++) values.AsSpan((j * N + unit) * T, T).CopyTo(values.AsSpan((j * N + N - 1) * T));
        var index = Build(values, Options with { Aggregate = method });
        for (var node = 0; node < index.Nodes.Count; node++)
        {
            Assert.Equal(index.UnitScores(node)[unit], index.UnitScores(node)[N - 1]);
            Assert.Equal(index.Ranks(node)[unit], index.Ranks(node)[N - 1]);
        }
    }, iter: Cases);

    [Fact]
    public void Who_is_better_in_everything_scores_no_less() => Gen.Select(Values, Unpenalised, Gen.Int[0, N - 2]).Sample((values, method, unit) =>
    {
        for (var j = 0; j < K; j++)
            for (var t = 0; t < T; t++) // the last unit improves a little on another
                values[(j * N + N - 1) * T + t] = values[(j * N + unit) * T + t] + (j % 2 == 0 ? 1 : -1);
        var index = Build(values, Options with { Aggregate = method });
        Assert.True(index.UnitScores(0)[N - 1] >= index.UnitScores(0)[unit] - 1e-12);
    }, iter: Cases);

    [Fact]
    public void Improving_an_indicator_inside_its_range_never_lowers_the_unit() => Gen.Select(Values, Monotone, Gen.Int[0, Rows - 1]).Sample((values, method, row) =>
    {
        var options = Options with { Aggregate = method };
        var column = values.AsSpan(0, Rows).ToArray();
        if (column[row] == column.Min() || column[row] == column.Max()) return; // the scale must not move
        var better = (double[])values.Clone();
        better[row] = (column[row] + column.Max()) / 2;
        Assert.True(Build(better, options).Scores(0)[row] >= Build(values, options).Scores(0)[row] - 1e-12);
    }, iter: Cases);

    [Fact]
    public void Scores_stay_where_their_definition_puts_them() => Gen.Select(Values, Aggregations).Sample((values, method) =>
    {
        var index = Build(values, Options with { Aggregate = method });
        var (low, high) = method switch { AggregateMethod.AdjustedMazziottaPareto => (0.0, 130.0), AggregateMethod.Copeland => (1.0 - N, N - 1.0), _ => (0.0, 1.0) };
        for (var node = 0; node < index.Nodes.Count; node++)
            foreach (var score in index.Scores(node)) Assert.InRange(score, low - 1e-12, high + 1e-12);
    }, iter: Cases);

    [Fact]
    public void Regret_is_nil_for_who_is_best_in_everything_and_one_for_who_is_worst() => Values.Sample(values =>
    {
        for (var j = 0; j < K; j++) (values[j * Rows], values[j * Rows + 1]) = j % 2 == 0 ? (200.0, -200.0) : (-200.0, 200.0);
        var columns = Normalised(values, NormaliseMethod.MinMax);
        var (s, r, q) = (new double[Rows], new double[Rows], new double[Rows]);
        Vikor.Compromise(columns, [0.1, 0.2, 0.3, 0.4], 0.5, s, r, q);
        Assert.Equal((0.0, 0.0, 0.0), (s[0], r[0], q[0]));
        Assert.Equal((1.0, 0.4, 1.0), (Math.Round(s[1], 12), Math.Round(r[1], 12), Math.Round(q[1], 12)));
        for (var i = 0; i < Rows; i++) Assert.True(r[i] <= s[i] + 1e-15);
        var grade = new double[Rows];
        GreyRelational.Grade(columns, [0.1, 0.2, 0.3, 0.4], double.NaN, 0.5, grade);
        Assert.Equal(1, grade[0], 1e-12);
        Assert.Equal(1.0 / 3, grade[1], 1e-12);
    }, iter: Cases);

    [Fact]
    public void The_two_penalties_lie_about_the_mean_and_vanish_for_the_balanced() => Values.Sample(values =>
    {
        var z = Normalised(values, NormaliseMethod.PopulationZScore);
        var (minus, plus, squares) = (new double[Rows], new double[Rows], new double[Rows]);
        double[] weights = [0.25, 0.25, 0.25, 0.25];
        for (var j = 1; j < K; j++) z[j * Rows] = z[0]; // the first row is balanced
        MazziottaPareto.Score(z, weights, 100, 10, -1, squares, minus);
        MazziottaPareto.Score(z, weights, 100, 10, 1, squares, plus);
        for (var r = 0; r < Rows; r++)
        {
            var mean = 100 + 10 * Enumerable.Range(0, K).Average(j => z[j * Rows + r]);
            Assert.Equal(2 * mean, minus[r] + plus[r], 1e-9);
            Assert.True(minus[r] <= plus[r] + 1e-12);
        }
        Assert.Equal(100 + 10 * z[0], minus[0], 1e-9);
    }, iter: Cases);

    [Fact]
    public void Copeland_over_several_blocks_of_units_with_ties_and_gaps_counts_the_credits_of_pairs() => Gen.Select(Gen.Int[17, 41], Gen.ULong, Gen.Bool, Gen.Bool).Sample((n, seed, ties, gaps) =>
    {
        var stream = new RandomStream(seed, 3);
        double[] weights = [0.5, 0.25, 0.125, 0.125]; // binary fractions: sums are exact, so half is half
        var columns = new double[4 * n];
        for (var k = 0; k < columns.Length; k++) columns[k] = gaps && stream.NextBelow(9) == 0 ? double.NaN : ties ? stream.NextBelow(5) : stream.NextUniform();
        double[] Of(int i) => [.. Enumerable.Range(0, 4).Select(j => columns[j * n + i])];
        var score = new double[n];
        Outranking.Copeland(columns, weights, 1, score);
        for (var i = 0; i < n; i++)
        {
            double[] credits = [.. Enumerable.Range(0, n).Where(other => other != i).Select(other => Outranking.Credit(Of(i), Of(other), weights))];
            Assert.Equal(credits.Count(credit => credit > 0.5 + 1e-12) - credits.Count(credit => credit < 0.5 - 1e-12), score[i]);
        }
    }, iter: Cases);

    [Fact]
    public void Outranking_credits_add_up_to_one_and_Copeland_scores_to_nil_in_every_year() => Gen.Select(Gaps, Gen.Double[0.01, 1].Array[K]).Sample((values, weights) =>
    {
        for (var a = 0; a < Rows; a++)
            for (var b = a + 1; b < Rows; b++)
            {
                double[] Of(int row) => [.. Enumerable.Range(0, K).Select(j => values[j * Rows + row])];
                var (one, other) = (Outranking.Credit(Of(a), Of(b), weights), Outranking.Credit(Of(b), Of(a), weights));
                if (!double.IsNaN(one)) Assert.Equal(1, one + other, 1e-12);
            }
        var score = new double[Rows];
        Outranking.Copeland(values, weights, T, score);
        double[] At(int row) => [.. Enumerable.Range(0, K).Select(j => values[j * Rows + row])];
        for (var t = 0; t < T; t++)
        {
            Assert.Equal(0, Enumerable.Range(0, N).Sum(i => score[i * T + t]));
            for (var i = 0; i < N; i++)
            {
                double[] credits = [.. Enumerable.Range(0, N).Where(other => other != i).Select(other => Outranking.Credit(At(i * T + t), At(other * T + t), weights))];
                if (credits.All(credit => double.IsNaN(credit) || Math.Abs(credit - 0.5) > 1e-9)) // a tie is decided by rounding
                    Assert.Equal(credits.Count(credit => credit > 0.5) - credits.Count(credit => credit < 0.5), score[i * T + t]);
            }
        }
    }, iter: Cases);

    [Fact]
    public void No_step_changes_what_it_is_given() => Gen.Select(Gaps, Aggregations).Sample((values, method) =>
    {
        var options = Options with { Aggregate = method, MinimumCoverage = 0, Treat = TreatMethod.LogPlus, TreatSettings = new TreatSettings { SkewnessLimit = 0.2, KurtosisLimit = -1 } };
        var given = (double[])values.Clone();
        var selected = IndexSteps.Select(Table(values), options);
        var chosen = selected.Values.ToArray();
        var filled = IndexSteps.Impute(IndexSteps.Denominate(selected), options);
        var whole = filled.Values.ToArray();
        var table = IndexSteps.Describe(IndexSteps.Treat(filled, options));
        var treated = table.Values.ToArray();
        var columns = IndexSteps.Normalise(table, options);
        var normal = columns.ToArray();
        var prepared = IndexSteps.Prepare(table, columns, options);
        var ready = prepared.ToArray();
        IndexSteps.Score(table, options, prepared, new IndexWeights(table, options, columns, IndexSteps.Entropies(table, options.ZeroRule)));
        Assert.Equal(given, values);
        Assert.Equal(chosen, selected.Values);
        Assert.Equal(whole, filled.Values);
        Assert.Equal(treated, table.Values);
        Assert.Equal(normal, columns);
        Assert.Equal(ready, prepared);
    }, iter: Cases);

    [Fact]
    public void A_score_needs_its_share_of_children_and_weights_are_taken_over_those_there()
    {
        double n = double.NaN;
        Assert.Equal(2.0, PowerMean.Of([1, n, 3], [1, 5, 1], 1, 0.6));
        Assert.True(double.IsNaN(PowerMean.Of([1, n, 3], [1, 5, 1], 1, 0.7)));
        Assert.True(double.IsNaN(PowerMean.Of([n, n], [1, 1], 0, 0)));
        Assert.True(double.IsNaN(PowerMean.Of([4, n], [0, 1], 1, 0)));
    }

    [Fact]
    public void A_node_without_enough_children_is_refused_by_unit_year_and_path()
    {
        var values = Enumerable.Range(0, Rows * K).Select(k => (double)((k * 37) % 101)).ToArray();
        (values[(2 * N + 4) * T + 1], values[(3 * N + 4) * T + 1]) = (double.NaN, double.NaN);
        var options = Options with { Impute = ImputeMethod.None };
        var refusal = Assert.Throws<IndexRefusedException>(() => Build(values, options)).Refusals.Single();
        Assert.Equal((IndexRefusalKind.StillMissing, "c4", 2016, "b"), (refusal.Kind, refusal.Unit, refusal.Year, refusal.Indicator));
        values[(2 * N + 4) * T + 1] = 50;
        var index = Build(values, options with { MinimumAvailable = 0.5 });
        Assert.Equal(index.Scores(index.NodeOf("b"))[4 * T + 1], (50 - index.Indicators[2].Minimum) / (index.Indicators[2].Maximum - index.Indicators[2].Minimum), 1e-12);
    }

    [Fact]
    public void Methods_that_do_not_go_together_are_refused()
    {
        var values = Enumerable.Range(0, Rows * K).Select(k => (double)((k * 37) % 101)).ToArray();
        IndexOptions[] wrong =
        [
            Options with { Normalise = NormaliseMethod.PopulationZScore, Aggregate = AggregateMethod.Harmonic },
            Options with { Aggregate = AggregateMethod.MazziottaPareto },
            Options with { Normalise = NormaliseMethod.ZScore, Aggregate = AggregateMethod.AdjustedMazziottaPareto },
            Options with { AggregateByLevel = [AggregateMethod.Topsis] },
            Options with { AggregateByLevel = [] },
            Options with { Impute = ImputeMethod.None, Aggregate = AggregateMethod.Vikor },
            Options with { Impute = ImputeMethod.None, Between = DimensionWeights.Entropy },
            Options with { Aggregate = AggregateMethod.Power, Power = double.PositiveInfinity },
            Options with { Aggregate = AggregateMethod.Copeland, Between = DimensionWeights.Entropy },
            Options with { Aggregate = AggregateMethod.Vikor, Majority = 1.5 },
            Options with { Aggregate = AggregateMethod.GreyRelational, Resolution = 0 },
        ];
        foreach (var options in wrong)
            Assert.Equal(IndexRefusalKind.Method, Assert.Throws<IndexRefusedException>(() => Build(values, options)).Refusals[0].Kind);
        var negative = Options with { Aggregate = AggregateMethod.Geometric, NormaliseSettings = new NormaliseSettings { Scope = NormaliseScope.BaseYear, BaseYear = 2015 } };
        var refusal = Assert.Throws<IndexRefusedException>(() => Build(values, negative)).Refusals[0];
        Assert.True(refusal is { Kind: IndexRefusalKind.Method, Unit: not null, Year: not null, Indicator: not null });
    }

    [Fact]
    public void Ranks_within_groups_are_those_of_the_group_alone() => Gen.Select(Gen.Int[0, 5].Array[9], Gen.Int[0, 2].Array[9]).Sample((scores, groups) =>
    {
        double[] values = [.. scores.Select(score => (double)score)];
        var ranks = Ranks.WithinGroups(values, groups);
        for (var i = 0; i < 9; i++)
            Assert.Equal(1 + Enumerable.Range(0, 9).Count(k => groups[k] == groups[i] && values[k] > values[i]), ranks[i]);
    }, iter: Cases);

    [Fact]
    public void A_percentage_a_year_is_taken_of_where_the_fitted_line_starts()
    {
        var trend = ScoreTrend.Of([0, 1, 2, 3], [2, 4, 3, 7]); // the line is 1.9 + 1.4 t
        Assert.Equal(1.4, trend.Slope, 1e-12);
        Assert.Equal(100 * 1.4 / 1.9, trend.PercentChange!.Value, 1e-10);
        Assert.Equal(Math.Cbrt(3.5) - 1, trend.CompoundGrowth!.Value, 1e-12);
        Assert.Null(ScoreTrend.Of([0, 1], [2, 4]).PercentChange);
        Assert.Equal(new ScoreTrend(0, null, null), ScoreTrend.Of([2020], [5]));
    }

    [Fact]
    public void A_series_of_steady_growth_has_that_growth_and_a_mirrored_one_the_opposite_slope() => Gen.Select(Gen.Double[0.5, 2], Gen.Double[-0.3, 0.5], Gen.Int[3, 12]).Sample((start, growth, count) =>
    {
        double[] years = [.. Enumerable.Range(2000, count).Select(year => (double)year)];
        double[] values = [.. Enumerable.Range(0, count).Select(t => start * Math.Pow(1 + growth, t))];
        var trend = ScoreTrend.Of(years, values);
        Assert.Equal(growth, trend.CompoundGrowth!.Value, 1e-10);
        Assert.Equal(-trend.Slope, ScoreTrend.Of(years, [.. values.Reverse()]).Slope, 1e-9);
        Assert.Null(ScoreTrend.Of(years, [.. values.Select(value => -value)]).CompoundGrowth);
    }, iter: Cases);
}
