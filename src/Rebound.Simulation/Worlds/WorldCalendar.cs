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

    /// <summary>Months of 2018 and 2019, the base of the baselines; number of the first simulated month.</summary>
    internal const int BaseMonths = 24;

    internal static Period FirstMonth { get; } = Period.OfMonth(2018, 1);

    /// <summary>The first day that is simulated: before it lies the normal path, on which nothing moves.</summary>
    internal static DateOnly FirstPolicyDay { get; } = new(2020, 1, 1);

    internal static DateOnly FirstCaseDay { get; } = new(2020, 2, 1);

    internal static DateOnly ShortLastDay { get; } = new(2020, 12, 31);

    /// <summary>Days of policy, all of them simulated.</summary>
    internal static int Days(int months) => FirstPolicyDay.AddMonths(months - BaseMonths).DayNumber - FirstPolicyDay.DayNumber;

    /// <summary>Place of a day among them.</summary>
    internal static int PlaceOf(DateOnly day) => day.DayNumber - FirstPolicyDay.DayNumber;

    /// <summary>The number of the month, from 2018-01, that holds a day of policy.</summary>
    internal static int MonthOfPolicyDay(int day)
    {
        var date = FirstPolicyDay.AddDays(day);
        return 12 * (date.Year - 2018) + date.Month - 1;
    }
}
