using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>What is left of each calibrated parameter's prior: a bar to the end says that the data told nothing of it.</summary>
internal static class IdentificationFigure
{
    private const double AtPrior = 0.9;

    public static Figure Make(Draft draft, TableView seen)
    {
        var rows = seen.Where("kind", "parameter").Where(r => double.IsFinite(seen.Number(r, "prior_share_left")))
            .OrderBy(r => seen.Text(r, "block") == "epidemic" ? 0 : 1).ThenBy(r => seen.Number(r, "prior_share_left")).ToList();
        double Left(int row) => seen.Number(row, "prior_share_left");

        Canvas Draw(double width)
        {
            const double Line = 20, Top = 10;
            var left = width > 500 ? 150.0 : 104.0;
            var bottom = Top + Line * Math.Max(1, rows.Count);
            var canvas = new Canvas(width, bottom + 40);
            var plot = new Plot(canvas, left, Top, width - 20, bottom) { X = Scale.Nice(rows.Select(Left).Append(1), left, width - 20, 6, zero: true) };
            plot.AcrossAxis(Numeral.Fixed, width > 500 ? 6 : 4);
            canvas.Text((left + width - 20) / 2, bottom + 34, "standard deviation left, as a share of the prior’s", Plot.LabelSize, Palette.Muted, Anchor.Middle);
            for (var k = 0; k < rows.Count; k++)
            {
                var y = Top + Line * k;
                var colour = seen.Text(rows[k], "verdict") == "seen" ? Palette.Blue : Palette.Grey;
                canvas.Text(left - 8, y + 14, Canvas.Fit(seen.Text(rows[k], "parameter"), 11, left - 12), 11, Palette.Ink, Anchor.End);
                canvas.Rect(left, y + 4, plot.X.At(Left(rows[k])) - left, Line - 8, colour, colour, tip: $"{seen.Text(rows[k], "parameter")} ({seen.Text(rows[k], "block")}): {Numeral.Fixed(Left(rows[k]), 2)}, {seen.Text(rows[k], "verdict")}");
            }
            canvas.Line(plot.X.At(AtPrior), Top, plot.X.At(AtPrior), bottom, Palette.Vermilion, 1.2, "3 3");
            return canvas;
        }

        var still = rows.Where(r => seen.Text(r, "verdict") != "seen").ToList();
        return new Figure
        {
            Name = "identification",
            Title = "Which parameters the data see",
            Subtitle = "What the calibration left of each parameter’s prior",
            Description = $"{Numeral.Count(still.Count)} of {Numeral.Count(rows.Count)} calibrated parameters stay at their priors{(still.Count > 0 ? ": " + string.Join(", ", still.Select(r => seen.Text(r, "parameter"))) : "")}.",
            Note = "Right of the dashed line a parameter stays at its prior: its value is an assumption that the data did not contradict, and a conclusion that hangs on it is one too. Draws of a small posterior scatter, so a bar may pass 1.",
            Source = draft.SourceOf("simulation_identification"),
            Draw = Draw,
            Data = new ResultTable("identification",
            [
                .. new[] { "block", "parameter", "verdict" }.Select(c => new ResultColumn(c, rows.Select(r => seen.Text(r, c)))),
                .. new[] { "value", "low", "high", "strength", "prior_share_left" }.Select(c => new ResultColumn(c, rows.Select(r => seen.Number(r, c)))),
            ]),
        };
    }
}
