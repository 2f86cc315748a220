namespace Rebound.Studies;

/// <summary>Whether a calibration used a number.</summary>
internal enum CalibrationUse
{
    /// <summary>It was used.</summary>
    Used,

    /// <summary>Its period was kept out.</summary>
    HeldOutPeriod,

    /// <summary>Its units were kept out.</summary>
    HeldOutUnits,
}
