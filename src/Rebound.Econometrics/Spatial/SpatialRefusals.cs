using System.Globalization;
using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The likelihood of a spatial model has no maximum inside the region where the process is stable.</summary>
/// <param name="parameter">ρ or λ.</param>
/// <param name="bound">The end of the region, in absolute value.</param>
/// <param name="isUpper">Whether the likelihood rises towards the upper end.</param>
public sealed class SpatialBoundaryException(string parameter, double bound, bool isUpper)
    : NumericalException(string.Create(CultureInfo.InvariantCulture, $"The likelihood rises until {parameter} = {(isUpper ? bound : -bound):0.####}, where the spatial process is no longer stable: the data cannot place {parameter}. Use another form or other weights, or look for a trend or a unit that the regressors leave out."))
{
    /// <summary>The parameter.</summary>
    public string Parameter { get; } = parameter;
}

/// <summary>The rows of the data are not those of the spatial weights.</summary>
/// <param name="message">Which rows, why, and what to do.</param>
public sealed class SpatialSampleException(string message) : NumericalException(message);
