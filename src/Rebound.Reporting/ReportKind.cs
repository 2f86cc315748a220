namespace Rebound.Reporting;

/// <summary>What a report is about, which decides its sections.</summary>
public enum ReportKind
{
    /// <summary>A whole run of a study.</summary>
    Study,

    /// <summary>The simulation of a study alone.</summary>
    Simulation,

    /// <summary>A calibration.</summary>
    Calibration,

    /// <summary>Advice.</summary>
    Advice,
}
