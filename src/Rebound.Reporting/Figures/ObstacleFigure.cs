using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>What holds units back: the obstacle degree of each indicator in the units that score lowest, as a table of shades.</summary>
internal static class ObstacleFigure
{
    private const int MostUnits = 24;
    // In equal shares of the indicators: at one, an indicator holds a unit back as much as the average one.
    private static readonly double[] Cuts = [0.25, 0.75, 1.25, 2, 4];

    public static Figure Make(Draft draft, TableView obstacles)
    {
        var degree = new Dictionary<(string City, string Indicator), double>();
        foreach (var row in obstacles.Rows) degree[(obstacles.Text(row, "city"), obstacles.Text(row, "indicator"))] = obstacles.Number(row, "degree_pct");
        var all = obstacles.Distinct("city");
        var scores = draft.View("index_scores");
        var rank = scores is null ? [] : scores.Where("dimension", "total").ToDictionary(r => scores.Text(r, "city"), r => scores.Number(r, "rank"), StringComparer.Ordinal);
        var shown = all.OrderByDescending(c => rank.GetValueOrDefault(c, 0)).ThenBy(c => c, StringComparer.Ordinal).Take(MostUnits).Reverse().ToList();
        double Mean(string indicator) => all.Select(c => degree.GetValueOrDefault((c, indicator), double.NaN)).Where(double.IsFinite).DefaultIfEmpty(0).Average();
        var indicators = obstacles.Distinct("indicator").OrderByDescending(Mean).ToList();
        var equal = 100.0 / indicators.Count;
        string[] labels = [.. Enumerable.Range(0, Cuts.Length + 1).Select(k => k == 0 ? $"below {Percent(Cuts[0])}" : k == Cuts.Length ? $"{Percent(Cuts[^1])} and more" : $"{Numeral.Fixed(Cuts[k - 1] * equal, 1)} to {Percent(Cuts[k])}")];
        string Percent(double shares) => Numeral.Fixed(shares * equal, 1) + " %";

        Canvas Draw(double width)
        {
            var left = width > 500 ? 128.0 : 84;
            var columns = indicators.Take(width > 500 ? 20 : 8).ToList();
            const double row = 16, top = 96;
            var cell = (width - left - 62) / columns.Count; // the slanted names of the last columns need room
            var across = width > 500 ? 6 : 3;
            var bottom = top + row * (shown.Count + 1) + 6;
            var canvas = new Canvas(width, bottom + 22 + 19.0 * ((labels.Length + across - 1) / across));
            for (var c = 0; c < columns.Count; c++)
                canvas.Text(left + (c + 0.5) * cell + 3, top - 8, Canvas.Fit(draft.IndicatorName(columns[c]), 10, 88), 10, Palette.Ink, turn: -48);
            for (var k = -1; k < shown.Count; k++)
            {
                var y = top + (k < 0 ? 0 : row * (k + 1) + 6);
                canvas.Text(left - 6, y + 11.5, k < 0 ? $"all {Numeral.Count(all.Count)}" : Canvas.Fit(draft.NameOf(shown[k]), 10, left - 10), 10, k < 0 ? Palette.Muted : Palette.Ink, Anchor.End);
                for (var c = 0; c < columns.Count; c++)
                {
                    var value = k < 0 ? Mean(columns[c]) : degree.GetValueOrDefault((shown[k], columns[c]), double.NaN);
                    canvas.Rect(left + c * cell, y, cell - 1, row - 1, double.IsFinite(value) ? Palette.Sequence[Class(value / equal)] : Palette.Paper, Palette.Rule, tip: $"{(k < 0 ? "all" : draft.NameOf(shown[k]))}, {draft.IndicatorName(columns[c])}: {(double.IsFinite(value) ? Numeral.Fixed(value, 1) + " %" : "not defined")}");
                }
            }
            var step = (width - 16) / across;
            for (var k = 0; k < labels.Length; k++)
            {
                var (x, y) = (10 + k % across * step, bottom + 20 + k / across * 19);
                canvas.Rect(x, y - 9, 13, 11, Palette.Sequence[k], Palette.Grey);
                canvas.Text(x + 18, y, labels[k], 10.5, Palette.Muted);
            }
            return canvas;
        }

        return new Figure
        {
            Name = "obstacles",
            Title = $"What holds the least resilient {draft.Units} back",
            Subtitle = "Obstacle degree: each indicator’s share of what a unit lacks to the best value, per cent",
            Description = $"On average over all units the largest obstacle is {draft.IndicatorName(indicators[0])} with {Numeral.Fixed(Mean(indicators[0]), 1)} per cent.",
            Note = $"Indicators from the largest mean obstacle on; the first row is the mean over all {draft.Units}. A unit that has the best value everywhere has no obstacles.",
            Source = draft.SourceOf("index_obstacles"),
            Draw = Draw,
            Data = new ResultTable("obstacles",
            [
                new ResultColumn("city", shown),
                new ResultColumn("name", shown.Select(draft.NameOf)),
                .. indicators.Select(i => new ResultColumn(i, shown.Select(c => degree.GetValueOrDefault((c, i), double.NaN)))),
            ]),
        };
    }

    private static int Class(double shares)
    {
        var k = 0;
        while (k < Cuts.Length && shares >= Cuts[k]) k++;
        return k;
    }
}
