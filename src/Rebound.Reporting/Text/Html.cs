using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Rebound.Reporting;

/// <summary>Markup that is safe by construction: whatever is put into it is encoded, unless it is <see cref="Html"/> itself.</summary>
internal readonly record struct Html(string Markup)
{
    public static readonly Html Empty = new("");

    public bool IsEmpty => string.IsNullOrEmpty(Markup);

    /// <summary>Builds markup from a template; every hole is encoded.</summary>
    public static Html Of(HtmlTemplate template) => new(template.ToString());

    /// <summary>Encodes plain text.</summary>
    public static Html Text(string text) => new(Encode(text));

    public static Html Join(IEnumerable<Html> parts)
    {
        var all = new StringBuilder();
        foreach (var part in parts) all.Append(part.Markup);
        return new Html(all.ToString());
    }

    public static Html operator +(Html left, Html right) => new(left.Markup + right.Markup);

    public override string ToString() => Markup ?? "";

    internal static string Encode(string text)
    {
        var plain = true;
        foreach (var c in text) plain &= c is not ('<' or '>' or '&' or '"' or '\'') && (c >= ' ' || c == '\n') && !char.IsSurrogate(c) && c < '\uFFFE';
        if (plain) return text;
        var all = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
            all.Append(rune.Value switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\t' => " ",
                < ' ' and not '\n' or >= 0x7F and < 0xA0 or 0xFFFE or 0xFFFF => "\uFFFD", // not allowed in XML, invisible in HTML
                _ => rune.ToString(),
            });
        return all.ToString();
    }
}

/// <summary>The compiler's way to fill a template: literals stay, holes are encoded.</summary>
[InterpolatedStringHandler]
internal readonly struct HtmlTemplate(int literalLength, int holes)
{
    private readonly StringBuilder all = new(literalLength + 16 * holes);

    public void AppendLiteral(string literal) => all.Append(literal);

    public void AppendFormatted(Html markup) => all.Append(markup.Markup);

    public void AppendFormatted(IEnumerable<Html> parts)
    {
        foreach (var part in parts) all.Append(part.Markup);
    }

    public void AppendFormatted(string? text) => all.Append(Html.Encode(text ?? ""));

    public void AppendFormatted(int number) => all.Append(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A coordinate: two decimals are a hundredth of a pixel.</summary>
    public void AppendFormatted(double coordinate) => all.Append(Numeral.Coordinate(coordinate));

    public override string ToString() => all.ToString();
}
