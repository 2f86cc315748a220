using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>Moving holidays and working days as monthly regressors.</summary>
/// <remarks>Each column is measured from its own mean of the calendar month over a long span, so that a season takes nothing from it.
/// Chinese New Year: share of the seven days before and fourteen days after the day that fall into the month; Easter: share of the
/// eight days before Easter Monday; working days: days from Monday to Friday. Dates of the new year are those of the lunar calendar,
/// given as data; Easter is computed (Meeus, 1991).</remarks>
internal static class CalendarEffects
{
    private const int FirstYear = 1990;
    private const int LastYear = 2035;

    // Day of the year of Chinese New Year, 1990 to 2035.
    private static readonly int[] NewYear =
    [
        27, 46, 35, 23, 41, 31, 50, 38, 28, 47, 36, 24, 43, 32, 22, 40, 29, 49, 38, 26, 45, 34, 23, 41, 31, 50, 39, 28, 47, 36, 25, 43, 32, 22, 41, 29, 48, 37, 26, 44, 34, 23, 42, 31, 50, 39,
    ];

    /// <summary>The columns of some effects for months in a row.</summary>
    /// <param name="first">First month.</param>
    /// <param name="count">Months.</param>
    /// <param name="effects">Which.</param>
    /// <returns>One column an effect, in the order of the flags; empty when a year is outside 1990–2035.</returns>
    public static List<double[]> Columns(Period first, int count, CalendarEffect effects)
    {
        List<double[]> columns = [];
        if (first.Year < FirstYear || first.Plus(count - 1).Year > LastYear) return columns;
        if (effects.HasFlag(CalendarEffect.ChineseNewYear)) columns.Add(Column(first, count, NewYearShare));
        if (effects.HasFlag(CalendarEffect.Easter)) columns.Add(Column(first, count, EasterShare));
        if (effects.HasFlag(CalendarEffect.WorkingDays)) columns.Add(Column(first, count, WorkingDays));
        return columns;
    }

    /// <summary>Date of Chinese New Year.</summary>
    public static DateOnly ChineseNewYear(int year) => new DateOnly(year, 1, 1).AddDays(NewYear[year - FirstYear] - 1);

    /// <summary>Date of Easter Sunday in the Gregorian calendar.</summary>
    public static DateOnly Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
        var g = (b - f + 1) / 3;
        var h = (19 * a + b - d - g + 15) % 30;
        var (i, k) = (c / 4, c % 4);
        var l = (32 + 2 * e + 2 * i - h - k) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var sum = h + l - 7 * m + 114;
        return new DateOnly(year, sum / 31, sum % 31 + 1);
    }

    private static double[] Column(Period first, int count, Func<int, int, double> value)
    {
        var means = new double[12];
        for (var year = FirstYear; year <= LastYear; year++)
            for (var month = 1; month <= 12; month++)
                means[month - 1] += value(year, month) / (LastYear - FirstYear + 1);
        var column = new double[count];
        for (var t = 0; t < count; t++) column[t] = value(first.Plus(t).Year, first.Plus(t).Month) - means[first.Plus(t).Month - 1];
        return column;
    }

    private static double NewYearShare(int year, int month) => Share(ChineseNewYear(year).AddDays(-7), 21, year, month);

    private static double EasterShare(int year, int month) => Share(Easter(year).AddDays(-7), 8, year, month);

    private static double Share(DateOnly from, int days, int year, int month)
    {
        var inside = 0;
        for (var d = 0; d < days; d++)
            if (from.AddDays(d) is var day && day.Year == year && day.Month == month) inside++;
        return (double)inside / days;
    }

    private static double WorkingDays(int year, int month)
    {
        var days = 0;
        for (var day = 1; day <= DateTime.DaysInMonth(year, month); day++)
            if (new DateOnly(year, month, day).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) days++;
        return days;
    }
}
