namespace Rebound.Simulation;

/// <summary>What is true in a synthetic world, in the terms in which a study asks.</summary>
/// <remarks>Slopes are least squares of noise-free quantities of this very world, so that an interval for them need not
/// allow for the luck of the draw of cities. "Standardised" is with mean 0 and standard deviation 1 (n − 1) over the cities.</remarks>
/// <param name="Parameters">The numbers, in a fixed order.</param>
/// <param name="EventPath">By month from 2018-01: log points of exports per sd of resilience; 0 before the shock.</param>
/// <param name="Baseline">Exports without the shock, city × month, thousand USD.</param>
/// <param name="NoiseFree">Exports with the shock and without noise, city × month, thousand USD.</param>
public sealed record WorldTruth(IReadOnlyList<TruthParameter> Parameters, double[] EventPath, double[] Baseline, double[] NoiseFree)
{
    /// <summary>The value of a parameter.</summary>
    /// <param name="parameter">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none of this name.</exception>
    public double this[string parameter] => Parameters.FirstOrDefault(p => p.Parameter == parameter)?.Value
        ?? throw new KeyNotFoundException($"This world has no true '{parameter}'.");
}
