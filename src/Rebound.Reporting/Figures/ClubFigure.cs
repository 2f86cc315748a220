using System.Globalization;
using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>Which units come together: each unit's score over the mean of all, by the clubs of the log t test.</summary>
internal static class ClubFigure
{
    private static readonly string[] Colours = [Palette.Blue, Palette.Vermilion, Palette.Green, "#cc79a7", "#b58900", "#56b4e9"];

    public static Figure? Make(Draft draft, TableView members)
    {
        if (draft.View("index_panel") is not { } panel) return null;
        var clubOf = members.Rows.ToDictionary(r => members.Text(r, "city"), r => members.Text(r, "club"), StringComparer.Ordinal);
        var rows = panel.Where("dimension", "total").Where(r => clubOf.ContainsKey(panel.Text(r, "city"))).ToList();
        double[] years = [.. rows.Select(r => panel.Number(r, "year")).Distinct().Order()];
        if (years.Length < 2) return null;
        var mean = rows.GroupBy(r => panel.Number(r, "year")).ToDictionary(g => g.Key, g => g.Average(r => panel.Number(r, "score")));
        var path = rows.GroupBy(r => panel.Text(r, "city"), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.OrderBy(r => panel.Number(r, "year")).Select(r => (X: panel.Number(r, "year"), Y: panel.Number(r, "score") / mean[panel.Number(r, "year")])).ToArray(), StringComparer.Ordinal);
        var clubs = members.Distinct("club").OrderBy(c => c == "none" ? 1 : 0).ThenBy(c => c.Length).ThenBy(c => c, StringComparer.Ordinal).ToList();
        string ColourOf(string club) => club == "none" ? Palette.Grey : Colours[(int.Parse(club, CultureInfo.InvariantCulture) - 1) % Colours.Length];
        (double X, double Y)[] MeanOf(string club) => [.. years.Select((year, t) => (year, path.Where(p => clubOf[p.Key] == club).Average(p => p.Value[t].Y)))];
        string LabelOf(string club) => $"{(club == "none" ? "with no others" : $"club {club}")} ({Numeral.Count(clubOf.Values.Count(c => c == club))})";

        Canvas Draw(double width)
        {
            const double top = 12, height = 300;
            var right = width > 500 ? 120.0 : 92;
            var canvas = new Canvas(width, top + height + 30);
            var plot = new Plot(canvas, 44, top, width - right, top + height) { X = new Scale(years[0], years[^1], 44, width - right) };
            plot.Y = Scale.Nice(path.Values.SelectMany(p => p).Select(p => p.Y), plot.Bottom, plot.Top);
            plot.ValueAxis(Numeral.Fixed);
            var every = Math.Max(1, (int)Math.Ceiling(years.Length / (width > 500 ? 12.0 : 6)));
            foreach (var (t, year) in years.Index())
                if (t % every == 0) canvas.Text(plot.X.At(year), plot.Bottom + 16, Numeral.Coordinate(year), Plot.LabelSize, Palette.Muted, Anchor.Middle);
            canvas.Line(plot.Left, plot.Y.At(1), plot.Right, plot.Y.At(1), Palette.Grey, 1, "3 3");
            foreach (var (city, points) in path)
                canvas.Path(plot.Trace(points), "none", ColourOf(clubOf[city]), 0.7, dash: clubOf[city] == "none" ? "3 2" : "", tip: $"{draft.NameOf(city)}: {LabelOf(clubOf[city])}");
            var y = double.NegativeInfinity;
            foreach (var club in clubs.OrderByDescending(c => MeanOf(c)[^1].Y))
            {
                var points = MeanOf(club);
                canvas.Path(plot.Trace(points), "none", Palette.Paper, 5);
                canvas.Path(plot.Trace(points), "none", ColourOf(club), 2.6, dash: club == "none" ? "5 3" : "", tip: LabelOf(club));
                y = Math.Max(plot.Y.At(points[^1].Y) + 3.8, y + 14); // labels from above, never one on another
                canvas.Text(plot.Right + 8, y, LabelOf(club), Plot.LabelSize, ColourOf(club));
            }
            return canvas;
        }

        var inOrder = path.Keys.ToList();
        return new Figure
        {
            Name = "convergence-clubs",
            Title = $"Which {draft.Units} come together",
            Subtitle = "Total score over the mean of all units, by the convergence clubs of the log t test; thick lines are the clubs’ means",
            Description = string.Join("; ", clubs.Select(c => $"{LabelOf(c)}: from {Numeral.Fixed(MeanOf(c)[0].Y, 2)} to {Numeral.Fixed(MeanOf(c)[^1].Y, 2)} of the mean")),
            Note = "Members of a club approach each other, not necessarily the mean (dashed at 1). Clubs are found in the data, from the highest scores down; they are a description of these years and no forecast.",
            Source = draft.SourceOf("convergence_members") + " Scores: table index_panel.",
            Draw = Draw,
            Data = new ResultTable("convergence-clubs",
            [
                new ResultColumn("city", inOrder.SelectMany(c => years.Select(_ => c))),
                new ResultColumn("name", inOrder.SelectMany(c => years.Select(_ => draft.NameOf(c)))),
                new ResultColumn("club", inOrder.SelectMany(c => years.Select(_ => clubOf[c]))),
                new ResultColumn("year", inOrder.SelectMany(c => path[c].Select(p => p.X))),
                new ResultColumn("relative_score", inOrder.SelectMany(c => path[c].Select(p => p.Y))),
            ]),
        };
    }
}
