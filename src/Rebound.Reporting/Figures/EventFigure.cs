using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>Effects by month around the shock, with pointwise bars and a band that holds for all months at once.</summary>
internal static class EventFigure
{
    private const int MostPanels = 4;

    public static Figure Make(Draft draft, TableView study)
    {
        var all = study.Rows.GroupBy(r => (Model: study.Text(r, "model"), Term: study.Text(r, "term"))).ToList();
        var groups = all.Take(MostPanels).Select(g => (g.Key, Rows: g.OrderBy(r => study.Number(r, "month")).ToList())).ToList();
        var rows = groups.SelectMany(g => g.Rows).ToList();

        Canvas Draw(double width)
        {
            var columns = width > 500 && groups.Count > 1 ? 2 : 1;
            var lines = (groups.Count + columns - 1) / columns;
            var canvas = new Canvas(width, 34 + lines * 230 + (lines - 1) * 80 + 46);
            var panels = Plot.Panels(canvas, groups.Count, columns, 54, 34, width - 14, 66, 230, 80);
            for (var g = 0; g < groups.Count; g++)
            {
                var (plot, own) = (panels[g], groups[g].Rows);
                var months = own.Select(r => study.Number(r, "month")).Where(double.IsFinite).ToList();
                plot.X = new Scale(months.Min() - 0.6, months.Max() + 0.6, plot.Left, plot.Right);
                plot.Y = Scale.Nice(own.SelectMany(r => new[] { study.Number(r, "band_low"), study.Number(r, "band_high"), study.Number(r, "ci_low"), study.Number(r, "ci_high"), study.Number(r, "estimate"), 0 }), plot.Bottom, plot.Top, 6);
                if (plot.X.High > 0) canvas.Rect(plot.X.At(-0.5), plot.Top, plot.Right - plot.X.At(-0.5), plot.Bottom - plot.Top, Palette.Shock);
                plot.ValueAxis(Numeral.Signed, 6);
                canvas.Path(plot.Band(own.Select(r => (study.Number(r, "month"), study.Number(r, "band_low"), study.Number(r, "band_high")))), Palette.Blue, opacity: 0.16);
                foreach (var row in own)
                {
                    var (x, estimate) = (plot.X.At(study.Number(row, "month")), study.Number(row, "estimate"));
                    if (double.IsFinite(study.Number(row, "ci_low"))) canvas.Line(x, plot.Y.At(study.Number(row, "ci_low")), x, plot.Y.At(study.Number(row, "ci_high")), Palette.Blue, 1.5);
                    if (!double.IsFinite(estimate) || !double.IsFinite(x)) continue;
                    var reference = !(study.Number(row, "se") > 0);
                    canvas.Mark(reference ? Shape.OpenDiamond : Shape.Circle, x, plot.Y.At(estimate), own.Count > 40 ? 2.4 : 3.2, reference ? Palette.Ink : Palette.Blue, $"month {Numeral.Signed(study.Number(row, "month"), 0)}: {Numeral.Estimate(estimate, study.Number(row, "ci_low"), study.Number(row, "ci_high"))}");
                }
                var axis = new Plot(canvas, plot.Left, plot.Top, plot.Right, plot.Bottom) { X = plot.X };
                axis.AcrossAxis((v, _) => Numeral.Signed(v, 0), width > 500 && columns == 1 ? 12 : 6, rules: false);
                canvas.Text((plot.Left + plot.Right) / 2, plot.Bottom + 32, "months since the shock began", 11, Palette.Muted, Anchor.Middle);
                plot.Title(groups[g].Key.Term is "index" ? "resilience index" : groups[g].Key.Term.Length > 0 ? Words.Spoken(groups[g].Key.Term) : Words.Spoken(groups[g].Key.Model));
            }
            return canvas;
        }

        return new Figure
        {
            Name = "event-study",
            Title = "The effect month by month around the shock",
            Subtitle = "Change in the log gap of exports for one standard deviation more (one unit more of a study’s own term), against the reference month",
            Description = $"Event study over months {Numeral.Signed(rows.Min(r => study.Number(r, "month")), 0)} to {Numeral.Signed(rows.Max(r => study.Number(r, "month")), 0)} for {string.Join(", ", groups.Select(g => Words.Spoken(g.Key.Term)))}.",
            Note = "Bars: 95 per cent interval of each month. Band: holds for all months at once. Open diamond: the reference month. Months before zero should lie within the band around zero; where they do not, the design is in doubt."
                + (all.Count > MostPanels ? $" {all.Count - MostPanels} further terms are in the table." : ""),
            Source = draft.SourceOf("event_study"),
            Draw = Draw,
            Data = new ResultTable("event-study",
            [
                .. new[] { "model", "term", "horizon" }.Select(c => new ResultColumn(c, rows.Select(r => study.Text(r, c)))),
                .. new[] { "month", "estimate", "ci_low", "ci_high", "band_low", "band_high", "n" }.Select(c => new ResultColumn(c, rows.Select(r => study.Number(r, c)))),
            ]),
        };
    }
}
