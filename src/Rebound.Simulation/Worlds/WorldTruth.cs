namespace Rebound.Simulation;

/// <summary>What is true in a synthetic world, in the terms in which a study asks.</summary>
/// <remarks>Effects are differences of paired runs: the world as it is against the same world, under the same chance, without one thing. Slopes are least squares of such
/// differences over the cities of this very world. "Standardised" is with mean 0 and standard deviation 1 (n − 1) over the cities. Checked by identities (parts add up to
/// the loss; what resilience does not move differs by exactly nothing) and by regressions on written tables.</remarks>
/// <param name="Parameters">The numbers, in a fixed order.</param>
/// <param name="EventPath">By month from 2018-01: log points of exports per sd of resilience; 0 before the shock.</param>
/// <param name="Baseline">Exports without the shock, city × month, thousand USD.</param>
/// <param name="NoiseFree">Exports with the shock and without noise, city × month, thousand USD.</param>
public sealed record WorldTruth(IReadOnlyList<TruthParameter> Parameters, double[] EventPath, double[] Baseline, double[] NoiseFree)
{
    /// <summary>Exports without noise of the same world without resilience, city × month, thousand USD.</summary>
    public required double[] WithoutResilience { get; init; }

    /// <summary>The same without the windfall.</summary>
    public required double[] WithoutWindfall { get; init; }

    /// <summary>The same without an epidemic at home.</summary>
    public required double[] WithoutEpidemic { get; init; }

    /// <summary>Each channel's part in the loss (policy, production, logistics, sales), city × month, thousand USD; they add up to baseline − noise-free.</summary>
    public required IReadOnlyList<double[]> ChannelLosses { get; init; }

    /// <summary>When each city was under restrictions, by city and in the order of time.</summary>
    public required IReadOnlyList<ClosedSpell> Closings { get; init; }

    /// <summary>The value of a parameter.</summary>
    /// <param name="parameter">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none of this name.</exception>
    public double this[string parameter] => Parameters.FirstOrDefault(p => p.Parameter == parameter)?.Value
        ?? throw new KeyNotFoundException($"This world has no true '{parameter}'.");
}
