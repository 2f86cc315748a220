using System.Globalization;
using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>The sampler did not reach the errors of the targets, so its particles are no posterior.</summary>
/// <param name="tolerance">Tolerance that was reached, in errors of the targets; 1 is the aim.</param>
/// <param name="acceptance">Share of moves that were accepted last.</param>
public sealed class SamplerStuckException(double tolerance, double acceptance) : NumericalException(string.Create(CultureInfo.InvariantCulture,
    $"The sampler stopped at a tolerance of {tolerance:G3} errors of the targets with {acceptance:P1} of moves accepted; more particles or moves, a history match first, or larger discrepancies may help."))
{
    /// <summary>Tolerance that was reached.</summary>
    public double Tolerance { get; } = tolerance;
}
