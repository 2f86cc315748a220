using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>Known numbers against the band of a model: a line for the band, a mark for the number, filled where the band holds it.</summary>
internal static class BackTestFigure
{
    private const int MostRows = 60;
    private const double Line = 17, Head = 34, Foot = 34;

    /// <summary>Null where no unit has two numbers to compare.</summary>
    public static Figure? Make(Draft draft, TableView test, KnownNumbers known)
    {
        var groups = test.Rows.Where(r => double.IsFinite(test.Number(r, "observed")) && double.IsFinite(test.Number(r, "low")))
            .GroupBy(known.Unit, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => (Unit: g.Key, Rows: g.Take(MostRows).ToList())).ToList();
        if (groups.Count == 0) return null;
        var rows = groups.SelectMany(g => g.Rows).ToList();
        bool Inside(int r) => test.Text(r, "inside") == "inside";

        Canvas Draw(double width)
        {
            var left = width > 500 ? 300.0 : 128.0;
            var canvas = new Canvas(width, 22 + groups.Sum(g => Head + Line * g.Rows.Count + Foot));
            var x = 8.0;
            foreach (var (shape, colour, text) in new[] { (Shape.Circle, Palette.Blue, "known, inside the band"), (Shape.Triangle, Palette.Vermilion, "known, outside") })
            {
                canvas.Mark(shape, x + 5, 11, 4.5, colour);
                canvas.Text(x + 14, 15, text, 11, Palette.Muted);
                x += 34 + Canvas.Measure(text, 11);
            }
            canvas.Line(x, 11, x + 26, 11, Palette.Grey, 5);
            canvas.Text(x + 32, 15, width > 500 ? "the model: 95 per cent of the replicates, median" : "the model", 11, Palette.Muted);
            var top = 22.0;
            foreach (var (unit, own) in groups)
            {
                var numbers = own.SelectMany(r => new[] { test.Number(r, "observed"), test.Number(r, "low"), test.Number(r, "high") }).ToList();
                var least = numbers.Where(v => v > 0).DefaultIfEmpty(1).Min();
                var wide = numbers.Min() >= 0 && numbers.Max() > 50 * least; // numbers over orders of magnitude
                double At(double v) => wide ? Math.Log10(Math.Max(v, least)) : v;
                var bottom = top + Head + Line * own.Count;
                var plot = new Plot(canvas, left, top + Head, width - 16, bottom) { X = Scale.Nice(numbers.Select(At), left, width - 16, width > 500 ? 6 : 3) };
                canvas.Text(8, top + Head - 10, unit.Length > 0 ? unit : "number", 12, bold: true);
                if (wide) foreach (var tick in Powers(plot.X)) Rule(canvas, plot, tick, Numeral.Sensible(Math.Pow(10, tick)));
                else plot.AcrossAxis(Numeral.Fixed, width > 500 ? 6 : 3);
                for (var k = 0; k < own.Count; k++)
                {
                    var (r, y) = (own[k], top + Head + Line * k + Line / 2);
                    canvas.Text(left - 8, y + 4, Canvas.Fit(known.Label(r), 10.5, left - 16), 10.5, Palette.Ink, Anchor.End);
                    var (a, b) = (plot.X.At(At(test.Number(r, "low"))), plot.X.At(At(test.Number(r, "high"))));
                    canvas.Rect(a, y - 2.5, Math.Max(1.5, b - a), 5, "#b8c0c6", tip: $"{known.Label(r)}: simulated {Numeral.Sensible(test.Number(r, "median"))} ({Numeral.Sensible(test.Number(r, "low"))} to {Numeral.Sensible(test.Number(r, "high"))}), known {Numeral.Sensible(test.Number(r, "observed"))}");
                    canvas.Line(plot.X.At(At(test.Number(r, "median"))), y - 5, plot.X.At(At(test.Number(r, "median"))), y + 5, Palette.Grey, 1.6);
                    canvas.Mark(Inside(r) ? Shape.Circle : Shape.Triangle, plot.X.At(At(test.Number(r, "observed"))), y, 4, Inside(r) ? Palette.Blue : Palette.Vermilion, $"{known.Label(r)}: {test.Text(r, "inside")}");
                }
                top = bottom + Foot;
            }
            return canvas;
        }

        return new Figure
        {
            Name = known.Name,
            Title = known.Title,
            Subtitle = "What is known, and where 95 per cent of the replicates lie, by unit of measurement",
            Description = $"{Numeral.Count(rows.Count(Inside))} of {Words.Counted(rows.Count, "number")} lie inside the band; outside: {Listed(rows.Where(r => !Inside(r)).Select(known.Label).ToList())}.",
            Note = "The band is what chance, and the draws of the parameters where there are any, do to the model; the vertical stroke is its median. Units with a single number are in the table alone.",
            Source = draft.SourceOf(known.Table),
            Draw = Draw,
            Data = new ResultTable(known.Name,
            [
                new ResultColumn("what", rows.Select(known.Label)),
                new ResultColumn("unit", rows.Select(known.Unit)),
                .. new[] { "observed", "median", "low", "high" }.Select(c => new ResultColumn(c, rows.Select(r => test.Number(r, c)))),
                new ResultColumn("inside", rows.Select(r => test.Text(r, "inside"))),
            ]),
        };
    }

    /// <summary>Round numbers on a scale of logarithms: powers of ten, with their double and fivefold where there are few.</summary>
    internal static IEnumerable<double> Powers(Scale scale)
    {
        var (first, last) = ((int)Math.Floor(scale.Low - 1e-9), (int)Math.Ceiling(scale.High));
        double[] steps = scale.High - scale.Low > 3 ? [1] : scale.High - scale.Low > 1.2 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 6, 8];
        for (var power = first; power <= last; power++)
            foreach (var step in steps)
                if (power + Math.Log10(step) is var at && at >= scale.Low - 1e-9 && at <= scale.High + 1e-9) yield return at;
    }

    private static void Rule(Canvas canvas, Plot plot, double at, string label)
    {
        canvas.Line(plot.X.At(at), plot.Top, plot.X.At(at), plot.Bottom, Palette.Rule, 0.75);
        canvas.Text(plot.X.At(at), plot.Bottom + 15, label, Plot.LabelSize, Palette.Muted, Anchor.Middle);
    }

    private static string Listed(List<string> names) => names.Count == 0 ? "none" : string.Join("; ", names.Take(12)) + (names.Count > 12 ? $" and {Numeral.Count(names.Count - 12)} more" : "");
}
