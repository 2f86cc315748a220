namespace Rebound.Studies;

/// <summary>What of a simulation is calibrated.</summary>
[Flags]
public enum CalibrationBlocks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The epidemic, on the units' cases.</summary>
    Epidemic = 1,

    /// <summary>The economy given the epidemic, on growth of exports.</summary>
    Economy = 2,

    /// <summary>The epidemic, then the economy given it.</summary>
    Both = Epidemic | Economy,
}
