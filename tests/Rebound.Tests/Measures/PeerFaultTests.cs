using CsCheck;
using Rebound.Measures;
using Xunit;
using static Rebound.Tests.Measures.IndexSamples;

namespace Rebound.Tests.Measures;

/// <summary>Faults that other programs for composite indicators have or had; each test states the right answer.</summary>
public sealed class PeerFaultTests
{
    private static readonly double[] Sample = [.. Enumerable.Range(0, Rows * K).Select(k => (double)((k * 37) % 101))];

    [Fact]
    public void Copeland_scores_a_table_of_units_and_not_only_a_matrix()
    {
        var index = Build(Sample, Options with { Aggregate = AggregateMethod.Copeland });
        Assert.Equal(Rows, index.Scores(0).Length);
        Assert.True(index.Scores(0).ToArray().Max() > 0);
    }

    [Fact]
    public void A_log_is_the_log_and_not_the_values_it_started_from()
    {
        double[] values = [1, 2, 4, 8, 1000];
        var treated = (double[])values.Clone();
        OutlierTreatment.Log(treated);
        for (var k = 0; k < values.Length; k++) Assert.Equal(Math.Log(values[k] - 1 + 9.99), treated[k], 1e-12);
    }

    [Fact]
    public void A_power_mean_with_a_missing_value_is_the_mean_of_the_others()
    {
        Assert.Equal(PowerMean.Of([4, 9], [0.5, 0.5], 0.5, 0), PowerMean.Of([4, double.NaN, 9], [0.5, 0.2, 0.5], 0.5, 0), 1e-15);
        Assert.Equal(6.25, PowerMean.Of([4, 9], [1, 1], 0.5, 0), 1e-12);
    }

    [Fact]
    public void A_power_mean_differs_between_units()
    {
        var index = Build(Sample, Options with { Aggregate = AggregateMethod.Power });
        Assert.True(index.UnitScores(0).ToArray().Distinct().Count() > 1);
    }

    [Fact]
    public void A_missing_comparison_is_credited_to_neither_unit()
    {
        double[] one = [1, 3, 5], other = [double.NaN, 2, 4]; // the first indicator knows only one of the units
        foreach (var (a, b) in new[] { (one, other), (other, one) })
            Assert.Equal(1, Outranking.Credit(a, b, [1, 1, 1]) + Outranking.Credit(b, a, [1, 1, 1]));
        Assert.Equal((1.0, 0.0), (Outranking.Credit(one, other, [1, 1, 1]), Outranking.Credit(other, one, [1, 1, 1])));
        Assert.True(double.IsNaN(Outranking.Credit([1], [double.NaN], [1])));
        Assert.Equal(0.75, Outranking.Credit([1, 2], [1, 1], [1, 1]));
    }

    [Fact]
    public void A_constant_indicator_is_refused_by_name_and_never_gives_a_score_that_is_no_number()
    {
        foreach (var method in Plain)
        {
            var values = (double[])Sample.Clone();
            values.AsSpan(2 * Rows, Rows).Fill(3);
            var refusal = Assert.Throws<IndexRefusedException>(() => Build(values, Options with { Normalise = method })).Refusals[0];
            Assert.Equal((IndexRefusalKind.Constant, "x2"), (refusal.Kind, refusal.Indicator));
        }
    }

    [Fact]
    public void An_index_normalised_over_all_years_can_be_built_again_from_its_own_options()
    {
        var first = Build(Sample, Options);
        var again = new ResilienceIndex(first.Options).Build(Table(Sample));
        Assert.Equal(first.Scores(0).ToArray(), again.Scores(0).ToArray());
    }

    [Fact]
    public void Entropy_weights_take_zeros()
    {
        var values = (double[])Sample.Clone();
        values.AsSpan(0, 5).Clear();
        var index = Build(values, Options with { Weights = WeightMethod.Entropy });
        Assert.All(index.Indicators, summary => Assert.InRange(summary.WeightWithin, 1e-9, 1));
    }

    [Fact]
    public void The_penalty_of_the_adjusted_index_is_heard()
    {
        var options = Options with { Aggregate = AggregateMethod.AdjustedMazziottaPareto };
        var (lowers, raises) = (Build(Sample, options), Build(Sample, options with { Penalty = ImbalancePenalty.Raises }));
        for (var r = 0; r < Rows; r++) Assert.True(lowers.Scores(0)[r] < raises.Scores(0)[r]);
    }

    [Fact]
    public void The_dispersion_of_the_Mazziotta_Pareto_index_is_that_of_the_whole_population_of_indicators_of_one_unit()
    {
        // Two indicators at 110 and 90: M = 100, S² = 100 (not 200), so 100 − 1; the second unit's mean must not leak in.
        var (score, squares) = (new double[2], new double[2]);
        MazziottaPareto.Score([1, 3, -1, 1], [0.5, 0.5], 100, 10, -1, squares, score);
        Assert.Equal(99, score[0], 1e-12);
        Assert.Equal(120 - 100.0 / 120, score[1], 1e-12);
    }

    [Fact]
    public void A_single_observation_is_carried_over_the_years_and_a_series_without_any_stays_empty()
    {
        double n = double.NaN;
        foreach (var method in new[] { ImputeMethod.Linear, ImputeMethod.Constant })
        {
            double[] series = [n, 4, n];
            Imputation.WithinSeries(series, method);
            Assert.Equal([4, 4, 4], series);
            double[] empty = [n, n, n];
            Imputation.WithinSeries(empty, method);
            Assert.All(empty, value => Assert.True(double.IsNaN(value)));
        }
    }

    [Fact]
    public void Principal_weights_are_never_all_negative() => Gen.Select(Gen.Double[-1, 1].Array[Rows], Gen.Double[-0.05, 0.05].Array[Rows * K], Gen.Enum<ComponentRule>()).Sample((factor, noise, rule) =>
    {
        // One factor under four indicators, half of them recorded the wrong way round and said to be so.
        double[] values = [.. noise.Select((e, at) => (factor[at % Rows] + 0.01 * (at % Rows) + e + 1e-3 * (at * 37 % 101)) * (at / Rows % 2 == 0 ? 1 : -1))];
        if (Enumerable.Range(0, K).Any(j => values.AsSpan(j * Rows, Rows).ToArray().Distinct().Count() < Rows)) return; // too even to have components
        var index = Build(values, Options with { Weights = WeightMethod.PrincipalComponents, Weighting = new WeightOptions { Components = rule } });
        Assert.All(index.Indicators, summary => Assert.InRange(summary.WeightWithin, 0.4, 0.6)); // two indicators of one factor share it
    }, iter: Cases);

    [Fact]
    public void A_discrete_draw_does_not_depend_on_what_else_is_drawn() => Gen.ULong.Sample(seed =>
    {
        var factor = DesignFactor.Of("f", ("one", options => options), ("two", options => options with { Power = 2 }), ("three", options => options with { Power = 3 }));
        var (few, many) = (new DesignSample([factor], new SensitivityOptions { Replications = 20, Seed = seed }), new DesignSample([factor, DesignFactor.Direction("x0")], new SensitivityOptions { Replications = 50, Seed = seed }));
        for (var r = 0; r < 20; r++) Assert.Equal(few.Of(r)[0], many.Of(r)[0]);
    }, iter: Cases);

    [Fact]
    public void The_first_and_the_last_choice_are_drawn_as_often_as_those_between()
    {
        var factor = DesignFactor.Of("f", ("a", options => options), ("b", options => options with { Power = 2 }), ("c", options => options with { Power = 3 }), ("d", options => options with { Power = 4 }));
        var counts = new int[4];
        for (var seed = 0UL; seed < 500; seed++)
        {
            var sample = new DesignSample([factor], new SensitivityOptions { Replications = 20, Seed = seed }); // short runs: their own range is not that of the choices
            for (var r = 0; r < 20; r++) counts[sample.Of(r)[0]]++;
        }
        Assert.All(counts, count => Assert.InRange(count, 2500 - 4 * 43.3, 2500 + 4 * 43.3)); // four standard deviations of 10,000 draws
    }

    [Fact]
    public void A_panel_has_rank_intervals_in_every_year() => Positive.Sample(values =>
    {
        // The first unit is the best in everything in the first year, and the worst in the last.
        double[] panel = [.. values.Select((value, at) => at % Rows != 0 && at % Rows != T - 1 ? value : (at % Rows == 0) == (at / Rows % 2 == 0) ? 1000 + at : -1000 - at)];
        var result = new IndexSensitivity(Table(panel), Build(panel, Options), [DesignFactor.Normalise(NormaliseMethod.MinMax, NormaliseMethod.Rank), DesignFactor.Aggregate(AggregateMethod.Arithmetic, AggregateMethod.Topsis), DesignFactor.DrawnWeights(WeightSpread.AroundIndex)])
            .Run(new SensitivityOptions { Replications = 20 }, TestContext.Current.CancellationToken);
        Assert.Equal((1, 1), (result.OfYear(0)[0].Low, result.OfYear(0)[0].High));
        Assert.Equal((N, N), (result.OfYear(T - 1)[0].Low, result.OfYear(T - 1)[0].High));
        for (var t = 0; t < T; t++)
            foreach (var interval in result.OfYear(t)) Assert.True(1 <= interval.Low && interval.Low <= interval.Median && interval.Median <= interval.High && interval.High <= N);
    }, iter: Cases);

    [Fact]
    public void CRITIC_hears_the_direction_of_an_indicator_of_costs()
    {
        // Costs fall where both benefits rise. Not turned round they seem in conflict with both, and get 48 % of the weight (by hand, with sample deviations and Pearson's r of min-max values).
        double Weight(Direction direction) => new ResilienceIndex(new IndexOptions { FirstYear = 2015, LastYear = 2015, Weights = WeightMethod.Critic }).Build(new IndicatorTable(Units, 2015, 1,
            [new("benefit", "a", Direction.Positive), new("gain", "a", Direction.Positive), new("costs", "a", direction)], [1, 2, 3, 4, 5, 6, 2, 1, 4, 3, 6, 5, 6.2, 4.5, 4.4, 3.1, 1.2, 1.9])).Indicators[2].WeightWithin;
        Assert.Equal(0.2904562651383796, Weight(Direction.Negative), 1e-12);
        Assert.Equal(0.47526384976032493, Weight(Direction.Positive), 1e-12);
    }
}
