namespace Rebound.Studies;

/// <summary>Settings of the resilience index.</summary>
/// <param name="Table">File of the indicator list.</param>
/// <param name="FirstYear">First year of the fit window.</param>
/// <param name="LastYear">Last year of the fit window.</param>
/// <param name="Normalise">minmax or zscore.</param>
/// <param name="Weights">equal, given or entropy.</param>
/// <param name="Aggregate">arithmetic, geometric or topsis.</param>
/// <param name="ZeroRule">How entropy treats zeros.</param>
/// <param name="Draws">Random weightings behind the rank intervals.</param>
/// <param name="MinimumCoverage">Least share of observed cells of a unit or indicator.</param>
public sealed record IndexSettings(string Table, int FirstYear, int LastYear, string Normalise, string Weights, string Aggregate, string ZeroRule, int Draws, double MinimumCoverage);
