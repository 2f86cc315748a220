using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>The share not yet back by month since the shock, by third of resilience, with those still watched below.</summary>
internal static class SurvivalFigure
{
    private static readonly (string Group, string Colour)[] Thirds = [("lower third", Palette.Vermilion), ("middle third", Palette.Grey), ("upper third", Palette.Blue)];

    public static Figure Make(Draft draft, TableView survival) => Make(draft, survival, "survival", "");

    /// <summary>The same of every fall, each with a clock of its own.</summary>
    public static Figure OfEveryFall(Draft draft, TableView falls) => Make(draft, falls, "survival_recurrent", "every fall");

    private static Figure Make(Draft draft, TableView survival, string table, string alone)
    {
        var baseline = draft.Baselines.FirstOrDefault(b => survival.Where("baseline", b).Any()) ?? survival.Text(0, "baseline");
        var own = survival.Where("baseline", baseline).ToList();
        var hasThirds = own.Any(r => survival.Text(r, "group") == "lower third");
        var groups = hasThirds ? Thirds : [(alone.Length > 0 ? alone : "all", Palette.Blue)];
        var rows = own.Where(r => groups.Any(g => g.Group == survival.Text(r, "group"))).ToList();
        var last = rows.Max(r => survival.Number(r, "month"));
        List<int> Of(string group) => [.. rows.Where(r => survival.Text(r, "group") == group).OrderBy(r => survival.Number(r, "month"))];

        Canvas Draw(double width)
        {
            var canvas = new Canvas(width, 292 + 16 * groups.Length + 34);
            var plot = new Plot(canvas, 84, 18, width - 16, 250);
            plot.X = new Scale(0, Math.Max(1, last), plot.Left, plot.Right);
            plot.Y = new Scale(0, 100, plot.Bottom, plot.Top);
            plot.ValueAxis((v, d) => Numeral.Percent(v, d));
            plot.AcrossAxis((v, d) => Numeral.Count(v), 6, rules: false);
            var legend = plot.Right - 92;
            for (var g = 0; g < groups.Length; g++)
            {
                var curve = Of(groups[g].Group);
                canvas.Path(plot.Trace(Stairs(curve.Select(r => (survival.Number(r, "month"), 100 * survival.Number(r, "share_not_back"))).ToList(), last)), "none", groups[g].Colour, 2, dash: g == 1 ? "5 3" : "");
                canvas.Line(legend - 26, 26 + 16 * g, legend - 4, 26 + 16 * g, groups[g].Colour, 2, g == 1 ? "5 3" : "");
                canvas.Text(legend, 30 + 16 * g, groups[g].Group, 11, Palette.Muted);
            }
            canvas.Text(plot.Left, 284, "still watched", 11, Palette.Muted);
            for (var g = 0; g < groups.Length; g++)
            {
                var y = 302 + 16 * g;
                canvas.Text(plot.Left - 10, y, groups[g].Group, 11, Palette.Ink, Anchor.End);
                var curve = Of(groups[g].Group);
                foreach (var month in plot.X.Ticks(6)) canvas.Text(plot.X.At(month), y, Numeral.Count(Watched(survival, curve, month)), 11, Palette.Ink, Anchor.Middle);
            }
            return canvas;
        }

        return new Figure
        {
            Name = table.Replace('_', '-'),
            Title = alone.Length > 0 ? "How long every fall lasted, first and later ones" : hasThirds ? $"How long the less and the more resilient {draft.Units} took to come back" : $"How long {draft.Units} took to come back",
            Subtitle = $"Share not yet back by month since {(alone.Length > 0 ? "the fall began" : "the shock")}, per cent; baseline “{Words.Spoken(baseline)}”",
            Description = $"Survival curves of {string.Join(", ", groups.Select(g => g.Group))} over {Numeral.Count(last)} months.",
            Note = "A step down is a recovery; units that are not back when the data end are watched until then and not dropped. Below: how many are still watched. A difference between thirds is a description.",
            Source = draft.SourceOf(table),
            Draw = Draw,
            Data = new ResultTable(table.Replace('_', '-'),
            [
                new ResultColumn("group", rows.Select(r => survival.Text(r, "group"))),
                new ResultColumn("month", rows.Select(r => survival.Number(r, "month"))),
                new ResultColumn("at_risk", rows.Select(r => survival.Number(r, "at_risk"))),
                new ResultColumn("share_not_back", rows.Select(r => survival.Number(r, "share_not_back"))),
                new ResultColumn("low", rows.Select(r => survival.Number(r, "low"))),
                new ResultColumn("high", rows.Select(r => survival.Number(r, "high"))),
            ]),
        };
    }

    internal static List<(double X, double Y)> Stairs(List<(double X, double Y)> points, double last)
    {
        List<(double, double)> stairs = [];
        foreach (var (x, y) in points)
        {
            if (stairs.Count > 0) stairs.Add((x, stairs[^1].Item2));
            stairs.Add((x, y));
        }
        if (stairs.Count > 0) stairs.Add((last, stairs[^1].Item2));
        return stairs;
    }

    // Those whose spell ends in a later month or in this one.
    private static double Watched(TableView survival, List<int> curve, double month)
    {
        foreach (var row in curve)
            if (survival.Number(row, "month") >= month) return survival.Number(row, "at_risk");
        return 0;
    }
}
