using System.Globalization;
using Rebound.Econometrics;
using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Tests the mechanism: resilience → control of the epidemic (H1), resilience → exports by horizon (H2), channels → exports.</summary>
internal sealed class MechanismStage(Study study, MeasuredIndex? measured, RecoveryResult? recovery, List<ResultTable> tables)
{
    private readonly IndexResult? index = measured?.Result;
    private readonly EstimateTable asked = new();
    private readonly ShockSettings shock = study.Settings.Shock!;
    private readonly StudyData data = study.Data;
    private readonly string units = study.Settings.UnitName;

    private Period Last => shock.Horizon.CompareTo(data.Monthly!.PeriodAt(data.Monthly.PeriodCount - 1)) < 0 ? shock.Horizon : data.Monthly.PeriodAt(data.Monthly.PeriodCount - 1);

    public EstimateTable Run()
    {
        var panel = WithDerived(data.Monthly!);
        Control(panel);
        Exports(panel);
        Channels(panel);
        OwnModels(panel);
        tables.Add(asked.Estimates());
        tables.Add(asked.Guards());
        tables.Add(Paths());
        return asked;
    }

    /// <summary>The panel with gap, stringency as a share, cases per head, and standardised scores.</summary>
    private Panel WithDerived(Panel panel)
    {
        if (recovery is not null) panel = panel.With(new Variable("gap", Gap(panel), Unit.Number));
        if (panel.Has("stringency")) panel = panel.With(new Variable("stringency", [.. panel["stringency"].Values.Select(v => v / 100)], Unit.Number));
        if (panel.Has("new_cases")) panel = panel.With(new Variable("cases", LogCases(panel), Unit.Number));
        if (index is null) return panel;
        for (var node = 0; node < index.Nodes.Count; node++)
        {
            if (index.Nodes[node].Depth > 1) continue;
            var z = Standardised(index, node);
            panel = panel.With(new Variable(node == 0 ? "index" : index.Nodes[node].Path, [.. panel.Cities.SelectMany(c => Enumerable.Repeat(z.GetValueOrDefault(c, double.NaN), panel.PeriodCount))], Unit.Number));
        }
        return panel;
    }

    private double[] Gap(Panel panel)
    {
        var gap = new double[panel.RowCount];
        Array.Fill(gap, double.NaN);
        foreach (var unit in recovery!.Units.Where(u => u.Baseline == Baseline.SameMonth && u.Measures is not null))
        {
            var (city, path) = (panel.IndexOf(unit.Unit), unit.Measures!.Path);
            for (var t = 0; t < path.Gap.Length; t++)
                if (panel.IndexOf(path.First.Plus(t)) is var at and >= 0) gap[city * panel.PeriodCount + at] = path.Gap[t];
        }
        return gap;
    }

    private double[] LogCases(Panel panel) => [.. panel["new_cases"].Values.Select((v, row) => double.IsNaN(v) ? double.NaN : Math.Log(1 + Math.Max(0, v) / PerHead(row / panel.PeriodCount)))];

    private double PerHead(int city) => data.Cities[city].Population / 1e5;

    private static Dictionary<string, double> Standardised(IndexResult index, int node)
    {
        var scores = index.UnitScores(node);
        var moments = Moments.Of(scores);
        var z = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var u = 0; u < scores.Length; u++) z[index.Units[u]] = (scores[u] - moments.Mean) / moments.Deviation;
        return z;
    }

    // H1: cumulative cases per 100,000 in the short run, in logs, on the standardised score.
    private void Control(Panel panel)
    {
        string[] nodes = index is null ? [""] : [.. index.Nodes.Where(n => n.Depth <= 1).Select(n => n.Path == IndexNode.Total ? "" : n.Path)];
        var refusal = study.Settings.Mechanism.Control == "none" || !panel.Has("new_cases") ? "the study has no epidemic table, so control of the epidemic cannot be seen"
            : index is null ? "there is no resilience index to relate to the epidemic"
            : !data.Cities.Any(c => c.Population > 0) ? "no population is given, so cases cannot be put per head"
            : panel.IndexOf(shock.Start) < 0 ? "the epidemic table does not reach the shock" : null;
        foreach (var node in nodes)
        {
            var id = node.Length == 0 ? "h1" : $"h1.{node}";
            if (refusal is not null)
            {
                asked.Refuse(id, "H1", "short", refusal);
                continue;
            }
            var table = CrossSection(panel, node);
            var model = LinearModel.Parse("cases ~ score", Covariance.Robust);
            asked.Ask(id, "H1", "short", DesignKind.Association, () => BeforeEstimation.Check(table, model, "score"),
                () => Answer(new AbsorbedLeastSquares().Fit(table, model), "score"),
                b => $"One standard deviation more {(node.Length == 0 ? "resilience" : node)} goes with {Percent(b.Value)} cases per head in the short run (95 % interval: {Percent(b.Low)} to {Percent(b.High)}).");
        }
    }

    private ModelData CrossSection(Panel panel, string node)
    {
        var (from, to) = (panel.IndexOf(shock.Start), panel.IndexOf(shock.End) is var end and >= 0 ? end : panel.PeriodCount - 1);
        var z = panel[node.Length == 0 ? "index" : node].Values;
        var cases = new double[panel.Cities.Count];
        var score = new double[panel.Cities.Count];
        for (var c = 0; c < cases.Length; c++)
        {
            double sum = 0;
            for (var t = from; t <= to; t++)
                if (panel["new_cases"].Values[c * panel.PeriodCount + t] is var v && !double.IsNaN(v)) sum += v;
            cases[c] = PerHead(c) > 0 && sum > 0 ? Math.Log(sum / PerHead(c)) : double.NaN;
            score[c] = z[c * panel.PeriodCount];
        }
        return ModelData.Of(cases.Length).With("cases", cases).With("score", score).WithFactor("unit", new Factor([.. Enumerable.Range(0, cases.Length)], panel.Cities));
    }

    // H2: the event study of the gap on the standardised index, its short- and long-run means, and the average shock.
    private void Exports(Panel panel)
    {
        if (!panel.Has("gap"))
        {
            foreach (var id in new[] { "h2.short", "h2.long", "shock.short", "shock.long", "stringency.short", "stringency.long", "interaction.short" })
                asked.Refuse(id, "H2", id.Split('.')[1], "there is no recovery path to explain");
            return;
        }
        AverageShock(panel);
        Stringency(panel);
        if (index is null)
        {
            foreach (var id in new[] { "h2.short", "h2.long" }) asked.Refuse(id, "H2", id.Split('.')[1], "there is no resilience index to relate to exports");
            return;
        }
        RunEventStudy(panel);
        Terciles(panel);
        SpecificationCurve(panel);
    }

    private void RunEventStudy(Panel panel)
    {
        var all = ModelData.From(panel, first: Period.OfMonth(shock.BaseFirst, 1), last: Last);
        var month = all.FactorOf("month");
        int[] ordinals = [.. month.Labels!.Select(l => Period.TryParse(l, out var p) ? p.Ordinal : 0)];
        all = all.With("relative", [.. month.Codes.Select(c => (double)(ordinals[c] - shock.Start.Ordinal))]);
        var specification = new EventStudySpecification("gap", "index", "relative")
        {
            Clusters = ["unit"],
            Reference = study.Settings.Mechanism.Reference,
            First = Math.Max(-12, Period.OfMonth(shock.BaseFirst, 1).Ordinal - shock.Start.Ordinal),
            Last = Last.Ordinal - shock.Start.Ordinal,
            ShortEnd = shock.End.Ordinal - shock.Start.Ordinal,
            Seed = study.Settings.Seed,
        };
        EventStudyResult? result = null;
        var refusal = "";
        try
        {
            result = new EventStudy(specification).Run(all);
        }
        catch (Exception e) when (e is NumericalException or FormulaException)
        {
            refusal = e.Message;
        }
        foreach (var (horizon, answer) in new[] { ("short", result?.Short), ("long", result?.Long) })
        {
            if (answer is null) asked.Refuse($"h2.{horizon}", "H2", horizon, refusal.Length > 0 ? refusal : $"no month of the {horizon} run is observed");
            else asked.Ask($"h2.{horizon}", "H2", horizon, DesignKind.Conditional, () => [ClusterCount.Check(result!.Estimate), .. result.PreTrend is { } trend ? [trend.ToGuard()] : Array.Empty<GuardResult>()],
                () => (result!.Estimate, answer),
                b => $"In the {horizon} run, one standard deviation more resilience goes with exports {Percent(b.Value)} against the counterfactual (95 % interval: {Percent(b.Low)} to {Percent(b.High)}).");
        }
        if (result is null) return;
        var table = new TableBuilder("event_study", "model", "term", "#horizon", "#month", "#estimate", "#se", "#ci_low", "#ci_high", "#band_low", "#band_high", "#n");
        foreach (var h in result.Horizons)
        {
            if (h.IsReference) table.Add("h2", "index", h.Horizon, h.Horizon, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, h.Rows);
            else table.Add("h2", "index", h.Horizon, h.Horizon, h.Effect.Value, h.Effect.StandardError, h.Effect.Low, h.Effect.High, h.BandLow, h.BandHigh, h.Rows);
        }
        tables.Add(table.Build());
    }

    // The mean gap over units of the short and the long run: one number a unit, so that the error is between units.
    private void AverageShock(Panel panel)
    {
        foreach (var (horizon, first, last) in Horizons())
        {
            var means = MeanGap(panel, first, last);
            var table = ModelData.Of(means.Length).With("gap", means).With("average", [.. Enumerable.Repeat(1.0, means.Length)]);
            asked.Ask($"shock.{horizon}", "H2", horizon, DesignKind.Descriptive, () => [],
                () => Answer(new AbsorbedLeastSquares().Fit(table, LinearModel.Parse("gap ~ average - 1", Covariance.Robust)), "average"),
                b => $"In the {horizon} run the average {units}'s exports stood {Percent(b.Value)} than in the same months before the shock (95 % interval: {Percent(b.Low)} to {Percent(b.High)}).");
        }
    }

    private static double[] MeanGap(Panel panel, Period first, Period last)
    {
        var means = new double[panel.Cities.Count];
        for (var c = 0; c < means.Length; c++)
        {
            var from = Math.Max(0, panel.IndexOf(first));
            means[c] = Moments.Of(panel.Series("gap", c)[from..(panel.IndexOf(last) + 1)]).Mean;
        }
        return means;
    }

    private IEnumerable<(string Horizon, Period First, Period Last)> Horizons()
    {
        yield return ("short", shock.Start, shock.End.CompareTo(Last) < 0 ? shock.End : Last);
        if (shock.End.CompareTo(Last) < 0) yield return ("long", shock.End.Plus(1), Last);
    }

    private void Stringency(Panel panel)
    {
        foreach (var (horizon, first, last) in Horizons())
        {
            if (!panel.Has("stringency"))
            {
                asked.Refuse($"stringency.{horizon}", "channel", horizon, "the study has no policy table");
                if (horizon == "short") asked.Refuse("interaction.short", "H2", horizon, "the study has no policy table");
                continue;
            }
            var window = ModelData.From(panel, first, last);
            AskPanel($"stringency.{horizon}", "channel", horizon, window, "gap ~ stringency | unit + month", "stringency",
                b => $"In the {horizon} run, the strictest policy against none goes with exports {Percent(b.Value)} (95 % interval: {Percent(b.Low)} to {Percent(b.High)}).");
            if (horizon == "short" && index is not null)
                AskPanel("interaction.short", "H2", horizon, window, "gap ~ stringency + stringency:index | unit + month", "stringency:index",
                    b => $"Under the strictest policy, one standard deviation more resilience goes with exports {Percent(b.Value)} (95 % interval: {Percent(b.Low)} to {Percent(b.High)}).");
        }
    }

    private void AskPanel(string id, string question, string horizon, ModelData window, string formula, string term, Func<Coefficient, string> sentence)
    {
        var model = LinearModel.Parse(formula, Covariance.ClusteredBy("unit"));
        asked.Ask(id, question, horizon, DesignKind.Association,
            () =>
            {
                List<GuardResult> checks = [.. BeforeEstimation.Check(window, model, term, "unit")];
                if (term == "stringency" && !checks.Exists(g => g.Verdict == Verdict.Refused))
                {
                    checks.Add(NegativeWeights.Check(window, term));
                    // Every unit is treated at once in an epidemic: the share of clean controls is told, and refuses a causal reading, not the association.
                    var clean = CleanControls.Check(window, term);
                    checks.Add(clean.Verdict == Verdict.Refused ? clean with { Verdict = Econometrics.Verdict.Warning } : clean);
                }
                return checks;
            },
            () => Answer(new AbsorbedLeastSquares().Fit(window, model), term), sentence);
    }

    // Each channel's first variable in order of name, standardised within the window.
    private void Channels(Panel panel)
    {
        foreach (var channel in study.Settings.Mechanism.Channels)
        {
            var variable = data.ChannelOf.Where(c => c.Value == channel).Select(c => c.Key).Order(StringComparer.Ordinal).FirstOrDefault();
            foreach (var (horizon, first, last) in Horizons())
            {
                var id = $"channel.{channel}.{horizon}";
                var window = variable is null || !panel.Has("gap") ? null : ModelData.From(panel, first, last);
                var column = window is null ? null : Scaled(window.Column(variable!));
                if (column is null)
                {
                    asked.Refuse(id, "channel", horizon, variable is null ? $"the study has no variable of the channel '{channel}'" : window is null ? "there is no recovery path to explain" : $"'{variable}' does not vary in the window");
                    continue;
                }
                AskPanel(id, "channel", horizon, window!.With("channel", column), "gap ~ channel | unit + month", "channel",
                    b => $"In the {horizon} run, one standard deviation more '{variable}' ({channel}) goes with exports {Percent(b.Value)} (95 % interval: {Percent(b.Low)} to {Percent(b.High)}).");
            }
        }
    }

    private static double[]? Scaled(double[] values)
    {
        var moments = Moments.Of(values);
        return moments.Count >= 3 && moments.Deviation > 0 ? [.. values.Select(v => (v - moments.Mean) / moments.Deviation)] : null;
    }

    private void OwnModels(Panel panel)
    {
        foreach (var own in study.Settings.Models)
        {
            try
            {
                var window = ModelData.From(panel, own.Window?.First, own.Window?.Last);
                var model = LinearModel.Parse(own.Formula, Covariance.ClusteredBy([.. own.Cluster]));
                var fitted = new AbsorbedLeastSquares().Fit(window, model);
                foreach (var coefficient in fitted.Coefficients)
                    asked.Ask(fitted.Coefficients.Count == 1 ? $"model.{own.Id}" : $"model.{own.Id}.{coefficient.Name}", "model", "", DesignKind.Association, () => BeforeEstimation.Check(window, model, coefficient.Name),
                        () => (fitted, coefficient), b => $"Model {own.Id}: {b.Name} {Show(b.Value)} (95 % interval: {Show(b.Low)} to {Show(b.High)}).");
            }
            catch (Exception e) when (e is NumericalException or FormulaException)
            {
                asked.Refuse($"model.{own.Id}", "model", "", e.Message);
            }
        }
    }

    private void Terciles(Panel panel)
    {
        var table = new TableBuilder("tercile_curves", "tercile", "month", "#n", "#mean_gap", "#ci_low", "#ci_high");
        var terciles = index!.TercilesOf(0).ToArray();
        foreach (var tercile in new[] { Tercile.Low, Tercile.Middle, Tercile.High })
        {
            int[] cities = [.. Enumerable.Range(0, terciles.Length).Where(u => terciles[u] == tercile).Select(u => panel.IndexOf(index.Units[u]))];
            for (var month = Period.OfMonth(shock.BaseFirst, 1); month.CompareTo(Last) <= 0; month = month.Plus(1))
            {
                var t = panel.IndexOf(month);
                if (t < 0) continue;
                double[] gaps = [.. cities.Select(c => panel["gap"].Values[c * panel.PeriodCount + t]).Where(v => !double.IsNaN(v))];
                if (gaps.Length < 3) continue;
                var moments = Moments.Of(gaps);
                var half = StudentT.Quantile(0.975, gaps.Length - 1) * Math.Sqrt(moments.Variance / gaps.Length);
                table.Add(tercile.ToString().ToLowerInvariant(), month.ToString(), gaps.Length, moments.Mean, moments.Mean - half, moments.Mean + half);
            }
        }
        tables.Add(table.Build());
    }

    // H2 over every plausible index: the mean gap of the horizon on the standardised score. A variant that cannot be estimated has no row.
    private void SpecificationCurve(Panel panel)
    {
        var table = new TableBuilder("specification_curve", "specification", "index", "baseline", "outcome", "horizon", "#estimate", "#ci_low", "#ci_high", "#n");
        foreach (var variant in measured!.Variants)
        {
            var z = Standardised(variant.Result, 0);
            double[] score = [.. panel.Cities.Select(c => z.GetValueOrDefault(c, double.NaN))];
            foreach (var (horizon, first, last) in Horizons())
            {
                var cross = ModelData.Of(score.Length).With("gap", MeanGap(panel, first, last)).With("score", score);
                try
                {
                    var fitted = new AbsorbedLeastSquares().Fit(cross, LinearModel.Parse("gap ~ score", Covariance.Robust));
                    table.Add($"{variant.Name}, {horizon} run", variant.Name, "same-month", "mean gap", horizon, fitted["score"].Value, fitted["score"].Low, fitted["score"].High, fitted.RowCount);
                }
                catch (NumericalException)
                {
                    continue;
                }
            }
        }
        tables.Add(table.Build());
    }

    private ResultTable Paths()
    {
        var table = new TableBuilder("paths", "source", "target", "#estimate", "#ci_low", "#ci_high", "grade", "status", "reason", "estimate_id");
        void Arrow(string source, string target, string id)
        {
            if (asked.Answers.TryGetValue(id, out var found)) table.Add(source, target, found.Value.Value, found.Value.Low, found.Value.High, found.Grade.ToString(), "estimated", "", id);
            else table.Add(source, target, null, null, null, "refused", "refused", asked.Refusals.GetValueOrDefault(id, "not asked"), id);
        }
        Arrow("resilience", "control", "h1");
        foreach (var channel in study.Settings.Mechanism.Channels)
        {
            table.Add("control", channel, null, null, null, "refused", "refused", "whether control moves this channel is not identified by these designs", "");
            Arrow(channel, "exports", $"channel.{channel}.short");
        }
        Arrow("resilience", "exports", "h2.short");
        return table.Build();
    }

    private static (Estimate, Coefficient) Answer(Estimate model, string term) => (model, model[term]);

    /// <summary>A log difference as a percentage in words, "12 % lower".</summary>
    private static string Percent(double logs)
    {
        var percent = 100 * (Math.Exp(logs) - 1);
        return $"{Math.Abs(percent).ToString(Math.Abs(percent) < 10 ? "0.0" : "0", CultureInfo.InvariantCulture)} % {(percent < 0 ? "lower" : "higher")}";
    }

    private static string Show(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
