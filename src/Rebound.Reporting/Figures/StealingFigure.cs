using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>Who gains and who loses when one unit alone becomes stronger: its own exports and those of all others, a line a unit and dimension.</summary>
internal static class StealingFigure
{
    private const int MostRows = 48;

    public static Figure Make(Draft draft, TableView units)
    {
        var all = units.Rows.Where(r => units.Number(r, "normal") > 0).ToList();
        var rows = all.Take(MostRows).ToList();
        double Part(int r, string column) => 100 * units.Number(r, column) / units.Number(r, "normal");
        var ends = rows.SelectMany(r => new[] { Part(r, "gain_low"), Part(r, "gain_high"), Part(r, "others_low"), Part(r, "others_high") }).Append(0).ToList();

        Canvas Draw(double width)
        {
            const double Line = 19, Top = 30;
            var left = width > 500 ? 210.0 : 140.0;
            var bottom = Top + Line * Math.Max(1, rows.Count);
            var canvas = new Canvas(width, bottom + 44);
            var plot = new Plot(canvas, left, Top, width - 20, bottom) { X = Scale.Nice(ends, left, width - 20, width > 500 ? 7 : 4) };
            plot.AcrossAxis((v, d) => Numeral.Percent(v, d), width > 500 ? 7 : 4);
            canvas.Text((left + width - 20) / 2, bottom + 36, $"per cent of the {draft.Input.UnitName}’s own normal exports", Plot.LabelSize, Palette.Muted, Anchor.Middle);
            canvas.Mark(Shape.Circle, 14, 12, 4.5, Palette.Blue);
            canvas.Text(24, 16, "its own exports", 11, Palette.Muted);
            canvas.Mark(Shape.Diamond, 134, 12, 4.5, Palette.Vermilion);
            canvas.Text(144, 16, $"all other {draft.Units} together (open: a tie)", 11, Palette.Muted);
            var before = "";
            for (var k = 0; k < rows.Count; k++)
            {
                var (r, y) = (rows[k], Top + Line * k + Line / 2);
                var city = units.Text(r, "city");
                if (city != before && k > 0) canvas.Line(8, Top + Line * k, width - 20, Top + Line * k, Palette.Rule);
                if (city != before) canvas.Text(8, y + 4, Canvas.Fit(draft.NameOf(city), 11, left - 92), 11, bold: true);
                before = city;
                canvas.Text(left - 8, y + 4, units.Text(r, "dimension"), 11, Palette.Muted, Anchor.End);
                Mark("others", Part(r, "others_gain"), Part(r, "others_low"), Part(r, "others_high"), Palette.Vermilion, Shape.Diamond, Shape.OpenDiamond, y + 3);
                Mark("own", Part(r, "gain"), Part(r, "gain_low"), Part(r, "gain_high"), Palette.Blue, Shape.Circle, Shape.OpenCircle, y - 3);

                void Mark(string whose, double at, double low, double high, string colour, Shape sure, Shape tie, double height)
                {
                    canvas.Line(plot.X.At(low), height, plot.X.At(high), height, colour, 1.3);
                    canvas.Mark(low <= 0 && high >= 0 ? tie : sure, plot.X.At(at), height, 4, colour, $"{draft.NameOf(city)}, {units.Text(r, "dimension")}, {whose}: {Numeral.Percent(at, 2)} ({Numeral.Interval(at, low, high)})");
                }
            }
            return canvas;
        }

        return new Figure
        {
            Name = "business-stealing",
            Title = $"When one {draft.Input.UnitName} alone becomes stronger",
            Subtitle = "Its exports, and those of all others, over all months from the shock on against the world as it was",
            Description = $"In {Numeral.Count(all.Count(r => units.Number(r, "others_high") < 0))} of {Numeral.Count(all.Count)} cases the others lose beyond chance, in {Numeral.Count(all.Count(r => units.Number(r, "others_low") > 0))} they gain.",
            Note = $"Others gain where an epidemic that is held down at home does not travel, and where inputs come sooner; they lose where buyers and inputs go to the stronger {draft.Input.UnitName}. Strokes are 95 per cent intervals of the mean over paired replicates." + (rows.Count < all.Count ? $" Shown are the first {Numeral.Count(rows.Count)} of {Numeral.Count(all.Count)} lines." : ""),
            Source = draft.SourceOf("advice_units"),
            Draw = Draw,
            Data = new ResultTable("business-stealing",
            [
                new ResultColumn("city", rows.Select(r => units.Text(r, "city"))),
                new ResultColumn("name", rows.Select(r => draft.NameOf(units.Text(r, "city")))),
                new ResultColumn("dimension", rows.Select(r => units.Text(r, "dimension"))),
                .. new[] { "gain", "gain_low", "gain_high", "others_gain", "others_low", "others_high" }.Select(c => new ResultColumn(c + "_pct", rows.Select(r => Part(r, c)))),
            ]),
        };
    }
}
