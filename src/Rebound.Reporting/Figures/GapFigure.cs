using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>The median unit's exports against what was expected, with the middle half of the units, for each baseline.</summary>
internal static class GapFigure
{
    public static double Percent(double gap) => 100 * (Math.Exp(gap) - 1);

    public static Figure Make(Draft draft, TableView summary)
    {
        var baselines = summary.Distinct("baseline");
        var months = summary.Rows.Select(r => Words.Month(summary.Text(r, "month"))).Where(double.IsFinite).ToList();
        var rows = summary.Rows.OrderBy(r => summary.Text(r, "month"), StringComparer.Ordinal).ToList();

        Canvas Draw(double width)
        {
            var columns = width > 500 ? Math.Min(2, baselines.Count) : 1;
            var lines = (baselines.Count + columns - 1) / columns;
            var canvas = new Canvas(width, 30 + lines * 240 + (lines - 1) * 62 + 34);
            var panels = Plot.Panels(canvas, baselines.Count, columns, 52, 30, width - 12, 58, 240, 62);
            var everything = summary.Rows.SelectMany(r => new[] { Percent(summary.Number(r, "p25_gap")), Percent(summary.Number(r, "p75_gap")), Percent(summary.Number(r, "median_gap")), 0 });
            for (var b = 0; b < baselines.Count; b++)
            {
                var plot = panels[b];
                plot.X = new Scale(months.Min(), months.Max(), plot.Left, plot.Right);
                plot.Y = Scale.Nice(everything, plot.Bottom, plot.Top, 6);
                plot.Shock(draft.Input.ShockStart, draft.Input.ShockEnd);
                plot.ValueAxis((v, d) => Numeral.Percent(v, d), 6);
                plot.MonthAxis();
                plot.Title(Words.Spoken(baselines[b]));
                var own = rows.Where(r => summary.Text(r, "baseline") == baselines[b]).ToList();
                canvas.Path(plot.Band(own.Select(r => (Words.Month(summary.Text(r, "month")), Percent(summary.Number(r, "p25_gap")), Percent(summary.Number(r, "p75_gap"))))), Palette.Blue, opacity: 0.18);
                canvas.Path(plot.Trace(own.Select(r => (Words.Month(summary.Text(r, "month")), Percent(summary.Number(r, "median_gap"))))), "none", Palette.Blue, 2.2);
                if (own.Count == 0) continue;
                var worst = own.Where(r => double.IsFinite(summary.Number(r, "median_gap"))).MinBy(r => summary.Number(r, "median_gap"));
                var (x, y) = (plot.X.At(Words.Month(summary.Text(worst, "month"))), plot.Y.At(Percent(summary.Number(worst, "median_gap"))));
                canvas.Mark(Shape.Circle, x, y, 3.6, Palette.Blue);
                var label = $"{Numeral.Percent(Percent(summary.Number(worst, "median_gap")), 0)} in {Words.MonthName(summary.Text(worst, "month"))}";
                canvas.Text(x - 8, Math.Min(plot.Bottom - 5, y + 13), label, 11, Palette.Ink, x - 12 - Canvas.Measure(label, 11) < plot.Left ? Anchor.Start : Anchor.End, bold: true, halo: true);
            }
            return canvas;
        }

        var alone = rows.All(r => summary.Number(r, "n") <= 1);
        var deepest = rows.Where(r => double.IsFinite(summary.Number(r, "median_gap"))).MinBy(r => summary.Number(r, "median_gap"));
        return new Figure
        {
            Name = "recovery-gap",
            Title = alone ? "Exports against what was expected" : $"Exports of the median {draft.Input.UnitName} against what was expected",
            Subtitle = "Per cent of the baseline’s expectation; one panel a baseline",
            Description = $"The median gap is deepest in {Words.MonthName(summary.Text(deepest, "month"))}, at {Numeral.Percent(Percent(summary.Number(deepest, "median_gap")))} under the baseline {Words.Spoken(summary.Text(deepest, "baseline"))}.",
            Note = (alone ? "" : $"Line: median over {draft.Units}; band: the middle half of them. ") + (baselines.Count > 1 ? "Where the baselines disagree, the disagreement is part of the answer." : $"Zero is the baseline “{Words.Spoken(baselines[0])}”."),
            Source = draft.SourceOf("recovery_summary"),
            Draw = Draw,
            Data = new ResultTable("recovery-gap",
            [
                new ResultColumn("month", rows.Select(r => summary.Text(r, "month"))),
                new ResultColumn("baseline", rows.Select(r => summary.Text(r, "baseline"))),
                new ResultColumn("n", rows.Select(r => summary.Number(r, "n"))),
                .. new[] { "median", "p25", "p75" }.Select(c => new ResultColumn(c + "_pct", rows.Select(r => Percent(summary.Number(r, c + "_gap"))))),
            ]),
        };
    }
}
