namespace Rebound.Measures;

/// <summary>One reason for which no index can be given.</summary>
/// <param name="Kind">What sort of reason.</param>
/// <param name="Unit">The unit, where one is to blame.</param>
/// <param name="Year">The year, where one is to blame.</param>
/// <param name="Indicator">The indicator (or dimension), where one is to blame.</param>
/// <param name="Reason">What is wrong and what would mend it.</param>
public sealed record IndexRefusal(IndexRefusalKind Kind, string? Unit, int? Year, string? Indicator, string Reason);
