using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>Each unit's rank with the range of its ranks over the plausible weightings.</summary>
internal static class RankFigure
{
    public static Figure Make(Draft draft, TableView scores)
    {
        var rows = scores.Where("dimension", "total").Where(r => double.IsFinite(scores.Number(r, "rank"))).OrderBy(r => scores.Number(r, "rank")).ThenBy(r => scores.Text(r, "city"), StringComparer.Ordinal).ToList();
        if (rows.Count == 0) rows = [.. scores.Rows];

        Canvas Draw(double width)
        {
            var row = Math.Clamp(900.0 / rows.Count, 2.6, 13);
            var every = Math.Max(1, (int)Math.Ceiling(10 / row));
            const double top = 12;
            var left = width > 500 ? 140.0 : 96;
            var canvas = new Canvas(width, top + row * rows.Count + 44);
            var plot = new Plot(canvas, left, top, width - 14, top + row * rows.Count) { X = new Scale(1, Math.Max(2, rows.Count), left + 4, width - 18) };
            foreach (var tick in Enumerable.Range(0, rows.Count / 10 + 1).Select(k => Math.Max(1, 10 * k)).Where((t, k) => rows.Count <= 120 || k % 5 == 0).Where((t, k) => width > 500 || rows.Count <= 60 || k % 2 == 0))
            {
                canvas.Line(plot.X.At(tick), top, plot.X.At(tick), plot.Bottom, Palette.Rule, 0.75);
                canvas.Text(plot.X.At(tick), plot.Bottom + 15, Numeral.Count(tick), Plot.LabelSize, Palette.Muted, Anchor.Middle);
            }
            canvas.Text((plot.Left + plot.Right) / 2, plot.Bottom + 34, "rank (1 is the most resilient)", Plot.LabelSize, Palette.Muted, Anchor.Middle);
            for (var k = 0; k < rows.Count; k++)
            {
                var (y, rank) = (top + (k + 0.5) * row, scores.Number(rows[k], "rank"));
                var (low, high) = (scores.Number(rows[k], "rank_low"), scores.Number(rows[k], "rank_high"));
                var name = draft.NameOf(scores.Text(rows[k], "city"));
                var (colour, shape) = scores.Text(rows[k], "tercile") switch { "high" => (Palette.Blue, Shape.Circle), "low" => (Palette.Vermilion, Shape.Triangle), _ => (Palette.Grey, Shape.Square) };
                if (double.IsFinite(low) && double.IsFinite(high)) canvas.Line(plot.X.At(low), y, plot.X.At(high), y, colour, Math.Clamp(row / 4, 0.8, 2.4));
                canvas.Mark(shape, plot.X.At(rank), y, Math.Clamp(row / 3.2, 1.4, 3.8), colour, $"{name}: rank {Numeral.Count(rank)}, {Numeral.Count(low)} to {Numeral.Count(high)}");
                if (k % every == 0) canvas.Text(left - 4, y + 3.4, Canvas.Fit(name, 10, left - 8), 10, Palette.Ink, Anchor.End);
            }
            var x = width - 22;
            foreach (var (label, colour, shape) in new[] { ("high tercile", Palette.Blue, Shape.Circle), ("middle", Palette.Grey, Shape.Square), ("low", Palette.Vermilion, Shape.Triangle) })
            {
                var y = top + 10 + 17 * Array.IndexOf([Shape.Circle, Shape.Square, Shape.Triangle], shape);
                canvas.Mark(shape, x, y, 4, colour);
                canvas.Text(x - 9, y + 3.8, label, 10.5, Palette.Muted, Anchor.End);
            }
            return canvas;
        }

        return new Figure
        {
            Name = "rank-intervals",
            Title = "How far the ranks depend on the weights",
            Subtitle = "Rank of the total score, and the range of ranks over the plausible weightings",
            Description = $"Ranks of {Words.Counted(rows.Count, draft.Input.UnitName)} with their ranges; {draft.NameOf(scores.Text(rows[0], "city"))} is first.",
            Note = (rows.Count > 90 ? "Only some of the names have room; all are in the numbers below. " : "") + "Two units whose lines overlap cannot be told apart by rank. Colour and shape show the tercile.",
            Source = draft.SourceOf("index_scores"),
            Draw = Draw,
            Data = new ResultTable("rank-intervals",
            [
                new ResultColumn("city", rows.Select(r => scores.Text(r, "city"))),
                new ResultColumn("name", rows.Select(r => draft.NameOf(scores.Text(r, "city")))),
                .. new[] { "score", "rank", "rank_low", "rank_high" }.Select(c => new ResultColumn(c, rows.Select(r => scores.Number(r, c)))),
                new ResultColumn("tercile", rows.Select(r => scores.Text(r, "tercile"))),
            ]),
        };
    }
}
