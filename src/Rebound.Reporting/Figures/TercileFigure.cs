using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>The mean gap of the more and the less resilient thirds, month by month.</summary>
internal static class TercileFigure
{
    public static Figure Make(Draft draft, TableView curves)
    {
        var rows = curves.Rows.OrderBy(r => curves.Text(r, "tercile"), StringComparer.Ordinal).ThenBy(r => curves.Text(r, "month"), StringComparer.Ordinal).ToList();
        var months = rows.Select(r => Words.Month(curves.Text(r, "month"))).Where(double.IsFinite).ToList();

        Canvas Draw(double width)
        {
            var canvas = new Canvas(width, 330);
            var plot = new Plot(canvas, 54, 18, width - 66, 290) { };
            plot.X = new Scale(months.Min(), months.Max(), plot.Left, plot.Right);
            plot.Y = Scale.Nice(rows.SelectMany(r => new[] { GapFigure.Percent(curves.Number(r, "ci_low")), GapFigure.Percent(curves.Number(r, "ci_high")), GapFigure.Percent(curves.Number(r, "mean_gap")), 0 }), plot.Bottom, plot.Top, 6);
            plot.Shock(draft.Input.ShockStart, draft.Input.ShockEnd);
            plot.ValueAxis((v, d) => Numeral.Percent(v, d), 6);
            plot.MonthAxis();
            var ends = new List<(double Y, string Name, string Colour)>();
            foreach (var (name, colour, shape) in new[] { ("low", Palette.Vermilion, Shape.Triangle), ("middle", Palette.Grey, Shape.OpenSquare), ("high", Palette.Blue, Shape.Circle) })
            {
                var own = rows.Where(r => curves.Text(r, "tercile") == name).ToList();
                if (own.Count == 0) continue;
                if (name != "middle") canvas.Path(plot.Band(own.Select(r => (Words.Month(curves.Text(r, "month")), GapFigure.Percent(curves.Number(r, "ci_low")), GapFigure.Percent(curves.Number(r, "ci_high"))))), colour, opacity: 0.15);
                canvas.Path(plot.Trace(own.Select(r => (Words.Month(curves.Text(r, "month")), GapFigure.Percent(curves.Number(r, "mean_gap"))))), "none", colour, name == "middle" ? 1.3 : 2);
                foreach (var row in own.Where((_, k) => k % 3 == 0))
                    canvas.Mark(shape, plot.X.At(Words.Month(curves.Text(row, "month"))), plot.Y.At(GapFigure.Percent(curves.Number(row, "mean_gap"))), 3, colour);
                ends.Add((plot.Y.At(GapFigure.Percent(curves.Number(own[^1], "mean_gap"))), name, colour));
            }
            var last = double.NegativeInfinity;
            foreach (var (y, name, colour) in ends.Where(e => double.IsFinite(e.Y)).OrderBy(e => e.Y))
            {
                last = Math.Max(y + 4, last + 14);
                canvas.Text(plot.Right + 8, last, name, 12, colour == Palette.Vermilion ? "#a84300" : colour == Palette.Blue ? "#00568a" : Palette.Muted, bold: true);
            }
            return canvas;
        }

        return new Figure
        {
            Name = "tercile-curves",
            Title = $"Exports of the more and the less resilient {draft.Units}",
            Subtitle = "Mean gap to the expected level by tercile of resilience, per cent",
            Description = $"Mean gaps of the low, middle and high tercile over {Words.Counted(months.Distinct().Count(), "month")}.",
            Note = "Bands: 95 per cent interval of the mean, for the low and the high tercile. A difference between terciles is a description; the estimates below say how far it can be trusted.",
            Source = draft.SourceOf("tercile_curves"),
            Draw = Draw,
            Data = new ResultTable("tercile-curves",
            [
                new ResultColumn("tercile", rows.Select(r => curves.Text(r, "tercile"))),
                new ResultColumn("month", rows.Select(r => curves.Text(r, "month"))),
                new ResultColumn("n", rows.Select(r => curves.Number(r, "n"))),
                new ResultColumn("mean_gap_pct", rows.Select(r => GapFigure.Percent(curves.Number(r, "mean_gap")))),
                new ResultColumn("ci_low_pct", rows.Select(r => GapFigure.Percent(curves.Number(r, "ci_low")))),
                new ResultColumn("ci_high_pct", rows.Select(r => GapFigure.Percent(curves.Number(r, "ci_high")))),
            ]),
        };
    }
}
