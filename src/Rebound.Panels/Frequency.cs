namespace Rebound.Panels;

/// <summary>The length of a period.</summary>
public enum Frequency
{
    /// <summary>A calendar year.</summary>
    Year,

    /// <summary>A calendar month.</summary>
    Month,

    /// <summary>A day.</summary>
    Day,
}
