namespace Rebound.Reporting;

internal static class LimitSection
{
    public static Html Write(Draft draft)
    {
        var parts = new[] { Stages(draft), Guards(draft), Refused(draft), Censored(draft), Dropped(draft) }.Where(p => !p.IsEmpty).ToList();
        return parts.Count > 0 ? Html.Join(parts) : Html.Of($"""<p>The tables of this run record no refusal, no warning and no dropped row.</p>""");
    }

    private static Html Bullets(string title, IEnumerable<Html> items)
    {
        var all = items.ToList();
        return all.Count == 0 ? Html.Empty : Html.Of($"""<h3>{title}</h3><ul class="plain">{all.Select(i => Html.Of($"<li>{i}</li>"))}</ul>""");
    }

    private static Html Stages(Draft draft) => draft.View("stages") is not { } stages ? Html.Empty
        : Bullets("Stages that were refused", stages.Where("status", "refused").Select(r => Html.Of($"<b>{Words.Capital(Words.Spoken(stages.Text(r, "stage")))}.</b> {stages.Text(r, "reason")} {Repair(stages.Text(r, "repair"))}")));

    private static Html Guards(Draft draft) => draft.View("guards") is not { } guards ? Html.Empty
        : Bullets("Checks that warn or refuse", guards.Rows.Where(r => guards.Text(r, "verdict") is "warning" or "refused").OrderBy(r => guards.Text(r, "verdict") == "refused" ? 0 : 1)
            .Select(r => Html.Of($"{Badge.Guard(guards.Text(r, "verdict"))} <b>{Words.Capital(Words.Spoken(guards.Text(r, "guard")))}</b> ({guards.Text(r, "model")}). {guards.Text(r, "message")} {Repair(guards.Text(r, "repair"))}")).Take(40));

    private static Html Refused(Draft draft) => draft.View("estimates") is not { } estimates ? Html.Empty
        : Bullets("Questions without a number", estimates.Where("grade", "refused").Select(r => Html.Of($"{Words.Capital(EstimateText.Title(estimates, r))}. {Words.Capital(estimates.Text(r, "reason"))}")).Take(40));

    private static Html Censored(Draft draft) => draft.View("recovery") is not { } recovery ? Html.Empty
        : Bullets("Time to recovery is not known for all", draft.Baselines.Select(b => (Name: b, Rows: recovery.Where("baseline", b).Where(r => recovery.Text(r, "status") is "censored" or "refused").ToList())).Where(b => b.Rows.Count > 0)
            .Select(b => Html.Of($"Baseline “{Words.Spoken(b.Name)}”: {Words.Counted(b.Rows.Count(r => recovery.Text(r, "status") == "censored"), draft.Input.UnitName)} not back by the horizon, {Numeral.Count(b.Rows.Count(r => recovery.Text(r, "status") == "refused"))} refused.")));

    private static Html Dropped(Draft draft) => draft.View("dropped_rows") is not { } dropped ? Html.Empty
        : Bullets("Rows that were not used", dropped.Rows.Where(r => dropped.Number(r, "rows") > 0).Take(30).Select(r => Html.Of($"{Words.Capital(Words.Spoken(dropped.Text(r, "table")))}: {Words.Counted(dropped.Number(r, "rows"), "row")} – {dropped.Text(r, "reason")}")));

    private static Html Repair(string repair) => repair.Length > 0 ? Html.Of($"<span class=\"note\">Repair: {repair}</span>") : Html.Empty;
}
