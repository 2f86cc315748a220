using Rebound.Measures;

namespace Rebound.Studies;

/// <summary>The answer in a few sentences, each read from a result: the table `answer`.</summary>
internal static class AnswerStage
{
    private static readonly (string Id, string Question)[] Order =
    [
        ("shock.short", "How hard was the shock?"), ("h1", "Did resilience help control the epidemic?"), ("h2.short", "Did resilience help exports in the short run?"),
        ("h2.long", "Did resilience help exports in the long run?"), ("shock.long", "Are exports back?"),
    ];

    public static ResultTable Of(Study study, RecoveryResult? recovery, List<ResultTable> tables)
    {
        var table = new TableBuilder("answer", "#order", "question", "sentence", "estimate_id", "grade");
        if (tables.Find(t => t.Name == "estimates") is { } estimates)
            foreach (var (id, question) in Order) Answer(table, estimates, id, question);
        if (recovery is not null) table.Add(table.Count + 1, "How many are back?", Recovered(study, recovery), "", "D");
        if (tables.Find(t => t.Name == "claims") is { } claims) table.Add(table.Count + 1, "What of the theory's claims?", Claims(claims), "", "D");
        if (table.Count == 0) table.Add(1, "What can these data say?", "None of the stages could give a number that can be trusted; the stages' reasons follow.", "", "refused");
        return table.Build();
    }

    private static void Answer(TableBuilder table, ResultTable estimates, string id, string question)
    {
        var rows = Enumerable.Range(0, estimates.RowCount).Where(r => estimates["id"].Text(r) == id).ToList();
        if (rows.Count == 0) return;
        bool IsAnswered(int r) => estimates["grade"].Text(r) != "refused";
        var row = rows.Exists(IsAnswered) ? rows.FindLast(IsAnswered) : rows[^1];
        var grade = estimates["grade"].Text(row);
        table.Add(table.Count + 1, question, grade == "refused" ? $"These data cannot say: {estimates["reason"].Text(row)}" : estimates["sentence"].Text(row), id, grade);
    }

    private static string Recovered(Study study, RecoveryResult recovery)
    {
        var first = recovery.Units.Where(u => u.Baseline == recovery.Options.Baselines[0]).ToList();
        int Count<T>() => first.Count(u => u.Outcome is T);
        return $"By {recovery.Options.Horizon}, {Count<Recovered>()} of {first.Count} {(first.Count == 1 ? study.Settings.UnitName : Plural(study.Settings.UnitName))} had recovered, {Count<Censored>()} had not, {Count<NoShock>()} had no shock to recover from, and {Count<Refused>()} could not be followed.";
    }

    private static string Claims(ResultTable claims)
    {
        int Count(string verdict) => Enumerable.Range(0, claims.RowCount).Count(r => claims["verdict"].Text(r) == verdict);
        return $"Of {claims.RowCount} claims, {Count("supported")} are supported, {Count("contradicted")} contradicted, {Count("not testable")} not testable with these data, and {Count("untested")} untested.";
    }

    private static string Plural(string unit) => unit.EndsWith('y') ? unit[..^1] + "ies" : unit + "s";
}
