using System.Text.Json;
using CsCheck;
using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;
using Xunit;

namespace Rebound.Tests.Measures;

public sealed class BaselineModelTests
{
    private const int Cases = 1000;
    private static readonly Gen<double> Partial = Gen.Double[-0.9, 0.9];
    private static readonly Gen<double[]> Logs = Gen.Double[-0.5, 0.5].Array[48];

    public static TheoryData<string> Peers => [.. Directory.GetFiles(Path.Combine(Root, "tests", "Rebound.Conformance", "references", "recovery", "likelihoods")).Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> LevelPeers => [.. Directory.GetFiles(Path.Combine(Root, "tests", "Rebound.Conformance", "references", "recovery", "levels")).Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    private static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Rebound.slnx"))) folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }

    [Fact]
    public void The_fast_filter_and_the_Cholesky_factor_give_one_likelihood() => Gen.Select(Partial, Partial, Partial, Partial, Gen.Int[0, 2], Gen.Int[0, 2], Gen.Double[-2, 2].Array[30]).Sample((a, b, c, d, p, q, y) =>
    {
        var order = new ArimaOrder(p, 0, q, 1, 0, 1, 4, false);
        double[] free = [.. new[] { a, b }.Take(p), .. new[] { c, d }.Take(q), a * b, c * d];
        var (ar, ma) = ArmaPolynomials.Expand(order, ArmaPolynomials.Constrain(order, free));
        var (filter, factor) = (new ArmaFilter(12), new ArmaFactor(12));
        var (fast, slow) = (new double[30], new double[30]);
        Assert.True(filter.TryWhiten(ar, ma, y, fast, [], []));
        Assert.True(factor.TryFactor(ar, ma, 30));
        factor.Whiten(y, slow);
        Assert.Equal(factor.LogDeterminant, filter.LogDeterminant, 1e-7);
        Assert.Equal(slow.Sum(u => u * u), fast.Sum(u => u * u), 1e-6 * (1 + slow.Sum(u => u * u)));
    }, iter: Cases);

    [Fact]
    public void Eight_likelihoods_at_once_are_those_taken_one_by_one() => Gen.Select(Gen.Double[-1.5, 1.5].Array[6, 30], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[0, 1], Gen.Bool, Gen.Double[-2, 2].Array[30]).Sample((free, p, q, seasonalP, seasonalQ, constant, y) =>
    {
        var order = new ArimaOrder(p, 0, q, seasonalP, 0, seasonalQ, 4, constant);
        var k = order.Coefficients;
        if (k == 0) return;
        var likelihood = new ArmaLikelihood(order, y);
        double[] sets = free[..(free.Length / k * k)];
        var together = new double[sets.Length / k];
        likelihood.NegativesOfUnconstrained(sets, together);
        for (var set = 0; set < together.Length; set++)
        {
            var alone = -likelihood.At(ArmaPolynomials.Constrain(order, sets.AsSpan(set * k, k)));
            Assert.Equal(alone, together[set], 1e-7 * (1 + Math.Abs(alone)));
        }
    }, iter: Cases);

    [Fact]
    public void The_solved_initial_state_gives_the_least_squares_of_the_recursion_at_any_parameters() => Gen.Select(Logs, Gen.Double[0.02, 0.95].Array[4, 32], Gen.Int[0, 3], Gen.Bool, Gen.Double[-0.1, 0.1].Array[14]).Sample((logs, shares, kind, seasonal, nudge) =>
    {
        var model = new SmoothingModel(Component.Additive, kind > 0 ? Component.Additive : Component.None, kind > 1, seasonal ? Component.Additive : Component.None, 4);
        var lanes = new SmoothingLanes(logs, model);
        SmoothingParameters[] sets = [.. shares.Chunk(4).Where(c => c.Length == 4).Select(c => new SmoothingParameters(c[0], kind > 0 ? c[0] * c[1] : 0, seasonal ? (1 - c[0]) * c[2] : 0, kind > 1 ? 0.8 + 0.18 * c[3] : 1))];
        lanes.Run(sets);
        for (var set = 0; set < sets.Length; set++)
        {
            double Squares(double[] x) => ExponentialSmoothing.At(logs, model, sets[set], StateOf(model, x)) is var at ? at.Variance * (logs.Length - model.Parameters - model.FreeStates) : 0;
            var solution = lanes.Solution(set);
            Assert.Equal(Squares(solution), lanes.Squares[set], 1e-7 * (1 + lanes.Squares[set]));
            Assert.True(Squares([.. solution.Select((x, i) => x + nudge[i])]) >= lanes.Squares[set] - 1e-9);
        }
    }, iter: Cases);

    [Fact]
    public void Paths_of_a_state_add_up_to_the_path_of_the_model() => Gen.Select(Logs, Gen.Double[0.02, 0.95].Array[4], Gen.Int[0, 3], Gen.Bool).Sample((logs, share, kind, seasonal) =>
    {
        var model = new SmoothingModel(Component.Additive, kind > 0 ? Component.Additive : Component.None, kind > 1, seasonal ? Component.Additive : Component.None, 4);
        var parameters = new SmoothingParameters(share[0], kind > 0 ? share[0] * share[1] : 0, seasonal ? (1 - share[0]) * share[2] : 0, kind > 1 ? 0.8 + 0.18 * share[3] : 1);
        var lanes = new SmoothingLanes(logs, model);
        lanes.Run([parameters]);
        var (solution, path, effects) = (lanes.Solution(0), new double[9], new double[9 * model.FreeStates]);
        lanes.Project(0, parameters.Phi, path, effects);
        for (var h = 0; h < 9; h++) path[h] += InnerProduct.Of(effects.AsSpan(h * model.FreeStates, model.FreeStates), solution);
        Reference.Close(ExponentialSmoothing.At(logs, model, parameters, StateOf(model, solution)).PointPath(9), path, 1e-7);
    }, iter: Cases);

    private static SmoothingState StateOf(SmoothingModel model, double[] x)
    {
        var at = model.Trend == Component.None ? 1 : 2;
        return new SmoothingState(x[0], at > 1 ? x[1] : 0, model.Season == Component.None ? [] : [.. x[at..], 0]);
    }

    [Fact]
    public void Free_variables_and_coefficients_are_one_to_one() => Gen.Double[-2, 2].Array[6].Sample(free =>
    {
        var order = new ArimaOrder(2, 0, 2, 1, 0, 1, 12, false);
        Reference.Close(free, ArmaPolynomials.Unconstrain(order, ArmaPolynomials.Constrain(order, free)), 1e-6);
    }, iter: Cases);

    [Fact]
    public void A_line_with_a_fixed_season_is_decomposed_into_just_these() => Gen.Select(Gen.Double[-1, 1].Array[12], Gen.Double[-0.1, 0.1], Gen.Double[-5, 5]).Sample((season, slope, level) =>
    {
        var centre = season.Average();
        double[] y = [.. Enumerable.Range(0, 60).Select(t => level + slope * t + season[t % 12] - centre)];
        var parts = SeasonalTrendLoess.Of(y, 12, new DecompositionOptions { SeasonWindow = 13 });
        for (var t = 0; t < y.Length; t++) Assert.Equal(level + slope * t, parts.Trend[t], 1e-6 * (1 + Math.Abs(level)) + Math.Abs(slope));
    }, iter: Cases);

    [Fact]
    public void A_shift_of_logs_shifts_the_rules_and_the_decomposition_alike() => Gen.Select(Logs, Gen.Double[-8, 8]).Sample((logs, shift) =>
    {
        double[] moved = [.. logs.Select(l => l + shift)];
        foreach (var rule in new Func<double[], SeriesForecast>[] { y => RuleForecasts.TwoYearAverage(y, 24), y => RuleForecasts.TrendAndMonths(y, 24) })
        {
            var (one, other) = (rule(logs), rule(moved));
            Reference.Close([.. one.Mean.Select(m => m + shift)], other.Mean, 1e-8);
            Assert.Equal(one.Deviation(23), other.Deviation(23), 1e-8);
        }
    }, iter: Cases);

    [Fact]
    public void Forecast_errors_of_rules_grow_with_distance_in_years() => Logs.Sample(logs =>
    {
        var forecast = RuleForecasts.TwoYearAverage(logs, 36);
        Assert.True(forecast.Deviation(12) >= forecast.Deviation(0) - 1e-12 && forecast.Deviation(24) >= forecast.Deviation(12) - 1e-12);
    }, iter: Cases);

    [Fact]
    public void Smoothing_at_given_parameters_shifts_with_its_level() => Gen.Select(Logs, Gen.Double[0.05, 0.9], Gen.Double[-5, 5]).Sample((logs, alpha, shift) =>
    {
        var model = new SmoothingModel(Component.Additive, Component.Additive, true, Component.None, 12);
        var parameters = new SmoothingParameters(alpha, alpha / 2, 0, 0.9);
        var one = ExponentialSmoothing.At(logs, model, parameters, new SmoothingState(1, 0.1, new double[12]));
        var other = ExponentialSmoothing.At([.. logs.Select(l => l + shift)], model, parameters, new SmoothingState(1 + shift, 0.1, new double[12]));
        Assert.Equal(one.LogLikelihood, other.LogLikelihood, 1e-6 * (1 + Math.Abs(one.LogLikelihood)));
        Assert.Equal(one.PointPath(12)[11] + shift, other.PointPath(12)[11], 1e-8);
    }, iter: Cases);

    [Theory]
    [MemberData(nameof(Peers))]
    public void Maximised_likelihoods_are_not_below_those_of_R(string peer)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "tests", "Rebound.Conformance", "references", "recovery", "likelihoods", peer + ".json")));
        var (input, parameters, expected) = (document.RootElement.GetProperty("inputs"), document.RootElement.GetProperty("params"), document.RootElement.GetProperty("expected"));
        double[] y = [.. input.GetProperty("y").EnumerateArray().Select(v => v.GetDouble())];
        var period = parameters.GetProperty("period").GetInt32();
        var peers = expected.GetProperty("arima").EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? double.NegativeInfinity : v.GetDouble()).ToArray();
        var k = 0;
        foreach (var order in parameters.GetProperty("orders").EnumerateArray())
        {
            int[] o = [.. order.EnumerateArray().Select(v => v.GetInt32())];
            var fit = SeasonalArima.Fit(y, new ArimaOrder(o[0], o[1], o[2], o[3], o[4], o[5], period, false));
            Assert.True(double.IsNegativeInfinity(peers[k]) || fit.LogLikelihood >= peers[k] - 1e-3 * Math.Abs(peers[k]), $"{fit.Order}: {fit.LogLikelihood} is below {peers[k]}");
            k++;
        }
        var smoothing = expected.GetProperty("ets").EnumerateArray().Select(v => v.GetDouble()).ToArray();
        foreach (var (model, likelihood) in SmoothingFit.AdditiveModels(period, true).Zip(smoothing))
            Assert.True(SmoothingFit.Fit(y, model).LogLikelihood >= likelihood - 1e-3 * Math.Abs(likelihood), $"{model} is below {likelihood}");
    }

    [Theory]
    [MemberData(nameof(LevelPeers))]
    public void Models_of_levels_reach_the_likelihoods_and_the_choice_of_R(string peer)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "tests", "Rebound.Conformance", "references", "recovery", "levels", peer + ".json")));
        var (input, expected) = (document.RootElement.GetProperty("inputs"), document.RootElement.GetProperty("expected"));
        double[] logs = [.. input.GetProperty("y").EnumerateArray().Select(v => Math.Log(v.GetDouble()))];
        var period = document.RootElement.GetProperty("params").GetProperty("period").GetInt32();
        var ofLevels = SmoothingChoice.Candidates(logs, period, period).Candidates.Where(c => !c.OfLogs).Select(c => c.Fit).ToList();
        double[] peers = [.. expected.GetProperty("ets").EnumerateArray().Select(v => v.GetDouble()), .. expected.GetProperty("additive").EnumerateArray().Select(v => v.GetDouble())];
        var compared = 0;
        foreach (var (model, likelihood) in MultiplicativeFit.Models(period).Concat(SmoothingFit.AdditiveModels(period, true)).Zip(peers))
        {
            if (ofLevels.Find(fit => fit.Model == model) is not { } own) continue; // a forecast that may fall below zero
            Assert.True(own.LogLikelihood >= likelihood - 1e-3 * Math.Abs(likelihood), $"{model}: {own.LogLikelihood} is below {likelihood}");
            compared++;
        }
        Assert.True(compared >= 9, $"{compared} models compared");
        var aicc = expected.GetProperty("chosen_aicc").GetDouble();
        Assert.True(ofLevels.Min(fit => fit.Aicc) <= aicc + 1e-3 * Math.Abs(aicc));
    }

    [Fact]
    public void Derivatives_along_the_recursion_are_those_of_differences() => Gen.Select(Logs, Gen.Double[-2, 2].Array[4], Gen.Int[0, 8], Gen.Double[-0.03, 0.03].Array[5]).Sample((logs, shares, kind, start) =>
    {
        var model = MultiplicativeFit.Models(4).ElementAt(kind);
        double[] levels = [.. logs.Select(l => Math.Exp(0.3 * l))];
        var neutral = model.Season == Component.Multiplicative ? 1 : 0;
        double[] free = [.. shares.Take(model.Parameters), 1 + start[0], .. model.Trend == Component.None ? [] : new[] { 0.1 * start[1] }, .. model.Season == Component.None ? [] : start[2..].Select(s => neutral + s)];
        var gradient = MultiplicativeFit.GradientAt(levels, model, free, out var value);
        if (!double.IsFinite(value)) return;
        for (var i = 0; i < free.Length; i++)
        {
            double At(double step) => (MultiplicativeFit.GradientAt(levels, model, [.. free.Select((f, k) => k == i ? f + step : f)], out var moved), moved).moved;
            var difference = (At(1e-5) - At(-1e-5)) / 2e-5;
            if (double.IsFinite(difference)) Assert.Equal(difference, gradient[i], 1e-4 * (1 + Math.Abs(difference)));
        }
    }, iter: Cases);

    [Fact]
    public void A_series_that_grows_and_swings_by_shares_is_carried_on_with_its_errors_by_a_model_of_levels_or_logs()
    {
        var stream = new RandomStream(21, 0);
        double[] logs = [.. Enumerable.Range(0, 96).Select(t => 4 + 0.006 * t + 0.2 * Math.Sin(2 * Math.PI * t / 12) + 0.02 * stream.NextNormal())];
        var (one, again) = (SmoothingChoice.Forecast(logs, 12, 24), SmoothingChoice.Forecast(logs, 12, 24));
        for (var h = 0; h < 24; h++) Assert.Equal(4 + 0.006 * (96 + h) + 0.2 * Math.Sin(2 * Math.PI * h / 12), one.Mean[h], 0.06);
        Assert.InRange(one.Deviation(0), 0.015, 0.04);
        Assert.Equal(one.Factor, again.Factor);
    }

    [Fact]
    public void A_series_that_leaps_gets_a_model_whose_levels_stay_above_zero() => Gen.Select(Gen.Double[-0.9, 0.9].Array[60], Gen.Double[0.05, 0.9], Gen.Double[0.3, 2]).Sample((steps, keep, size) =>
    {
        var logs = new double[60];
        for (var t = 0; t < 60; t++) logs[t] = (t > 0 ? keep * logs[t - 1] : 0) + size * steps[t];
        var forecast = SmoothingChoice.Forecast(logs, 4, 8);
        for (var h = 0; h < 8; h++) Assert.True(double.IsFinite(forecast.Mean[h]) && forecast.Deviation(h) > 0 && double.IsFinite(forecast.Deviation(h)), $"{forecast.Model}: {forecast.Deviation(h)}");
    }, iter: Cases);

    [Fact]
    public void A_structural_model_carries_a_line_with_months_on()
    {
        double[] y = [.. Enumerable.Range(0, 60).Select(t => 3 + 0.01 * t + 0.2 * Math.Sin(2 * Math.PI * t / 12) + 0.001 * ((t * 7) % 5 - 2))];
        var forecast = StructuralSeries.Forecast(y, 12, 12);
        for (var h = 0; h < 12; h++) Assert.Equal(3 + 0.01 * (60 + h) + 0.2 * Math.Sin(2 * Math.PI * h / 12), forecast.Mean[h], 0.01);
        Assert.True(forecast.Deviation(11) > forecast.Deviation(0));
    }

    [Fact]
    public void Donors_that_move_alike_give_the_path_of_the_unit_by_every_panel_baseline()
    {
        var stream = new RandomStream(5, 0);
        var common = new double[60];
        for (var t = 1; t < 60; t++) common[t] = common[t - 1] + 0.05 * stream.NextNormal();
        double[][] donors = [.. Enumerable.Range(0, 8).Select(d => common.Select(c => 2 + 0.3 * d + c + 0.002 * stream.NextNormal()).ToArray())];
        double[] unit = [.. common.Take(48).Select(c => 3 + c)];
        foreach (var baseline in new[] { Baseline.SyntheticControl, Baseline.SyntheticDifference, Baseline.MatrixCompletion })
        {
            var forecast = PanelForecasts.Forecast(unit, donors, 12, baseline);
            for (var h = 0; h < 12; h++) Assert.Equal(3 + common[48 + h], forecast.Mean[h], 0.06);
        }
        Assert.Throws<NumericalException>(() => PanelForecasts.Forecast(unit, donors[..3], 12, Baseline.SyntheticControl));
    }

    [Fact]
    public void A_unit_beyond_the_reach_of_its_donors_gets_a_wider_interval_than_one_within()
    {
        var stream = new RandomStream(6, 0);
        var common = new double[60];
        for (var t = 1; t < 60; t++) common[t] = common[t - 1] + 0.03 * stream.NextNormal();
        double[][] donors = [.. Enumerable.Range(0, 10).Select(d => common.Select(c => 2 + 0.1 * d + c + 0.01 * stream.NextNormal()).ToArray())];
        double[] within = [.. common.Take(48).Select(c => 2.45 + c + 0.01 * stream.NextNormal())], beyond = [.. within.Select((y, t) => y + 0.3 * Math.Sin(t / 5.0))];
        foreach (var baseline in new[] { Baseline.SyntheticControl, Baseline.MatrixCompletion })
            Assert.True(PanelForecasts.Forecast(beyond, donors, 12, baseline).Deviation(6) > 2 * PanelForecasts.Forecast(within, donors, 12, baseline).Deviation(6));
    }

    [Theory]
    [InlineData(2000, "2000-04-23")]
    [InlineData(2020, "2020-04-12")]
    [InlineData(2024, "2024-03-31")]
    public void Easter_is_where_the_calendar_has_it(int year, string day) => Assert.Equal(DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), CalendarEffects.Easter(year));

    [Fact]
    public void A_planted_new_year_effect_is_found()
    {
        var first = Period.OfMonth(2010, 1);
        var column = CalendarEffects.Columns(first, 132, CalendarEffect.ChineseNewYear)[0];
        var stream = new RandomStream(3, 1);
        double[] logs = [.. Enumerable.Range(0, 120).Select(t => 4 + 0.005 * t + 0.1 * (t % 12 == 1 ? -1 : 0) - 0.3 * column[t] + 0.02 * stream.NextNormal())];
        var effects = CalendarAdjustment.Effects(first, logs, 12, CalendarEffect.ChineseNewYear);
        for (var t = 0; t < effects.Length; t++) Assert.Equal(-0.3 * column[t], effects[t], 0.04);
    }
}
