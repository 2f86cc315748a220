namespace Rebound.Reporting;

internal static class ClaimSection
{
    public static Html Write(Draft draft)
    {
        if (draft.View("claims") is not { } claims) return draft.Refusal("the claims of the theory", "claims", "claim", "ledger");
        return draft.Place(VerdictFigure.Make(draft, claims)) + Flags(draft) + Ledger(draft, claims) + Facts(draft);
    }

    private static Html Ledger(Draft draft, TableView claims)
    {
        var sections = claims.Distinct("section");
        var rows = sections.SelectMany(s => claims.Where("section", s)).ToList();
        return draft.Table("The claims, one by one", rows.Count,
        [
            new("claim", k => Html.Text(claims.Text(rows[k], "claim"))),
            new("statement", k => Html.Text(claims.Text(rows[k], "text")), Long: true),
            new("verdict", k => Html.Of($"{Badge.Verdict(claims.Text(rows[k], "verdict"))} {(claims.Text(rows[k], "grade") is "A" or "B" or "C" or "D" ? Badge.Grade(claims.Text(rows[k], "grade")) : Html.Empty)}")),
            new("evidence, or what would settle it", k => Evidence(claims, rows[k]), Long: true),
        ], "claims", group: k => claims.Text(rows[k], "section") is { Length: > 0 } section ? "Section " + section : "");
    }

    private static Html Evidence(TableView claims, int row)
    {
        var (evidence, needs) = (claims.Text(row, "evidence"), claims.Text(row, "needs"));
        var needed = claims.Text(row, "verdict") is "untested" or "not testable" && needs.Length > 0 ? Html.Of($"""<span class="note">Needs: {needs}</span>""") : Html.Empty;
        return Html.Of($"{evidence}{(evidence.Length > 0 && !needed.IsEmpty ? Html.Of($"<br>") : Html.Empty)}{needed}");
    }

    private static Html Flags(Draft draft) => draft.View("fact_flags") is not { } flags ? Html.Empty
        : draft.Table("What the facts say of the claims that state them", flags.Count,
        [
            new("claim", r => Html.Text(flags.Text(r, "claim"))),
            new("finding", r => Html.Of($"""<span class="badge {(flags.Text(r, "flag") == "match" ? "supported" : "contradicted")}"><span aria-hidden="true">{(flags.Text(r, "flag") == "match" ? "✓" : "✗")}</span> {flags.Text(r, "flag")}</span>""")),
            new("stated", r => Html.Text(flags.Text(r, "stated"))),
            new("reference", r => Html.Text(flags.Text(r, "reference")), Long: true),
            new("what it means", r => Html.Text(flags.Text(r, "message")), Long: true),
            new("source", r => Sources.Write(flags.Text(r, "source")), Long: true),
        ], "fact_flags", 80);

    private static Html Facts(Draft draft)
    {
        if (draft.View("facts") is not { } facts) return Html.Empty;
        var table = draft.Table("The facts that claims are checked against", facts.Count,
        [
            new("fact", r => Html.Text(facts.Text(r, "id"))),
            new("period", r => Html.Text(facts.Text(r, "period"))),
            new("scope", r => Html.Text(facts.Text(r, "scope"))),
            new("variable", r => Html.Text(Words.Spoken(facts.Text(r, "variable")))),
            new("measure", r => Html.Text(facts.Text(r, "measure"))),
            new("value", r => Html.Text(double.IsFinite(facts.Number(r, "value")) ? Numeral.Sensible(facts.Number(r, "value")) : facts.Text(r, "value")), true),
            new("unit", r => Html.Text($"{facts.Text(r, "unit")} {facts.Text(r, "currency")}")),
            new("verified", r => Html.Text(facts.Text(r, "verified"))),
            new("source", r => Sources.Write(facts.Text(r, "source")), Long: true),
        ], "facts", 400);
        return Html.Of($"""<details class="block"><summary>{Words.Counted(facts.Count, "fact")}</summary>{table}</details>""");
    }
}
