namespace Rebound.Simulation;

/// <summary>The normal year: how much is done on a day when nothing happens, against the mean day.</summary>
/// <remarks>pace(t) = month factor × (1 − dip), dip = depth·min(1, e^{−(d−HolidayDays)/fade}) from <see cref="HolidayLead"/> days before the New Year on, with d the days since it.
/// Everything that moves goods runs at this pace, orders too, so that on the normal path all stocks rest and goods are neither made nor lost by the calendar.</remarks>
public sealed record TradeCalendar
{
    /// <summary>No seasons and no holiday.</summary>
    public static TradeCalendar Flat { get; } = new();

    /// <summary>Factor of each calendar month, twelve positive numbers, or empty for none.</summary>
    public IReadOnlyList<double> MonthFactors { get; init; } = [];

    /// <summary>First days of the New Year; empty for none.</summary>
    public IReadOnlyList<DateOnly> NewYears { get; init; } = [];

    /// <summary>Share of a day's work that the holiday takes, 0 to 0.95.</summary>
    public double HolidayDepth { get; init; } = 0.7;

    /// <summary>Days before the New Year on which the holiday begins.</summary>
    public int HolidayLead { get; init; } = 5;

    /// <summary>Days from the New Year on that are holiday in full.</summary>
    public int HolidayDays { get; init; } = 7;

    /// <summary>Time constant with which work comes back after that, days.</summary>
    public double HolidayFade { get; init; } = 6;

    /// <summary>The pace of a day, positive; 1 on a mean day.</summary>
    /// <param name="day">The day.</param>
    public double Pace(DateOnly day) => MonthFactor(day) * (1 - Holiday(day));

    /// <summary>The month's factor alone.</summary>
    internal double MonthFactor(DateOnly day) => MonthFactors.Count == 0 ? 1 : MonthFactors[day.Month - 1];

    /// <summary>The share of the day's work that the holiday takes.</summary>
    internal double Holiday(DateOnly day)
    {
        var dip = 0.0;
        foreach (var start in NewYears)
        {
            var since = day.DayNumber - start.DayNumber;
            if (since < -HolidayLead || since > 60) continue;
            dip = Math.Max(dip, HolidayDepth * (since < HolidayDays ? 1 : Math.Exp(-(since - HolidayDays + 1) / HolidayFade)));
        }
        return dip;
    }

    /// <summary>Whether workers are at their homes on a normal day: from the holiday's beginning to its last full day.</summary>
    internal bool AwayFromWork(DateOnly day)
    {
        foreach (var start in NewYears)
        {
            var since = day.DayNumber - start.DayNumber;
            if (since >= -HolidayLead && since < HolidayDays) return true;
        }
        return false;
    }
}
