using CsCheck;
using Rebound.Measures;
using Rebound.Numerics;
using Xunit;
using static Rebound.Tests.Measures.IndexSamples;

namespace Rebound.Tests.Measures;

public sealed class DataStepTests
{
    private static readonly Gen<ImputeMethod> Imputations = OneOf(ImputeMethod.Linear, ImputeMethod.Latest, ImputeMethod.Constant, ImputeMethod.Mean, ImputeMethod.Median);
    private static readonly Gen<TreatMethod> Treatments = OneOf(Enum.GetValues<TreatMethod>());

    [Fact]
    public void Imputation_leaves_what_is_observed_and_fills_the_rest_inside_its_range() => Gen.Select(Gaps, Imputations).Sample((values, method) =>
    {
        for (var c = 0; c < K * T; c++) values[c / T * Rows + c % T] = c; // the first unit has all, so no year is empty
        var filled = Complete(values, Options with { Impute = method, MinimumCoverage = 0 }).Values;
        for (var j = 0; j < K; j++)
        {
            var known = Normalisation.Observed(values.AsSpan(j * Rows, Rows)).ToArray();
            for (var r = j * Rows; r < (j + 1) * Rows; r++)
            {
                if (!double.IsNaN(values[r])) Assert.Equal(values[r], filled[r]);
                else Assert.InRange(filled[r], known.Min() - 1e-9, known.Max() + 1e-9);
            }
        }
    }, iter: Cases);

    [Fact]
    public void A_gap_filled_with_the_mean_leaves_the_mean_of_the_year() => Gaps.Sample(values =>
    {
        for (var c = 0; c < K * T; c++) values[c / T * Rows + c % T] = c; // the first unit has all
        var filled = Complete(values, Options with { Impute = ImputeMethod.Mean, MinimumCoverage = 0 }).Values;
        for (var j = 0; j < K; j++)
            for (var t = 0; t < T; t++)
            {
                double[] year = [.. Enumerable.Range(0, N).Select(i => values[(j * N + i) * T + t]).Where(value => !double.IsNaN(value))];
                Assert.Equal(year.Average(), Enumerable.Range(0, N).Average(i => filled[(j * N + i) * T + t]), 1e-9);
            }
    }, iter: Cases);

    [Fact]
    public void What_steps_changed_is_told_value_by_value() => Gaps.Sample(values =>
    {
        var index = new ResilienceIndex(Options with { MinimumCoverage = 0, Treat = TreatMethod.WinsoriseThenLog, TreatSettings = new TreatSettings { SkewnessLimit = 0.3, KurtosisLimit = -1 } }).Build(Table(values));
        var rebuilt = index.Table.Indicators.SelectMany(indicator => values.Skip(Array.FindIndex(Indicators(), x => x.Code == indicator.Code) * Rows).Take(Rows)).ToArray();
        foreach (var change in index.Changes())
        {
            var k = (Array.FindIndex([.. index.Indicators], summary => summary.Indicator.Code == change.Indicator) * N + Array.IndexOf(Units, change.Unit)) * T + change.Year - 2015;
            Assert.Equal(rebuilt[k], change.Before);
            rebuilt[k] = change.After;
        }
        Assert.Equal(index.Table.Values, rebuilt);
        Assert.Equal(index.Indicators.Sum(summary => summary.Imputed), index.Changes().Count(change => change.Step == DataStep.Impute));
    }, iter: Cases);

    [Fact]
    public void Winsorising_keeps_the_order_pulls_inward_and_respects_the_limit() => Gen.Select(Gen.Double[0, 1].Array[20], Gen.Int[0, 3], Gen.Double[2, 1000], Gen.Int[1, 5], Gen.Bool).Sample((values, outliers, size, most, low) =>
    {
        for (var k = 0; k < outliers; k++) values[k] = (low ? -1 : 1) * size * (k + 1);
        var before = (double[])values.Clone();
        var points = OutlierTreatment.Winsorise(values, TreatSettings.Default, most);
        Assert.InRange(points, 0, most);
        Assert.Equal(points, values.Zip(before).Count(pair => pair.First != pair.Second));
        for (var a = 0; a < values.Length; a++)
        {
            Assert.InRange(values[a], before.Min(), before.Max());
            for (var b = 0; b < values.Length; b++)
                if (before[a] <= before[b]) Assert.True(values[a] <= values[b]);
        }
        if (points > 0) Assert.True(OutlierTreatment.Passes(SampleShape.Of(values), TreatSettings.Default));
    }, iter: Cases);

    [Fact]
    public void Sums_from_the_middle_give_the_shape_of_a_sample_cut_at_both_ends() => Gen.Select(Gen.Double[-1, 1].Array[8, 40], Gen.Double[-1000, 1000], Gen.Int[0, 1000], Gen.Int[0, 1000]).Sample((values, shift, first, second) =>
    {
        for (var k = 0; k < values.Length; k++) values[k] += shift + k / 8.0; // the generator likes ties
        Array.Sort(values);
        var (low, high) = (first % values.Length, second % values.Length);
        if (high - low < 3) return;
        var shape = new TailSums(values).Cut(low, high);
        values.AsSpan(0, low).Fill(values[low]);
        values.AsSpan(high).Fill(values[high]);
        var expected = SampleShape.Of(values);
        Assert.Equal(expected.Skewness, shape.Skewness, 1e-7 * (1 + Math.Abs(expected.Skewness)));
        Assert.Equal(expected.Kurtosis, shape.Kurtosis, 1e-7 * (1 + Math.Abs(expected.Kurtosis)));
    }, iter: Cases);

    [Fact]
    public void Treatment_never_turns_two_values_round_nor_fills_a_gap() => Gen.Select(Gaps, Treatments).Sample((values, method) =>
    {
        var column = values.AsSpan(0, Rows).ToArray();
        var report = OutlierTreatment.Treat("x", column, method, new TreatSettings { SkewnessLimit = 0.2, KurtosisLimit = -1.2, Lambda = 0.3 });
        for (var a = 0; a < Rows; a++)
        {
            Assert.Equal(double.IsNaN(values[a]), double.IsNaN(column[a]));
            for (var b = 0; b < Rows; b++)
                if (values[a] < values[b]) Assert.True(column[a] <= column[b]);
        }
        if (report.PassedBefore) Assert.Equal(values.AsSpan(0, Rows).ToArray(), column);
    }, iter: Cases);

    [Fact]
    public void The_shape_of_a_sample_follows_its_sign_and_not_its_unit() => Gen.Select(Values.Select(values => values[..12]), Gen.Double[0.1, 50], Gen.Double[-10, 10]).Sample((values, factor, shift) =>
    {
        var shape = SampleShape.Of(values); // no two values are nearer than 1/4096, so rounding cannot blow up
        var moved = SampleShape.Of([.. values.Select(value => factor * value + shift)]);
        var mirrored = SampleShape.Of([.. values.Select(value => -value)]);
        Assert.Equal(shape.Skewness, moved.Skewness, 1e-6);
        Assert.Equal(shape.Kurtosis, moved.Kurtosis, 1e-6);
        Assert.Equal((-shape.Skewness, shape.Kurtosis), (mirrored.Skewness, mirrored.Kurtosis));
    }, iter: Cases);

    [Fact]
    public void A_factor_in_numerator_and_denominator_cancels() => Gen.Select(Positive, Gen.Double[1, 50].Array[Rows], Gen.Int[1, 8]).Sample((values, denominator, power) =>
    {
        Indicator[] indicators = [.. Indicators().Select((indicator, j) => j == 1 ? indicator with { Denominator = "people" } : indicator)];
        IndicatorTable With(double factor) => new(Units, 2015, T, indicators, [.. values.Select((value, k) => k / Rows == 1 ? factor * value : value)])
        {
            Denominators = new Dictionary<string, double[]> { ["people"] = [.. denominator.Select(value => factor * value)] },
        };
        var factor = Math.Pow(2, power); // exact, so the quotient is the same to the last bit
        Assert.Equal(CompleteTable.From(With(1), Options).Values, CompleteTable.From(With(factor), Options).Values);
        Assert.Equal(values[Rows] / denominator[0], CompleteTable.From(With(1), Options).Values[Rows]);
    }, iter: Cases);

    [Fact]
    public void A_stricter_screen_keeps_no_more() => Gen.Select(Gaps, Gen.Double[0, 0.7], Gen.Double[0, 0.3]).Sample((values, loose, more) =>
    {
        static HashSet<string> Kept(double[] values, double minimum)
        {
            try
            {
                var window = IndexSteps.Select(Table(values), Options with { MinimumCoverage = minimum });
                return [.. window.Units, .. window.Indicators.Select(indicator => indicator.Code)];
            }
            catch (IndexRefusedException)
            {
                return [];
            }
        }
        // Thin indicators go first, which can only raise the coverage of units: indicators kept are nested.
        Assert.Subset(Kept(values, loose).Where(code => code[0] == 'x').ToHashSet(), Kept(values, loose + more).Where(code => code[0] == 'x').ToHashSet());
    }, iter: Cases);

    [Fact]
    public void Zeros_can_count_against_an_indicator_and_a_unit()
    {
        var values = new double[Rows * K];
        for (var k = 0; k < values.Length; k++) values[k] = 1 + k % 7;
        values.AsSpan(0, Rows - 4).Clear();
        var window = IndexSteps.Select(Table(values), Options with { Screen = ScreenRule.Zero });
        Assert.Equal(["x0"], window.LeftOut.Select(left => left.Code));
        Assert.Equal("4 of 18 observed values are not zero (22.2 %), below the minimum of 50 %.", window.LeftOut[0].Reason);
        Assert.Empty(IndexSteps.Select(Table(values), Options with { Screen = ScreenRule.Missing }).LeftOut);
    }

    [Fact]
    public void EM_of_two_years_of_which_the_first_is_complete_is_the_regression_of_the_second_on_it() => Gen.Select(Gen.Double[-5, 5].Array[12], Gen.Double[-5, 5].Array[12], Gen.Int[1, 5]).Sample((first, second, missing) =>
    {
        // The likelihood factors into that of the first year and that of the regression (Anderson, 1957).
        double[] column = [.. first.SelectMany((x, i) => new[] { x, i < missing ? double.NaN : second[i] })];
        var known = Enumerable.Range(missing, 12 - missing).ToArray();
        var (mx, my) = (known.Average(i => first[i]), known.Average(i => second[i]));
        var sxx = known.Sum(i => (first[i] - mx) * (first[i] - mx));
        var all = first.Sum(x => (x - first.Average()) * (x - first.Average()));
        if (sxx < 0.1 * all || known.Max(i => second[i]) - known.Min(i => second[i]) < 0.01) return; // the regression would hang on next to nothing
        var slope = known.Sum(i => (first[i] - mx) * (second[i] - my)) / sxx;
        Expectation.Fill(column, 2);
        for (var i = 0; i < missing; i++) Assert.Equal(my + slope * (first[i] - mx), column[2 * i + 1], 1e-5 * (1 + Math.Abs(slope)));
        for (var i = 0; i < 12; i++) Assert.Equal(first[i], column[2 * i]);
    }, iter: Cases);

    [Fact]
    public void EM_follows_an_independent_maximum_of_the_likelihood()
    {
        // Three years, any pattern of gaps; the maximum was found by search over mean and Cholesky factor (base R: optim, BFGS and Nelder-Mead, from five starts).
        double n = double.NaN;
        double[] column = [1, 2, 3.5, 2, n, 4.1, 3, 3.6, n, n, 5, 5.9, 5, 5.5, 7.2, 6, n, n, 7, 7.7, 8.1, n, 2.2, n, 4, 4.9, 5.2, 5.5, 6.1, n];
        var filled = (double[])column.Clone();
        Expectation.Fill(filled, 3);
        Reference.Close([2.925487868, 5.632639044, 4.213663263, 6.629453774, 7.483365801, 1.305803328, 3.780782928, 7.238611982], [.. Enumerable.Range(0, column.Length).Where(k => double.IsNaN(column[k])).Select(k => filled[k])], 1e-4);
    }

    [Fact]
    public void EM_gives_a_unit_without_any_value_the_means_and_does_not_learn_from_it() => Gen.Select(Gen.Double[-5, 5].Array[12 * 3], Gen.Int[0, 12]).Sample((values, at) =>
    {
        double n = double.NaN;
        double[] few = [.. values.Select((x, k) => k is 1 or 8 ? n : x + 0.1 * k * k % 7)];
        double[] more = [.. few[..(3 * at)], n, n, n, .. few[(3 * at)..]];
        Expectation.Fill(few, 3);
        Expectation.Fill(more, 3);
        double[] others = [.. more[..(3 * at)], .. more[(3 * at + 3)..]];
        Assert.Equal(few, others);
        Assert.All(more, value => Assert.True(double.IsFinite(value)));
    }, iter: Cases);

    [Fact]
    public void EM_refuses_by_indicator_where_the_years_cannot_tell()
    {
        var values = Enumerable.Range(0, Rows * K).Select(k => (double)((k * 37) % 101)).ToArray();
        for (var i = 0; i < N; i++) (values[i * T + 1], values[i * T + 2]) = (2 * values[i * T], i == 0 ? double.NaN : values[i * T + 2]);
        var refusal = Assert.Throws<IndexRefusedException>(() => Build(values, Options with { Impute = ImputeMethod.Em })).Refusals[0];
        Assert.Equal((IndexRefusalKind.StillMissing, "x0"), (refusal.Kind, refusal.Indicator));
    }

    [Fact]
    public void Gaps_are_filled_within_groups_and_refused_by_group()
    {
        var values = Enumerable.Range(0, Rows * K).Select(k => (double)((k * 37) % 101)).ToArray();
        values[0] = double.NaN; // c0 in 2015
        string[] groups = ["north", "north", "north", "south", "south", "south"];
        IndicatorTable Grouped() => new(Units, 2015, T, Indicators(), values) { Groups = groups };
        var mean = CompleteTable.From(Grouped(), Options with { Impute = ImputeMethod.GroupMean });
        Assert.Equal((values[T] + values[2 * T]) / 2, mean.Values[0]);
        (values[T], values[2 * T]) = (double.NaN, double.NaN);
        var refusal = Assert.Throws<IndexRefusedException>(() => CompleteTable.From(Grouped(), Options with { Impute = ImputeMethod.GroupMedian, MinimumCoverage = 0 })).Refusals[0];
        Assert.Equal((IndexRefusalKind.StillMissing, 2015, "x0"), (refusal.Kind, refusal.Year, refusal.Indicator));
        Assert.Contains("'north'", refusal.Reason, StringComparison.Ordinal);
        Assert.Equal(IndexRefusalKind.Method, Assert.Throws<IndexRefusedException>(() => Complete(values, Options with { Impute = ImputeMethod.GroupMean, MinimumCoverage = 0 })).Refusals[0].Kind);
    }

    [Fact]
    public void A_denominator_that_is_unknown_or_zero_is_refused_by_unit_year_and_indicator()
    {
        var values = Enumerable.Range(0, Rows * K).Select(k => (double)((k * 37) % 101)).ToArray();
        Indicator[] indicators = [.. Indicators().Select((indicator, j) => j == 2 ? indicator with { Denominator = "area" } : indicator)];
        var unknown = Assert.Throws<IndexRefusedException>(() => CompleteTable.From(Table(values, indicators: indicators), Options)).Refusals[0];
        Assert.Equal((IndexRefusalKind.Denominator, "x2"), (unknown.Kind, unknown.Indicator));
        var area = Enumerable.Repeat(3.0, Rows).ToArray();
        area[2 * T + 1] = 0;
        var table = new IndicatorTable(Units, 2015, T, indicators, values) { Denominators = new Dictionary<string, double[]> { ["area"] = area } };
        var zero = Assert.Throws<IndexRefusedException>(() => CompleteTable.From(table, Options)).Refusals[0];
        Assert.Equal((IndexRefusalKind.Denominator, "c2", 2016, "x2"), (zero.Kind, zero.Unit, zero.Year, zero.Indicator));
    }

    [Fact]
    public void A_missing_denominator_leaves_a_gap_that_is_filled_and_counted()
    {
        var values = Enumerable.Range(0, Rows * K).Select(k => 1.0 + (k * 37) % 101).ToArray();
        Indicator[] indicators = [.. Indicators().Select((indicator, j) => j == 2 ? indicator with { Denominator = "area" } : indicator)];
        var area = Enumerable.Repeat(2.0, Rows).ToArray();
        area[1] = double.NaN;
        var index = new ResilienceIndex(Options).Build(new IndicatorTable(Units, 2015, T, indicators, values) { Denominators = new Dictionary<string, double[]> { ["area"] = area } });
        Assert.Equal(1, index.Indicators.Single(summary => summary.Indicator.Code == "x2").Imputed);
        Assert.Equal((values[2 * Rows] + values[2 * Rows + 2]) / 4, index.Table.Values[2 * Rows + 1], 1e-12);
    }

    [Fact]
    public void Statistics_count_and_describe_what_is_there()
    {
        var s = IndicatorStatistics.Of("x", [3, double.NaN, 0, 3, 1, 0, 3]);
        Assert.Equal((7, 6, 4, 3, 3), (s.Possible, s.Observed, s.NonZero, s.Unique, s.Same));
        Assert.Equal((0.0, 3.0, 2.0), (s.Minimum, s.Maximum, s.Median));
        var none = IndicatorStatistics.Of("x", [double.NaN]);
        Assert.Equal((1, 0), (none.Possible, none.Observed));
        Assert.True(double.IsNaN(none.Mean));
    }
}
