namespace Rebound.Simulation;

/// <summary>Rules of domestic control: alert, closing, reopening, travel by risk of the origin.</summary>
/// <remarks>Target of a city's stringency: L* = l₁·ln(1 + 6·x), x the cases detected in 14 days per 100,000, at least the closing level where x
/// reaches <see cref="ClosingRate"/>, at least <see cref="HolidayLevel"/> in the extended holiday; 0 before the alert. L moves to L* with the time
/// constants of the parameters: fast up, slowly down, twice as fast down after <see cref="QuietDays"/> without a case.</remarks>
public sealed record ControlRules
{
    /// <summary>The day of the national alert; null: when the detected cases of the whole network reach <see cref="AlertCases"/>.</summary>
    public DateOnly? AlertDate { get; init; }

    /// <summary>Detected cases that raise the national alert.</summary>
    public int AlertCases { get; init; } = 500;

    /// <summary>Share of travel that the full national alert stops in every city, 0 to 1.</summary>
    public double AlertTravelCut { get; init; } = 0.6;

    /// <summary>Share of travel that full stringency stops, 0 to 1.</summary>
    public double ClosingTravelCut { get; init; } = 0.95;

    /// <summary>First day of the extended holiday; null: none.</summary>
    public DateOnly? HolidayFrom { get; init; }

    /// <summary>Last day of the extended holiday.</summary>
    public DateOnly? HolidayTo { get; init; }

    /// <summary>Stringency that no city goes below in the extended holiday, 0 to 1.</summary>
    public double HolidayLevel { get; init; } = 0.35;

    /// <summary>Cases detected in 14 days per 100,000 that close a city.</summary>
    public double ClosingRate { get; init; } = 10;

    /// <summary>Stringency of a closed city, 0 to 1.</summary>
    public double ClosingLevel { get; init; } = 0.8;

    /// <summary>Days without a detected case after which a city reopens faster.</summary>
    public int QuietDays { get; init; } = 14;

    /// <summary>Regimes of travel by the risk of the origin, in the order of their dates; each holds until the next.</summary>
    public IReadOnlyList<OriginRiskRegime> OriginRisk { get; init; } = [];
}
