namespace Rebound.Studies;

/// <summary>What an absent value means.</summary>
public enum MissingRule
{
    /// <summary>A problem.</summary>
    Error,

    /// <summary>The city-month is left out and counted.</summary>
    Drop,

    /// <summary>Nothing was traded.</summary>
    Zero,
}
