namespace Rebound.Panels;

/// <summary>The outline of a unit: rings of points, outer ones and holes alike, of one or many polygons.</summary>
/// <param name="Unit">Its code.</param>
/// <param name="Rings">Each ring as x₀, y₀, x₁, y₁ …, at least three points; the last point may repeat the first.</param>
public sealed record Area(string Unit, IReadOnlyList<double[]> Rings);
