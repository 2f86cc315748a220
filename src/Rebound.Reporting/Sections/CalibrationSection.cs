namespace Rebound.Reporting;

/// <summary>How near a calibrated model comes to the numbers it was given, and to those kept from it.</summary>
internal static class CalibrationSection
{
    public static Html Write(Draft draft) => Blocks(draft) + Groups(draft) + Fit(draft) + Posterior(draft);

    private static Html Blocks(Draft draft)
    {
        if (draft.View("calibration_blocks") is not { } blocks) return draft.Refusal("what was calibrated", "calibration_blocks", "calibration");
        return Html.Join(blocks.Where("status", "refused").Select(r => Html.Of($"""
            <div class="refusal" role="note"><p><b><span aria-hidden="true">∅</span> Not calibrated: the {blocks.Text(r, "block")}</b></p><p><span class="why">Reason</span> {blocks.Text(r, "reason")}</p></div>

            """)));
    }

    private static Html Groups(Draft draft) => draft.View("calibration_groups") is not { } groups ? Html.Empty : draft.Table("Used and held out", groups.Count,
    [
        new("block", r => Html.Text(groups.Text(r, "block"))),
        new("numbers", r => Html.Text(groups.Text(r, "use"))),
        new("how many", r => Html.Text(Numeral.Count(groups.Number(r, "numbers"))), true),
        new("error (root mean square)", r => Html.Text(Numeral.Fixed(groups.Number(r, "error"), 2)), true),
        new("bias (observed less simulated)", r => Html.Text(Numeral.Signed(groups.Number(r, "bias"), 2)), true),
        new("inside", r => Html.Text(Numeral.Share(groups.Number(r, "inside_share"))), true),
        new("unit", r => Html.Text(groups.Text(r, "unit"))),
    ], "calibration_groups", note: "What was used says how well the model fits; only what was held out says how well it foresees. A good model has 95 % inside in both.");

    private static Html Fit(Draft draft)
    {
        if (draft.View("calibration_fit") is not { } fit) return Html.Empty;
        var known = new KnownNumbers("calibration-fit", "calibration_fit", "The numbers against the calibrated model", r => fit.Text(r, "target") + (fit.Text(r, "use") == "used" || fit.Text(r, "target").Contains("held out", StringComparison.Ordinal) ? "" : $" ({fit.Text(r, "use")})"),
            r => fit.Text(r, "block") == "economy" ? "growth, per cent" : fit.Text(r, "target").StartsWith("units", StringComparison.Ordinal) ? $"{draft.Units} with a case" : "cases");
        return BackTestFigure.Make(draft, fit, known) is { } figure ? draft.Place(figure) : Html.Empty;
    }

    private static Html Posterior(Draft draft)
    {
        if (draft.View("posterior") is not { } posterior || draft.View("simulation_identification") is not { } seen) return Html.Empty;
        var rows = seen.Where("kind", "parameter").ToList();
        return draft.Table($"The parameters after the calibration, {Words.Counted(posterior.Count, "draw")}", rows.Count,
        [
            new("block", r => Html.Text(seen.Text(rows[r], "block"))),
            new("parameter", r => Html.Text(seen.Text(rows[r], "parameter"))),
            new("median", r => Html.Text(Numeral.Sensible(seen.Number(rows[r], "value"))), true),
            new("95 % of draws", r => Html.Text($"{Numeral.Sensible(seen.Number(rows[r], "low"))} to {Numeral.Sensible(seen.Number(rows[r], "high"))}"), true),
            new("", r => Badge.Seen(seen.Text(rows[r], "verdict"))),
        ], "posterior", note: "A draw joins a member of the epidemic’s ensemble and a particle of the economy, drawn independently. Put posterior.csv into the study folder and name it in [simulation], and every simulation takes these draws in turn.");
    }
}
