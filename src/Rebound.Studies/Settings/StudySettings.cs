namespace Rebound.Studies;

/// <summary>The settings of a study, every default filled in.</summary>
/// <param name="Id">Letters, digits and dashes.</param>
/// <param name="Seed">Seed of every random draw.</param>
/// <param name="Title">Title by language.</param>
/// <param name="UnitName">What the report calls a unit, for instance city.</param>
/// <param name="Tables">The data tables by role: cities, exports, indicators, channels, epidemic, policy, travel, boundaries.</param>
/// <param name="Index">Settings of the index; null when the study has none.</param>
/// <param name="Shock">The shock's dates; null when the study has none.</param>
/// <param name="Mechanism">Settings of the mechanism.</param>
/// <param name="Models">The study's own models.</param>
/// <param name="Languages">Languages of the report.</param>
public sealed record StudySettings(
    string Id,
    ulong Seed,
    IReadOnlyDictionary<string, string> Title,
    string UnitName,
    IReadOnlyDictionary<string, TableSettings> Tables,
    IndexSettings? Index,
    ShockSettings? Shock,
    MechanismSettings Mechanism,
    IReadOnlyList<ModelSettings> Models,
    IReadOnlyList<string> Languages)
{
    /// <summary>How the epidemic and its way to exports are simulated; null when the study does not ask for it.</summary>
    public SimulationSettings? Simulation { get; init; }

    /// <summary>How neighbours are found and chance is measured in space.</summary>
    public SpaceSettings Space { get; init; } = new(5, 999, 0.05, 6);

    /// <summary>How the simulation is calibrated.</summary>
    public CalibrationSettings Calibration { get; init; } = new();

    /// <summary>What advice is asked for.</summary>
    public AdviceSettings Advice { get; init; } = new(0, new Dictionary<string, double>(StringComparer.Ordinal), [], 0.5);
}
