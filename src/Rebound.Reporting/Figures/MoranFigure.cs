using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>Each unit's score beside the mean of its neighbours: Moran's scatter.</summary>
internal static class MoranFigure
{
    public static Figure Make(Draft draft, TableView lisa)
    {
        var rows = lisa.Rows.ToList();
        var (meanScore, meanNeighbours) = (rows.Average(r => lisa.Number(r, "score")), rows.Average(r => lisa.Number(r, "neighbours")));

        Canvas Draw(double width)
        {
            var side = Math.Min(width - 80, 380);
            var canvas = new Canvas(width, side + 66);
            var left = width > 500 ? (width - side) / 2 : 56;
            var plot = new Plot(canvas, left, 10, left + side, 10 + side);
            plot.X = Scale.Nice(rows.Select(r => lisa.Number(r, "score")), plot.Left, plot.Right);
            plot.Y = Scale.Nice(rows.Select(r => lisa.Number(r, "neighbours")), plot.Bottom, plot.Top);
            plot.ValueAxis(Numeral.Fixed);
            plot.AcrossAxis(Numeral.Fixed);
            canvas.Line(plot.X.At(meanScore), plot.Top, plot.X.At(meanScore), plot.Bottom, Palette.Grey, 1, "3 3");
            canvas.Line(plot.Left, plot.Y.At(meanNeighbours), plot.Right, plot.Y.At(meanNeighbours), Palette.Grey, 1, "3 3");
            foreach (var r in rows)
            {
                var clear = lisa.Text(r, "cluster").Length > 0;
                canvas.Mark(clear ? Shape.Circle : Shape.OpenCircle, plot.X.At(lisa.Number(r, "score")), plot.Y.At(lisa.Number(r, "neighbours")), rows.Count > 150 ? 2.6 : 3.8, clear ? Palette.Blue : Palette.Grey, $"{draft.NameOf(lisa.Text(r, "city"))}: {Numeral.Sensible(lisa.Number(r, "score"))}, neighbours {Numeral.Sensible(lisa.Number(r, "neighbours"))}");
            }
            canvas.Text((plot.Left + plot.Right) / 2, plot.Bottom + 36, $"score of the {draft.Input.UnitName}", Plot.LabelSize, Palette.Muted, Anchor.Middle);
            canvas.Text(left - 40, (plot.Top + plot.Bottom) / 2, "mean score of its neighbours", Plot.LabelSize, Palette.Muted, Anchor.Middle, turn: -90);
            return canvas;
        }

        var moran = draft.View("moran");
        var said = moran is null ? "" : string.Join(" ", moran.Where("period", "mean").Where(r => moran.Text(r, "statistic") == "Moran's I").Take(1).Select(r => $"Moran’s I is {Numeral.Fixed(moran.Number(r, "value"), 3)} (p {Numeral.Probability(moran.Number(r, "p_permutation"))})."));
        return new Figure
        {
            Name = "moran",
            Title = $"Do resilient {draft.Units} have resilient neighbours?",
            Subtitle = "Total score before the shock beside the mean of the neighbours’",
            Description = said.Length > 0 ? said : $"A scatter of {Words.Counted(rows.Count, draft.Input.UnitName)}.",
            Note = said + " Dashed lines are the means; filled points are clear of chance after adjustment for the number of units.",
            Source = draft.SourceOf("lisa"),
            Draw = Draw,
            Data = new ResultTable("moran", [new ResultColumn("city", rows.Select(r => lisa.Text(r, "city"))), new ResultColumn("name", rows.Select(r => draft.NameOf(lisa.Text(r, "city")))), .. new[] { "score", "neighbours" }.Select(c => new ResultColumn(c, rows.Select(r => lisa.Number(r, c))))]),
        };
    }
}
