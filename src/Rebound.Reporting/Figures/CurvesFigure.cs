using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>Small multiples of actual and expected exports: the largest exporters, then those that lost most.</summary>
internal static class CurvesFigure
{
    private const int Largest = 8;
    private const int MostLost = 4;

    public static Figure Make(Draft draft, TableView paths)
    {
        var baseline = draft.Baselines.FirstOrDefault(b => paths.Where("baseline", b).Any()) ?? paths.Text(0, "baseline");
        var byUnit = paths.Where("baseline", baseline).GroupBy(r => paths.Text(r, "city"), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.OrderBy(r => paths.Text(r, "month"), StringComparer.Ordinal).ToList(), StringComparer.Ordinal);
        var chosen = Choose(draft, paths, byUnit, baseline);
        var months = byUnit.Values.SelectMany(v => v).Select(r => Words.Month(paths.Text(r, "month"))).Where(double.IsFinite).ToList();

        var chances = draft.View("recovery_chance");
        var bands = chances is null ? [] : chances.Where("baseline", baseline).GroupBy(r => chances.Text(r, "city"), StringComparer.Ordinal).Where(g => chosen.Contains(g.Key))
            .ToDictionary(g => g.Key, g => g.Select(r => (Words.Month(chances.Text(r, "month")), chances.Number(r, "expected_low"), chances.Number(r, "expected_high"))).ToList(), StringComparer.Ordinal);

        Canvas Draw(double width)
        {
            var columns = width > 500 ? 4 : 2;
            var lines = (chosen.Count + columns - 1) / columns;
            var canvas = new Canvas(width, 74 + lines * 96 + (lines - 1) * 62 + 28);
            canvas.Line(8, 14, 32, 14, Palette.Blue, 2);
            canvas.Text(38, 18, "actual", 11, Palette.Muted);
            canvas.Line(92, 14, 116, 14, Palette.Muted, 1.4, "4 3");
            canvas.Text(122, 18, "expected", 11, Palette.Muted);
            var panels = Plot.Panels(canvas, chosen.Count, columns, 8, 74, width - 8, width > 500 ? 22 : 16, 96, 62);
            for (var k = 0; k < chosen.Count; k++)
            {
                var (plot, rows) = (panels[k], byUnit[chosen[k]]);
                var high = rows.Max(r => Math.Max(Finite(paths.Number(r, "actual")), Finite(paths.Number(r, "expected"))));
                plot.X = new Scale(months.Min(), months.Max(), plot.Left, plot.Right);
                plot.Y = new Scale(0, high > 0 ? high * 1.04 : 1, plot.Bottom, plot.Top);
                plot.Shock(draft.Input.ShockStart, draft.Input.ShockEnd, label: false);
                plot.MonthAxis(brief: true);
                if (bands.TryGetValue(chosen[k], out var band)) canvas.Path(plot.Band(band.Select(b => (b.Item1, b.Item2, Math.Min(b.Item3, plot.Y.High)))), Palette.Muted, opacity: 0.2);
                canvas.Path(plot.Trace(rows.Select(r => (Words.Month(paths.Text(r, "month")), paths.Number(r, "expected")))), "none", Palette.Muted, 1.3, dash: "4 3");
                canvas.Path(plot.Trace(rows.Select(r => (Words.Month(paths.Text(r, "month")), paths.Number(r, "actual")))), "none", Palette.Blue, 1.7);
                canvas.Text(plot.Left, plot.Top - 21, Canvas.Fit(draft.NameOf(chosen[k]), 12, plot.Right - plot.Left), 12, bold: true);
                canvas.Text(plot.Left, plot.Top - 7, Canvas.Fit(RecoveryText.Status(draft, chosen[k], baseline), 10.5, plot.Right - plot.Left), 10.5, Palette.Muted);
            }
            return canvas;
        }

        var plotted = chosen.SelectMany(c => byUnit[c]).ToList();
        return new Figure
        {
            Name = "recovery-curves",
            Title = "Actual exports and what was expected",
            Subtitle = chosen.Count == 1 ? $"Baseline “{Words.Spoken(baseline)}”; the axis starts at zero"
                : $"{(chosen.Count <= Largest ? $"All {draft.Units}, the largest exporter first" : $"The {Largest} largest exporters, then those that lost most")}; baseline “{Words.Spoken(baseline)}”; each panel runs from zero to its own maximum",
            Description = $"Monthly exports of {string.Join(", ", chosen.Select(draft.NameOf))}, actual and expected.",
            Note = "Band: 95 per cent of what the baseline lets expect in a month. Shaded: the months of the shock. Months without a value leave a gap in the line.",
            Source = draft.SourceOf("recovery_paths"),
            Draw = Draw,
            Data = new ResultTable("recovery-curves",
            [
                new ResultColumn("city", plotted.Select(r => paths.Text(r, "city"))),
                new ResultColumn("name", plotted.Select(r => draft.NameOf(paths.Text(r, "city")))),
                new ResultColumn("month", plotted.Select(r => paths.Text(r, "month"))),
                new ResultColumn("actual", plotted.Select(r => paths.Number(r, "actual"))),
                new ResultColumn("expected", plotted.Select(r => paths.Number(r, "expected"))),
            ]),
        };
    }

    private static List<string> Choose(Draft draft, TableView paths, Dictionary<string, List<int>> byUnit, string baseline)
    {
        var largest = byUnit.OrderByDescending(u => u.Value.Sum(r => Finite(paths.Number(r, "expected")))).ThenBy(u => u.Key, StringComparer.Ordinal).Select(u => u.Key).Take(Largest).ToList();
        if (draft.View("recovery") is not { } recovery) return largest;
        var lost = recovery.Where("baseline", baseline)
            .Where(r => double.IsFinite(recovery.Number(r, "loss_pct_months")) && byUnit.ContainsKey(recovery.Text(r, "city")) && !largest.Contains(recovery.Text(r, "city")))
            .OrderByDescending(r => recovery.Number(r, "loss_pct_months")).ThenBy(r => recovery.Text(r, "city"), StringComparer.Ordinal)
            .Take(MostLost).Select(r => recovery.Text(r, "city"));
        return [.. largest, .. lost];
    }

    private static double Finite(double value) => double.IsFinite(value) ? value : 0;
}
