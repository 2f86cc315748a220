using System.Globalization;
using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>With these ranges and errors the model cannot have given the data.</summary>
/// <param name="target">The target that the nearest run misses by most.</param>
/// <param name="given">What that run gave.</param>
public sealed class ImplausibleModelException(CalibrationTarget target, double given) : NumericalException(string.Create(CultureInfo.InvariantCulture,
    $"No values within the ranges give the data: the nearest run gives {given:G5} for '{target.Name}', which is {target.Value:G5} with a standard deviation of {target.StandardDeviation:G3}. Widen ranges, or allow the model more discrepancy."))
{
    /// <summary>The target that is missed by most.</summary>
    public CalibrationTarget Target { get; } = target;
}
