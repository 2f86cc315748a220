using System.Globalization;

namespace Rebound.Panels;

/// <summary>A year, a month or a day, ordered and countable.</summary>
/// <param name="Frequency">Which of the three.</param>
/// <param name="Ordinal">Year; 12 × year + month − 1; or days since 0001-01-01. Consecutive periods differ by one.</param>
public readonly record struct Period(Frequency Frequency, int Ordinal) : IComparable<Period>
{
    /// <summary>The calendar year.</summary>
    public int Year => Frequency switch
    {
        Frequency.Year => Ordinal,
        Frequency.Month => Ordinal / 12,
        _ => DateOnly.FromDayNumber(Ordinal).Year,
    };

    /// <summary>The month of the year, 1 to 12; 1 for a year.</summary>
    public int Month => Frequency switch
    {
        Frequency.Year => 1,
        Frequency.Month => Ordinal % 12 + 1,
        _ => DateOnly.FromDayNumber(Ordinal).Month,
    };

    /// <summary>A month of the calendar.</summary>
    /// <param name="year">1 to 9999.</param>
    /// <param name="month">1 to 12.</param>
    public static Period OfMonth(int year, int month) => new(Frequency.Month, 12 * year + month - 1);

    /// <summary>A calendar year.</summary>
    /// <param name="year">1 to 9999.</param>
    public static Period OfYear(int year) => new(Frequency.Year, year);

    /// <summary>A day.</summary>
    /// <param name="day">The date.</param>
    public static Period OfDay(DateOnly day) => new(Frequency.Day, day.DayNumber);

    /// <summary>The period <paramref name="count"/> periods later (earlier when negative).</summary>
    /// <param name="count">Periods of the same frequency.</param>
    public Period Plus(int count) => this with { Ordinal = Ordinal + count };

    /// <summary>The month that holds this day (a month is itself).</summary>
    /// <exception cref="InvalidOperationException">A year holds twelve months.</exception>
    public Period ToMonth() => Frequency == Frequency.Year
        ? throw new InvalidOperationException("A year is not inside one month.")
        : OfMonth(Year, Month);

    /// <inheritdoc/>
    public int CompareTo(Period other) => Frequency == other.Frequency
        ? Ordinal.CompareTo(other.Ordinal)
        : Frequency.CompareTo(other.Frequency);

    /// <summary>ISO form: 2020, 2020-03 or 2020-03-12.</summary>
    public override string ToString() => Frequency switch
    {
        Frequency.Year => Ordinal.ToString("0000", CultureInfo.InvariantCulture),
        Frequency.Month => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}"),
        _ => DateOnly.FromDayNumber(Ordinal).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    /// <summary>Reads ISO forms and the forms met in real tables: 2020-3, 202003, 2020/03, 2020.03, 2020年3月, 2020年3月12日, 2020M03, 20200312, 2020.</summary>
    /// <param name="text">Half- or full-width digits; surrounding blanks are ignored.</param>
    /// <param name="period">The period read.</param>
    /// <returns>False when the text is none of these or names no real date. Ambiguous forms such as 03/04/2020 are not read.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Period period)
    {
        period = default;
        Span<int> parts = stackalloc int[3];
        Span<int> widths = stackalloc int[3];
        var count = 0;
        var inside = false;
        text = text.Trim();
        if (text.Length is 0 or > 24) return false;
        foreach (var raw in text)
        {
            var c = raw is >= '０' and <= '９' ? (char)(raw - '０' + '0') : raw;
            if (char.IsAsciiDigit(c))
            {
                if (!inside)
                {
                    if (count == 3) return false;
                    (parts[count], widths[count]) = (0, 0);
                    count++;
                    inside = true;
                }
                if (++widths[count - 1] > 8) return false;
                parts[count - 1] = 10 * parts[count - 1] + (c - '0');
            }
            else if (c is '-' or '/' or '.' or '年' or '月' or '日' or 'M' or 'm')
            {
                if (!inside) return false;
                inside = false;
            }
            else
            {
                return false;
            }
        }
        return FromParts(parts, widths, count, out period);
    }

    private static bool FromParts(ReadOnlySpan<int> parts, ReadOnlySpan<int> widths, int count, out Period period)
    {
        period = default;
        if (count == 1 && widths[0] == 6) return FromDate(parts[0] / 100, parts[0] % 100, null, out period);
        if (count == 1 && widths[0] == 8) return FromDate(parts[0] / 10000, parts[0] / 100 % 100, parts[0] % 100, out period);
        if (widths[0] != 4 || parts[0] is < 1 or > 9999) return false;
        if (count == 1) period = OfYear(parts[0]);
        if (count == 1) return true;
        return FromDate(parts[0], parts[1], count == 3 ? parts[2] : null, out period);
    }

    private static bool FromDate(int year, int month, int? day, out Period period)
    {
        period = default;
        if (year is < 1 or > 9999 || month is < 1 or > 12) return false;
        if (day is { } d && (d < 1 || d > DateTime.DaysInMonth(year, month))) return false;
        period = day is { } date ? OfDay(new DateOnly(year, month, date)) : OfMonth(year, month);
        return true;
    }
}
