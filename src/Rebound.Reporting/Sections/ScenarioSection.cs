namespace Rebound.Reporting;

/// <summary>The simulation: what it says of this world, what would have helped more, and how far it can be trusted.</summary>
internal static class ScenarioSection
{
    public static Html Write(Draft draft) => draft.View("simulation_exports") is not { } exports
        ? draft.Refusal("what would have helped more", "simulation_exports", "simulation")
        : Paths(draft, exports) + Scenarios(draft) + Channels(draft) + Frontier(draft) + Trust(draft);

    private static Html Paths(Draft draft, TableView exports)
    {
        var html = Html.Of($"""<p>The model lets an epidemic run through the {draft.Units} of this study, and through four channels into their exports. Every scenario meets the same chance as the world as it was, so that each difference below is a difference of pairs.</p>""")
            + draft.Place(FanFigure.Make(draft, exports, new Fan("exports-fan", "simulation_exports", "Simulated exports", "All units together, per cent of a normal month", 100)));
        return draft.View("simulation_epidemic") is { } epidemic
            ? html + draft.Place(FanFigure.Make(draft, epidemic, new Fan("epidemic-fan", "simulation_epidemic", "The simulated epidemic", "Detected cases a week, all units together", double.NaN)))
            : html;
    }

    private static Html Scenarios(Draft draft)
    {
        if (draft.View("scenarios") is not { } scenarios) return Html.Of($"""<p>The study asks for no scenario: add a [[scenario]] to see what would have helped more.</p>""");
        var table = draft.Table("What would have helped more", scenarios.Count,
        [
            new("scenario", r => Html.Text(scenarios.Text(r, "title"))),
            new("exports", r => Html.Text(Numeral.Percent(scenarios.Number(r, "exports_change_pct"), 2)), true),
            new("95 % interval", r => Html.Text(Numeral.Interval(scenarios.Number(r, "exports_change_pct"), scenarios.Number(r, "low"), scenarios.Number(r, "high"))), true),
            new("verdict", r => Html.Text(scenarios.Text(r, "verdict"))),
            new("short run", r => Html.Text(Numeral.Percent(scenarios.Number(r, "short_change_pct"), 2)), true),
            new("long run", r => Html.Text(Numeral.Percent(scenarios.Number(r, "long_change_pct"), 2)), true),
            new("infections", r => Html.Text(Numeral.Percent(scenarios.Number(r, "infections_change_pct"))), true),
            new("gain / lose", r => Html.Text($"{Numeral.Count(scenarios.Number(r, "gaining"))} / {Numeral.Count(scenarios.Number(r, "losing"))}"), true),
        ], "scenarios", note: "Differences of paired replicates from the world as it was. A tie has zero in its interval. “Short run” is the shock’s own months, “long run” what follows.");
        if (draft.View("scenario_units") is not { } units) return table;
        var first = scenarios.Text(0, "scenario");
        return table + (ScenarioMapFigure.Make(draft, units, first, scenarios.Text(0, "title")) is { } map ? draft.Place(map) : Html.Empty);
    }

    private static Html Channels(Draft draft) => draft.View("simulation_channels") is { } channels ? draft.Place(WaterfallFigure.Make(draft, channels)) : draft.Refusal("through which channel exports are lost", "simulation_channels", "simulation");

    private static Html Frontier(Draft draft) => draft.View("simulation_frontier") is { } frontier ? draft.Place(FrontierFigure.Make(draft, frontier)) : Html.Empty;

    private static Html Trust(Draft draft)
    {
        var html = Html.Of($"<h3>How far the model can be trusted</h3>");
        if (draft.View("simulation_backtest") is { } test)
        {
            var (inside, all) = (test.Rows.Count(r => test.Text(r, "inside") == "inside"), test.Count);
            html += draft.Table($"Back-test: {Numeral.Count(inside)} of {Numeral.Count(all)} known numbers lie inside the model’s band", test.Count,
            [
                new("what", r => Html.Text(test.Text(r, "what"))),
                new("period", r => Html.Text(test.Text(r, "period"))),
                new("observed", r => Html.Text(Numeral.Sensible(test.Number(r, "observed"))), true),
                new("simulated", r => Html.Text(Numeral.Sensible(test.Number(r, "median"))), true),
                new("95 % band", r => Html.Text($"{Numeral.Sensible(test.Number(r, "low"))} to {Numeral.Sensible(test.Number(r, "high"))}"), true),
                new("unit", r => Html.Text(test.Text(r, "unit"))),
                new("", r => Html.Text(test.Text(r, "inside"))),
            ], "simulation_backtest", 60, "Numbers outside the band are shown, not hidden: they say where the model is wrong or its chance too small.");
        }
        else html += draft.Refusal("how far the model is from what is known", "simulation_backtest", "backtest");
        if (draft.View("simulation_inputs") is { } inputs)
            html += draft.Table("What went into the model", inputs.Count, [new("input", r => Html.Text(inputs.Text(r, "input"))), new("source", r => Html.Text(inputs.Text(r, "source")), Long: true)], "simulation_inputs");
        if (draft.View("simulation_slopes") is { } slopes)
            html += draft.Table("How much each dimension matters in each channel", slopes.Count,
            [
                new("dimension", r => Html.Text(slopes.Text(r, "dimension"))),
                new("channel", r => Html.Text(slopes.Text(r, "channel"))),
                new("slope", r => Html.Text(Numeral.Sensible(slopes.Number(r, "slope"))), true),
                new("95 % of draws", r => Html.Text(double.IsFinite(slopes.Number(r, "low")) ? $"{Numeral.Sensible(slopes.Number(r, "low"))} to {Numeral.Sensible(slopes.Number(r, "high"))}" : Numeral.Missing), true),
                new("source", r => Html.Text(slopes.Text(r, "source")), Long: true),
            ], "simulation_slopes", note: "Slopes of the link between a dimension’s score and the parameters of a channel, in logits for a standard deviation; 0: the dimension does not matter there.");
        html += Identified(draft);
        if (draft.View("simulation_parameters") is { } parameters)
            html += draft.Table("The parameters", parameters.Count,
            [
                new("parameter", r => Html.Text(parameters.Text(r, "symbol"))),
                new("meaning", r => Html.Text(parameters.Text(r, "meaning")), Long: true),
                new("value", r => Html.Text(Numeral.Sensible(parameters.Number(r, "value"))), true),
                new("range", r => Html.Text($"{Numeral.Sensible(parameters.Number(r, "low"))} to {Numeral.Sensible(parameters.Number(r, "high"))}"), true),
                new("enters with", r => Html.Text(parameters.Text(r, "resilience"))),
                new("status", r => Html.Text(parameters.Text(r, "status"))),
                new("source", r => Html.Text(parameters.Text(r, "source")), Long: true),
            ], "simulation_parameters", note: "A parameter “at its prior” is an assumption, not a finding.");
        return html;
    }

    private static Html Identified(Draft draft)
    {
        if (draft.View("simulation_identification") is not { } seen)
            return Html.Of($"""<p>The model is not calibrated to this study: every parameter is at its prior or set by the study. <code>rebound calibrate</code> makes a posterior that [simulation] can name.</p>""");
        var directions = seen.Where("kind", "direction").ToList();
        return draft.Place(IdentificationFigure.Make(draft, seen)) + draft.Table($"The data see {Numeral.Count(directions.Count(r => seen.Text(r, "verdict") == "seen"))} of {Numeral.Count(directions.Count)} directions of the calibrated parameters", directions.Count,
        [
            new("block", r => Html.Text(seen.Text(directions[r], "block"))),
            new("direction", r => Html.Text(seen.Text(directions[r], "parameter"))),
            new("singular value", r => Html.Text(double.IsFinite(seen.Number(directions[r], "strength")) ? Numeral.Sensible(seen.Number(directions[r], "strength")) : Numeral.Missing), true),
            new("prior left", r => Html.Text(Numeral.Share(seen.Number(directions[r], "prior_share_left"))), true),
            new("", r => Html.Text(seen.Text(directions[r], "verdict"))),
        ], "simulation_identification", note: "A direction is a combination of parameters; its three largest members are named. Of the economy: singular values of the Jacobian of the known growth, in prior units; above 1 the data tell more than the prior. Of the epidemic: how far the draws have come together.");
    }
}
