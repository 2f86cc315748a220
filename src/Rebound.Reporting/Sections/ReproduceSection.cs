namespace Rebound.Reporting;

internal static class ReproduceSection
{
    public static Html Write(Draft draft)
    {
        var input = draft.Input;
        var command = input.Command.Length > 0 ? Html.Of($"<p>This run was made by</p><pre><code>{input.Command}</code></pre>") : Html.Empty;
        var hash = input.TablesHash.Length > 0 ? Html.Of($"""<p>The same study gives the same tables on any machine and with any number of threads. SHA-256 over the tables:</p><p class="hash">{input.TablesHash}</p>""") : Html.Empty;
        (string Name, string Value)[] facts = [("Rebound", input.Version), ("seed", input.Seed), ("run", input.RunId)];
        var line = Html.Of($"""<dl class="facts">{facts.Where(f => f.Value.Length > 0).Select(f => Html.Of($"<div><dt>{f.Name}</dt><dd>{f.Value}</dd></div>"))}</dl>""");
        return command + hash + line + Inputs(draft) + Stages(draft);
    }

    private static Html Inputs(Draft draft)
    {
        var files = draft.Input.Inputs;
        if (files.Count == 0) return Html.Empty;
        return Html.Of($"""
            <h3 id="inputs-h">The inputs</h3>
            {Draft.Grid(Enumerable.Range(0, files.Count), [new("file", r => Html.Of($"<code>{files[r].Path}</code>")), new("SHA-256", r => Html.Of($"""<span class="hash">{files[r].Sha256}</span>"""))], "inputs-h")}

            """);
    }

    private static Html Stages(Draft draft) => draft.View("stages") is not { } stages
        ? draft.Input.Kind == ReportKind.Study ? Html.Of($"""<p class="note">This run holds no account of its stages.</p>""") : Html.Empty
        : draft.Table("The stages of the run", stages.Count,
        [
            new("stage", r => Html.Text(Words.Spoken(stages.Text(r, "stage")))),
            new("status", r => Badge.Done(stages.Text(r, "status"))),
            new("reason", r => Html.Text(stages.Text(r, "reason")), Long: true),
            new("repair", r => Html.Text(stages.Text(r, "repair")), Long: true),
        ], "stages");
}
