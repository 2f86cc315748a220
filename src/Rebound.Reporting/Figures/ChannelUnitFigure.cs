using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>Through which channel each unit lost exports in the short run: bars that lie left of zero are losses, right of it gains.</summary>
internal static class ChannelUnitFigure
{
    private const int Ends = 20;
    private static readonly Dictionary<string, string> Colours = new(StringComparer.Ordinal) { ["policy"] = "#e69f00", ["production"] = Palette.Vermilion, ["logistics"] = "#56b4e9", ["sales"] = Palette.Blue };

    /// <summary>Null with fewer than two units.</summary>
    public static Figure? Make(Draft draft, TableView channels)
    {
        var soon = channels.Where("horizon", "short").Where(r => channels.Text(r, "city").Length > 0).ToList();
        double Effect(int r) => -channels.Number(r, "loss_pct");
        var units = soon.GroupBy(r => channels.Text(r, "city"), StringComparer.Ordinal).Select(g => (City: g.Key, Rows: g.ToList(), Whole: g.Sum(Effect))).OrderBy(u => u.Whole).ThenBy(u => u.City, StringComparer.Ordinal).ToList();
        if (units.Count < 2) return null;
        var shown = units.Count <= 2 * Ends ? units : [.. units.Take(Ends), .. units.TakeLast(Ends)];
        var names = Colours.Keys.Where(c => soon.Exists(r => channels.Text(r, "channel") == c)).ToList();

        Canvas Draw(double width)
        {
            const double Line = 17, Top = 34;
            var left = width > 500 ? 150.0 : 100.0;
            var bottom = Top + Line * shown.Count;
            var canvas = new Canvas(width, bottom + 30);
            var x = 8.0;
            foreach (var name in names)
            {
                canvas.Rect(x, 8, 13, 11, Colours[name], Palette.Grey);
                canvas.Text(x + 18, 17, name, 10.5, Palette.Muted);
                x += 34 + Canvas.Measure(name, 10.5);
            }
            canvas.Mark(Shape.OpenDiamond, x + 6, 13, 4.5, Palette.Ink);
            canvas.Text(x + 16, 17, "together", 10.5, Palette.Muted);
            var plot = new Plot(canvas, left, Top, width - 20, bottom)
            {
                X = Scale.Nice(shown.SelectMany(u => new[] { u.Rows.Select(Effect).Where(e => e < 0).Sum(), u.Rows.Select(Effect).Where(e => e > 0).Sum() }).Append(0), left, width - 20, width > 500 ? 7 : 4),
            };
            plot.AcrossAxis((v, d) => Numeral.Percent(v, d), width > 500 ? 7 : 4);
            for (var k = 0; k < shown.Count; k++)
            {
                var y = Top + Line * k;
                var (down, up) = (0.0, 0.0);
                canvas.Text(left - 8, y + 12, Canvas.Fit(draft.NameOf(shown[k].City), 10.5, left - 14), 10.5, Palette.Ink, Anchor.End);
                foreach (var row in shown[k].Rows.OrderBy(r => names.IndexOf(channels.Text(r, "channel"))))
                {
                    var (effect, from) = (Effect(row), Effect(row) < 0 ? down : up);
                    var (a, b) = (plot.X.At(from), plot.X.At(from + effect));
                    canvas.Rect(Math.Min(a, b), y + 3, Math.Abs(b - a), Line - 6, Colours[channels.Text(row, "channel")], tip: $"{draft.NameOf(shown[k].City)}, {channels.Text(row, "channel")}: {Numeral.Percent(effect)} ({Numeral.Signed(-channels.Number(row, "high"), 1)} to {Numeral.Signed(-channels.Number(row, "low"), 1)})");
                    if (effect < 0) down += effect;
                    else up += effect;
                }
                canvas.Mark(Shape.OpenDiamond, plot.X.At(shown[k].Whole), y + Line / 2, 3.5, Palette.Ink);
            }
            return canvas;
        }

        return new Figure
        {
            Name = "channel-units",
            Title = $"Each {draft.Input.UnitName}’s exports by channel",
            Subtitle = "Simulated exports of the short run against normal ones, per cent; the parts add up to the diamond",
            Description = $"{draft.NameOf(units[0].City)} loses most, {Numeral.Percent(units[0].Whole)}; {draft.NameOf(units[^1].City)} least, {Numeral.Percent(units[^1].Whole)}.",
            Note = (shown.Count < units.Count ? $"The {Ends} that lose most and the {Ends} that lose least of {Numeral.Count(units.Count)}; all, and the long run, are in the table. " : "") + "Shapley values, means over replicates.",
            Source = draft.SourceOf("simulation_channels"),
            Draw = Draw,
            Data = new ResultTable("channel-units",
            [
                new ResultColumn("city", soon.Select(r => channels.Text(r, "city"))),
                new ResultColumn("channel", soon.Select(r => channels.Text(r, "channel"))),
                .. new[] { "loss_pct", "low", "high" }.Select(c => new ResultColumn(c, soon.Select(r => channels.Number(r, c)))),
            ]),
        };
    }
}
