using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>Growth over a year, over two years, and the gap to what was expected: where growth over a year is only the month of the shock that it is compared with.</summary>
internal static class GrowthFigure
{
    private static readonly (string Column, string Name, string Colour, string Dash)[] Lines =
    [
        ("year_on_year_pct", "on the year before", Palette.Vermilion, ""), ("two_year_average_pct", "a year, over two years", Palette.Grey, "5 3"), ("gap_pct", "against what was expected", Palette.Blue, ""),
    ];

    public static Figure Make(Draft draft, TableView growth)
    {
        var months = growth.Distinct("month").Order(StringComparer.Ordinal).ToList();
        var byMonth = growth.Rows.GroupBy(r => growth.Text(r, "month"), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        double Median(string month, string column) => RecoverySection.Median(byMonth[month].Select(r => growth.Number(r, column)));
        double Flagged(string month) => byMonth[month].Count(r => growth.Yes(r, "base_effect"));
        var most = months.MaxBy(Flagged) ?? "";

        Canvas Draw(double width)
        {
            var canvas = new Canvas(width, 330);
            var plot = new Plot(canvas, 52, 66, width - 14, 290);
            plot.X = new Scale(Words.Month(months[0]), Math.Max(Words.Month(months[0]) + 1, Words.Month(months[^1])), plot.Left, plot.Right);
            plot.Y = Scale.Nice(months.SelectMany(m => Lines.Select(l => Median(m, l.Column))).Where(double.IsFinite).Append(0), plot.Bottom, plot.Top, 6);
            plot.Shock(draft.Input.ShockStart, draft.Input.ShockEnd);
            plot.ValueAxis((v, d) => Numeral.Percent(v, d), 6);
            plot.MonthAxis();
            for (var k = 0; k < Lines.Length; k++)
            {
                var line = Lines[k];
                canvas.Path(plot.Trace(months.Select(m => (Words.Month(m), Median(m, line.Column))).Where(p => double.IsFinite(p.Item2))), "none", line.Colour, 2, dash: line.Dash);
                canvas.Line(plot.Left, 12 + 16 * k, plot.Left + 24, 12 + 16 * k, line.Colour, 2, line.Dash);
                canvas.Text(plot.Left + 30, 16 + 16 * k, line.Name, 11, Palette.Muted);
            }
            return canvas;
        }

        return new Figure
        {
            Name = "recovery-growth",
            Title = "Growth over a year is no recovery",
            Subtitle = $"Median {draft.Input.UnitName} by month of the shock; baseline “{Words.Spoken(draft.Baselines.Count > 0 ? draft.Baselines[0] : "first")}”",
            Description = $"Growth on the year before, growth a year over two years, and the gap to the expected level over {Numeral.Count(months.Count)} months.",
            Note = Flagged(most) > 0
                ? $"In {Words.MonthName(most)} {Words.Counted(Flagged(most), draft.Input.UnitName)} grew on the year before only because that month was itself in the shock: the level was still below what counts as recovered. Level and growth over two years do not have this fault."
                : "Growth on the year before compares with months of the shock once these are a year old; level and growth over two years do not have this fault.",
            Source = draft.SourceOf("recovery_growth"),
            Draw = Draw,
            Data = new ResultTable("recovery-growth",
            [
                new ResultColumn("month", months),
                .. Lines.Select(l => new ResultColumn(l.Column, months.Select(m => Median(m, l.Column)))),
                new ResultColumn("base_effect_units", months.Select(Flagged)),
            ]),
        };
    }
}
