namespace Rebound.Simulation;

/// <summary>Number of the random stream of each part, so that a change of one part leaves the draws of the others.</summary>
internal enum WorldStream
{
    Names = 1,
    Places,
    Resilience,
    Indicators,
    Favour,
    Policy,
    Channels,
    Levels,
    Lots,
    CityNoise,
    CellNoise,
    Gaps,
    Growth,
}
