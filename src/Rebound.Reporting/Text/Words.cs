using System.Globalization;

namespace Rebound.Reporting;

/// <summary>Small rules of English that the report needs.</summary>
internal static class Words
{
    private static readonly string[] MonthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public static string Plural(string noun) => noun switch
    {
        "" => "units",
        _ when noun.Length > 1 && noun.EndsWith('y') && !"aeiou".Contains(noun[^2], StringComparison.Ordinal) => noun[..^1] + "ies",
        _ when noun.EndsWith('s') || noun.EndsWith('x') || noun.EndsWith("ch", StringComparison.Ordinal) || noun.EndsWith("sh", StringComparison.Ordinal) => noun + "es",
        _ => noun + "s",
    };

    public static string Counted(double count, string noun) => $"{Numeral.Count(count)} {(count == 1 ? noun : Plural(noun))}";

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>An identifier as a reader says it: epidemic_control becomes epidemic control.</summary>
    public static string Spoken(string identifier) => identifier.Replace('_', ' ').Replace(":", " × ", StringComparison.Ordinal);

    /// <summary>A method of the index as a reader says it.</summary>
    public static string Method(string name) => name switch
    {
        "minmax" => "min–max",
        "zscore" => "z-score",
        "topsis" => "TOPSIS",
        "arithmetic" => "arithmetic mean",
        "geometric" => "geometric mean",
        _ => Spoken(name),
    };

    /// <summary>Months since the year 0 of 2020-03; NaN when the text is no month.</summary>
    public static double Month(string text) =>
        text.Length >= 7 && text[4] == '-'
        && int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        && int.TryParse(text.AsSpan(5, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var month)
        && month is >= 1 and <= 12
            ? 12 * year + month - 1
            : double.NaN;

    /// <summary>Mar 2020.</summary>
    public static string MonthName(double ordinal) => double.IsFinite(ordinal)
        ? $"{MonthNames[(int)ordinal % 12]} {((int)ordinal / 12).ToString("0000", CultureInfo.InvariantCulture)}"
        : Numeral.Missing;

    public static string MonthName(string month) => month.EndsWith("-01/02", StringComparison.Ordinal) ? $"Jan/Feb {month[..4]}" : Words.Month(month) is var ordinal && double.IsFinite(ordinal) ? MonthName(ordinal) : month;

    public static string MonthInitial(double ordinal) => MonthNames[(int)ordinal % 12][..1];
}
