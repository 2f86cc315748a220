namespace Rebound.Simulation;

/// <summary>When cities of a synthetic world close and open again.</summary>
public sealed record WorldLockdowns
{
    /// <summary>Who decides.</summary>
    public LockdownRule Rule { get; init; } = LockdownRule.Cases;

    /// <summary>By lot: days over which the first days of closings are spread; 0 closes all on one day.</summary>
    public int Stagger { get; init; } = 90;

    /// <summary>By lot: share of the cities that close in a wave, 0 to 1.</summary>
    public double Share { get; init; } = 0.8;

    /// <summary>By lot: stringency of a closed city, 0 to 1.</summary>
    public double Level { get; init; } = 0.7;

    /// <summary>By lot: days that a closing lasts.</summary>
    public int Days { get; init; } = 45;

    /// <summary>By lot: waves of closings, a third of a year apart, from the shock on.</summary>
    public int Waves { get; init; } = 3;

    /// <summary>By lot: whether cities open again; where not, the first closing lasts to the end.</summary>
    public bool Reversible { get; init; } = true;

    /// <summary>Whether travel from and to cities with many cases is cut from May 2020 on, and more strictly from 2021 on.</summary>
    public bool OriginRisk { get; init; } = true;
}
