namespace Rebound.Reporting;

/// <summary>The frame that the charts share: a drawing area with a horizontal and a vertical scale, a quiet grid and labelled axes.</summary>
internal sealed class Plot(Canvas canvas, double left, double top, double right, double bottom)
{
    public const double LabelSize = 11;

    public Canvas Canvas => canvas;

    public double Left => left;

    public double Top => top;

    public double Right => right;

    public double Bottom => bottom;

    public Scale X { get; set; } = new(0, 1, left, right);

    public Scale Y { get; set; } = new(0, 1, bottom, top);

    /// <summary>Rules and labels of the vertical scale; zero is drawn darker.</summary>
    public void ValueAxis(Func<double, int, string> label, int ticks = 5)
    {
        foreach (var tick in Y.Ticks(ticks))
        {
            var y = Y.At(tick);
            canvas.Line(left, y, right, y, tick == 0 ? Palette.Grey : Palette.Rule, tick == 0 ? 1 : 0.75);
            canvas.Text(left - 6, y + 3.8, label(tick, Y.TickDecimals(ticks)), LabelSize, Palette.Muted, Anchor.End);
        }
    }

    /// <summary>Rules and labels of the horizontal scale.</summary>
    public void AcrossAxis(Func<double, int, string> label, int ticks = 5, bool rules = true)
    {
        foreach (var tick in X.Ticks(ticks))
        {
            var x = X.At(tick);
            if (rules) canvas.Line(x, top, x, bottom, tick == 0 ? Palette.Grey : Palette.Rule, tick == 0 ? 1 : 0.75);
            canvas.Text(x, bottom + 15, label(tick, X.TickDecimals(ticks)), LabelSize, Palette.Muted, Anchor.Middle);
        }
        if (!rules) canvas.Line(left, bottom, right, bottom, Palette.Grey, 0.75);
    }

    /// <summary>A calendar below: a tick at each January, small ones at the quarters, the year in the middle of its months.</summary>
    public void MonthAxis(bool brief = false)
    {
        canvas.Line(left, bottom, right, bottom, Palette.Grey, 0.75);
        var (first, last) = ((int)X.Low, (int)X.High);
        for (var year = first / 12; year <= last / 12; year++)
        {
            var start = Math.Max(first, 12 * year);
            var end = Math.Min(last + 1, 12 * year + 12);
            if (12 * year > first) canvas.Line(X.At(12 * year), bottom, X.At(12 * year), bottom + 7, Palette.Grey, 0.75);
            if (!brief)
                for (var quarter = 12 * year + 3; quarter < 12 * year + 12; quarter += 3)
                    if (quarter > first && quarter <= last) canvas.Line(X.At(quarter), bottom, X.At(quarter), bottom + 3.5, Palette.Grey, 0.75);
            var text = Numeral.Coordinate(year);
            var (a, b) = (X.At(start), X.At(Math.Min(end, last)));
            if (b - a > 30) canvas.Text((a + b) / 2, bottom + 16, text, LabelSize, Palette.Muted, Anchor.Middle);
            else if (b - a > 16) canvas.Text((a + b) / 2, bottom + 16, "’" + text[^2..], LabelSize, Palette.Muted, Anchor.Middle);
        }
    }

    /// <summary>Shades the months of the shock.</summary>
    public void Shock(string start, string end, bool label = true)
    {
        var (a, b) = (Words.Month(start), Words.Month(end));
        if (!double.IsFinite(a) || a > X.High) return;
        if (!double.IsFinite(b)) b = a;
        var (x1, x2) = (Math.Max(left, X.At(a)), Math.Min(right, X.At(b)));
        canvas.Rect(x1, top, Math.Max(1.5, x2 - x1), bottom - top, Palette.Shock);
        if (label && x2 - x1 > 34) canvas.Text(x1 + 4, top + 12, "shock", 10, "#7a5b1e");
    }

    public void Title(string text, double size = 12) => canvas.Text(left, top - 10, Canvas.Fit(text, size, right - left + 10), size, Palette.Ink, Anchor.Start, bold: true);

    public string Trace(IEnumerable<(double X, double Y)> values) => Canvas.Trace(values.Select(v => (X.At(v.X), Y.At(v.Y))));

    public string Band(IEnumerable<(double X, double Low, double High)> values) => Canvas.Band([.. values.Select(v => (X.At(v.X), Y.At(v.Low), Y.At(v.High)))]);

    /// <summary>The areas of n panels side by side, wrapped to the columns given.</summary>
    public static Plot[] Panels(Canvas canvas, int count, int columns, double left, double top, double right, double gapX, double height, double gapY)
    {
        var width = (right - left - (columns - 1) * gapX) / columns;
        return [.. Enumerable.Range(0, count).Select(k =>
        {
            var x = left + k % columns * (width + gapX);
            var y = top + k / columns * (height + gapY);
            return new Plot(canvas, x, y, x + width, y + height);
        })];
    }
}
