namespace Rebound.Measures;

/// <summary>A unit or an indicator that does not enter an index.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Code">Its code.</param>
/// <param name="Coverage">Share of its values that are observed in the fit window, 0 to 1.</param>
/// <param name="Reason">A sentence for the reader.</param>
public sealed record LeftOut(LeftOutKind Kind, string Code, double Coverage, string Reason);
