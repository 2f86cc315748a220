using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>Which step of the index the ranking hangs on: Sobol indices of first and total order with their intervals.</summary>
internal static class SobolFigure
{
    public static Figure? Make(Draft draft, TableView sensitivity)
    {
        var rows = sensitivity.Rows.Where(r => sensitivity.Text(r, "year").Length == 0 && double.IsFinite(sensitivity.Number(r, "total")))
            .OrderByDescending(r => sensitivity.Number(r, "total")).ToList();
        if (rows.Count == 0) return null;

        Canvas Draw(double width)
        {
            const double row = 40, top = 34;
            var left = width > 500 ? 170.0 : 100;
            var bottom = top + row * rows.Count;
            var canvas = new Canvas(width, bottom + 40);
            var plot = new Plot(canvas, left, top, width - 20, bottom) { X = Scale.Nice(rows.SelectMany(r => new[] { sensitivity.Number(r, "first_low"), sensitivity.Number(r, "total_high"), 1 }), left, width - 20, 8, zero: true) };
            plot.AcrossAxis(Numeral.Fixed, width > 500 ? 8 : 4);
            canvas.Text((left + width - 20) / 2, bottom + 34, "share of the variance of the mean rank shift", Plot.LabelSize, Palette.Muted, Anchor.Middle);
            Key(canvas, left, "alone (first order)", Palette.Blue, false);
            Key(canvas, left + (width > 500 ? 150 : 122), "with others (total)", Palette.Vermilion, true);
            for (var k = 0; k < rows.Count; k++)
            {
                var y = top + row * k + 8;
                canvas.Text(left - 8, y + 15, Canvas.Fit(sensitivity.Text(rows[k], "factor"), 11, left - 12), 11, Palette.Ink, Anchor.End);
                Bar(canvas, plot, sensitivity, rows[k], "first", y, Palette.Blue, false);
                Bar(canvas, plot, sensitivity, rows[k], "total", y + 13, Palette.Vermilion, true);
            }
            return canvas;
        }

        return new Figure
        {
            Name = "sobol",
            Title = "Which choice the ranking hangs on",
            Subtitle = "Sobol indices of the mean shift of ranks, with 95 % bootstrap intervals",
            Description = $"The choice that matters most is {sensitivity.Text(rows[0], "factor")}: with it go {Numeral.Share(sensitivity.Number(rows[0], "total"))} of the variance.",
            Note = "First order: what varies when only this choice does; total: what would no longer vary if it were fixed. A first order near the total means little interplay.",
            Source = draft.SourceOf("index_sobol"),
            Draw = Draw,
            Data = new ResultTable("sobol",
            [
                new ResultColumn("factor", rows.Select(r => sensitivity.Text(r, "factor"))),
                .. new[] { "first", "first_low", "first_high", "total", "total_low", "total_high" }.Select(c => new ResultColumn(c, rows.Select(r => sensitivity.Number(r, c)))),
            ]),
        };
    }

    private static void Bar(Canvas canvas, Plot plot, TableView sensitivity, int row, string order, double y, string colour, bool open)
    {
        var (value, low, high) = (sensitivity.Number(row, order), sensitivity.Number(row, order + "_low"), sensitivity.Number(row, order + "_high"));
        var (from, to) = (plot.X.At(0), plot.X.At(Math.Max(0, value)));
        canvas.Rect(from, y, to - from, 10, open ? Palette.Paper : colour, colour, tip: $"{sensitivity.Text(row, "factor")}, {order} order: {Numeral.Interval(value, low, high)}");
        if (double.IsFinite(low) && double.IsFinite(high)) canvas.Line(plot.X.At(low), y + 5, plot.X.At(high), y + 5, Palette.Ink, 1.2);
    }

    private static void Key(Canvas canvas, double x, string label, string colour, bool open)
    {
        canvas.Rect(x, 8, 13, 10, open ? Palette.Paper : colour, colour);
        canvas.Text(x + 18, 17, label, 10.5, Palette.Muted);
    }
}
