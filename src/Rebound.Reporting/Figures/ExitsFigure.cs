using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>The two ways a fall can end: the share that is back, and the share that has stopped exporting or reporting.</summary>
internal static class ExitsFigure
{
    private static readonly (string Column, string Name, string Colour, string Dash)[] Ends = [("share_recovered", "back", Palette.Blue, ""), ("share_stopped", "stopped", Palette.Vermilion, "5 3")];

    public static Figure Make(Draft draft, TableView exits)
    {
        var baseline = draft.Baselines.FirstOrDefault(b => exits.Where("baseline", b).Any()) ?? exits.Text(0, "baseline");
        var rows = exits.Where("baseline", baseline).OrderBy(r => exits.Number(r, "month")).ToList();
        var last = rows.Max(r => exits.Number(r, "month"));

        Canvas Draw(double width)
        {
            var canvas = new Canvas(width, 292);
            var plot = new Plot(canvas, 52, 42, width - 16, 250);
            plot.X = new Scale(0, Math.Max(1, last), plot.Left, plot.Right);
            plot.Y = new Scale(0, 100, plot.Bottom, plot.Top);
            plot.ValueAxis((v, d) => Numeral.Percent(v, d));
            plot.AcrossAxis((v, d) => Numeral.Count(v), 6, rules: false);
            for (var e = 0; e < Ends.Length; e++)
            {
                var end = Ends[e];
                canvas.Path(plot.Trace(SurvivalFigure.Stairs([(0, 0), .. rows.Select(r => (exits.Number(r, "month"), 100 * exits.Number(r, end.Column)))], last)), "none", end.Colour, 2, dash: end.Dash);
                canvas.Line(plot.Left, 12 + 16 * e, plot.Left + 24, 12 + 16 * e, end.Colour, 2, end.Dash);
                canvas.Text(plot.Left + 30, 16 + 16 * e, end.Name, 11, Palette.Muted);
            }
            return canvas;
        }

        return new Figure
        {
            Name = "survival-exits",
            Title = $"{Words.Capital(draft.Units)} that came back, and those that stopped",
            Subtitle = $"Per cent of those hit, by month since the shock; baseline “{Words.Spoken(baseline)}”",
            Description = $"After {Numeral.Count(last)} months {Numeral.Share(exits.Number(rows[^1], "share_recovered"))} are back and {Numeral.Share(exits.Number(rows[^1], "share_stopped"))} have stopped exporting or reporting.",
            Note = "Cumulative incidence of Aalen and Johansen: who stopped can no longer come back, and is neither counted as back nor as still watched.",
            Source = draft.SourceOf("survival_exits"),
            Draw = Draw,
            Data = new ResultTable("survival-exits",
            [
                new ResultColumn("month", rows.Select(r => exits.Number(r, "month"))),
                .. Ends.Select(e => new ResultColumn(e.Column, rows.Select(r => exits.Number(r, e.Column)))),
            ]),
        };
    }
}
