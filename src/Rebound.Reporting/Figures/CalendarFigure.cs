using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>The recovery calendar: the gap of each unit in each month as a coloured cell.</summary>
internal static class CalendarFigure
{
    private const int MostUnits = 40;
    private static readonly double[] Steps = [-30, -15, -5, 5, 15, 30];

    public static Figure Make(Draft draft, TableView paths)
    {
        var baseline = draft.Baselines.FirstOrDefault(b => paths.Where("baseline", b).Any()) ?? paths.Text(0, "baseline");
        var rows = paths.Where("baseline", baseline).Where(r => string.CompareOrdinal(paths.Text(r, "month"), draft.Input.ShockStart) >= 0).ToList();
        var byUnit = rows.GroupBy(r => paths.Text(r, "city"), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        double Gap(int r) => GapFigure.Percent(paths.Number(r, "gap"));
        var order = byUnit.OrderBy(u => u.Value.Select(Gap).Where(double.IsFinite).DefaultIfEmpty(0).Average()).ThenBy(u => u.Key, StringComparer.Ordinal).Select(u => u.Key).ToList();
        var chosen = order.Count <= MostUnits ? order : [.. order.Take(MostUnits / 2), .. order.TakeLast(MostUnits / 2)];
        var months = rows.Select(r => Words.Month(paths.Text(r, "month"))).Where(double.IsFinite).DefaultIfEmpty(0).ToList();

        Canvas Draw(double width)
        {
            const double Line = 15;
            var left = width > 500 ? 130 : 84;
            var canvas = new Canvas(width, 52 + chosen.Count * Line + 28);
            var x = left + 0.0;
            for (var s = 0; s < Palette.Divergence.Length; s++)
            {
                canvas.Rect(x + s * 30, 8, 30, 10, Palette.Divergence[s]);
                if (s < Steps.Length) canvas.Text(x + (s + 1) * 30, 30, Numeral.Signed(Steps[s], 0), 10, Palette.Muted, Anchor.Middle);
            }
            var plot = new Plot(canvas, left, 42, width - 8, 42 + chosen.Count * Line);
            plot.X = new Scale(months.Min(), months.Max() + 1, plot.Left, plot.Right);
            for (var k = 0; k < chosen.Count; k++)
            {
                var y = plot.Top + k * Line;
                canvas.Text(left - 6, y + 11, Canvas.Fit(draft.NameOf(chosen[k]), 10.5, left - 12), 10.5, Palette.Ink, Anchor.End);
                foreach (var row in byUnit[chosen[k]])
                {
                    var month = Words.Month(paths.Text(row, "month"));
                    if (!double.IsFinite(month) || !double.IsFinite(Gap(row))) continue;
                    canvas.Rect(plot.X.At(month), y, plot.X.At(month + 1) - plot.X.At(month) - 0.5, Line - 1, Colour(Gap(row)));
                }
            }
            plot.MonthAxis();
            return canvas;
        }

        var plotted = chosen.SelectMany(c => byUnit[c]).ToList();
        return new Figure
        {
            Name = "recovery-calendar",
            Title = "Recovery calendar",
            Subtitle = $"Gap to the expected level by {draft.Input.UnitName} and month, per cent; baseline “{Words.Spoken(baseline)}”; the largest loss first{(order.Count > MostUnits ? $"; the {MostUnits / 2} that lost most and the {MostUnits / 2} that lost least of {Numeral.Count(order.Count)}" : "")}",
            Description = $"A cell for each of {Words.Counted(chosen.Count, draft.Input.UnitName)} and month since {draft.Input.ShockStart}, coloured by the gap.",
            Note = "Orange: below what was expected; blue: above. A missing cell is a month without a value.",
            Source = draft.SourceOf("recovery_paths"),
            Draw = Draw,
            Data = new ResultTable("recovery-calendar",
            [
                new ResultColumn("city", plotted.Select(r => paths.Text(r, "city"))),
                new ResultColumn("month", plotted.Select(r => paths.Text(r, "month"))),
                new ResultColumn("gap_pct", plotted.Select(Gap)),
            ]),
        };
    }

    private static string Colour(double gap)
    {
        var k = 0;
        while (k < Steps.Length && gap >= Steps[k]) k++;
        return Palette.Divergence[k];
    }
}
