using System.Text;

namespace Rebound.Reporting;

internal enum Anchor { Start, Middle, End }

internal enum Shape { Circle, OpenCircle, Square, OpenSquare, Triangle, OpenTriangle, Diamond, OpenDiamond }

/// <summary>A drawing in SVG, in pixels from the upper left corner.</summary>
internal sealed class Canvas(double width, double height)
{
    public const string Fonts = "'Segoe UI','Helvetica Neue',Helvetica,Arial,'Liberation Sans','Noto Sans','Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif";
    private readonly StringBuilder body = new();

    public double Width => width;

    public double Height => height;

    public void Add(Html markup) => body.Append(markup.Markup).Append('\n');

    public void Line(double x1, double y1, double x2, double y2, string stroke, double weight = 1, string dash = "") =>
        Add(Html.Of($"""<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{stroke}" stroke-width="{weight}"{Dash(dash)}/>"""));

    public void Rect(double x, double y, double w, double h, string fill, string stroke = "none", double radius = 0, string tip = "") =>
        Add(Tipped(Html.Of($"""<rect x="{x}" y="{y}" width="{Math.Max(0, w)}" height="{Math.Max(0, h)}" fill="{fill}" stroke="{stroke}"{(radius > 0 ? Html.Of($" rx=\"{radius}\"") : Html.Empty)}"""), "rect", tip));

    public void Path(string d, string fill, string stroke = "none", double weight = 1, double opacity = 1, string dash = "", string tip = "") =>
        Add(Tipped(Html.Of($"""<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{weight}" stroke-linejoin="round"{(opacity < 1 ? Html.Of($" fill-opacity=\"{opacity}\"") : Html.Empty)}{Dash(dash)}"""), "path", tip));

    public void Text(double x, double y, string text, double size = 11, string fill = Palette.Ink, Anchor anchor = Anchor.Start, bool bold = false, double turn = 0, bool halo = false)
    {
        var where = anchor switch { Anchor.Middle => Html.Of($" text-anchor=\"middle\""), Anchor.End => Html.Of($" text-anchor=\"end\""), _ => Html.Empty };
        var weight = bold ? Html.Of($" font-weight=\"600\"") : Html.Empty;
        var rotate = turn != 0 ? Html.Of($" transform=\"rotate({turn} {x} {y})\"") : Html.Empty;
        Add(Html.Of($"""<text x="{x}" y="{y}" font-size="{size}" fill="{fill}"{where}{weight}{rotate}{(halo ? Html.Of($" paint-order=\"stroke\" stroke=\"{Palette.Paper}\" stroke-width=\"4\" stroke-linejoin=\"round\"") : Html.Empty)}>{text}</text>"""));
    }

    /// <summary>A mark of a point; an open shape has a paper inside.</summary>
    public void Mark(Shape shape, double x, double y, double r, string colour, string tip = "")
    {
        var open = shape is Shape.OpenCircle or Shape.OpenSquare or Shape.OpenTriangle or Shape.OpenDiamond;
        var (fill, stroke) = open ? (Palette.Paper, colour) : (colour, Palette.Paper);
        var weight = open ? 1.4 : 0.7;
        var style = Html.Of($"""fill="{fill}" stroke="{stroke}" stroke-width="{weight}" """);
        var (element, start) = shape switch
        {
            Shape.Circle or Shape.OpenCircle => ("circle", Html.Of($"""<circle cx="{x}" cy="{y}" r="{r}" {style}""")),
            Shape.Square or Shape.OpenSquare => ("rect", Html.Of($"""<rect x="{x - 0.9 * r}" y="{y - 0.9 * r}" width="{1.8 * r}" height="{1.8 * r}" {style}""")),
            Shape.Triangle or Shape.OpenTriangle => ("path", Html.Of($"""<path d="M{x} {y - 1.15 * r}L{x + 1.1 * r} {y + 0.8 * r}L{x - 1.1 * r} {y + 0.8 * r}Z" {style}""")),
            _ => ("path", Html.Of($"""<path d="M{x} {y - 1.25 * r}L{x + 1.25 * r} {y}L{x} {y + 1.25 * r}L{x - 1.25 * r} {y}Z" {style}""")),
        };
        Add(Tipped(start, element, tip));
    }

    /// <summary>The whole drawing, named and described for those who cannot see it.</summary>
    public Html ToSvg(string title, string description, string id) => Html.Of($"""
        <svg role="img" aria-labelledby="{id}-t {id}-d" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="{Fonts}">
        <title id="{id}-t">{title}</title><desc id="{id}-d">{description}</desc>
        {new Html(body.ToString())}</svg>

        """);

    /// <summary>A line through points, broken where one is missing.</summary>
    public static string Trace(IEnumerable<(double X, double Y)> points)
    {
        var d = new StringBuilder();
        var pen = false;
        foreach (var (x, y) in points)
        {
            if (!double.IsFinite(x) || !double.IsFinite(y))
            {
                pen = false;
                continue;
            }
            d.Append(pen ? 'L' : 'M').Append(Numeral.Coordinate(x)).Append(' ').Append(Numeral.Coordinate(y));
            pen = true;
        }
        return d.ToString();
    }

    /// <summary>The area between two lines over the same x.</summary>
    public static string Band(IReadOnlyList<(double X, double Low, double High)> points)
    {
        var whole = points.Where(p => double.IsFinite(p.Low) && double.IsFinite(p.High)).ToList();
        if (whole.Count < 2) return "";
        return Trace(whole.Select(p => (p.X, p.High)).Concat(whole.AsEnumerable().Reverse().Select(p => (p.X, p.Low)))) + "Z";
    }

    /// <summary>The width of a text, near enough to place it: advances of Helvetica in thousandths, by class of letter.</summary>
    public static double Measure(string text, double size)
    {
        double all = 0;
        foreach (var c in text)
            all += c switch
            {
                'i' or 'l' or 'j' or 't' or 'f' or '.' or ',' or ':' or '\'' or '|' or 'I' or ' ' or '\u202F' => 0.28,
                'm' or 'w' or 'M' or 'W' or '%' => 0.86,
                >= 'A' and <= 'Z' => 0.68,
                >= '\u2E80' => 1.0,
                _ => 0.55,
            };
        return all * size;
    }

    /// <summary>The text, cut with an ellipsis where it is wider than the room.</summary>
    public static string Fit(string text, double size, double room)
    {
        if (Measure(text, size) <= room) return text;
        var runes = text.EnumerateRunes().ToList();
        while (runes.Count > 1 && Measure(string.Concat(runes) + "…", size) > room) runes.RemoveAt(runes.Count - 1);
        return string.Concat(runes).TrimEnd() + "…";
    }

    private static Html Dash(string dash) => dash.Length > 0 ? Html.Of($" stroke-dasharray=\"{dash}\"") : Html.Empty;

    private static Html Tipped(Html start, string element, string tip) => tip.Length > 0
        ? Html.Of($"{start}><title>{tip}</title></{new Html(element)}>")
        : start + new Html("/>");
}
