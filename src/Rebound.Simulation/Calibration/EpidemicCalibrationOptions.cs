namespace Rebound.Simulation;

/// <summary>How an epidemic is calibrated.</summary>
public sealed record EpidemicCalibrationOptions
{
    /// <summary>Decides every draw.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Members of the ensemble, at least 30.</summary>
    public int Members { get; init; } = 200;

    /// <summary>Times that the ensemble is run and adjusted, each with its part of the data's weight, at least 1.</summary>
    public int Rounds { get; init; } = 4;

    /// <summary>Standard deviation of ln(1 + cases of a city) that neither chance in the model nor its parameters explain.</summary>
    public double CityError { get; init; } = 0.7;

    /// <summary>The same of ln(1 + cases of all observed cities), which is an observation of its own on every day.</summary>
    public double TotalError { get; init; } = 0.1;

    /// <summary>Codes of cities whose cases are kept from the calibration and compared with it afterwards.</summary>
    public IReadOnlySet<string> HeldOut { get; init; } = new HashSet<string>();

    /// <summary>Days that are kept from the calibration and compared with it afterwards, all cities alike.</summary>
    public IReadOnlySet<DateOnly> HeldOutDays { get; init; } = new HashSet<DateOnly>();

    /// <summary>Where finished runs of the members are kept while a calibration has not ended; null: nowhere.</summary>
    public ReplicateBlocks? Blocks { get; init; }
}
