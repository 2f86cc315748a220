using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>How a study's simulation is calibrated: first the epidemic on the units' cases, then the economy given the epidemic.</summary>
public sealed record CalibrationSettings
{
    /// <summary>Symbols of the parameters of the epidemic that are moved, and <see cref="EpidemicCalibration.Seeds"/>.</summary>
    public IReadOnlyList<string> Epidemic { get; init; } = DefaultEpidemic;

    /// <summary>Symbols of the parameters of the economy that are moved.</summary>
    public IReadOnlyList<string> Economy { get; init; } = DefaultEconomy;

    /// <summary>Ranges narrower than the model's own, where the prior of a parameter is: by symbol.</summary>
    public IReadOnlyDictionary<string, CalibrationRange> Ranges { get; init; } = new Dictionary<string, CalibrationRange>();

    /// <summary>Standard deviation that the economy is allowed beside its parameters, points of growth.</summary>
    public double Discrepancy { get; init; } = 3;

    /// <summary>The same of ln(1 + cases) of a unit.</summary>
    public double UnitError { get; init; } = 0.8;

    /// <summary>The same of ln(1 + cases) of all units together.</summary>
    public double TotalError { get; init; } = 0.1;

    /// <summary>The same of the units with a seed, of the others in their groups, and of the rest, each together; 0: these are no observations.</summary>
    public double PartError { get; init; }

    /// <summary>The same of ln(1 + units with a case); 0: it is no observation.</summary>
    public double ReachedError { get; init; }

    /// <summary>Periods that are kept out of both blocks, as facts and days begin: 2020-07, 2021.</summary>
    public IReadOnlyList<string> HoldOut { get; init; } = [];

    /// <summary>Units that are kept out of both blocks; empty: a share of them, by lot.</summary>
    public IReadOnlyList<string> HoldOutUnits { get; init; } = [];

    /// <summary>Share of the units that is kept out where none are named.</summary>
    public double HoldOutShare { get; init; } = 0.2;

    /// <summary>Days on which the cases so far are looked at, spread over the time with reports.</summary>
    public int CaseDays { get; init; } = 4;

    /// <summary>The last day whose cases are looked at; null: the last one.</summary>
    public DateOnly? CasesTo { get; init; }

    /// <summary>Members of the filter's ensemble.</summary>
    public int Members { get; init; } = 200;

    /// <summary>Rounds in which the filter takes the data.</summary>
    public int Rounds { get; init; } = 4;

    /// <summary>Particles of the economy's posterior, and draws of both blocks together.</summary>
    public int Particles { get; init; } = 100;

    /// <summary>Whether a text is a year, or begins with a year and goes on as dates and periods of facts do: 2020, 2020-07, 2020-Q1.</summary>
    /// <param name="text">The text.</param>
    public static bool IsPeriod(string text) => text is [>= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9'] or [>= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9', '-', (>= '0' and <= '9') or 'Q' or 'H', ..];

    /// <summary>Where its held-out units stand in the study file.</summary>
    internal string Place { get; init; } = "";

    internal static IReadOnlyList<string> DefaultEpidemic { get; } =
        [.. new[] { EpidemicParameters.ReproductionNumber, EpidemicParameters.TravelFactor, EpidemicParameters.TracedShare, EpidemicParameters.TracingCapacity, EpidemicParameters.Tests, EpidemicParameters.DetectionDays, EpidemicParameters.Awareness, EpidemicParameters.DistancingEffect, EpidemicParameters.ConfinementEffect }.Select(p => p.Symbol), EpidemicCalibration.Seeds];

    // What national months can see; inventories, credit and burn rate are invisible to them.
    internal static IReadOnlyList<string> DefaultEconomy { get; } =
    [.. new[]
    {
        EconomyParameters.ResumptionDays, EconomyParameters.MigrantsAway, EconomyParameters.ReturnDays, EconomyParameters.Overtime, EconomyParameters.ProductionLead, EconomyParameters.FreightLoss,
        EconomyParameters.StringencyResponse, EconomyParameters.Panic, EconomyParameters.Cancellation, EconomyParameters.Diversion, EconomyParameters.BuyerLoss, EconomyParameters.BuyerReturn,
    }.Select(p => p.Symbol)];

    /// <summary>The range in which something is moved: the study's, or the model's own.</summary>
    internal CalibrationRange Range(string symbol) => Ranges.TryGetValue(symbol, out var range) ? range : RangeOf(symbol);

    /// <summary>The range in which something can be: a parameter's own, or a tenth to ten times the seeds.</summary>
    internal static CalibrationRange RangeOf(string symbol) => symbol == EpidemicCalibration.Seeds ? new CalibrationRange(symbol, 0.1, 10, true) : CalibrationRange.Of(Parameters.Find(symbol)!);
}
