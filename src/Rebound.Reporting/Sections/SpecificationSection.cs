namespace Rebound.Reporting;

internal static class SpecificationSection
{
    public static Html Write(Draft draft)
    {
        if (draft.View("specification_curve") is not { } curve || !curve.Rows.Any(r => double.IsFinite(curve.Number(r, "estimate"))))
            return draft.Refusal("whether the choice of method decides", "specification_curve", "specification", "mechanism");
        var horizons = curve.Distinct("horizon");
        List<int> Of(int h) => [.. curve.Where("horizon", horizons[h]).Where(r => double.IsFinite(curve.Number(r, "estimate")))];
        string Share(int h, Func<int, bool> holds) => Of(h) is { Count: > 0 } rows ? Numeral.Share((double)rows.Count(holds) / rows.Count) : Numeral.Missing;
        return draft.Place(SpecificationFigure.Make(draft, curve)) + draft.Table("How often the conclusion holds", horizons.Count,
        [
            new("horizon", h => Html.Text(SpecificationFigure.HorizonName(horizons[h]))),
            new("specifications", h => Html.Text(Numeral.Count(Of(h).Count)), true),
            new("could not be estimated", h => Html.Text(Numeral.Count(curve.Where("horizon", horizons[h]).Count() - Of(h).Count)), true),
            new("estimate above zero", h => Html.Text(Share(h, r => curve.Number(r, "estimate") > 0)), true),
            new("interval above zero", h => Html.Text(Share(h, r => curve.Number(r, "ci_low") > 0)), true),
            new("interval below zero", h => Html.Text(Share(h, r => curve.Number(r, "ci_high") < 0)), true),
            new("median estimate", h => Html.Text(Numeral.Signed(RecoverySection.Median(Of(h).Select(r => curve.Number(r, "estimate"))), 3)), true),
            new("lowest", h => Html.Text(Of(h) is { Count: > 0 } rows ? Numeral.Signed(rows.Min(r => curve.Number(r, "estimate")), 3) : Numeral.Missing), true),
            new("highest", h => Html.Text(Of(h) is { Count: > 0 } rows ? Numeral.Signed(rows.Max(r => curve.Number(r, "estimate")), 3) : Numeral.Missing), true),
        ], "specification_curve");
    }
}
