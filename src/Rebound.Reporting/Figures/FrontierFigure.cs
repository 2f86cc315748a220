using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>What control costs and what it buys: exports lost against infections, a line for each precision, a mark for each stringency.</summary>
internal static class FrontierFigure
{
    private static readonly string[] Colours = [Palette.Vermilion, Palette.Blue, Palette.Green, "#cc79a7"];
    private static readonly Shape[] Shapes = [Shape.Circle, Shape.Square, Shape.Triangle, Shape.Diamond];

    public static Figure Make(Draft draft, TableView frontier)
    {
        var precisions = frontier.Rows.Select(r => frontier.Number(r, "precision")).Distinct().Order().Take(Colours.Length).ToList();

        var losses = frontier.Rows.Select(r => frontier.Number(r, "exports_loss_pct")).ToList();

        Canvas Draw(double width)
        {
            var canvas = new Canvas(width, 380);
            var plot = new Plot(canvas, 56, 40, width - 20, 328);
            plot.X = Scale.Nice(losses, plot.Left, plot.Right);
            plot.Y = Scale.Nice(frontier.Rows.Select(r => Math.Log10(Math.Max(1e-3, frontier.Number(r, "infections_per_100k")))), plot.Bottom, plot.Top);
            plot.ValueAxis((v, _) => Numeral.Sensible(Math.Pow(10, v)));
            plot.AcrossAxis((v, d) => Numeral.Percent(v, d));
            canvas.Text(plot.Left - 48, plot.Top - 22, "infections per 100,000", 11, Palette.Muted);
            canvas.Text(plot.Right, plot.Bottom + 34, losses.Any(l => l < 0) ? "exports lost (negative: gained)" : "exports lost", 11, Palette.Muted, Anchor.End);
            for (var k = 0; k < precisions.Count; k++)
            {
                var rows = frontier.Rows.Where(r => frontier.Number(r, "precision") == precisions[k]).OrderBy(r => frontier.Number(r, "stringency")).ToList();
                (double X, double Y) At(int r) => (frontier.Number(r, "exports_loss_pct"), Math.Log10(Math.Max(1e-3, frontier.Number(r, "infections_per_100k"))));
                canvas.Path(plot.Trace(rows.Select(At)), "none", Colours[k], 1.6);
                foreach (var row in rows)
                {
                    var (x, y) = At(row);
                    canvas.Mark(Shapes[k], plot.X.At(x), plot.Y.At(y), frontier.Yes(row, "efficient") ? 6 : 3.5, Colours[k],
                        $"precision {Numeral.Fixed(precisions[k], 2)}, stringency × {Numeral.Fixed(frontier.Number(row, "stringency"), 2)}: exports lost {Numeral.Percent(x)}, {Numeral.Sensible(frontier.Number(row, "infections_per_100k"))} infections per 100,000");
                }
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
            Note = "A large mark is efficient: no other combination has both fewer infections and a smaller loss of exports.",
            Source = draft.SourceOf("simulation_frontier"),
            Draw = Draw,
            Data = new ResultTable("control-frontier", [.. new[] { "stringency", "precision", "exports_loss_pct", "infections_per_100k" }.Select(c => new ResultColumn(c, frontier.Rows.Select(r => frontier.Number(r, c))))]),
        };
    }
}
