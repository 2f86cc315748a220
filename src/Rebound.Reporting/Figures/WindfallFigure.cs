using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>Whose doing the growth is: stacked bars of common growth, product windfall, destination demand, base effect and the unit's own part.</summary>
internal static class WindfallFigure
{
    private const int MostUnits = 24;

    private static readonly (string Column, string Name, string Colour)[] Parts =
    [
        ("common_pct", "common", Palette.Grey),
        ("product_pct", "products", Palette.Vermilion),
        ("destination_pct", "destinations", "#e69f00"),
        ("base_pct", "base", "#cc79a7"),
        ("own_pct", "own", Palette.Blue),
    ];

    public static Figure Make(Draft draft, TableView windfall)
    {
        var rows = windfall.Rows.Where(r => double.IsFinite(windfall.Number(r, "growth_pct"))).OrderByDescending(r => windfall.Number(r, "own_pct")).ThenBy(r => windfall.Text(r, "city"), StringComparer.Ordinal).ToList();
        var chosen = rows.Count <= MostUnits ? rows : [.. rows.Take(MostUnits / 2), .. rows.TakeLast(MostUnits / 2)];
        var parts = Parts.Where(p => chosen.Any(r => double.IsFinite(windfall.Number(r, p.Column)))).ToList();
        double Part(int r, string column) => double.IsFinite(windfall.Number(r, column)) ? windfall.Number(r, column) : 0;

        Canvas Draw(double width)
        {
            const double Line = 19;
            var left = width > 500 ? 140 : 84;
            var canvas = new Canvas(width, 44 + chosen.Count * Line + 30);
            var x = 8.0;
            foreach (var part in parts)
            {
                canvas.Rect(x, 8, 11, 11, part.Colour);
                canvas.Text(x + 15, 18, part.Name, 11, Palette.Muted);
                x += 24 + 6.4 * part.Name.Length;
            }
            var plot = new Plot(canvas, left, 34, width - 14, 34 + chosen.Count * Line);
            plot.X = Scale.Nice(chosen.SelectMany(r => new[] { parts.Sum(p => Math.Max(0, Part(r, p.Column))), parts.Sum(p => Math.Min(0, Part(r, p.Column))), 0 }), plot.Left, plot.Right);
            plot.AcrossAxis((v, d) => Numeral.Percent(v, d));
            for (var k = 0; k < chosen.Count; k++)
            {
                var y = plot.Top + k * Line;
                canvas.Text(left - 6, y + 13, Canvas.Fit(draft.NameOf(windfall.Text(chosen[k], "city")), 11, left - 12), 11, Palette.Ink, Anchor.End);
                var (up, down) = (0.0, 0.0);
                foreach (var part in parts)
                {
                    var value = Part(chosen[k], part.Column);
                    var from = value >= 0 ? up : down;
                    canvas.Rect(Math.Min(plot.X.At(from), plot.X.At(from + value)), y + 3, Math.Abs(plot.X.At(from + value) - plot.X.At(from)), Line - 6, part.Colour);
                    if (value >= 0) up += value;
                    else down += value;
                }
                var total = plot.X.At(windfall.Number(chosen[k], "growth_pct"));
                canvas.Line(total, y + 1, total, y + Line - 1, Palette.Ink, 1.8);
            }
            return canvas;
        }

        return new Figure
        {
            Name = "windfall",
            Title = "Whose doing the change of exports is",
            Subtitle = $"Parts of the growth of exports, points of per cent; the largest own part first{(rows.Count > MostUnits ? $"; {MostUnits / 2} at either end of {Numeral.Count(rows.Count)}" : "")}",
            Description = $"Stacked bars of {string.Join(", ", parts.Select(p => p.Name))} for {Words.Counted(chosen.Count, draft.Input.UnitName)}.",
            Note = $"The mark is the growth itself: parts add up to it. {(chosen.Count > 0 ? windfall.Text(chosen[0], "note") : "")}",
            Source = draft.SourceOf("windfall"),
            Draw = Draw,
            Data = new ResultTable("windfall",
            [
                new ResultColumn("city", chosen.Select(r => windfall.Text(r, "city"))),
                new ResultColumn("growth_pct", chosen.Select(r => windfall.Number(r, "growth_pct"))),
                .. Parts.Select(p => new ResultColumn(p.Column, chosen.Select(r => windfall.Number(r, p.Column)))),
            ]),
        };
    }
}
