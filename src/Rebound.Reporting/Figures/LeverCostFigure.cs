using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>Cost curves: what each lever brings at each strength against what it costs, a panel a lever.</summary>
internal static class LeverCostFigure
{
    /// <summary>Null without an option of known cost.</summary>
    public static Figure? Make(Draft draft, TableView options)
    {
        var rows = options.Rows.Where(r => options.Number(r, "cost") > 0 && options.Number(r, "normal") > 0).ToList();
        var groups = rows.GroupBy(r => options.Text(r, "group"), StringComparer.Ordinal).OrderByDescending(g => g.Max(r => options.Number(r, "gain_per_cost"))).Select(g => (Name: g.Key, Rows: g.OrderBy(r => options.Number(r, "cost")).ToList())).ToList();
        if (groups.Count == 0) return null;
        double Part(int r, string column) => 100 * options.Number(r, column) / options.Number(r, "normal");

        Canvas Draw(double width)
        {
            var columns = Math.Min(groups.Count, width > 500 ? 3 : 1);
            var lines = (groups.Count + columns - 1) / columns;
            var canvas = new Canvas(width, 52 + lines * 130 + (lines - 1) * 74 + 46);
            canvas.Line(8, 14, 32, 14, Palette.Muted, 1.2, "4 3");
            canvas.Text(38, 18, "brings what it costs", 11, Palette.Muted);
            canvas.Text(width > 500 ? 190 : 8, width > 500 ? 18 : 34, "across: cost; up: exports gained; both in per cent of normal exports", 11, Palette.Muted);
            var panels = Plot.Panels(canvas, groups.Count, columns, 48, 62, width - 14, 54, 130, 74);
            for (var k = 0; k < groups.Count; k++)
            {
                var (plot, own) = (panels[k], groups[k].Rows);
                plot.X = Scale.Nice(own.Select(r => Part(r, "cost")).Append(0), plot.Left, plot.Right, 3);
                plot.Y = Scale.Nice(own.SelectMany(r => new[] { Part(r, "gain_low"), Part(r, "gain_high") }).Append(0), plot.Bottom, plot.Top, 4);
                plot.ValueAxis((v, d) => Numeral.Fixed(v, d), 4);
                plot.AcrossAxis((v, d) => Numeral.Fixed(v, d), 3);
                plot.Title(Words.Capital(groups[k].Name.Replace('-', ' ')));
                if (plot.Y.High > 0) canvas.Line(plot.X.At(0), plot.Y.At(0), plot.X.At(Math.Min(plot.X.High, plot.Y.High)), plot.Y.At(Math.Min(plot.X.High, plot.Y.High)), Palette.Muted, 1.2, "4 3");
                canvas.Path(plot.Trace(own.Select(r => (Part(r, "cost"), Part(r, "gain"))).Prepend((0.0, 0.0))), "none", Palette.Blue, 1.6);
                foreach (var r in own)
                {
                    var (x, tie) = (plot.X.At(Part(r, "cost")), options.Text(r, "verdict") == "tie");
                    canvas.Line(x, plot.Y.At(Part(r, "gain_low")), x, plot.Y.At(Part(r, "gain_high")), Palette.Blue, 1.4);
                    canvas.Mark(tie ? Shape.OpenCircle : options.Text(r, "verdict") == "loses" ? Shape.Triangle : Shape.Circle, x, plot.Y.At(Part(r, "gain")), 4.5, options.Text(r, "verdict") == "loses" ? Palette.Vermilion : Palette.Blue,
                        $"{options.Text(r, "option")}: gains {Numeral.Fixed(Part(r, "gain"), 2)} % ({Numeral.Fixed(Part(r, "gain_low"), 2)} to {Numeral.Fixed(Part(r, "gain_high"), 2)}) for {Numeral.Fixed(Part(r, "cost"), 2)} %");
                }
            }
            return canvas;
        }

        return new Figure
        {
            Name = "cost-curves",
            Title = "What each lever brings and costs",
            Subtitle = "Exports gained over all months from the shock on against the cost, each option alone; best value first",
            Description = string.Join("; ", groups.Select(g => $"{g.Name}: " + string.Join(", ", g.Rows.Select(r => $"{Numeral.Percent(Part(r, "gain"), 2)} for {Numeral.Fixed(Part(r, "cost"), 2)} %")))) + ".",
            Note = "Strokes are 95 per cent intervals of the mean over paired replicates; they hold nothing of the uncertainty of the parameters. Open marks are ties with doing nothing. A curve that bends down says that more of a lever brings less: where capacity binds, orders alone ship nothing.",
            Source = draft.SourceOf("advice_options"),
            Draw = Draw,
            Data = new ResultTable("cost-curves",
            [
                new ResultColumn("option", rows.Select(r => options.Text(r, "option"))),
                new ResultColumn("group", rows.Select(r => options.Text(r, "group"))),
                .. new[] { "cost", "gain", "gain_low", "gain_high" }.Select(c => new ResultColumn(c + "_pct", rows.Select(r => Part(r, c)))),
                new ResultColumn("gain_per_cost", rows.Select(r => options.Number(r, "gain_per_cost"))),
                new ResultColumn("verdict", rows.Select(r => options.Text(r, "verdict"))),
            ]),
        };
    }
}
