namespace Rebound.Studies;

/// <summary>What the value of a month covers.</summary>
public enum MonthCalendar
{
    /// <summary>The month.</summary>
    Month,

    /// <summary>January stands for January and February together; February has no row.</summary>
    MergedJanuaryFebruary,

    /// <summary>January up to and including the month.</summary>
    Cumulative,
}
