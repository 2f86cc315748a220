using CsCheck;
using Rebound.Measures;
using Xunit;
using static Rebound.Tests.Measures.IndexSamples;

namespace Rebound.Tests.Measures;

public sealed class NormalisationTests
{
    private static readonly NormaliseMethod[] Affine = [NormaliseMethod.MinMax, NormaliseMethod.ZScore, NormaliseMethod.PopulationZScore, NormaliseMethod.Rank, NormaliseMethod.PercentileRank, NormaliseMethod.Borda, NormaliseMethod.DistanceToMaximum, NormaliseMethod.CentredGoalposts, NormaliseMethod.WinsorisedMinMax];

    [Fact]
    public void The_unit_of_an_indicator_does_not_matter() => Gen.Select(Values, OneOf(Affine), Scopes, Gen.Double[0.1, 50], Gen.Double[-50, 50]).Sample((values, method, scope, factor, shift) =>
    {
        var settings = new NormaliseSettings { Scope = scope };
        var other = values.Select((value, k) => k < Rows ? factor * value + shift : value).ToArray();
        Reference.Close(Normalised(values, method, settings), Normalised(other, method, settings), 1e-8);
    }, iter: Cases);

    [Fact]
    public void Turning_the_direction_is_turning_the_sign() => Gen.Select(Values, Normalisations, Scopes).Sample((values, method, scope) =>
    {
        var settings = new NormaliseSettings { Scope = scope };
        var turned = Normalised([.. values.Select(value => -value)], method, settings, Indicators(-1));
        Reference.Close(Normalised(values, method, settings), turned, 1e-12);
    }, iter: Cases);

    [Fact]
    public void Better_values_never_get_less() => Gen.Select(Values, Normalisations, Scopes).Sample((values, method, scope) =>
    {
        var z = Normalised(values, method, new NormaliseSettings { Scope = scope });
        for (var j = 0; j < K; j++)
            for (var a = 0; a < Rows; a++)
                for (var b = 0; b < Rows; b++)
                    if ((scope == NormaliseScope.Global || a % T == b % T) && (j % 2 == 0 ? 1 : -1) * (values[j * Rows + a] - values[j * Rows + b]) > 0)
                        Assert.True(z[j * Rows + a] >= z[j * Rows + b]);
    }, iter: Cases);

    [Fact]
    public void Ranks_do_not_see_how_far_apart_values_are() => Gen.Select(Values, OneOf(NormaliseMethod.Rank, NormaliseMethod.PercentileRank, NormaliseMethod.Borda)).Sample((values, method) =>
        Assert.Equal(Normalised(values, method), Normalised([.. values.Select(value => Math.Exp(value / 20))], method)), iter: Cases);

    [Fact]
    public void Ranks_of_distinct_values_are_one_to_n() => Values.Sample(values =>
    {
        if (values.Distinct().Count() < values.Length) return;
        var ranks = Normalised(values, NormaliseMethod.Rank);
        for (var j = 0; j < K; j++)
            Assert.Equal(Enumerable.Range(1, Rows).Select(rank => (double)rank), ranks.Skip(j * Rows).Take(Rows).Order());
    }, iter: Cases);

    [Fact]
    public void The_worst_and_the_best_of_each_year_are_zero_and_one_per_year() => Values.Sample(values =>
    {
        var z = Normalised(values, NormaliseMethod.MinMax, new NormaliseSettings { Scope = NormaliseScope.PerYear });
        for (var c = 0; c < K * T; c++)
        {
            double[] year = [.. Enumerable.Range(0, N).Select(i => z[(c / T * N + i) * T + c % T])];
            Assert.Equal((0.0, 1.0), (year.Min(), year.Max()));
        }
    }, iter: Cases);

    [Fact]
    public void The_base_year_runs_from_zero_to_one_and_its_scale_is_kept() => Gen.Select(Values, Gen.Int[2015, 2017]).Sample((values, year) =>
    {
        var z = Normalised(values, NormaliseMethod.MinMax, new NormaliseSettings { Scope = NormaliseScope.BaseYear, BaseYear = year });
        for (var j = 0; j < K; j++)
        {
            int[] rows = [.. Enumerable.Range(0, N).Select(i => (j * N + i) * T + year - 2015)];
            Assert.Equal((0.0, 1.0), (rows.Min(r => z[r]), rows.Max(r => z[r])));
            var (low, high) = (rows.Min(r => values[r]), rows.Max(r => values[r]));
            for (var r = j * Rows; r < (j + 1) * Rows; r++)
                Assert.Equal(j % 2 == 0 ? (values[r] - low) / (high - low) : (high - values[r]) / (high - low), z[r], 1e-9 * (1 + Math.Abs(z[r])));
        }
    }, iter: Cases);

    [Fact]
    public void Half_is_the_mean_of_the_base_year_between_centred_goalposts() => Gen.Select(Values, Gen.Int[2015, 2017]).Sample((values, year) =>
    {
        var z = Normalised(values, NormaliseMethod.CentredGoalposts, new NormaliseSettings { BaseYear = year });
        for (var j = 0; j < K; j++) Assert.Equal(0.5, Enumerable.Range(0, N).Average(i => z[(j * N + i) * T + year - 2015]), 1e-10);
    }, iter: Cases);

    [Fact]
    public void A_reference_unit_is_at_one_in_the_mean_and_nobody_below_zero() => Gen.Select(Values, Gen.Int[0, N - 1]).Sample((values, unit) =>
    {
        double[] z;
        try
        {
            z = Normalised(values, NormaliseMethod.DistanceToReference, new NormaliseSettings { ReferenceUnit = Units[unit] });
        }
        catch (IndexRefusedException refused)
        {
            Assert.All(refused.Refusals, refusal => Assert.Equal((IndexRefusalKind.Reference, Units[unit]), (refusal.Kind, refusal.Unit)));
            return;
        }
        for (var j = 0; j < K; j++)
        {
            Assert.Equal(1, z.Skip((j * N + unit) * T).Take(T).Average(), 1e-9);
            Assert.True(z.Skip(j * Rows).Take(Rows).Min() >= 0);
        }
    }, iter: Cases);

    [Fact]
    public void Between_goalposts_nothing_leaves_the_unit_interval() => Gen.Select(Values, Gen.Double[-90, 0], Gen.Double[1, 90]).Sample((values, low, high) =>
    {
        Indicator[] indicators = [.. Indicators().Select(indicator => indicator with { GoalpostLow = low, GoalpostHigh = high })];
        var z = Normalised(values, NormaliseMethod.Goalposts, indicators: indicators);
        for (var k = 0; k < z.Length; k++)
        {
            var share = Math.Clamp((values[k] - low) / (high - low), 0, 1);
            Assert.Equal(k / Rows % 2 == 0 ? share : 1 - share, z[k], 1e-12);
        }
    }, iter: Cases);

    [Fact]
    public void What_a_normalisation_lacks_is_refused_by_indicator_unit_and_year()
    {
        var values = Enumerable.Range(0, Rows * K).Select(k => (double)((k * 37) % 101)).ToArray();
        IndexRefusal Refusal(NormaliseMethod method, NormaliseSettings settings, Indicator[]? indicators = null) =>
            Assert.Throws<IndexRefusedException>(() => Normalised(values, method, settings, indicators)).Refusals[0];
        var settings = NormaliseSettings.Default;
        Assert.Equal((IndexRefusalKind.Reference, "x0"), (Refusal(NormaliseMethod.DistanceToTarget, settings).Kind, Refusal(NormaliseMethod.DistanceToTarget, settings).Indicator));
        Assert.Equal((IndexRefusalKind.Reference, "x0"), (Refusal(NormaliseMethod.Goalposts, settings).Kind, Refusal(NormaliseMethod.Goalposts, settings).Indicator));
        Assert.Equal((IndexRefusalKind.Method, "x1"), (Refusal(NormaliseMethod.FractionOfMaximum, settings).Kind, Refusal(NormaliseMethod.FractionOfMaximum, settings).Indicator));
        Assert.Equal(IndexRefusalKind.Reference, Refusal(NormaliseMethod.DistanceToReference, settings).Kind);
        Assert.Equal("nobody", Refusal(NormaliseMethod.DistanceToReference, settings with { ReferenceUnit = "nobody" }).Unit);
        Assert.Equal(2014, Refusal(NormaliseMethod.MinMax, settings with { Scope = NormaliseScope.BaseYear, BaseYear = 2014 }).Year);
        Assert.Equal(IndexRefusalKind.Method, Refusal(NormaliseMethod.Rank, settings with { Scope = NormaliseScope.BaseYear }).Kind);
        Assert.Equal(IndexRefusalKind.Method, Refusal(NormaliseMethod.WinsorisedMinMax, settings with { Tail = 0.5 }).Kind);
        Assert.Equal(IndexRefusalKind.Method, Refusal(NormaliseMethod.Scaled, settings with { Low = 3, High = 3 }).Kind);
        Indicator[] wrong = [.. Indicators().Select(indicator => indicator with { Target = 0 })]; // the worst value of x0
        Assert.Equal((IndexRefusalKind.Reference, "x0"), (Refusal(NormaliseMethod.DistanceToTarget, settings, wrong).Kind, Refusal(NormaliseMethod.DistanceToTarget, settings, wrong).Indicator));
        for (var i = 0; i < N; i++) values[(2 * N + i) * T + 1] = 5; // x2 is constant in 2016
        var constant = Refusal(NormaliseMethod.MinMax, settings with { Scope = NormaliseScope.PerYear });
        Assert.Equal((IndexRefusalKind.Constant, 2016, "x2"), (constant.Kind, constant.Year, constant.Indicator));
    }

    [Fact]
    public void A_missing_value_stays_missing_and_counts_in_no_statistic() => Gaps.Sample(values =>
    {
        foreach (var method in Plain)
        {
            var options = Options with { Impute = ImputeMethod.None, Normalise = method, MinimumCoverage = 0 };
            var column = values.AsSpan(0, Rows).ToArray();
            var known = column.Where(value => !double.IsNaN(value)).ToArray();
            var z = IndexSteps.Normalise(CompleteTable.From(new IndicatorTable(Units, 2015, T, [new("x", "a", Direction.Positive)], column), options), options);
            for (var r = 0; r < Rows; r++) Assert.Equal(double.IsNaN(column[r]), double.IsNaN(z[r]));
            if (method == NormaliseMethod.MinMax) Assert.Equal((0.0, 1.0), (z.Where(double.IsFinite).Min(), z.Where(double.IsFinite).Max()));
            if (method == NormaliseMethod.Rank) Assert.Equal(1 + known.Count(value => value < known.Max()), z.Where(double.IsFinite).Max());
        }
    }, iter: Cases);
}
