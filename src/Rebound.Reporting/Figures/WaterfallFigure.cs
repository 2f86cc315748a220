using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>From normal exports to the simulated ones, channel by channel, in the short and in the long run.</summary>
internal static class WaterfallFigure
{
    public static Figure Make(Draft draft, TableView channels)
    {
        var total = channels.Where("city", "").ToList();
        var horizons = total.Select(r => channels.Text(r, "horizon")).Distinct(StringComparer.Ordinal).ToList();
        double Effect(int row) => -channels.Number(row, "loss_pct");

        Canvas Draw(double width)
        {
            const double Line = 26;
            var left = width > 500 ? 120.0 : 84.0;
            var longest = horizons.Max(h => total.Count(r => channels.Text(r, "horizon") == h));
            var height = (longest + 1) * Line;
            var canvas = new Canvas(width, horizons.Count * (height + 66));
            var ends = horizons.SelectMany(h =>
            {
                var sum = 0.0;
                return total.Where(r => channels.Text(r, "horizon") == h).Select(r => sum += Effect(r));
            }).Append(0).ToList();
            for (var k = 0; k < horizons.Count; k++)
            {
                var rows = total.Where(r => channels.Text(r, "horizon") == horizons[k]).ToList();
                var plot = new Plot(canvas, left, 30 + k * (height + 66), width - (width > 500 ? 150 : 70), 30 + k * (height + 66) + height);
                plot.X = Scale.Nice(ends, plot.Left, plot.Right);
                plot.AcrossAxis((v, d) => Numeral.Percent(v, d), 4);
                canvas.Text(8, plot.Top - 12, $"{Words.Capital(horizons[k])} run", 12, bold: true);
                var at = 0.0;
                for (var i = 0; i <= rows.Count; i++)
                {
                    var y = plot.Top + i * Line;
                    var (from, to) = i < rows.Count ? (at, at + Effect(rows[i])) : (0, at);
                    var colour = i == rows.Count ? Palette.Grey : to < from ? Palette.Vermilion : Palette.Blue;
                    canvas.Text(left - 8, y + 17, i < rows.Count ? channels.Text(rows[i], "channel") : "together", 11.5, anchor: Anchor.End, bold: i == rows.Count);
                    canvas.Rect(Math.Min(plot.X.At(from), plot.X.At(to)), y + 5, Math.Max(1, Math.Abs(plot.X.At(to) - plot.X.At(from))), Line - 10, colour);
                    // A column beside the plot, where there is room for one: no label crosses the axis.
                    canvas.Text(width > 500 ? plot.Right + 10 : Math.Max(plot.X.At(from), plot.X.At(to)) + 6, y + 17, i < rows.Count ? Numeral.Percent(Effect(rows[i])) + (width > 500 ? $"  ({Numeral.Signed(-channels.Number(rows[i], "high"), 1)} to {Numeral.Signed(-channels.Number(rows[i], "low"), 1)})" : "") : Numeral.Percent(at), 11, Palette.Muted, halo: true);
                    if (i < rows.Count) canvas.Line(plot.X.At(to), y + Line - 5, plot.X.At(to), y + Line + 5, Palette.Muted, 0.8, "2 2");
                    at = i < rows.Count ? to : at;
                }
            }
            return canvas;
        }

        return new Figure
        {
            Name = "channel-waterfall",
            Title = "Through which channel exports are lost",
            Subtitle = "Simulated exports against normal ones, per cent; the four channels add up exactly to the whole",
            Description = string.Join("; ", horizons.Select(h => $"{h} run: " + string.Join(", ", total.Where(r => channels.Text(r, "horizon") == h).Select(r => $"{channels.Text(r, "channel")} {Numeral.Percent(Effect(r))}")))),
            Note = "In brackets where 95 per cent of the replicates lie. Shapley values: each channel’s effect is averaged over all orders in which the four can be switched on, with the same chance throughout. A channel that takes away what another has already stopped counts half of it.",
            Source = draft.SourceOf("simulation_channels"),
            Draw = Draw,
            Data = new ResultTable("channel-waterfall",
            [
                new ResultColumn("horizon", total.Select(r => channels.Text(r, "horizon"))),
                new ResultColumn("channel", total.Select(r => channels.Text(r, "channel"))),
                .. new[] { "loss_pct", "low", "high" }.Select(c => new ResultColumn(c, total.Select(r => channels.Number(r, c)))),
            ]),
        };
    }
}
