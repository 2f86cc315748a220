using Rebound.Measures;
using Rebound.Numerics;

namespace Rebound.Conformance;

/// <summary>Description, normalisation, imputation, denomination, screening and treatment of indicators.</summary>
internal static class CoinDataAnswers
{
    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
        ["stats.describe"] = Describe,
        ["normalise.minmax"] = question => Normalise(question, NormaliseMethod.MinMax, question.ParamNumbers("l_u")[0], question.ParamNumbers("l_u")[1] - question.ParamNumbers("l_u")[0]),
        ["normalise.zscore"] = question => Normalise(question, NormaliseMethod.ZScore, question.ParamNumbers("m_sd")[0], question.ParamNumbers("m_sd")[1]),
        ["normalise.prank"] = question => Normalise(question, NormaliseMethod.PercentileRank),
        ["normalise.rank"] = question => Normalise(question, NormaliseMethod.Rank),
        ["normalise.borda"] = question => Normalise(question, NormaliseMethod.Borda),
        ["normalise.dist2max"] = question => Normalise(question, NormaliseMethod.DistanceToMaximum),
        ["normalise.dist2ref"] = question => Normalise(question, NormaliseMethod.DistanceToReference),
        ["normalise.dist2targ"] = question => Normalise(question, NormaliseMethod.DistanceToTarget),
        ["normalise.scaled"] = question => Normalise(question, NormaliseMethod.Scaled, scale: 100),
        ["vector.functions"] = Vector,
        ["impute.mean"] = question => Impute(question, ImputeMethod.Mean),
        ["impute.median"] = question => Impute(question, ImputeMethod.Median),
        ["impute.mean_grp"] = question => Impute(question, ImputeMethod.GroupMean),
        ["impute.median_grp"] = question => Impute(question, ImputeMethod.GroupMedian),
        ["impute.panel.latest"] = question => ImputePanel(question, ImputeMethod.Latest),
        ["impute.panel.linear-constant"] = question => ImputePanel(question, ImputeMethod.Linear),
        ["impute.panel.constant"] = question => ImputePanel(question, ImputeMethod.Constant),
        ["denominate"] = Denominate,
        ["screen.byNA"] = Screen,
        ["treat.winsorise_log"] = question => Treat(question, TreatMethod.WinsoriseThenLog),
        ["treat.log_ct_plus"] = question => Treat(question, TreatMethod.LogPlus),
    };

    private static Tree Describe(Case question)
    {
        var data = question.Table("data");
        IndicatorStatistics[] all = [.. CoinTable.Indicators(data, question.Table("meta")).Select(indicator => IndicatorStatistics.Of(indicator.Code, data.Numbers(indicator.Code)))];
        var limits = TreatSettings.Default with { SkewnessLimit = question.Number("t_skew"), KurtosisLimit = question.Number("t_kurt") };
        string Low(double share, string threshold) => share >= question.Number(threshold) ? "ok" : "LOW";
        double NonZero(IndicatorStatistics s) => (double)s.NonZero / s.Observed;
        double Unique(IndicatorStatistics s) => (double)s.Unique / s.Observed;
        double Observed(IndicatorStatistics s) => (double)s.Observed / s.Possible;
        return new Tree
        {
            ["file"] = new TableAnswer().With("iCode", all.Select(s => s.Indicator))
                .With("Min", all.Select(s => s.Minimum)).With("Max", all.Select(s => s.Maximum)).With("Mean", all.Select(s => s.Mean)).With("Median", all.Select(s => s.Median))
                .With("Std", all.Select(s => s.Deviation)).With("Skew", all.Select(s => s.Skewness)).With("Kurt", all.Select(s => s.Kurtosis))
                .With("N.Avail", all.Select(s => s.Observed)).With("N.NonZero", all.Select(s => s.NonZero)).With("N.Unique", all.Select(s => s.Unique)).With("N.Same", all.Select(s => s.Same))
                .With("Frc.Avail", all.Select(Observed)).With("Frc.NonZero", all.Select(NonZero)).With("Frc.Unique", all.Select(Unique)).With("Frc.Same", all.Select(s => (double)s.Same / s.Observed))
                .With("Flag.Avail", all.Select(s => Low(Observed(s), "t_avail"))).With("Flag.NonZero", all.Select(s => Low(NonZero(s), "t_zero"))).With("Flag.Unique", all.Select(s => Low(Unique(s), "t_unq")))
                .With("Flag.SkewKurt", all.Select(s => OutlierTreatment.Passes(new SampleShape(s.Skewness, s.Kurtosis), limits) ? "ok" : "OUT")),
        };
    }

    private static Tree Normalise(Case question, NormaliseMethod method, double shift = 0, double scale = 1)
    {
        var data = question.Table("data");
        var indicators = CoinTable.Indicators(data, question.Table("meta"));
        var settings = NormaliseSettings.Default;
        if (method == NormaliseMethod.DistanceToReference) settings = settings with { ReferenceUnit = data.Text("uCode")[(int)question.Number("iref") - 1] };
        if (method == NormaliseMethod.Scaled) settings = settings with { Low = question.ParamNumbers("npara")[0], High = question.ParamNumbers("npara")[1] };
        var options = CoinTable.Options with { Normalise = method, NormaliseSettings = settings };
        var table = IndexSteps.Describe(IndexSteps.Select(CoinTable.CrossSection(data, indicators), options));
        return new Tree { ["file"] = CoinTable.Answer(table.Units, table.Indicators, IndexSteps.Normalise(table, options), shift, scale) };
    }

    private static Tree Impute(Case question, ImputeMethod method)
    {
        var data = question.Table("data");
        var groups = method is ImputeMethod.GroupMean or ImputeMethod.GroupMedian ? Groups(question, data) : null;
        var options = CoinTable.Options with { Impute = method };
        var window = IndexSteps.Impute(IndexSteps.Select(CoinTable.CrossSection(data, CoinTable.Indicators(data, question.Table("meta")), groups), options), options);
        return new Tree { ["file"] = CoinTable.Answer(window.Units, window.Indicators, window.Values) };
    }

    /// <summary>The group of each unit of a table, which a table in another order may hold.</summary>
    private static string[] Groups(Case question, DataTable data)
    {
        var source = question.Inputs.TryGetProperty("groups", out _) ? question.Table("groups") : data;
        var (units, groups) = (source.Text("uCode"), source.Text(question.Text("group_column")));
        return [.. data.Text("uCode").Select(unit => groups[Array.IndexOf(units, unit)])];
    }

    private static Tree ImputePanel(Case question, ImputeMethod method)
    {
        var data = question.Table("data");
        Indicator[] indicators = [.. Case.Texts(question.Inputs.GetProperty("columns")).Select(code => new Indicator(code, "all", Direction.Positive))];
        var panel = CoinTable.Panel(data, indicators);
        var values = panel.Table.Values.ToArray();
        var answer = new TableAnswer().With("uCode", data.Text("uCode")).With("Time", data.Text("Time"));
        for (var j = 0; j < indicators.Length; j++)
        {
            var column = values.AsSpan(j * panel.Table.Units.Count * panel.Table.YearCount, panel.Table.Units.Count * panel.Table.YearCount);
            for (var i = 0; i < panel.Table.Units.Count; i++) Imputation.WithinSeries(column.Slice(i * panel.Table.YearCount, panel.Table.YearCount), method);
            answer.With(indicators[j].Code, panel.InFileOrder(column));
        }
        return new Tree { ["file"] = answer };
    }

    private static Tree Denominate(Case question)
    {
        var data = question.Table("data");
        var window = IndexSteps.Denominate(IndexSteps.Select(CoinTable.CrossSection(data, CoinTable.Indicators(data, question.Table("meta"))), CoinTable.Options));
        return new Tree { ["file"] = CoinTable.Answer(window.Units, window.Indicators, window.Values) };
    }

    private static Tree Screen(Case question)
    {
        var data = question.Table("data");
        var options = CoinTable.Options with { Screen = ScreenRule.Missing, MinimumCoverage = question.Number("dat_thresh") };
        var table = CoinTable.CrossSection(data, CoinTable.Indicators(data));
        Coverage[] coverage = [.. table.Units.Select((_, i) => Coverage.Of([.. table.Indicators.Select((_, j) => table.Column(j)[i])], []))];
        var kept = IndexSteps.Select(table, options).Units;
        return new Tree
        {
            ["file"] = new TableAnswer().With("uCode", table.Units)
                .With("N_missing", coverage.Select(c => c.Possible - c.Observed)).With("N_zero", coverage.Select(c => c.Observed - c.NonZero)).With("N_miss_or_zero", coverage.Select(c => c.Possible - c.NonZero))
                .With("Dat_Avail", coverage.Select(c => c.Share)).With("Non_Zero", coverage.Select(c => c.NonZeroShare))
                .With("LowData", coverage.Select(c => c.Fails(ScreenRule.Missing, options.MinimumCoverage, 0)))
                .With("LowNonZero", coverage.Select(c => c.Fails(ScreenRule.Zero, 0, options.MinimumNonZero)))
                .With("LowDatOrZeroFlag", coverage.Select(c => c.Fails(ScreenRule.Both, options.MinimumCoverage, options.MinimumNonZero)))
                .With("Included", table.Units.Select(kept.Contains)),
            ["removed"] = Answer.List(table.Units.Except(kept).Select(unit => (Answer)unit)),
        };
    }

    private static Tree Treat(Case question, TreatMethod method)
    {
        var data = question.Table("data");
        var settings = TreatSettings.Default with { SkewnessLimit = question.Number("skew_thresh"), KurtosisLimit = question.Number("kurt_thresh") };
        if (question.Params.TryGetProperty("winmax", out var most)) settings = settings with { WinsoriseShare = (most.GetDouble() + 0.5) / data.RowCount };
        var options = CoinTable.Options with { Treat = method, TreatSettings = settings };
        var window = IndexSteps.Treat(IndexSteps.Select(CoinTable.CrossSection(data, CoinTable.Indicators(data)), options), options);
        var treated = window.Treatments;
        var after = treated.Where(t => !t.PassedBefore).ToDictionary(t => t.Indicator, StringComparer.Ordinal);
        double After(IndicatorTreatment t, double value) => after.ContainsKey(t.Indicator) ? value : double.NaN;
        return new Tree
        {
            ["file"] = CoinTable.Answer(window.Units, window.Indicators, window.Values),
            ["details"] = new TableAnswer().With("iCode", treated.Select(t => t.Indicator))
                .With("check_SkewKurt0.Pass", treated.Select(t => t.PassedBefore)).With("check_SkewKurt0.Skew", treated.Select(t => t.SkewnessBefore)).With("check_SkewKurt0.Kurt", treated.Select(t => t.KurtosisBefore))
                .With("winsorise.nwin", treated.Select(t => After(t, t.Winsorised)))
                .With("check_SkewKurt1.Pass", treated.Select(t => t.PassedBefore ? "" : t.Passed ? "TRUE" : "FALSE")).With("check_SkewKurt1.Skew", treated.Select(t => After(t, t.SkewnessAfter))).With("check_SkewKurt1.Kurt", treated.Select(t => After(t, t.KurtosisAfter))),
        };
    }

    private static Tree Vector(Case question)
    {
        var x = question.Numbers("x");
        var known = Normalisation.Observed(x).ToArray();
        var m = Normalisation.Describe(known);
        var (posts, ends) = (question.ParamNumbers("goalposts"), question.ParamNumbers("l_u"));
        double[] Scaled(LinearScale scale, double shift = 0, double factor = 1)
        {
            var z = new double[x.Length];
            scale.Apply(x, z);
            return [.. z.Select(value => shift + factor * value)];
        }
        double[] Ranked(double shift, double divisor)
        {
            var z = new double[x.Length];
            Normalisation.Rank(x, Direction.Positive, shift, divisor, z);
            return z;
        }
        double[] Changed(Action<double[]> change, int sign = 1)
        {
            double[] copy = [.. x.Select(value => sign * value)];
            change(copy);
            return copy;
        }
        Tree Winsorised(int most)
        {
            var points = 0;
            var settings = TreatSettings.Default with { SkewnessLimit = question.Number("skew_thresh"), KurtosisLimit = question.Number("kurt_thresh") };
            var copy = Changed(values => points = OutlierTreatment.Winsorise(values, settings, most, force: true));
            return new Tree { ["x"] = copy, ["nwin"] = points, ["treated"] = copy.Select((value, i) => value < x[i] ? "winhi" : value > x[i] ? "winlo" : "").ToArray() };
        }
        var shape = SampleShape.Of(known);
        return new Tree
        {
            ["minmax_1_100"] = Scaled(LinearScale.MinMax(m.Minimum, m.Maximum, Direction.Positive), ends[0], ends[1] - ends[0]),
            ["zscore"] = Scaled(LinearScale.ZScore(m.Mean, m.Deviation, Direction.Positive)),
            ["dist2max"] = Scaled(LinearScale.MinMax(m.Minimum, m.Maximum, Direction.Positive)),
            ["fracmax"] = Scaled(new LinearScale(0, m.Maximum)),
            ["prank"] = Ranked(1, known.Length - 1),
            ["rank"] = Ranked(0, 1),
            ["borda"] = Ranked(1, 1),
            ["goalposts_pos"] = Scaled(LinearScale.Goalposts(posts[0], posts[1], Direction.Positive), 0, posts[2]),
            ["goalposts_neg"] = Scaled(LinearScale.Goalposts(posts[0], posts[1], Direction.Negative), 0, posts[2]),
            ["dist2targ_cap"] = Scaled(LinearScale.ToMark(m.Minimum, m.Maximum, question.Number("target_pos"), Direction.Positive, cap: true)),
            ["dist2targ_neg"] = Scaled(LinearScale.ToMark(m.Minimum, m.Maximum, question.Number("target_neg"), Direction.Negative, cap: false)),
            ["dist2ref_3_cap"] = Scaled(LinearScale.ToMark(m.Minimum, m.Maximum, x[(int)question.Number("iref") - 1], Direction.Positive, cap: true)),
            ["log_CT"] = Changed(values => OutlierTreatment.Log(values)),
            ["log_CT_orig"] = Changed(values => OutlierTreatment.LogOne(values)),
            ["log_CT_plus"] = Changed(values => OutlierTreatment.LogPlus(values)),
            ["log_CT_plus_negskew"] = Changed(values => OutlierTreatment.LogPlus(values), -1),
            ["boxcox_0"] = Changed(values => OutlierTreatment.BoxCox(values, 0, makePositive: true)),
            ["boxcox_half"] = Changed(values => OutlierTreatment.BoxCox(values, 0.5, makePositive: true)),
            ["boxcox_2_nopos"] = Changed(values => OutlierTreatment.BoxCox(values, 2, makePositive: false)),
            ["skew"] = shape.Skewness,
            ["kurt"] = shape.Kurtosis,
            ["i_mean"] = Changed(values => Imputation.AcrossUnits(values, 0, 1, median: false, [], 0, new double[values.Length])),
            ["i_median"] = Changed(values => Imputation.AcrossUnits(values, 0, 1, median: true, [], 0, new double[values.Length])),
            ["winsorise_max5"] = Winsorised(5),
            ["winsorise_max1"] = Winsorised(1),
        };
    }
}
