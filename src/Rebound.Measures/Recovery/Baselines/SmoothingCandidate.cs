namespace Rebound.Measures;

/// <summary>A model that the automatic choice of exponential smoothing looks at.</summary>
/// <param name="Fit">The fitted model.</param>
/// <param name="Levels">The levels in units of their geometric mean.</param>
/// <param name="OfLogs">Whether the model is one of logs rather than of levels.</param>
/// <param name="Precision">Curvature of the log likelihood in the free variables; empty for additive errors.</param>
/// <param name="Twin">The model of logs with the same components; of a model of logs itself.</param>
internal sealed record SmoothingCandidate(ExponentialSmoothing Fit, double[] Levels, bool OfLogs, double[] Precision, ExponentialSmoothing Twin);
