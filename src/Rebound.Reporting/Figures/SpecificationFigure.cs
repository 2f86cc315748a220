using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>Every specification's estimate in order of size, with the choices behind each below it.</summary>
internal static class SpecificationFigure
{
    private static readonly string[] Choices = ["index", "baseline", "outcome", "controls"];

    public static Figure Make(Draft draft, TableView curve)
    {
        var horizons = curve.Distinct("horizon");
        var groups = horizons.Select(h => curve.Where("horizon", h).Where(r => double.IsFinite(curve.Number(r, "estimate"))).OrderBy(r => curve.Number(r, "estimate")).ThenBy(r => curve.Text(r, "specification"), StringComparer.Ordinal).ToList()).ToList();
        var options = Choices.Where(curve.Has).SelectMany(c => curve.Distinct(c).Where(v => v.Length > 0).Order(StringComparer.Ordinal).Select(v => (Choice: c, Value: v))).ToList();

        Canvas Draw(double width)
        {
            var left = width > 500 ? 150.0 : 104;
            const double top = 34, height = 210;
            var heads = options.Select(o => o.Choice).Distinct().Count();
            var canvas = new Canvas(width, top + height + 22 + 15 * options.Count + 20 * heads + 8);
            var panels = Plot.Panels(canvas, groups.Count, groups.Count, left, top, width - 10, width > 500 ? 26 : 12, height, 0);
            var scale = Scale.Nice(groups.SelectMany(g => g).SelectMany(r => new[] { curve.Number(r, "ci_low"), curve.Number(r, "ci_high"), curve.Number(r, "estimate"), 0 }), top + height, top, 6);
            var lines = new List<(double Y, string Choice, string Value)>();
            var at = top + height + 14;
            foreach (var group in options.GroupBy(o => o.Choice))
            {
                canvas.Text(left - 10, at + 9, group.Key, 10.5, Palette.Ink, Anchor.End, bold: true);
                at += 19;
                foreach (var (choice, value) in group)
                {
                    lines.Add((at, choice, value));
                    canvas.Text(left - 10, at + 3.6, Canvas.Fit(Words.Spoken(value), 10.5, left - 12), 10.5, Palette.Muted, Anchor.End);
                    at += 15;
                }
            }
            for (var g = 0; g < groups.Count; g++)
            {
                var (plot, own) = (panels[g], groups[g]);
                plot.Y = scale;
                plot.X = new Scale(-0.5, Math.Max(0.5, own.Count - 0.5), plot.Left, plot.Right);
                foreach (var tick in scale.Ticks(6))
                {
                    canvas.Line(plot.Left, scale.At(tick), plot.Right, scale.At(tick), tick == 0 ? Palette.Ink : Palette.Rule, tick == 0 ? 1 : 0.75);
                    if (g == 0) canvas.Text(plot.Left - 10, scale.At(tick) + 3.8, Numeral.Signed(tick, scale.TickDecimals(6)), Plot.LabelSize, Palette.Muted, Anchor.End);
                }
                plot.Title(Words.Capital(HorizonName(horizons[g])));
                var size = Math.Clamp((plot.Right - plot.Left) / Math.Max(1, own.Count) / 2.4, 0.9, 3.4);
                foreach (var line in lines) canvas.Line(plot.Left, line.Y, plot.Right, line.Y, Palette.Faint);
                for (var k = 0; k < own.Count; k++)
                {
                    var (x, low, high) = (plot.X.At(k), curve.Number(own[k], "ci_low"), curve.Number(own[k], "ci_high"));
                    var (colour, shape) = low > 0 ? (Palette.Blue, Shape.Circle) : high < 0 ? (Palette.Vermilion, Shape.Triangle) : (Palette.Grey, Shape.OpenCircle);
                    if (double.IsFinite(low) && double.IsFinite(high)) canvas.Line(x, scale.At(low), x, scale.At(high), colour, Math.Min(1.3, size));
                    canvas.Mark(shape, x, scale.At(curve.Number(own[k], "estimate")), size, colour);
                    foreach (var line in lines)
                        if (curve.Text(own[k], line.Choice) == line.Value) canvas.Rect(x - Math.Min(2, size), line.Y - 4, 2 * Math.Min(2, size), 8, colour);
                }
            }
            return canvas;
        }

        var shown = groups.SelectMany(g => g).ToList();
        return new Figure
        {
            Name = "specification-curve",
            Title = "One question, every defensible way to ask it",
            Subtitle = "Estimate of resilience on export recovery (H2) with 95 per cent interval, in order of size; below, the choices behind each",
            Description = $"{Numeral.Count(shown.Count)} specifications: {Numeral.Count(shown.Count(r => curve.Number(r, "ci_low") > 0))} with an interval above zero, {Numeral.Count(shown.Count(r => curve.Number(r, "ci_high") < 0))} below, the rest hold zero.",
            Note = "Filled circles: interval above zero. Triangles: below zero. Open circles: the interval holds zero.",
            Source = draft.SourceOf("specification_curve"),
            Draw = Draw,
            Data = new ResultTable("specification-curve",
            [
                .. new[] { "specification", "index", "baseline", "outcome", "controls", "horizon" }.Where(curve.Has).Select(c => new ResultColumn(c, shown.Select(r => curve.Text(r, c)))),
                .. new[] { "estimate", "ci_low", "ci_high", "n" }.Select(c => new ResultColumn(c, shown.Select(r => curve.Number(r, c)))),
            ]),
        };
    }

    public static string HorizonName(string horizon) => horizon switch
    {
        "" => "all months",
        "short" => "short run",
        "long" => "long run",
        _ => "month " + horizon,
    };
}
