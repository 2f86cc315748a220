using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>What a fan is of: a table of scenario × time with a median and a band.</summary>
/// <param name="Name">Name of the figure.</param>
/// <param name="Table">The table.</param>
/// <param name="Title">Its title.</param>
/// <param name="Subtitle">What is measured, in which unit.</param>
/// <param name="Normal">Level of a normal time, drawn as a line; NaN for none.</param>
internal readonly record struct Fan(string Name, string Table, string Title, string Subtitle, double Normal);

/// <summary>Small multiples of scenarios: the band of the simulated paths, with the world as it was behind.</summary>
internal static class FanFigure
{
    private const int MostScenarios = 12;

    public static Figure Make(Draft draft, TableView paths, Fan fan)
    {
        var every = paths.Distinct("scenario");
        var scenarios = every.Take(MostScenarios).ToList();
        var rows = scenarios.ToDictionary(s => s, s => paths.Where("scenario", s).ToList(), StringComparer.Ordinal);
        var basis = rows[scenarios[0]];
        var all = rows.Values.SelectMany(r => r).ToList();
        double Time(int row) => paths.Text(row, "time") is { Length: 10 } day ? Words.Month(day[..7]) + (int.Parse(day.AsSpan(8), System.Globalization.CultureInfo.InvariantCulture) - 1) / 31.0 : Words.Month(paths.Text(row, "time"));

        // Without a normal level the numbers spread over orders of magnitude: the scale is that of square roots.
        var counts = double.IsNaN(fan.Normal);
        var calibrated = draft.View("simulation_parameters") is { } parameters && parameters.Where("status", "calibrated").Any();
        double At(int row, string column) => counts ? Math.Sqrt(Math.Max(0, paths.Number(row, column))) : paths.Number(row, column);

        Canvas Draw(double width)
        {
            var columns = width > 500 ? Math.Min(scenarios.Count, 3) : 1;
            var lines = (scenarios.Count + columns - 1) / columns;
            var canvas = new Canvas(width, 50 + lines * 130 + (lines - 1) * 56 + 28);
            canvas.Line(8, 14, 32, 14, Palette.Blue, 2);
            canvas.Text(38, 18, "median, 50 and 95 per cent bands", 11, Palette.Muted);
            if (scenarios.Count > 1)
            {
                canvas.Line(236, 14, 260, 14, Palette.Muted, 1.4, "4 3");
                canvas.Text(266, 18, "as it was", 11, Palette.Muted);
            }
            var panels = Plot.Panels(canvas, scenarios.Count, columns, 44, 50, width - 10, 48, 130, 56);
            var low = all.Min(r => At(r, "low"));
            for (var k = 0; k < scenarios.Count; k++)
            {
                var (plot, own) = (panels[k], rows[scenarios[k]]);
                plot.X = new Scale(all.Min(Time), all.Max(Time), plot.Left, plot.Right);
                plot.Y = Scale.Nice([.. all.Select(r => At(r, "high")), low], plot.Bottom, plot.Top, 4, zero: double.IsNaN(fan.Normal));
                plot.ValueAxis((v, d) => counts ? Numeral.Count(v * v) : Numeral.Fixed(v, d), 4);
                if (double.IsFinite(fan.Normal)) canvas.Line(plot.Left, plot.Y.At(fan.Normal), plot.Right, plot.Y.At(fan.Normal), Palette.Grey, 1);
                plot.MonthAxis(brief: true);
                canvas.Path(plot.Band(own.Select(r => (Time(r), At(r, "low"), At(r, "high")))), Palette.Blue, opacity: 0.16);
                canvas.Path(plot.Band(own.Select(r => (Time(r), At(r, "low50"), At(r, "high50")))), Palette.Blue, opacity: 0.28);
                if (k > 0) canvas.Path(plot.Trace(basis.Select(r => (Time(r), At(r, "median")))), "none", Palette.Muted, 1.3, dash: "4 3");
                canvas.Path(plot.Trace(own.Select(r => (Time(r), At(r, "median")))), "none", Palette.Blue, 1.8);
                canvas.Text(plot.Left, plot.Top - 10, Canvas.Fit(Words.Capital(paths.Text(own[0], "title")), 11.5, Math.Min(plot.Right + 34, width - 4) - plot.Left), 11.5, bold: true);
            }
            return canvas;
        }

        return new Figure
        {
            Name = fan.Name,
            Title = fan.Title,
            Subtitle = fan.Subtitle,
            Description = $"{fan.Title}, in {Words.Counted(scenarios.Count, "scenario")}: {string.Join(", ", scenarios.Select(s => paths.Text(rows[s][0], "title")))}.",
            Note = (scenarios.Count < every.Count ? $"Shown are the first {Numeral.Count(scenarios.Count)} of {Numeral.Count(every.Count)} worlds; all are in the table. " : "") + (counts ? "The axis is that of square roots. " : "") + (calibrated
                ? "Bands hold 50 and 95 per cent of the replicates, each with its own draw of the calibrated parameters; the others are at their priors."
                : "Bands hold 50 and 95 per cent of the replicates: what chance alone does at these parameters. They are not the uncertainty of the parameters."),
            Source = draft.SourceOf(fan.Table),
            Draw = Draw,
            Data = new ResultTable(fan.Name,
            [
                new ResultColumn("scenario", all.Select(r => paths.Text(r, "scenario"))),
                new ResultColumn("time", all.Select(r => paths.Text(r, "time"))),
                .. new[] { "median", "low", "high", "low50", "high50" }.Select(c => new ResultColumn(c, all.Select(r => paths.Number(r, c)))),
            ]),
        };
    }
}
