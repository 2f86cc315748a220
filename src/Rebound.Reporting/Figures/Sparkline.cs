namespace Rebound.Reporting;

/// <summary>A unit's own history: actual exports over the whole span, and what was expected of it.</summary>
internal static class Sparkline
{
    public static Html Draw(Draft draft, TableView paths, IReadOnlyList<int> rows, string name, string id)
    {
        var canvas = new Canvas(360, 104);
        var months = rows.Select(r => Words.Month(paths.Text(r, "month"))).ToList();
        var values = rows.SelectMany(r => new[] { paths.Number(r, "actual"), paths.Number(r, "expected") }).Where(double.IsFinite).ToList();
        var plot = new Plot(canvas, 4, 8, 356, 80) { X = new Scale(months.Min(), months.Max(), 4, 356) };
        plot.Y = new Scale(0, values.Count > 0 && values.Max() > 0 ? 1.05 * values.Max() : 1, plot.Bottom, plot.Top);
        plot.Shock(draft.Input.ShockStart, draft.Input.ShockEnd, label: false);
        plot.MonthAxis(brief: true);
        canvas.Path(plot.Trace(rows.Select(r => (Words.Month(paths.Text(r, "month")), paths.Number(r, "expected")))), "none", Palette.Muted, 1.2, dash: "4 3");
        canvas.Path(plot.Trace(rows.Select(r => (Words.Month(paths.Text(r, "month")), paths.Number(r, "actual")))), "none", Palette.Blue, 1.7);
        return canvas.ToSvg($"Exports of {name}", $"Actual (solid) and expected (dashed) exports, {Words.MonthName(months.Min())} to {Words.MonthName(months.Max())}.", id);
    }
}
