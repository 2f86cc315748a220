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
        if (first.Count == 1) return Alone(study, recovery, first[0]);
        (int Count, string Fate)[] fates =
        [
            (first.Count(u => u.Outcome is Recovered), "recovered"), (first.Count(u => u.Outcome is Censored), "not yet recovered"),
            (first.Count(u => u.Outcome is NoShock), "no shock to recover from"), (first.Count(u => u.Outcome is Refused), "a path that could not be followed"),
        ];
        var told = fates.Where(f => f.Count > 0).Select(f => $"{f.Count} had {f.Fate}").ToList();
        return $"Of {first.Count} {Plural(study.Settings.UnitName)}, by {recovery.Options.Horizon}, {(told.Count > 1 ? $"{string.Join(", ", told.SkipLast(1))} and {told[^1]}" : told[0])}.";
    }

    private static string Alone(Study study, RecoveryResult recovery, UnitRecovery unit)
    {
        var name = study.Data.Cities.FirstOrDefault(c => c.Code == unit.Unit)?.Name ?? unit.Unit;
        return unit.Outcome switch
        {
            Recovered back => $"Exports of {name} were back at their expected level in {back.Month}, {back.Months} months after the shock began.",
            Censored => $"Exports of {name} were not back at their expected level by {recovery.Options.Horizon}.",
            NoShock => $"Exports of {name} never fell below the threshold: there was no shock to recover from.",
            _ => $"Exports of {name} could not be followed through the shock.",
        };
    }

    private static string Claims(ResultTable claims)
    {
        int Count(string verdict) => Enumerable.Range(0, claims.RowCount).Count(r => claims["verdict"].Text(r) == verdict);
        return $"Of {claims.RowCount} claims, {Count("supported")} are supported, {Count("contradicted")} contradicted, {Count("not testable")} not testable with these data, and {Count("untested")} untested.";
    }

    private static string Plural(string unit) => unit.EndsWith('y') ? unit[..^1] + "ies" : unit + "s";
}
