namespace Rebound.Simulation;

/// <summary>The effects planted in a synthetic world. Log points are natural; "per sd" is per standard deviation of true resilience over cities.</summary>
public sealed record WorldEffects
{
    /// <summary>Change of log cumulative cases per 100,000 people per sd of resilience.</summary>
    public double ControlSlope { get; init; } = -0.5;

    /// <summary>Change of log cumulative cases per unit of ln(1 + distance to the first city / 100 km).</summary>
    public double DistanceSlope { get; init; } = -0.3;

    /// <summary>Standard deviation of what else moves log cumulative cases.</summary>
    public double CaseNoise { get; init; } = 0.4;

    /// <summary>Log points of exports per unit (100 points) of stringency in the short run, at mean resilience.</summary>
    public double StringencyShort { get; init; } = -0.5;

    /// <summary>The same in the long run.</summary>
    public double StringencyLong { get; init; } = -0.35;

    /// <summary>Share of the loss by stringency that one sd of resilience takes away.</summary>
    public double Attenuation { get; init; } = 0.15;

    /// <summary>Direct effect of one sd of resilience on log exports in the short run.</summary>
    public double DirectShort { get; init; } = 0.04;

    /// <summary>Direct effect of one sd of resilience on log exports in the long run.</summary>
    public double DirectLong { get; init; } = 0.08;

    /// <summary>Deepest common log loss of all cities, whatever they did.</summary>
    public double CommonDepth { get; init; } = 0.2;

    /// <summary>Highest log gain of the medical product.</summary>
    public double Windfall { get; init; } = 0.8;

    /// <summary>Largest log fall of foreign demand, of the first partner.</summary>
    public double DemandFall { get; init; } = 0.25;

    /// <summary>Mean log growth of exports a year, shock or not.</summary>
    public double Growth { get; init; } = 0.02;

    /// <summary>Standard deviation over cities of that growth; it does not depend on resilience.</summary>
    public double GrowthSpread { get; init; } = 0.01;

    /// <summary>Standard deviation of the city's monthly noise in log exports, which lasts with factor 0.5 a month.</summary>
    public double ExportNoise { get; init; } = 0.05;

    /// <summary>Standard deviation of the noise in log exports of one partner and product.</summary>
    public double CellNoise { get; init; } = 0.12;

    /// <summary>Standard deviation of an indicator's reading error, in standard deviations of the indicator.</summary>
    public double IndicatorNoise { get; init; } = 0.1;

    /// <summary>Chance that an indicator's cell is missing.</summary>
    public double MissingShare { get; init; } = 0.02;

    /// <summary>The same world in which resilience, stringency and the epidemic change nothing in exports.</summary>
    public static WorldEffects None { get; } = new()
    {
        ControlSlope = 0,
        StringencyShort = 0,
        StringencyLong = 0,
        Attenuation = 0,
        DirectShort = 0,
        DirectLong = 0,
    };
}
