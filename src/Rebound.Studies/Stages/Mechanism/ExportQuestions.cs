using Rebound.Econometrics;
using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>H2: the average shock, the event study of the gap on the standardised index with its short- and long-run means, and the terciles' curves.</summary>
internal sealed class ExportQuestions(Study study, MechanismPanel mechanism, EstimateTable asked, List<ResultTable> tables)
{
    private const int MonthsBefore = 12;
    private const int FewestForAMean = 3;

    public void Ask()
    {
        if (!mechanism.Panel.Has("gap"))
        {
            foreach (var id in new[] { "h2.short", "h2.long", "shock.short", "shock.long" }) asked.Refuse(id, "H2", id.Split('.')[1], "there is no recovery path to explain");
            return;
        }
        AverageShock();
        if (mechanism.Index is null)
        {
            foreach (var id in new[] { "h2.short", "h2.long" }) asked.Refuse(id, "H2", id.Split('.')[1], "there is no resilience index to relate to exports");
            return;
        }
        RunEventStudy();
        Terciles(mechanism.Index);
    }

    // The mean gap over units of the short and the long run: one number a unit, so that the error is between units.
    private void AverageShock()
    {
        foreach (var (horizon, first, last) in mechanism.Horizons())
        {
            var means = mechanism.MeanOf(mechanism.Panel["gap"].Values, first, last);
            var table = ModelData.Of(means.Length).With("gap", means).With("average", [.. Enumerable.Repeat(1.0, means.Length)]);
            asked.Ask($"shock.{horizon}", "H2", horizon, DesignKind.Descriptive, () => [],
                () => AnsweredQuestion.Of(new AbsorbedLeastSquares().Fit(table, LinearModel.Parse("gap ~ average - 1", Covariance.Robust)), "average", mechanism.Seed),
                b => $"In the {horizon} run the average {mechanism.UnitName}'s exports stood {Phrases.Percent(b.Value)} than in the same months before the shock {Phrases.Interval(b)}.");
        }
    }

    private void RunEventStudy()
    {
        var shock = mechanism.Shock;
        var all = ModelData.From(mechanism.Panel, first: Period.OfMonth(shock.BaseFirst, 1), last: mechanism.Last);
        var month = all.FactorOf("month");
        int[] ordinals = [.. month.Labels!.Select(l => Period.TryParse(l, out var p) ? p.Ordinal : 0)];
        all = all.With("relative", [.. month.Codes.Select(c => (double)(ordinals[c] - shock.Start.Ordinal))]);
        var specification = new EventStudySpecification("gap", "index", "relative")
        {
            Clusters = ["unit"],
            Reference = study.Settings.Mechanism.Reference,
            First = Math.Max(-MonthsBefore, Period.OfMonth(shock.BaseFirst, 1).Ordinal - shock.Start.Ordinal),
            Last = mechanism.Last.Ordinal - shock.Start.Ordinal,
            ShortEnd = shock.End.Ordinal - shock.Start.Ordinal,
            Seed = mechanism.Seed,
        };
        var design = new EventStudy(specification);
        EventStudyResult? result = null;
        foreach (var horizon in new[] { "short", "long" })
        {
            HorizonRun Run() => (horizon == "short" ? result!.Short : result!.Long) ?? throw new NotIdentifiedException($"No month of the {horizon} run is observed.");
            asked.Ask($"h2.{horizon}", "H2", horizon, g => new DesignFacts(DesignKind.Conditional, SensitivityReported: g.Any(r => r.Guard == PreTrendBreakdown.GuardName)),
                () =>
                {
                    List<GuardResult> checks = [.. design.Check(all, longRun: horizon == "long")];
                    if (checks.Exists(c => c.Verdict == Verdict.Refused)) return checks;
                    result ??= design.Run(all);
                    if (result.PreTrend is { } trend) checks.Add(trend.ToGuard());
                    if (Run().Breakdown is { } breakdown) checks.Add(breakdown.ToGuard());
                    return checks;
                },
                () => AnsweredQuestion.Of(result!.Estimate, Run().Effect, mechanism.Seed, Run().Bootstrap),
                b => $"In the {horizon} run, one standard deviation more resilience goes with exports {Phrases.Percent(b.Value)} against the counterfactual {Phrases.Interval(b)}.");
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

    private void Terciles(IndexResult index)
    {
        var panel = mechanism.Panel;
        var table = new TableBuilder("tercile_curves", "tercile", "month", "#n", "#mean_gap", "#ci_low", "#ci_high");
        var terciles = index.TercilesOf(0).ToArray();
        foreach (var tercile in new[] { Tercile.Low, Tercile.Middle, Tercile.High })
        {
            int[] cities = [.. Enumerable.Range(0, terciles.Length).Where(u => terciles[u] == tercile).Select(u => panel.IndexOf(index.Units[u]))];
            for (var month = Period.OfMonth(mechanism.Shock.BaseFirst, 1); month.CompareTo(mechanism.Last) <= 0; month = month.Plus(1))
            {
                var t = panel.IndexOf(month);
                if (t < 0) continue;
                double[] gaps = [.. cities.Select(c => panel["gap"].Values[c * panel.PeriodCount + t]).Where(v => !double.IsNaN(v))];
                if (gaps.Length < FewestForAMean) continue;
                var moments = Moments.Of(gaps);
                var half = StudentT.Quantile(0.975, gaps.Length - 1) * Math.Sqrt(moments.Variance / gaps.Length);
                table.Add(tercile.ToString().ToLowerInvariant(), month.ToString(), gaps.Length, moments.Mean, moments.Mean - half, moments.Mean + half);
            }
        }
        tables.Add(table.Build());
    }
}
