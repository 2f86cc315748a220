using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>The Gini index of the scores over the years, split by Dagum into what lies within groups, between them, and in their overlap.</summary>
internal static class DagumFigure
{
    private static readonly (string Column, string Label, string Fill)[] Parts = [("within", "within groups", Palette.Blue), ("between", "between groups", Palette.Vermilion), ("overlap", "overlap of groups", "#c9ced2")];

    public static Figure Make(Draft draft, TableView dagum)
    {
        var rows = dagum.Rows.OrderBy(r => dagum.Number(r, "year")).ToList();

        Canvas Draw(double width)
        {
            const double top = 34, bottom = 244;
            var canvas = new Canvas(width, bottom + 30);
            var plot = new Plot(canvas, 48, top, width - 12, bottom);
            plot.Y = Scale.Nice(rows.Select(r => dagum.Number(r, "gini")), bottom, top, zero: true);
            plot.ValueAxis(Numeral.Fixed);
            var step = (plot.Right - plot.Left) / rows.Count;
            var x = plot.Left;
            foreach (var (_, label, fill) in Parts)
            {
                canvas.Rect(x, 8, 13, 11, fill, Palette.Grey);
                canvas.Text(x + 18, 17, label, 10.5, Palette.Muted);
                x += 30 + Canvas.Measure(label, 10.5);
            }
            for (var k = 0; k < rows.Count; k++)
            {
                var (left, room, below) = (plot.Left + k * step, Math.Min(46, 0.72 * step), 0.0);
                var year = Numeral.Coordinate(dagum.Number(rows[k], "year"));
                foreach (var (column, label, fill) in Parts)
                {
                    var part = dagum.Number(rows[k], column);
                    canvas.Rect(left + (step - room) / 2, plot.Y.At(below + part), room, plot.Y.At(below) - plot.Y.At(below + part), fill, tip: $"{year}, {label}: {Numeral.Fixed(part, 4)} of {Numeral.Fixed(dagum.Number(rows[k], "gini"), 4)}");
                    below += part;
                }
                if (step > 30 || k % 2 == 0) canvas.Text(left + step / 2, bottom + 16, year, Plot.LabelSize, Palette.Muted, Anchor.Middle);
            }
            return canvas;
        }

        double Share(int row, string column) => dagum.Number(row, column) / dagum.Number(row, "gini");
        return new Figure
        {
            Name = "dagum",
            Title = "How unequal resilience is, and where the inequality lies",
            Subtitle = "Gini index of the total score by year, decomposed by Dagum",
            Description = $"In {Numeral.Coordinate(dagum.Number(rows[^1], "year"))} the Gini index is {Numeral.Fixed(dagum.Number(rows[^1], "gini"), 3)}: {Numeral.Share(Share(rows[^1], "within"))} within groups, {Numeral.Share(Share(rows[^1], "between"))} between them, {Numeral.Share(Share(rows[^1], "overlap"))} in the overlap.",
            Note = $"Groups are {draft.Units} of the same group; the three parts sum to the whole. Overlap: units of a poorer group that score above units of a richer one.",
            Source = draft.SourceOf("dagum"),
            Draw = Draw,
            Data = new ResultTable("dagum", [.. new[] { "year", "gini", "within", "between", "overlap" }.Select(c => new ResultColumn(c, rows.Select(r => dagum.Number(r, c))))]),
        };
    }
}
