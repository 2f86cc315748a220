namespace Rebound.Measures;

/// <summary>Calendar effects that are taken out of logs before a baseline is fitted and put back into what it expects.</summary>
[Flags]
public enum CalendarEffect
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Chinese New Year moves between January and February.</summary>
    ChineseNewYear = 1,

    /// <summary>Easter moves between March and April.</summary>
    Easter = 2,

    /// <summary>Months differ in their working days.</summary>
    WorkingDays = 4,
}
