namespace Rebound.Simulation;

/// <summary>Hospitals that open some days after the beds run short; the days of building are a parameter of the model.</summary>
public sealed record EmergencyHospitals
{
    /// <summary>Occupancy of all beds that triggers building, 0 to 1.</summary>
    public double Trigger { get; init; } = 0.7;

    /// <summary>Beds of one round of building, per 1,000 people.</summary>
    public double BedsPerThousand { get; init; } = 0.6;

    /// <summary>Most rounds of building in one city.</summary>
    public int MostRounds { get; init; } = 4;
}
