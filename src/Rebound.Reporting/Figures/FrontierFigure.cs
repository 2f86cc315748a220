using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>What control costs and what it buys: exports lost against infections, a line for each precision, a mark for each stringency.</summary>
internal static class FrontierFigure
{
    private static readonly string[] Colours = [Palette.Vermilion, Palette.Blue, Palette.Green, "#cc79a7"];
    private static readonly Shape[] Shapes = [Shape.Circle, Shape.Square, Shape.Triangle, Shape.Diamond];

    private static readonly Shape[] Open = [Shape.OpenCircle, Shape.OpenSquare, Shape.OpenTriangle, Shape.OpenDiamond];

    /// <summary>Infections per 100,000 below which the logarithm ends.</summary>
    private const double Least = 1e-3;

    public static Figure Make(Draft draft, TableView frontier)
    {
        var precisions = frontier.Rows.Select(r => frontier.Number(r, "precision")).Distinct().Order().Take(Colours.Length).ToList();

        double Low(int r, string what) => frontier.Number(r, what + "_low");
        double High(int r, string what) => frontier.Number(r, what + "_high");
        var losses = frontier.Rows.SelectMany(r => new[] { Low(r, "exports_loss"), frontier.Number(r, "exports_loss_pct"), High(r, "exports_loss") }).Where(double.IsFinite).ToList();

        Canvas Draw(double width)
        {
            var canvas = new Canvas(width, 380);
            var plot = new Plot(canvas, 56, 40, width - 20, 328);
            plot.X = Scale.Nice(losses, plot.Left, plot.Right);
            var logs = frontier.Rows.SelectMany(r => new[] { Low(r, "infections"), frontier.Number(r, "infections_per_100k"), High(r, "infections") }).Where(double.IsFinite).Select(v => Math.Log10(Math.Max(Least, v))).ToList();
            plot.Y = new Scale(logs.Min() - 0.03, logs.Max() + 0.05, plot.Bottom, plot.Top);
            foreach (var tick in BackTestFigure.Powers(plot.Y))
            {
                canvas.Line(plot.Left, plot.Y.At(tick), plot.Right, plot.Y.At(tick), Palette.Rule, 0.75);
                canvas.Text(plot.Left - 6, plot.Y.At(tick) + 3.8, Numeral.Sensible(Math.Round(Math.Pow(10, tick), 6)), Plot.LabelSize, Palette.Muted, Anchor.End);
            }
            plot.AcrossAxis((v, d) => Numeral.Percent(v, d));
            canvas.Text(plot.Left - 48, plot.Top - 22, "infections per 100,000", 11, Palette.Muted);
            canvas.Text(plot.Right, plot.Bottom + 34, losses.Any(l => l < 0) ? "exports lost (negative: gained)" : "exports lost", 11, Palette.Muted, Anchor.End);
            for (var k = 0; k < precisions.Count; k++)
            {
                var rows = frontier.Rows.Where(r => frontier.Number(r, "precision") == precisions[k]).OrderBy(r => frontier.Number(r, "stringency")).ToList();
                (double X, double Y) At(int r) => (frontier.Number(r, "exports_loss_pct"), Math.Log10(Math.Max(Least, frontier.Number(r, "infections_per_100k"))));
                canvas.Path(plot.Trace(rows.Select(At)), "none", Colours[k], 1.6);
                foreach (var row in rows)
                {
                    var (x, y) = At(row);
                    if (double.IsFinite(Low(row, "exports_loss")))
                    {
                        canvas.Line(plot.X.At(Low(row, "exports_loss")), plot.Y.At(y), plot.X.At(High(row, "exports_loss")), plot.Y.At(y), Colours[k], 0.9);
                        canvas.Line(plot.X.At(x), plot.Y.At(Math.Log10(Math.Max(Least, Low(row, "infections")))), plot.X.At(x), plot.Y.At(Math.Log10(Math.Max(Least, High(row, "infections")))), Colours[k], 0.9);
                    }
                    canvas.Mark(frontier.Text(row, "efficient") == "tie" ? Open[k] : Shapes[k], plot.X.At(x), plot.Y.At(y), frontier.Text(row, "efficient") is "yes" or "tie" ? 5.5 : 3, Colours[k],
                        $"precision {Numeral.Fixed(precisions[k], 2)}, stringency × {Numeral.Fixed(frontier.Number(row, "stringency"), 2)}: exports lost {Numeral.Percent(x)}, {Numeral.Sensible(frontier.Number(row, "infections_per_100k"))} infections per 100,000");
                }
                if (k == precisions.Count - 1)
                    foreach (var row in rows) canvas.Text(plot.X.At(At(row).X) + 9, plot.Y.At(At(row).Y) + 14, "× " + Numeral.Coordinate(frontier.Number(row, "stringency")), 10, Palette.Muted, halo: true);
                canvas.Mark(Shapes[k], plot.Right - 118, plot.Top + 8 + 17 * k, 5, Colours[k]);
                canvas.Text(plot.Right - 108, plot.Top + 12 + 17 * k, $"precision {Numeral.Fixed(precisions[k], 2)}", 11, Palette.Muted);
            }
            return canvas;
        }

        return new Figure
        {
            Name = "control-frontier",
            Title = "Stringency against precision",
            Subtitle = "Exports lost and infections (logarithmic) at each strength of control; lower left is better",
            Description = $"Lines of {Words.Counted(precisions.Count, "precision")}; marks along a line are strengths of control.",
            Note = "A large filled mark is efficient: no other combination has both fewer infections and a smaller loss of exports. A large open mark is a tie: another one is better by medians, none beyond chance. A small mark is beaten. × is the strength of control as a multiple of what it was; strokes hold 95 per cent of the replicates.",
            Source = draft.SourceOf("simulation_frontier"),
            Draw = Draw,
            Data = new ResultTable("control-frontier", [.. new[] { "stringency", "precision", "exports_loss_pct", "exports_loss_low", "exports_loss_high", "infections_per_100k", "infections_low", "infections_high" }.Where(frontier.Has).Select(c => new ResultColumn(c, frontier.Rows.Select(r => frontier.Number(r, c)))), new ResultColumn("efficient", frontier.Rows.Select(r => frontier.Text(r, "efficient")))]),
        };
    }
}
