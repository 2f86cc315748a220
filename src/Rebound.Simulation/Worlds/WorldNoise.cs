namespace Rebound.Simulation;

/// <summary>What lies between the model's run and the tables of a synthetic study.</summary>
public sealed record WorldNoise
{
    /// <summary>Standard deviation of a city's monthly noise in log exports, which lasts with factor 0.5 a month.</summary>
    public double Exports { get; init; } = 0.03;

    /// <summary>Standard deviation of the noise in log exports of one partner and product in a month.</summary>
    public double Cells { get; init; } = 0.1;

    /// <summary>Standard deviation of an indicator's reading error, in standard deviations of the indicator.</summary>
    public double Indicators { get; init; } = 0.1;

    /// <summary>Factor on the reading errors of the channels' variables.</summary>
    public double Channels { get; init; } = 1;

    /// <summary>Chance that an indicator's cell is missing.</summary>
    public double MissingIndicators { get; init; } = 0.02;

    /// <summary>Chance that a city's month has no exports written.</summary>
    public double MissingExports { get; init; }
}
