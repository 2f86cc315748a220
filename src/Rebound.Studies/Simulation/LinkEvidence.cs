using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>What a study says of the slopes of some dimensions in one channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Dimensions">The dimensions.</param>
/// <param name="Ids">Ids of their estimates.</param>
/// <param name="Estimates">The coefficients.</param>
/// <param name="Covariance">Their covariance.</param>
/// <param name="Start">Slopes of everything else.</param>
/// <param name="Others">Slopes that the coefficients may also depend on, each with its error.</param>
/// <param name="Note">What else a reader should know of the fit; empty or beginning with a semicolon.</param>
internal sealed record LinkEvidence(ShockChannel Channel, IReadOnlyList<ResilienceDimension> Dimensions, IReadOnlyList<string> Ids, double[] Estimates, double[,] Covariance, LinkSlopes Start, IReadOnlyList<(ResilienceDimension Dimension, ShockChannel Channel, double Error)> Others, string Note);
