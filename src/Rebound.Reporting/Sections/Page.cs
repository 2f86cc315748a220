namespace Rebound.Reporting;

/// <summary>The whole page: title, contents, the numbered sections, the unit cards.</summary>
internal static class Page
{
    private static readonly string Style = ReadStyle();

    public static string Compose(Draft draft)
    {
        (string Id, string Title, Func<Draft, Html> Write)[] sections = draft.Input.Kind switch
        {
            ReportKind.Simulation => [("scenarios", "What the model says", ScenarioSection.Write), ("trust", "How far it can be trusted", TrustSection.Write), ("reproduce", "Reproduce this report", ReproduceSection.Write)],
            ReportKind.Calibration => [("calibration", "How near the model comes", CalibrationSection.Write), ("identification", "What the data see", TrustSection.Identified), ("reproduce", "Reproduce this report", ReproduceSection.Write)],
            ReportKind.Advice => [("advice", "What buys most recovery", AdviceSection.Write), ("trust", "What it rests on", TrustSection.Inputs), ("reproduce", "Reproduce this report", ReproduceSection.Write)],
            _ => Whole(draft),
        };
        var title = TitleOf(draft.Input);
        var contents = sections.Select((s, k) => Html.Of($"""<li><a href="#{s.Id}"><span class="no">{k + 1}</span> {s.Title}</a></li>"""));
        var body = sections.Select((s, k) => Html.Of($"""
            <section id="{s.Id}" aria-labelledby="{s.Id}-h">
            <h2 id="{s.Id}-h"><span class="no">{k + 1}</span> {s.Title}</h2>
            {s.Write(draft)}</section>

            """));
        return Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light">
            <title>{title} – {Eyebrow(draft.Input.Kind)}</title>
            <style>
            {new Html(Style)}</style>
            </head>
            <body>
            <a class="skip" href="#{sections[0].Id}">Skip to the answer</a>
            <header class="masthead">
            <div class="inner">
            <p class="eyebrow">{Eyebrow(draft.Input.Kind)}</p>
            <h1>{title}</h1>
            <p class="question">{Question(draft)}</p>
            {Facts(draft)}
            </div>
            </header>
            <div class="layout">
            <nav class="contents" aria-label="Contents"><p class="navtitle">Contents</p><ol>{contents}</ol></nav>
            <main id="main">
            {body}</main>
            </div>
            <footer class="foot"><div class="inner"><p>{title} · run {draft.Input.RunId} · Rebound {draft.Input.Version}</p></div></footer>
            </body>
            </html>

            """).Markup.ReplaceLineEndings("\n");
    }

    private static (string Id, string Title, Func<Draft, Html> Write)[] Whole(Draft draft) =>
    [
        ("answer", "The answer", AnswerSection.Write),
        ("data", "The data", DataSection.Write),
        ("index", "Resilience before the shock", IndexSection.Write),
        ("spread", "How resilience is spread", SpreadSection.Write),
        ("recovery", "Shock and recovery", RecoverySection.Write),
        ("mechanism", "From resilience to exports", MechanismSection.Write),
        ("specifications", "Does the choice of method decide?", SpecificationSection.Write),
        ("scenarios", "Scenarios", ScenarioSection.Write),
        ("claims", "The ledger of claims", ClaimSection.Write),
        ("limits", "Limits", LimitSection.Write),
        ("reproduce", "Reproduce this report", ReproduceSection.Write),
        ("units", $"Each {draft.Input.UnitName}", UnitSection.Write),
    ];

    private static string Question(Draft draft) => draft.Input.Kind switch
    {
        ReportKind.Simulation => $"What would have happened to these {draft.Units}’ exports, had something been otherwise?",
        ReportKind.Calibration => $"How near does the model come to what is known of these {draft.Units}, and what do the data see of it?",
        ReportKind.Advice => $"Which lever and which dimension buys these {draft.Units} most recovery, at what cost, and who loses by it?",
        _ => $"Did a {draft.Input.UnitName}’s resilience help its exports recover from the epidemic, and through which channel?",
    };

    private static string Eyebrow(ReportKind kind) => kind switch { ReportKind.Simulation => "Rebound simulation", ReportKind.Calibration => "Rebound calibration", ReportKind.Advice => "Rebound advice", _ => "Rebound study report" };

    internal static string TitleOf(ReportInput input) => input.Title.TryGetValue("en", out var english) && english.Length > 0 ? english
        : input.Title.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Value).FirstOrDefault(t => t.Length > 0) ?? input.StudyId;

    private static Html Facts(Draft draft)
    {
        var input = draft.Input;
        var units = draft.View("cities")?.Count;
        (string Name, string Value)[] facts =
        [
            ("Study", input.StudyId),
            ("Run", input.RunId),
            (Words.Capital(draft.Units), units is { } n ? Numeral.Count(n) : ""),
            ("Shock", Span(input.ShockStart, input.ShockEnd)),
            ("Analysed to", Words.MonthName(input.Horizon)),
            ("Status", input.Status),
        ];
        return Html.Of($"""<dl class="facts">{facts.Where(f => f.Value.Length > 0).Select(f => Html.Of($"<div><dt>{f.Name}</dt><dd>{f.Value}</dd></div>"))}</dl>""");
    }

    private static string Span(string start, string end) => start.Length == 0 ? "" : end.Length == 0 || end == start
        ? Words.MonthName(start)
        : $"{Words.MonthName(start)} – {Words.MonthName(end)}";

    private static string ReadStyle()
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream("report.css")
            ?? throw new InvalidOperationException("The style sheet is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
