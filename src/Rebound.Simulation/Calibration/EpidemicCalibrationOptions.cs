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

    /// <summary>Sets of cities whose cases together are observations of their own on every day, by their codes: where the epidemic begins, for instance, and what lies around it. None by default.</summary>
    public IReadOnlyList<IReadOnlySet<string>> Parts { get; init; } = [];

    /// <summary>Standard deviation of ln(1 + cases) of each part.</summary>
    public double PartError { get; init; } = 0.1;

    /// <summary>Standard deviation of ln(1 + cities with a case), which is an observation of its own on every day; null: it is none.</summary>
    public double? ReachedError { get; init; }

    /// <summary>Codes of cities whose cases are kept from the calibration and compared with it afterwards.</summary>
    public IReadOnlySet<string> HeldOut { get; init; } = new HashSet<string>();

    /// <summary>Days that are kept from the calibration and compared with it afterwards, all cities alike.</summary>
    public IReadOnlySet<DateOnly> HeldOutDays { get; init; } = new HashSet<DateOnly>();

    /// <summary>Where finished runs of the members are kept while a calibration has not ended; null: nowhere.</summary>
    public ReplicateBlocks? Blocks { get; init; }
}
