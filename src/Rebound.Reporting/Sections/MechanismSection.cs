namespace Rebound.Reporting;

internal static class MechanismSection
{
    public static Html Write(Draft draft)
    {
        if (draft.View("estimates") is null && draft.View("paths") is null && draft.View("event_study") is null)
            return draft.Refusal("whether and how resilience reached exports: the arrows of the mechanism, the effect month by month, the estimates and their checks", "estimates", "mechanism");
        var paths = draft.View("paths") is { } p ? draft.Place(PathFigure.Make(draft, p)) : draft.Refusal("the mechanism, arrow by arrow", "paths", "mechanism", "channel");
        var events = draft.View("event_study") is { } e ? draft.Place(EventFigure.Make(draft, e)) : draft.Refusal("the effect month by month", "event_study", "event", "mechanism");
        var terciles = draft.View("tercile_curves") is { } t ? draft.Place(TercileFigure.Make(draft, t)) : draft.Refusal("the more and the less resilient side by side", "tercile_curves", "tercile", "mechanism");
        return paths + events + terciles + Estimates(draft) + Guards(draft);
    }

    private static Html Estimates(Draft draft)
    {
        if (draft.View("estimates") is not { } estimates) return draft.Refusal("the estimates", "estimates", "mechanism", "estimat", "model");
        var rows = estimates.Rows.ToList();
        return draft.Table("Every estimate", rows.Count,
        [
            new("estimate", k => Html.Of($"{EstimateText.Title(estimates, rows[k])}<br><code>{estimates.Text(rows[k], "id").Replace(".", ".\u200B", StringComparison.Ordinal)}</code>"), Long: true),
            new("value", k => Html.Text(Numeral.Estimate(estimates.Number(rows[k], "estimate"), estimates.Number(rows[k], "ci_low"), estimates.Number(rows[k], "ci_high"))), true),
            new("95 % interval", k => Html.Text(Numeral.Interval(estimates.Number(rows[k], "estimate"), estimates.Number(rows[k], "ci_low"), estimates.Number(rows[k], "ci_high"))), true),
            new("p", k => Html.Text(Numeral.Probability(estimates.Number(rows[k], "p"))), true),
            new("n", k => Html.Text(Numeral.Count(estimates.Number(rows[k], "n"))), true),
            new("clusters", k => Html.Text(Numeral.Count(estimates.Number(rows[k], "clusters"))), true),
            new("smallest effect it could see", k => Html.Text(Numeral.Sensible(estimates.Number(rows[k], "mde"))), true),
            new("grade", k => Html.Of($"{Badge.Grade(estimates.Text(rows[k], "grade"))}{(estimates.Text(rows[k], "reason") is { Length: > 0 } reason ? Html.Of($"<br><span class=\"note\">{reason}</span>") : Html.Empty)}")),
        ], "estimates", 60, "Effects on cases and exports are differences of logarithms: 0.10 is about 10 per cent. Standard errors, covariance type, degrees-of-freedom rule, singletons and R² of each are in the file.");
    }

    private static Html Guards(Draft draft)
    {
        if (draft.View("guards") is not { } guards) return draft.Refusal("the checks of the design", "guards", "guard", "mechanism");
        var rows = guards.Rows.OrderBy(r => guards.Text(r, "verdict") switch { "refused" => 0, "warning" => 1, _ => 2 }).ToList();
        return draft.Table("Can the data answer at all? The checks of each design", rows.Count,
        [
            new("check", k => Html.Text(Words.Spoken(guards.Text(rows[k], "guard")))),
            new("model", k => Html.Text(guards.Text(rows[k], "model"))),
            new("value", k => Html.Text(Numeral.Sensible(guards.Number(rows[k], "value"))), true),
            new("threshold", k => Html.Text(Numeral.Sensible(guards.Number(rows[k], "threshold"))), true),
            new("verdict", k => Badge.Guard(guards.Text(rows[k], "verdict"))),
            new("what it means", k => Html.Of($"{guards.Text(rows[k], "message")}{(guards.Text(rows[k], "repair") is { Length: > 0 } repair ? Html.Of($"<br><span class=\"note\">Repair: {repair}</span>") : Html.Empty)}"), Long: true),
        ], "guards", 60);
    }
}
