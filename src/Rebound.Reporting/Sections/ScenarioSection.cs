namespace Rebound.Reporting;

/// <summary>The simulation: what it says of this world, what would have helped more, and how far it can be trusted.</summary>
internal static class ScenarioSection
{
    private const int MostMaps = 4;

    public static Html Write(Draft draft) => draft.View("simulation_exports") is not { } exports
        ? draft.Refusal("what would have helped more", "simulation_exports", "simulation")
        : Paths(draft, exports) + Scenarios(draft) + Channels(draft) + Frontier(draft) + (draft.Input.Kind == ReportKind.Study ? Html.Of($"<h3>How far the model can be trusted</h3>") + TrustSection.Write(draft) : Html.Empty);

    private static Html Paths(Draft draft, TableView exports)
    {
        var html = Html.Of($"""<p>The model lets an epidemic run through the {draft.Units} of this study, and through four channels into their exports. Every scenario meets the same chance as the world as it was, so that each difference below is a difference of pairs.</p>""")
            + draft.Place(FanFigure.Make(draft, exports, new Fan("exports-fan", "simulation_exports", "Simulated exports", $"All {draft.Units} together, per cent of a normal month", 100)));
        return draft.View("simulation_epidemic") is { } epidemic
            ? html + draft.Place(FanFigure.Make(draft, epidemic, new Fan("epidemic-fan", "simulation_epidemic", "The simulated epidemic", $"Detected cases a week, all {draft.Units} together", double.NaN)))
            : html;
    }

    private static Html Scenarios(Draft draft)
    {
        if (draft.View("scenarios") is not { } scenarios) return Html.Of($"""<p>The study asks for no scenario: add a [[scenario]] to see what would have helped more.</p>""");
        var table = draft.Table("What would have helped more", scenarios.Count,
        [
            new("scenario", r => Html.Text(scenarios.Text(r, "title"))),
            new("all months", r => Change(scenarios, r, "exports_change_pct", "low", "high"), true),
            new("verdict", r => Badge.Change(scenarios.Text(r, "verdict"))),
            new("short run", r => Change(scenarios, r, "short_change_pct", "short_low", "short_high"), true),
            new("long run", r => Change(scenarios, r, "long_change_pct", "long_low", "long_high"), true),
            new("infections", r => Change(scenarios, r, "infections_change_pct", "infections_low", "infections_high"), true),
            new("gain / lose", r => Html.Text($"{Numeral.Count(scenarios.Number(r, "gaining"))} / {Numeral.Count(scenarios.Number(r, "losing"))}"), true),
        ], "scenarios", note: $"Means of paired differences from the world as it was, per cent of normal exports (infections: of those there were), with 95 % intervals of the mean over {Numeral.Count(scenarios.Number(0, "replicates"))} replicates. They narrow with more replicates and hold nothing of the uncertainty of the parameters unless the study names a posterior. A tie has zero in its interval. “Short run” is the shock’s own months, “long run” what follows.");
        if (draft.View("scenario_units") is not { } units) return table;
        return table + Html.Join(scenarios.Rows.Take(MostMaps).Select(r => ScenarioMapFigure.Make(draft, units, scenarios.Text(r, "scenario"), scenarios.Text(r, "title"), r) is { } map ? draft.Place(map) : Html.Empty))
            + (scenarios.Count > MostMaps ? Html.Of($"""<p>Maps of the first {MostMaps} of {scenarios.Count} scenarios; the differences of all are in <a href="{draft.Input.TableFolder}/scenario_units.csv">scenario_units.csv</a>.</p>""") : Html.Empty);
    }

    private static Html Change(TableView table, int row, string mean, string low, string high)
    {
        var value = table.Number(row, mean);
        if (!double.IsFinite(value)) return Html.Text(Numeral.Missing);
        var range = double.IsFinite(table.Number(row, low)) ? Html.Of($"""<br><span class="note">{Numeral.Signed(table.Number(row, low), 2)} to {Numeral.Signed(table.Number(row, high), 2)}</span>""") : Html.Empty;
        return Html.Of($"{Numeral.Percent(value, 2)}{range}");
    }

    private static Html Channels(Draft draft) => draft.View("simulation_channels") is { } channels ? draft.Place(WaterfallFigure.Make(draft, channels)) + (ChannelUnitFigure.Make(draft, channels) is { } each ? draft.Place(each) : Html.Empty) : draft.Refusal("through which channel exports are lost", "simulation_channels", "simulation");

    private static Html Frontier(Draft draft) => draft.View("simulation_frontier") is { } frontier ? draft.Place(FrontierFigure.Make(draft, frontier)) : Html.Empty;
}
