namespace Rebound.Measures;

/// <summary>How the indicators (or dimensions) directly below a node go together.</summary>
/// <param name="Path">Path of the node.</param>
/// <param name="Correlations">Pearson's correlations of what is below it, over units.</param>
/// <param name="Components">Principal components of these.</param>
/// <param name="Alpha">Cronbach's α of the normalised values.</param>
public sealed record NodeDiagnosis(string Path, CorrelationTable Correlations, PrincipalComponents Components, double Alpha);
