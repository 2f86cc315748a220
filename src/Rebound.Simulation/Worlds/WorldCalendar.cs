using Rebound.Panels;

namespace Rebound.Simulation;

/// <summary>The dates of every synthetic world; months and days are counted from its first month and first day of policy.</summary>
internal static class WorldCalendar
{
    internal const int FirstIndicatorYear = 2015;
    internal const int IndicatorYears = 5;

    /// <summary>Month number of 2020-02, in which the shock begins.</summary>
    internal const int ShockStart = 25;

    /// <summary>Month number of 2020-12, the last of the short run.</summary>
    internal const int ShortEnd = 35;

    /// <summary>Months of 2018 and 2019, the base of the baselines.</summary>
    internal const int BaseMonths = 24;

    internal static Period FirstMonth { get; } = Period.OfMonth(2018, 1);

    internal static DateOnly FirstPolicyDay { get; } = new(2020, 1, 1);

    internal static DateOnly FirstCaseDay { get; } = new(2020, 2, 1);

    /// <summary>2020-02-01 to 2020-12-31.</summary>
    internal const int CaseDays = 335;

    internal static int PolicyDays(int months) =>
        new DateOnly(2018, 1, 1).AddMonths(months).DayNumber - FirstPolicyDay.DayNumber;

    /// <summary>The number of the month, from 2018-01, that holds a day of policy.</summary>
    internal static int MonthOfPolicyDay(int day)
    {
        var date = FirstPolicyDay.AddDays(day);
        return 12 * (date.Year - 2018) + date.Month - 1;
    }
}
