namespace Rebound.Measures;

/// <summary>The best cut of one factor, and how far the search itself explains its q.</summary>
/// <param name="Factor">The factor's name.</param>
/// <param name="Best">The cut with the largest q; of equal ones the first tried.</param>
/// <param name="Tried">All admissible cuts: k classes, each with at least the asked number of units.</param>
/// <param name="NotTried">Cuts that made fewer classes, or too small ones.</param>
/// <param name="NaiveP">The noncentral-F p-value of the best cut, which ignores the search.</param>
/// <param name="SearchP">(1 + random orders of the variable whose own best q is at least as large)/(M + 1): the whole search is repeated in each.</param>
/// <param name="FamilyP">The same with the best q over all factors in each order: right for the largest of many factors.</param>
public sealed record DetectedFactor(string Factor, Discretisation Best, IReadOnlyList<Discretisation> Tried, int NotTried, double NaiveP, double SearchP, double FamilyP);
