namespace Rebound.Reporting;

/// <summary>How far a simulation can be trusted: known numbers it was held against, what went in, what the data see of its parameters.</summary>
internal static class TrustSection
{
    private const int MostNumbers = 60;

    public static Html Write(Draft draft) => BackTest(draft) + Inputs(draft) + Identified(draft) + Parameters(draft);

    /// <summary>What went into the model, and how much each dimension matters.</summary>
    public static Html Inputs(Draft draft)
    {
        if (draft.View("simulation_inputs") is not { } inputs) return draft.Refusal("what went into the model", "simulation_inputs", "simulation");
        return draft.Table("What went into the model", inputs.Count, [new("input", r => Html.Text(inputs.Text(r, "input"))), new("source", r => Html.Text(inputs.Text(r, "source")), Long: true)], "simulation_inputs") + Slopes(draft);
    }

    /// <summary>What a calibration left of the priors.</summary>
    public static Html Identified(Draft draft)
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
            new("", r => Badge.Seen(seen.Text(directions[r], "verdict"))),
        ], "simulation_identification", note: "A direction is a combination of parameters; its three largest members are named. Of the economy: singular values of the Jacobian of the known growth, in prior units; above 1 the data tell more than the prior. Of the epidemic: how far the draws have come together.");
    }

    private static Html BackTest(Draft draft)
    {
        if (draft.View("simulation_backtest") is not { } test) return Html.Of($"""
            <div class="refusal" role="note"><p><b><span aria-hidden="true">∅</span> Not answered: how far the model is from what is known</b></p>
            <p><span class="why">Reason</span> No fact of the study is a number that the model has: growth of exports, cases so far, throughput of ports or resumption, of the whole or of {draft.Units} in the simulated months.</p>
            <p><span class="why">Repair</span> Say in [simulation] what facts call all {draft.Units} together, whole = "…", and add facts.csv.</p></div>

            """);
        var (inside, all) = (test.Rows.Count(r => test.Text(r, "inside") == "inside"), test.Count);
        var figure = BackTestFigure.Make(draft, test, new KnownNumbers("backtest", "simulation_backtest", "Known numbers against the model’s band", r => $"{test.Text(r, "what")}, {test.Text(r, "period")}", r => test.Text(r, "unit")));
        return Html.Of($"""<p>{Numeral.Count(inside)} of {Words.Counted(all, "known number")} lie inside the band of the replicates. A number outside it is shown, not hidden: it says where the model is wrong, or its chance too small.{Coverage(draft, all)}</p>""")
            + (figure is null ? Html.Empty : draft.Place(figure))
            + draft.Table($"Back-test: {Numeral.Count(inside)} of {Numeral.Count(all)} known numbers lie inside the model’s band", test.Count,
            [
                new("what", r => Html.Text(test.Text(r, "what"))),
                new("period", r => Html.Text(test.Text(r, "period"))),
                new("observed", r => Html.Text(Numeral.Sensible(test.Number(r, "observed"))), true),
                new("simulated", r => Html.Text(Numeral.Sensible(test.Number(r, "median"))), true),
                new("95 % band", r => Html.Text($"{Numeral.Sensible(test.Number(r, "low"))} to {Numeral.Sensible(test.Number(r, "high"))}"), true),
                new("unit", r => Html.Text(test.Text(r, "unit"))),
                new("", r => Badge.Inside(test.Text(r, "inside"))),
            ], "simulation_backtest", MostNumbers, "“Too low” and “too high” are said of the model.")
            + Unheld(draft);
    }

    private static Html Coverage(Draft draft, int held) => draft.View("simulation_backtest_unheld") is not { Count: > 0 } unheld ? Html.Empty
        : Html.Of($""" Of {Words.Counted(held + unheld.Count, "known number")}, {Numeral.Count(unheld.Count)} are not in the model; the table below says why.""");

    private static Html Unheld(Draft draft) => draft.View("simulation_backtest_unheld") is not { Count: > 0 } unheld ? Html.Empty
        : draft.Table($"{Numeral.Count(unheld.Count)} known numbers that are not in the model", unheld.Count,
        [
            new("what", r => Html.Text(unheld.Text(r, "what"))),
            new("period", r => Html.Text(unheld.Text(r, "period"))),
            new("value", r => Html.Text(unheld.Text(r, "value")), true),
            new("why not", r => Html.Text(unheld.Text(r, "reason")), Long: true),
        ], "simulation_backtest_unheld", MostNumbers);

    // A row a dimension and a column a channel, where there is nothing to say of single slopes; else a row a slope.
    private static Html Slopes(Draft draft)
    {
        if (draft.View("simulation_slopes") is not { } slopes) return Html.Empty;
        const string Caption = "How much each dimension matters in each channel", File = "simulation_slopes";
        const string Note = "Slopes of the link between a dimension’s score and the parameters of a channel, in logits for a standard deviation; 0: the dimension does not matter there.";
        var sources = slopes.Distinct("source");
        if (sources.Count == 1)
        {
            var (dimensions, channels) = (slopes.Distinct("dimension"), slopes.Distinct("channel"));
            return draft.Table(Caption, dimensions.Count,
            [
                new("dimension", r => Html.Text(dimensions[r])),
                .. channels.Select(channel => new PrintedColumn(channel, r => Html.Text(Slope(slopes, slopes.Where("dimension", dimensions[r]).First(k => slopes.Text(k, "channel") == channel))), true)),
            ], File, note: $"{Note} Source of all: {(sources[0] == "prior" ? "prior, an assumption and not a finding" : sources[0])}.");
        }
        return draft.Table(Caption, slopes.Count,
        [
            new("dimension", r => Html.Text(slopes.Text(r, "dimension"))),
            new("channel", r => Html.Text(slopes.Text(r, "channel"))),
            new("slope", r => Html.Text(Slope(slopes, r)), true),
            new("source", r => Html.Text(slopes.Text(r, "source")), Long: true),
        ], File, note: Note + " In brackets 95 % of the draws.");
    }

    private static string Slope(TableView slopes, int row) => Numeral.Fixed(slopes.Number(row, "slope"), 2)
        + (double.IsFinite(slopes.Number(row, "low")) ? $" ({Numeral.Fixed(slopes.Number(row, "low"), 2)} to {Numeral.Fixed(slopes.Number(row, "high"), 2)})" : "");

    private static Html Parameters(Draft draft) => draft.View("simulation_parameters") is not { } parameters ? Html.Empty : draft.Table("The parameters", parameters.Count,
    [
        new("parameter", r => Html.Text(parameters.Text(r, "symbol"))),
        new("meaning", r => Html.Text(parameters.Text(r, "meaning")), Long: true),
        new("value", r => Html.Text(Numeral.Sensible(parameters.Number(r, "value"))), true),
        new("range", r => Html.Text($"{Numeral.Sensible(parameters.Number(r, "low"))} to {Numeral.Sensible(parameters.Number(r, "high"))}"), true),
        new("enters with", r => Html.Text(parameters.Text(r, "resilience"))),
        new("status", r => Html.Text(parameters.Text(r, "status"))),
        new("source", r => Html.Text(parameters.Text(r, "source")), Long: true),
    ], "simulation_parameters", note: "A parameter “at its prior” is an assumption, not a finding.");
}
