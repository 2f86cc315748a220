using System.Globalization;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>The days that a fact is about: a year, half-year, quarter, month, merged months, a run of months or days, or one day.</summary>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day.</param>
/// <param name="Text">As it was written.</param>
public sealed record FactPeriod(DateOnly First, DateOnly Last, string Text)
{
    /// <summary>Number of days, both ends counted.</summary>
    public int Days => Last.DayNumber - First.DayNumber + 1;

    /// <summary>Whether both are about the same days, however they are written.</summary>
    /// <param name="other">Another period.</param>
    public bool Covers(FactPeriod other) => First == other.First && Last == other.Last;

    /// <summary>Whether they share a day.</summary>
    /// <param name="other">Another period.</param>
    public bool Overlaps(FactPeriod other) => First <= other.Last && other.First <= Last;

    /// <summary>Reads 2020, 2020-H1, 2020-Q1, 2020-03, 2020-01/02, 2020-01..05, 2020-03-12 and 2020-01-24..03-31.</summary>
    /// <param name="text">The period as written.</param>
    /// <param name="period">The days.</param>
    /// <returns>False when it is none of these, names no real date, or ends before it starts.</returns>
    public static bool TryParse(string text, out FactPeriod period)
    {
        period = new FactPeriod(default, default, text);
        var split = text.IndexOf("..", StringComparison.Ordinal);
        var tail = split >= 0 ? split + 2 : text.IndexOf('/', StringComparison.Ordinal) + 1;
        if (tail == 0) return TryPart(text, out period);
        var head = text[..(split >= 0 ? split : tail - 1)];
        if (!TryPart(head, out var start) || head.Length < 7) return false;
        var end = text[tail..];
        if (end.Length < 2 || end.Length > head.Length || !TryPart(head[..(head.Length - end.Length)] + end, out var last) || last.Last < start.First) return false;
        period = new FactPeriod(start.First, last.Last, text);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static bool TryPart(string text, out FactPeriod period)
    {
        period = new FactPeriod(default, default, text);
        if (text.Length < 4 || !int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year == 0) return false;
        if (text.Length == 4) return Months(year, 1, 12, text, out period);
        if (text.Length == 7 && text[4] == '-' && text[5] is 'Q' or 'q' && text[6] is >= '1' and <= '4')
            return Months(year, 3 * (text[6] - '1') + 1, 3, text, out period);
        if (text.Length == 7 && text[4] == '-' && text[5] is 'H' or 'h' && text[6] is '1' or '2')
            return Months(year, 6 * (text[6] - '1') + 1, 6, text, out period);
        if (text.Length is not (7 or 10) || !Period.TryParse(text, out var parsed)) return false;
        if (parsed.Frequency == Frequency.Month) return Months(parsed.Year, parsed.Month, 1, text, out period);
        var day = DateOnly.FromDayNumber(parsed.Ordinal);
        period = new FactPeriod(day, day, text);
        return true;
    }

    private static bool Months(int year, int month, int count, string text, out FactPeriod period)
    {
        var first = new DateOnly(year, month, 1);
        period = new FactPeriod(first, first.AddMonths(count - 1).AddDays(DateTime.DaysInMonth(year, month + count - 1) - 1), text);
        return true;
    }
}
