namespace Rebound.Simulation;

/// <summary>Why an observation was kept from a calibration.</summary>
internal enum HeldBack
{
    /// <summary>It was used.</summary>
    Nothing,

    /// <summary>Its city was held out.</summary>
    City,

    /// <summary>Its day was held out.</summary>
    Day,
}
