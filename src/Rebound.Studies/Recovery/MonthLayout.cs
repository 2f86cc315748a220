namespace Rebound.Studies;

/// <summary>How a table reports months.</summary>
public enum MonthLayout
{
    /// <summary>Each month for itself.</summary>
    Plain,

    /// <summary>January and February together, in either of them.</summary>
    MergedJanuaryFebruary,

    /// <summary>From January up to the month.</summary>
    CumulativeToMonth,
}
