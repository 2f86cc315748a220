namespace Rebound.Measures;

/// <summary>How the indicators (or dimensions) directly below a node go together.</summary>
/// <param name="Path">Path of the node.</param>
/// <param name="Correlations">Pearson's correlations of what is below it, over units.</param>
/// <param name="Components">Principal components of these.</param>
/// <param name="Alpha">Cronbach's α of the normalised values; none where it is not defined.</param>
/// <param name="AlphaRefusal">Why there is none: what is below cancels out in every unit; empty where there is one.</param>
public sealed record NodeDiagnosis(string Path, CorrelationTable Correlations, PrincipalComponents Components, double? Alpha, string AlphaRefusal);
