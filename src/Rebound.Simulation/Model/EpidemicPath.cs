namespace Rebound.Simulation;

/// <summary>What one replicate of the epidemic tells the economy, day × city (index day·cities + city).</summary>
public sealed class EpidemicPath
{
    /// <summary>An empty path: no epidemic, no control.</summary>
    /// <param name="cities">Number of cities.</param>
    /// <param name="days">Number of days.</param>
    public EpidemicPath(int cities, int days)
    {
        (Cities, Days) = (cities, days);
        (Stringency, Confined, Absent, Detected) = (new float[cities * days], new float[cities * days], new float[cities * days], new int[cities * days]);
        Alert = new float[days];
    }

    /// <summary>Number of cities.</summary>
    public int Cities { get; }

    /// <summary>Number of days.</summary>
    public int Days { get; }

    /// <summary>Stringency of domestic control, 0 to 1.</summary>
    public float[] Stringency { get; }

    /// <summary>Share of the population that control confines, 0 to 1; less than stringency where control is precise.</summary>
    public float[] Confined { get; }

    /// <summary>Share of the population away from work through illness, isolation, quarantine or voluntary fear, 0 to 1, confinement apart.</summary>
    public float[] Absent { get; }

    /// <summary>Newly detected cases.</summary>
    public int[] Detected { get; }

    /// <summary>The national alert of each day, 0 to 1.</summary>
    public float[] Alert { get; }
}
