using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>The mechanism as arrows: estimated ones solid with their interval and grade, refused ones dashed.</summary>
internal static class PathFigure
{
    private const double BoxWidth = 106;
    private const double BoxHeight = 40;

    private sealed record Arrow(string From, string To, double Estimate, double Low, double High, string Grade, bool Refused);

    public static Figure Make(Draft draft, TableView paths)
    {
        var arrows = paths.Rows.Select(r => new Arrow(paths.Text(r, "source"), paths.Text(r, "target"), paths.Number(r, "estimate"), paths.Number(r, "ci_low"), paths.Number(r, "ci_high"), paths.Text(r, "grade"), paths.Text(r, "status") == "refused" || !double.IsFinite(paths.Number(r, "estimate")))).ToList();
        var depth = Depths(arrows);
        var layers = depth.GroupBy(d => d.Value).OrderBy(g => g.Key).Select(g => g.Select(d => d.Key).ToList()).ToList();

        Canvas Draw(double width)
        {
            var rows = layers.Max(l => l.Count);
            var around = arrows.Where(a => depth[a.To] - depth[a.From] > 1 || depth[a.To] <= depth[a.From]).ToList();
            var height = 30 + Math.Max(rows, 2) * 78.0;
            var canvas = new Canvas(width, height + around.Count * 40 + 56);
            var place = new Dictionary<string, (double X, double Y)>(StringComparer.Ordinal);
            var centres = Centres(layers, width);
            for (var l = 0; l < layers.Count; l++)
                for (var k = 0; k < layers[l].Count; k++)
                    place[layers[l][k]] = (centres[l], 16 + height / layers[l].Count * (k + 0.5) - 10);
            var labels = new List<(double X, double Y, Anchor Side, Arrow Arrow)>();
            foreach (var arrow in arrows.Except(around)) labels.Add(Straight(canvas, arrow, place, arrows));
            for (var k = 0; k < around.Count; k++) labels.Add(Around(canvas, around[k], place, height + 30 + 40 * k));
            foreach (var (x, y, side, arrow) in labels) Label(canvas, x, y, side, arrow);
            foreach (var (name, (x, y)) in place)
            {
                canvas.Rect(x - BoxWidth / 2, y - BoxHeight / 2, BoxWidth, BoxHeight, "#f4f7f9", "#0b3a5b", 4);
                canvas.Text(x, y + 4.2, Canvas.Fit(Words.Spoken(name), 12, BoxWidth - 8), 12, Palette.Ink, Anchor.Middle, bold: true);
            }
            var ly = canvas.Height - 8;
            foreach (var (at, text, colour, dash) in new[] { (6.0, "raises", Palette.Blue, ""), (110, "lowers", Palette.Vermilion, ""), (214, "interval holds zero", Palette.Grey, ""), (386, "refused: no number can be trusted", Palette.Muted, "5 4") })
            {
                canvas.Line(at, ly - 4, at + 28, ly - 4, colour, dash.Length > 0 || colour == Palette.Grey ? 1.3 : 2.4, dash);
                canvas.Text(at + 34, ly, text, 11, Palette.Muted);
            }
            return canvas;
        }

        var refused = arrows.Count(a => a.Refused);
        return new Figure
        {
            Name = "mechanism-paths",
            Title = "The mechanism, arrow by arrow",
            Subtitle = "Estimate, 95 per cent interval and grade of each step",
            Description = $"{arrows.Count - refused} of {arrows.Count} arrows are estimated, {refused} are refused: " + string.Join("; ", arrows.Select(a => $"{Words.Spoken(a.From)} to {Words.Spoken(a.To)} {(a.Refused ? "refused" : Numeral.Estimate(a.Estimate, a.Low, a.High))}")) + ".",
            Note = "Arrows are associations unless their grade is A. Multiplying arrows along a path is no estimate of an indirect effect where any of them is refused.",
            Source = draft.SourceOf("paths"),
            Draw = Draw,
            Reflows = false,
            Data = new ResultTable("mechanism-paths",
            [
                .. new[] { "source", "target" }.Select(c => new ResultColumn(c, paths.Rows.Select(r => paths.Text(r, c)))),
                .. new[] { "estimate", "ci_low", "ci_high" }.Select(c => new ResultColumn(c, paths.Rows.Select(r => paths.Number(r, c)))),
                .. new[] { "grade", "status", "reason" }.Select(c => new ResultColumn(c, paths.Rows.Select(r => paths.Text(r, c)))),
            ]),
        };
    }

    // Longest way from a start; a circle cannot lengthen it past the number of nodes.
    private static Dictionary<string, int> Depths(List<Arrow> arrows)
    {
        var depth = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in arrows.SelectMany(a => new[] { a.From, a.To })) depth.TryAdd(node, 0);
        for (var sweep = 0; sweep < Math.Min(depth.Count, 5); sweep++)
            foreach (var arrow in arrows)
                if (arrow.From != arrow.To && depth[arrow.To] <= depth[arrow.From] && depth[arrow.From] < 5) depth[arrow.To] = depth[arrow.From] + 1;
        return depth;
    }

    // Where arrows fan out or in, half as much room again.
    private static double[] Centres(List<List<string>> layers, double width)
    {
        if (layers.Count == 1) return [width / 2];
        var gaps = layers.Zip(layers.Skip(1), (a, b) => a.Count > 1 || b.Count > 1 ? 1.5 : 1.0).ToArray();
        var scale = (width - 8 - layers.Count * BoxWidth) / gaps.Sum();
        var centres = new double[layers.Count];
        centres[0] = 4 + BoxWidth / 2;
        for (var l = 1; l < layers.Count; l++) centres[l] = centres[l - 1] + BoxWidth + scale * gaps[l - 1];
        return centres;
    }

    private static (double X, double Y, Anchor Side, Arrow Arrow) Straight(Canvas canvas, Arrow arrow, Dictionary<string, (double X, double Y)> place, List<Arrow> arrows)
    {
        var ((x1, y1), (x2, y2)) = (place[arrow.From], place[arrow.To]);
        (x1, x2) = (x1 + BoxWidth / 2, x2 - BoxWidth / 2 - 7);
        var middle = (x1 + x2) / 2;
        Stroke(canvas, arrow, $"M{Numeral.Coordinate(x1)} {Numeral.Coordinate(y1)}C{Numeral.Coordinate(middle)} {Numeral.Coordinate(y1)} {Numeral.Coordinate(middle)} {Numeral.Coordinate(y2)} {Numeral.Coordinate(x2)} {Numeral.Coordinate(y2)}", x2, y2);
        var fans = arrows.Count(a => a.From == arrow.From) >= arrows.Count(a => a.To == arrow.To);
        if (Math.Abs(y1 - y2) < 1) return (middle, y1 - 18, Anchor.Middle, arrow);
        var (near, far) = fans ? (y2, y1) : (y1, y2); // beside the box that is alone on its line, on the side away from the curve
        return (fans ? x2 + 1 : x1 + 6, near + (near < far ? -18 : 21), fans ? Anchor.End : Anchor.Start, arrow);
    }

    private static (double X, double Y, Anchor Side, Arrow Arrow) Around(Canvas canvas, Arrow arrow, Dictionary<string, (double X, double Y)> place, double y)
    {
        var ((x1, y1), (x2, y2)) = (place[arrow.From], place[arrow.To]);
        var (a, b) = (y1 + BoxHeight / 2, y2 + BoxHeight / 2 + 7);
        var bend = x2 > x1 ? 26 : -26;
        Stroke(canvas, arrow, $"M{Numeral.Coordinate(x1)} {Numeral.Coordinate(a)}V{Numeral.Coordinate(y - 20)}Q{Numeral.Coordinate(x1)} {Numeral.Coordinate(y)} {Numeral.Coordinate(x1 + bend)} {Numeral.Coordinate(y)}H{Numeral.Coordinate(x2 - bend)}Q{Numeral.Coordinate(x2)} {Numeral.Coordinate(y)} {Numeral.Coordinate(x2)} {Numeral.Coordinate(y - 20)}V{Numeral.Coordinate(b)}", x2, b, up: true);
        return ((x1 + x2) / 2, y - 17, Anchor.Middle, arrow);
    }

    private static void Stroke(Canvas canvas, Arrow arrow, string d, double x, double y, bool up = false)
    {
        var clear = !arrow.Refused && arrow.Low * arrow.High > 0;
        var colour = arrow.Refused ? Palette.Muted : clear ? arrow.Estimate > 0 ? Palette.Blue : Palette.Vermilion : Palette.Grey;
        canvas.Path(d, "none", colour, clear ? 2.4 : 1.3, dash: arrow.Refused ? "5 4" : "");
        var head = up
            ? Canvas.Trace([(x, y - 7), (x + 4.5, y + 2), (x - 4.5, y + 2)])
            : Canvas.Trace([(x + 7, y), (x - 2, y - 4.5), (x - 2, y + 4.5)]);
        canvas.Path(head + "Z", colour);
    }

    private static void Label(Canvas canvas, double x, double y, Anchor side, Arrow arrow)
    {
        if (arrow.Refused)
        {
            canvas.Text(x, y + 4, "refused", 11, "#a84300", side, halo: true);
            return;
        }
        var (first, second) = ($"{Numeral.Estimate(arrow.Estimate, arrow.Low, arrow.High)}{(arrow.Grade.Length > 0 ? " · " + arrow.Grade : "")}", Numeral.Interval(arrow.Estimate, arrow.Low, arrow.High));
        canvas.Text(x, y - 1, first, 12, Palette.Ink, side, bold: true, halo: true);
        canvas.Text(x, y + 11, second, 9.5, Palette.Muted, side, halo: true);
    }
}
