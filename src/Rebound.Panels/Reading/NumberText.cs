using System.Globalization;

namespace Rebound.Panels;

/// <summary>Reads a number as people write it in tables.</summary>
/// <remarks>Decimal point, optional sign and exponent, half- or full-width digits, and the suffixes 万 (1e4) and 亿 (1e8) when the
/// column is in plain units. Thousands separators, decimal commas, NaN and infinities are not numbers here: they are told, not guessed.</remarks>
public static class NumberText
{
    /// <summary>Reads a cell.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="plainUnits">Whether 万 and 亿 may multiply.</param>
    /// <param name="value">The number; NaN when missing or unreadable.</param>
    public static NumberCell Read(ReadOnlySpan<char> text, bool plainUnits, out double value)
    {
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value))
            return double.IsFinite(value) ? NumberCell.Number : Unreadable(NumberCell.NotFinite, out value);
        text = text.Trim();
        if (IsMissing(text)) return Unreadable(NumberCell.Missing, out value);
        if (text.Length > 64) return Unreadable(NumberCell.NotANumber, out value);
        Span<char> plain = stackalloc char[text.Length];
        for (var i = 0; i < text.Length; i++) plain[i] = HalfWidth(text[i]);
        var multiplier = plain[^1] switch { '万' => 1e4, '亿' => 1e8, _ => 1 };
        if (multiplier > 1 && !plainUnits) return Unreadable(NumberCell.NotANumber, out value);
        var digits = multiplier > 1 ? plain[..^1] : plain;
        if (!double.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value))
            return Unreadable(NumberCell.NotANumber, out value);
        value *= multiplier;
        return double.IsFinite(value) ? NumberCell.Number : Unreadable(NumberCell.NotFinite, out value);
    }

    /// <summary>Whether a cell says that there is no value: empty, NA, N/A, null, -, …, — or ．</summary>
    /// <param name="text">A trimmed cell.</param>
    public static bool IsMissing(ReadOnlySpan<char> text) =>
        text.IsEmpty || text is "NA" or "N/A" or "na" or "n/a" or "null" or "NULL" or "-" or "—" or "…" or ".." or "." or "#N/A";

    private static char HalfWidth(char c) => c switch
    {
        >= '０' and <= '９' => (char)(c - '０' + '0'),
        '．' => '.',
        '－' => '-',
        '＋' => '+',
        _ => c,
    };

    private static NumberCell Unreadable(NumberCell kind, out double value)
    {
        value = double.NaN;
        return kind;
    }
}
