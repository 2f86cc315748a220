using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>The dimensions of the index side by side: all units as a strip, the top and the bottom of the ranking by name.</summary>
internal static class ProfileFigure
{
    private const int EachEnd = 12;

    public static Figure Make(Draft draft, TableView scores)
    {
        var dimensions = scores.Distinct("dimension").OrderBy(d => d == "total" ? 0 : 1).ToList();
        var score = new Dictionary<(string City, string Dimension), double>();
        foreach (var row in scores.Rows) score[(scores.Text(row, "city"), scores.Text(row, "dimension"))] = scores.Number(row, "score");
        var ranked = scores.Distinct("city")
            .OrderByDescending(c => score.GetValueOrDefault((c, dimensions[0]), double.NegativeInfinity)).ThenBy(c => c, StringComparer.Ordinal).ToList();
        var split = ranked.Count > 2 * EachEnd + 4;
        var shown = split ? [.. ranked.Take(EachEnd), .. ranked.TakeLast(EachEnd)] : ranked;

        Canvas Draw(double width)
        {
            const double row = 15, top = 66;
            var left = width > 500 ? 128.0 : 86;
            var bottom = top + row * shown.Count + (split ? 14 : 0);
            var canvas = new Canvas(width, bottom + 28);
            var panels = Plot.Panels(canvas, dimensions.Count, dimensions.Count, left, top, width - 8, width > 500 ? 20 : 9, bottom - top, 0);
            double YOf(int k) => top + row * (k + 0.5) + (split && k >= EachEnd ? 14 : 0);
            for (var k = 0; k < shown.Count; k++)
                canvas.Text(left - 8, YOf(k) + 3.6, Canvas.Fit(draft.NameOf(shown[k]), 10.5, left - 12), 10.5, Palette.Ink, Anchor.End);
            canvas.Text(left - 8, top - 20, width > 500 ? $"all {Numeral.Count(ranked.Count)} {draft.Units}" : $"all {Numeral.Count(ranked.Count)}", 10.5, Palette.Muted, Anchor.End);
            for (var d = 0; d < dimensions.Count; d++)
            {
                var plot = panels[d];
                var all = ranked.Select(c => score.GetValueOrDefault((c, dimensions[d]), double.NaN)).Where(double.IsFinite).Order().ToList();
                plot.X = Scale.Nice(all, plot.Left, plot.Right, 3);
                canvas.Text(plot.Left, top - 44, Canvas.Fit(dimensions[d], width > 500 ? 12 : 10, plot.Right - plot.Left + 10), width > 500 ? 12 : 10, d == 0 ? Palette.Blue : Palette.Ink, bold: true);
                foreach (var value in all) canvas.Line(plot.X.At(value), top - 31, plot.X.At(value), top - 18, d == 0 ? Palette.Blue : Palette.Grey, 0.8);
                if (all.Count > 0)
                {
                    var median = (all[(all.Count - 1) / 2] + all[all.Count / 2]) / 2;
                    canvas.Line(plot.X.At(median), top - 34, plot.X.At(median), bottom, Palette.Vermilion, 1, "2 2");
                }
                foreach (var end in new[] { plot.X.Low, plot.X.High })
                    canvas.Text(plot.X.At(end), bottom + 14, Numeral.Fixed(end, plot.X.TickDecimals(3)), width > 500 ? 10 : 9, Palette.Muted, end == plot.X.Low ? Anchor.Start : Anchor.End);
                for (var k = 0; k < shown.Count; k++)
                {
                    canvas.Line(plot.Left, YOf(k), plot.Right, YOf(k), Palette.Rule, 0.75);
                    var value = score.GetValueOrDefault((shown[k], dimensions[d]), double.NaN);
                    if (double.IsFinite(value)) canvas.Mark(d == 0 ? Shape.Diamond : Shape.Circle, plot.X.At(value), YOf(k), 4, d == 0 ? Palette.Blue : Palette.Ink, $"{draft.NameOf(shown[k])}: {dimensions[d]} {Numeral.Sensible(value)}");
                }
            }
            return canvas;
        }

        return new Figure
        {
            Name = "index-profile",
            Title = split ? $"The most and the least resilient {draft.Units}, by dimension" : $"Resilience by dimension",
            Subtitle = "Score before the shock; each dimension on its own scale, higher is more resilient",
            Description = $"{draft.NameOf(ranked[0])} scores highest in total, {draft.NameOf(ranked[^1])} lowest.",
            Note = $"Short strokes above are all {draft.Units}; the dashed line is their median.",
            Source = draft.SourceOf("index_scores"),
            Draw = Draw,
            Data = new ResultTable("index-profile",
            [
                new ResultColumn("city", shown),
                new ResultColumn("name", shown.Select(draft.NameOf)),
                .. dimensions.Select(d => new ResultColumn(d, shown.Select(c => score.GetValueOrDefault((c, d), double.NaN)))),
            ]),
        };
    }
}
