using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>The distribution of scores year by year, as ridges one above the other.</summary>
internal static class DensityFigure
{
    public static Figure Make(Draft draft, TableView density)
    {
        var years = density.Distinct("year");
        var curves = years.Select(y => density.Where("year", y).Select(r => (X: density.Number(r, "score"), Y: density.Number(r, "density"))).OrderBy(p => p.X).ToList()).ToList();
        var tallest = curves.Max(c => c.Max(p => p.Y));

        Canvas Draw(double width)
        {
            const double top = 78, rise = 62;
            var step = Math.Clamp(260.0 / years.Count, 16, 40);
            var bottom = top + step * (years.Count - 1) + 8;
            var canvas = new Canvas(width, bottom + 42);
            var plot = new Plot(canvas, 52, 12, width - 14, bottom) { X = new Scale(curves.Min(c => c[0].X), curves.Max(c => c[^1].X), 52, width - 14) };
            plot.AcrossAxis(Numeral.Fixed);
            canvas.Text((plot.Left + plot.Right) / 2, bottom + 34, "total score", Plot.LabelSize, Palette.Muted, Anchor.Middle);
            for (var k = 0; k < years.Count; k++)
            {
                var foot = top + step * k;
                var line = curves[k].Select(p => (plot.X.At(p.X), foot - rise * p.Y / tallest)).ToList();
                canvas.Path(Canvas.Trace(line) + $"L{Numeral.Coordinate(line[^1].Item1)} {Numeral.Coordinate(foot)}L{Numeral.Coordinate(line[0].Item1)} {Numeral.Coordinate(foot)}Z", Palette.Sequence[2], "none", 1, 0.55);
                canvas.Path(Canvas.Trace(line), "none", Palette.Blue, 1.4, tip: $"{years[k]}: most units near {Numeral.Fixed(curves[k].MaxBy(p => p.Y).X, 2)}");
                canvas.Line(plot.Left, foot, plot.Right, foot, Palette.Grey, 0.5);
                canvas.Text(plot.Left - 8, foot + 3, years[k], 10.5, Palette.Ink, Anchor.End);
            }
            return canvas;
        }

        return new Figure
        {
            Name = "density",
            Title = "How the scores are spread, year by year",
            Subtitle = "Kernel density of the total score, one ridge a year, all on one scale",
            Description = $"From {years[0]} to {years[^1]} the peak moves from {Numeral.Fixed(curves[0].MaxBy(p => p.Y).X, 2)} to {Numeral.Fixed(curves[^1].MaxBy(p => p.Y).X, 2)}.",
            Note = $"Gaussian kernel; bandwidth in the last year {Numeral.Sensible(density.Number(density.Where("year", years[^1]).First(), "bandwidth"))}, chosen anew each year by the rule in the table. A second hump means that {draft.Units} fall into camps.",
            Source = draft.SourceOf("density"),
            Draw = Draw,
            Data = new ResultTable("density", [new ResultColumn("year", density.Rows.Select(r => density.Text(r, "year"))), .. new[] { "score", "density", "bandwidth" }.Select(c => new ResultColumn(c, density.Rows.Select(r => density.Number(r, c))))]),
        };
    }
}
