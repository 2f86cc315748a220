using System.Text.Json;
using Rebound.Measures;

namespace Rebound.Conformance;

/// <summary>Baselines and measures of recovery.</summary>
internal static class RecoveryAnswers
{
    private const int Season = 12;

    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
        ["resilience.bruneau"] = Bruneau,
        ["resilience.martin"] = Martin,
        ["resilience.martin.industry_mix"] = IndustryMix,
        ["resilience.drop_rebound"] = DropAndRebound,
        ["resilience.time_to_recovery"] = Times,
        ["resilience.lloret"] = Lloret,
        ["baseline.yoy"] = Growth,
        ["baseline.stl"] = Stl,
        ["baseline.ets"] = Ets,
        ["baseline.arima"] = Arima,
        ["baseline.its"] = Interrupted,
        ["baseline.synthdid"] = Synthetic,
        ["recovery.ets"] = GivenSmoothing,
        ["recovery.arima"] = GivenArima,
        ["recovery.kaplan_meier"] = KaplanMeier,
        ["recovery.cox"] = Cox,
        ["recovery.competing"] = Competing,
        ["recovery.discrete_hazard"] = Discrete,
    };

    private static Tree Bruneau(Case question)
    {
        var triangle = ResilienceTriangle.Of(question.Numbers("t"), question.Numbers("Q"), question.Number("target"), question.Number("floor"));
        return new Tree
        {
            ["loss_net"] = triangle.LossNet,
            ["loss_capped"] = triangle.LossCapped,
            ["loss_left_rectangle"] = triangle.LossStep,
            ["resilience_cimellaro"] = triangle.Resilience,
            ["robustness"] = triangle.Robustness,
            ["drop"] = triangle.Drop,
            ["time_to_trough"] = triangle.TimeToTrough,
            ["time_to_recovery_grid"] = OrNone(triangle.TimeToRecovery),
            ["time_to_recovery_from_trough"] = OrNone(triangle.TimeFromTrough),
            ["rapidity"] = OrNone(triangle.Rapidity),
            ["kwb_severity"] = triangle.Severity,
            ["kwb_Res0"] = 1 - triangle.Severity,
        };
    }

    private static Tree Martin(Case question)
    {
        var table = question.Table("data");
        double[] Year(string name) => table.Numbers(question.Params.GetProperty(name).GetInt32().ToString(System.Globalization.CultureInfo.InvariantCulture));
        var (peak, trough, recovery) = (Year("peak"), Year("trough"), Year("recovery"));
        var units = CycleSensitivity.Of(peak, trough, recovery);
        return new Tree
        {
            ["national_contraction"] = CycleSensitivity.Growth(peak, trough),
            ["national_recovery"] = CycleSensitivity.Growth(trough, recovery),
            ["sensitivity"] = Answer.Of(units.Select(u => u.Sensitivity)),
            ["resistance"] = Answer.Of(units.Select(u => u.Resistance)),
            ["recoverability"] = Answer.Of(units.Select(u => u.Recoverability)),
            ["lagravinese"] = Answer.Of(units.Select(u => u.RelativeResistance)),
            ["ratio_resistance"] = Answer.Of(units.Select(u => u.ResistanceRatio)),
            ["ratio_recovery"] = Answer.Of(units.Select(u => u.RecoveryRatio)),
            ["quadrant"] = Answer.Of(units.Select(u => (double)(int)u.Type)),
        };
    }

    private static Tree IndustryMix(Case question)
    {
        double[][] before = question.Matrix("E0"), after = question.Matrix("E1");
        double[] from = [.. before.SelectMany(row => row)], to = [.. after.SelectMany(row => row)];
        var split = ShiftShare.Of(from, to, before.Length);
        return new Tree
        {
            ["national_industry_growth"] = split.PartGrowth,
            ["expected_mix"] = Answer.Of(split.National.Zip(split.Mix, (n, m) => n + m)),
            ["resistance_mix"] = split.ResistanceOfMix,
            ["expected_total"] = split.National,
            ["resistance_total"] = split.ResistanceOfTotal,
            ["shift_share"] = new Tree { ["national"] = split.National, ["mix"] = split.Mix, ["competitive"] = split.Competitive },
        };
    }

    private static Tree DropAndRebound(Case question)
    {
        var levels = Levels(question);
        var (pre, post) = (Rows(question, "pre", levels), Rows(question, "post", levels));
        var path = DropRebound.GrowthPath(pre, post.Length);
        double[] ratios = [.. post.Zip(path, (actual, expected) => actual / expected)];
        var measured = DropRebound.Of(ratios, question.Params.GetProperty("rebound_months").GetInt32());
        return new Tree
        {
            ["growth12"] = DropRebound.YearGrowth(pre),
            ["baseline"] = path,
            ["relative"] = ratios,
            ["trough_index"] = measured.Trough + 1,
            ["drop"] = measured.Drop,
            ["rebound"] = OrNone(measured.Rebound),
            ["rebound_to_drop"] = OrNone(measured.ReboundToDrop),
        };
    }

    private static Tree Times(Case question)
    {
        var shock = question.Params.GetProperty("shock_index").GetInt32() - 1;
        var times = RecoveryTimes.Of(question.Numbers("relative").AsSpan(shock), question.Params.GetProperty("trough_index").GetInt32() - 1 - shock);
        return new Tree
        {
            ["first_crossing"] = OrNone(times.FirstCrossing),
            ["sustained3"] = OrNone(times.Sustained3),
            ["sustained6"] = OrNone(times.Sustained6),
            ["threshold95"] = OrNone(times.Threshold95),
            ["interpolated"] = OrNone(times.Interpolated),
            ["cumulative_loss"] = times.Loss,
            ["cumulative_loss_capped"] = times.LossCapped,
            ["breakeven"] = OrNone(times.BreakEven),
        };
    }

    private static Tree Lloret(Case question)
    {
        double Level(string name) => question.Inputs.GetProperty(name).GetDouble();
        var indices = LloretIndices.Of(Level("pre"), Level("during"), Level("post"));
        return new Tree
        {
            ["resistance"] = indices.Resistance,
            ["recovery"] = indices.Recovery,
            ["resilience"] = indices.Resilience,
            ["relative_resilience"] = indices.RelativeResilience,
        };
    }

    // The shock of these data begins after month 108; two years on, growth has a base before it.
    private static Tree Growth(Case question)
    {
        var levels = Levels(question);
        var years = question.Table("data").Numbers("year");
        var shock = Array.FindIndex(years, year => year > 1957);
        return new Tree
        {
            ["yoy"] = GrowthRates.YearOnYear(levels, shock),
            ["two_year_avg"] = GrowthRates.TwoYearAverage(levels, shock + Season),
            ["index_base1957"] = GrowthRates.IndexToBaseYear(levels, shock),
        };
    }

    private static Tree Stl(Case question)
    {
        var logs = Logs(Window(question));
        Tree Decomposed(DecompositionOptions options)
        {
            var parts = SeasonalTrendLoess.Of(logs, question.Params.GetProperty("frequency").GetInt32(), options);
            return new Tree { ["seasonal"] = parts.Seasonal, ["trend"] = parts.Trend, ["weights"] = parts.Weights };
        }
        return new Tree
        {
            ["periodic"] = Decomposed(new DecompositionOptions()),
            ["s13"] = Decomposed(new DecompositionOptions { SeasonWindow = 13, TrendWindow = 21 }),
            ["robust_1"] = Decomposed(new DecompositionOptions { SeasonWindow = 13, TrendWindow = 21, Inner = 1, Outer = 1, MiddleOfR = true }),
            ["robust_15_jump1"] = Decomposed(new DecompositionOptions { SeasonWindow = 13, TrendWindow = 21, Inner = 1, Outer = 15, Jump = 1, MiddleOfR = true }),
        };
    }

    // The recursions are run at the recorded parameters and states, as the case asks; optimisers are compared elsewhere.
    private static Tree Ets(Case question)
    {
        var levels = Window(question);
        var months = question.Params.GetProperty("h").GetInt32();
        var recorded = question.Expected;
        var product = Smooth(levels, recorded.GetProperty("MAM"), new SmoothingModel(Component.Multiplicative, Component.Additive, false, Component.Multiplicative, Season));
        var sum = Smooth(Logs(levels), recorded.GetProperty("AAA_log"), new SmoothingModel(Component.Additive, Component.Additive, false, Component.Additive, Season));
        var forecast = sum.Forecast(months);
        double[] half = [.. Enumerable.Range(0, months).Select(h => Numerics.StudentT.Quantile(0.975, double.PositiveInfinity) * forecast.Deviation(h))];
        return new Tree
        {
            ["MAM"] = new Tree
            {
                ["par"] = Recorded(recorded.GetProperty("MAM").GetProperty("par")),
                ["initstate"] = Tree.Of(recorded.GetProperty("MAM").GetProperty("initstate").EnumerateObject().Select(p => p.Name), [product.Initial.Level, product.Initial.Slope, .. product.Initial.Seasons]),
                ["loglik"] = product.LogLikelihood,
                ["aicc"] = product.Aicc,
                ["sigma2"] = product.Variance,
                ["fitted"] = product.Fitted,
                ["mean"] = product.Forecast(months).Mean,
                ["point_path"] = product.PointPath(months),
            },
            ["AAA_log"] = new Tree
            {
                ["par"] = Recorded(recorded.GetProperty("AAA_log").GetProperty("par")),
                ["loglik"] = sum.LogLikelihood,
                ["sigma2"] = sum.Variance,
                ["fitted"] = sum.Fitted,
                ["mean"] = forecast.Mean,
                ["lower95"] = Answer.Of(forecast.Mean.Zip(half, (m, h) => m - h)),
                ["upper95"] = Answer.Of(forecast.Mean.Zip(half, (m, h) => m + h)),
            },
        };
    }

    private static Tree Arima(Case question)
    {
        int[] order = [.. question.ParamNumbers("order").Select(v => (int)v)], seasonal = [.. question.ParamNumbers("seasonal").Select(v => (int)v)];
        var logs = Logs(Window(question));
        var model = SeasonalArima.Fit(logs, new ArimaOrder(order[0], order[1], order[2], seasonal[0], seasonal[1], seasonal[2], seasonal[3], false));
        var forecast = model.Forecast(question.Params.GetProperty("h").GetInt32());
        double[] actual = Levels(question)[logs.Length..], errors = [.. forecast.Mean.Select((_, h) => forecast.Deviation(h))];
        double[] gap = [.. actual.Select((level, h) => Math.Log(level) - forecast.Mean[h])];
        var z = Numerics.StudentT.Quantile(0.975, double.PositiveInfinity);
        return new Tree
        {
            ["ma1"] = model.Coefficients[0],
            ["sma1"] = model.Coefficients[1],
            ["se"] = model.StandardErrors(),
            ["sigma2"] = model.Variance,
            ["loglik"] = model.LogLikelihood,
            ["mean"] = forecast.Mean,
            ["se_forecast"] = errors,
            ["log_gap"] = gap,
            ["months_below_95"] = gap.Where((g, h) => g < -z * errors[h]).Count(),
            ["cumulative_loss_levels"] = actual.Select((level, h) => Math.Exp(forecast.Mean[h]) - level).Sum(),
        };
    }

    private static Tree Interrupted(Case question)
    {
        var fit = InterruptedSeries.Fit(Logs(Levels(question)), question.Params.GetProperty("break_after").GetInt32(), Season, question.Params.GetProperty("nw_lag").GetInt32());
        return new Tree
        {
            ["coef"] = Tree.Of(["(Intercept)", "t", "post", "ts"], fit.Coefficients[..4]),
            ["se_ols"] = fit.Classical[..4],
            ["se_hc1"] = fit.Robust[..4],
            ["se_nw6"] = fit.NeweyWest[..4],
        };
    }

    private static Tree Synthetic(Case question)
    {
        var table = question.Table("data");
        string[] states = table.Text("State"), treated = table.Text("treated");
        double[] years = [.. table.Numbers("Year").Distinct().Order()], packs = table.Numbers("PacksPerCapita");
        var everTreated = states.Where((_, r) => treated[r] == "1").ToHashSet(StringComparer.Ordinal);
        string[] units = [.. states.Distinct(StringComparer.Ordinal).Where(s => !everTreated.Contains(s)).Order(StringComparer.Ordinal), .. everTreated];
        var outcome = new double[units.Length * years.Length];
        for (var r = 0; r < states.Length; r++) outcome[Array.IndexOf(units, states[r]) * years.Length + Array.IndexOf(years, table.Numbers("Year")[r])] = packs[r];
        var (controls, before) = (question.Params.GetProperty("N0").GetInt32(), question.Params.GetProperty("T0").GetInt32());
        SyntheticDifference Of(SyntheticMethod method) => SyntheticDifference.Of(outcome, units.Length, controls, before, method);
        var (difference, control) = (Of(SyntheticMethod.DifferenceInDifferences), Of(SyntheticMethod.Control));
        return new Tree
        {
            ["sdid"] = difference.Effect,
            ["sc"] = control.Effect,
            ["did"] = Of(SyntheticMethod.EqualWeights).Effect,
            ["sdid_omega"] = difference.UnitWeights,
            ["sdid_lambda"] = difference.TimeWeights,
            ["sc_omega"] = control.UnitWeights,
            ["control_units"] = units[..controls],
            ["noise_level"] = difference.Ridge,
        };
    }

    private static Tree GivenSmoothing(Case question)
    {
        var code = question.Text("model");
        Component Letter(char letter) => letter switch { 'A' => Component.Additive, 'M' => Component.Multiplicative, _ => Component.None };
        var model = new SmoothingModel(Letter(code[0]), Letter(code[1]), code.Contains('d', StringComparison.Ordinal), Letter(code[^1]), (int)question.Number("period"));
        var parameters = new SmoothingParameters(question.Number("alpha"), question.Number("beta"), question.Number("gamma"), question.Number("phi"));
        var seasons = question.ParamNumbers("seasons");
        var fit = ExponentialSmoothing.At(question.Numbers("y"), model, parameters, new SmoothingState(question.Number("level"), question.Number("slope"), seasons.Length == 0 ? new double[model.Period] : seasons));
        var forecast = fit.Forecast((int)question.Number("h"));
        var z = Numerics.StudentT.Quantile(0.975, double.PositiveInfinity);
        return new Tree
        {
            ["loglik"] = fit.LogLikelihood,
            ["aicc"] = fit.Aicc,
            ["sigma2"] = fit.Variance,
            ["fitted"] = fit.Fitted,
            ["path"] = fit.PointPath((int)question.Number("h")),
            ["mean"] = forecast.Mean,
            ["upper95"] = Answer.Of(forecast.Mean.Select((m, h) => m + z * forecast.Deviation(h))),
        };
    }

    private static Tree GivenArima(Case question)
    {
        int[] order = [.. question.ParamNumbers("order").Select(v => (int)v)];
        var model = SeasonalArima.At(question.Numbers("y"), new ArimaOrder(order[0], order[1], order[2], order[3], order[4], order[5], (int)question.Number("period"), false), question.ParamNumbers("coefficients"));
        var forecast = model.Forecast((int)question.Number("h"));
        return new Tree { ["loglik"] = model.LogLikelihood, ["sigma2"] = model.Variance, ["mean"] = forecast.Mean, ["se"] = Answer.Of(forecast.Mean.Select((_, h) => forecast.Deviation(h))) };
    }

    private static Tree KaplanMeier(Case question)
    {
        var curve = SurvivalCurve.Of(Spells(question));
        var (mean, error) = curve.RestrictedMean(question.Number("tau"));
        return new Tree
        {
            ["time"] = curve.Times,
            ["n"] = curve.AtRisk,
            ["d"] = curve.Events,
            ["surv"] = curve.Survival,
            ["low"] = Answer.Of(curve.Times.Select((_, k) => curve.Limits(k).Low)),
            ["high"] = Answer.Of(curve.Times.Select((_, k) => curve.Limits(k).High)),
            ["median"] = OrNone(curve.Median),
            ["rmst"] = mean,
            ["rmst_se"] = error,
        };
    }

    private static Tree Cox(Case question)
    {
        var fit = CoxModel.Fit(Spells(question), [.. question.Matrix("x").SelectMany(row => row)]);
        return new Tree
        {
            ["coef"] = fit.Coefficients,
            ["se"] = fit.Errors,
            ["cluster_se"] = fit.ClusterErrors,
            ["loglik"] = fit.LogLikelihood,
            ["loglik0"] = fit.NullLogLikelihood,
            ["score"] = fit.Score,
            ["zph"] = fit.ProportionalHazards,
            ["zph_global"] = fit.ProportionalHazardsGlobal,
        };
    }

    private static Tree Competing(Case question)
    {
        var incidence = CompetingRisks.Of(Spells(question));
        int[] at = [.. question.ParamNumbers("at").Select(time => Array.FindLastIndex(incidence.Times, t => t <= time))];
        return new Tree { ["event"] = Answer.Of(at.Select(k => incidence.Recovered[k])), ["competing"] = Answer.Of(at.Select(k => incidence.Ended[k])) };
    }

    private static Tree Discrete(Case question)
    {
        var link = question.Text("link") == "logit" ? HazardLink.Logit : HazardLink.ComplementaryLogLog;
        var fit = DiscreteHazard.Fit(Spells(question), [.. question.Matrix("x").SelectMany(row => row)], [.. question.ParamNumbers("cuts").Select(c => (int)c)], link);
        return new Tree { ["coef"] = fit.Coefficients, ["se"] = fit.Errors, ["loglik"] = fit.LogLikelihood };
    }

    private static Spell[] Spells(Case question)
    {
        double[] stop = question.Numbers("stop"), status = question.Numbers("status");
        double[] Optional(string name, Func<int, double> otherwise) => question.Inputs.TryGetProperty(name, out _) ? question.Numbers(name) : [.. stop.Select((_, i) => otherwise(i))];
        double[] start = Optional("start", _ => 0), cluster = Optional("cluster", i => i);
        return [.. stop.Select((time, i) => new Spell((int)cluster[i], start[i], time, (SpellEnd)(int)status[i]))];
    }

    private static ExponentialSmoothing Smooth(double[] levels, JsonElement recorded, SmoothingModel model)
    {
        var par = recorded.GetProperty("par");
        double Of(string name) => par.GetProperty(name).GetDouble();
        double[] seasons = [.. Enumerable.Range(0, Season - 1).Select(s => Of(FormattableString.Invariant($"s{s}")))];
        double[] all = [.. seasons, (model.Season == Component.Multiplicative ? Season : 0) - seasons.Sum()];
        return ExponentialSmoothing.At(levels, model, new SmoothingParameters(Of("alpha"), Of("beta"), Of("gamma"), 1), new SmoothingState(Of("l"), Of("b"), all));
    }

    private static Tree Recorded(JsonElement numbers) => Tree.Of(numbers.EnumerateObject().Select(p => p.Name), numbers.EnumerateObject().Select(p => p.Value.GetDouble()));

    private static double[] Levels(Case question) => question.Table("data").Numbers(question.Inputs.GetProperty("column").GetString()!);

    private static double[] Window(Case question)
    {
        int[] ends = [.. question.Inputs.GetProperty("rows").GetString()!.Split("..").Select(end => int.Parse(end, System.Globalization.CultureInfo.InvariantCulture))];
        return Levels(question)[(ends[0] - 1)..ends[1]];
    }

    private static double[] Rows(Case question, string parameter, double[] levels) => [.. question.ParamNumbers(parameter).Select(row => levels[(int)row - 1])];

    private static double[] Logs(double[] levels) => [.. levels.Select(level => Math.Log(level))];

    private static double OrNone(double? value) => value ?? double.NaN;
}
