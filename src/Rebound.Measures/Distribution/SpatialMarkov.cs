namespace Rebound.Measures;

/// <summary>A chain by the class of the neighbours.</summary>
/// <param name="Own">Classes of the values.</param>
/// <param name="Neighbours">Classes of the neighbours' weighted values.</param>
/// <param name="Pooled">The plain chain.</param>
/// <param name="ByNeighbours">At c: transitions of units whose neighbours were in class c in the earlier period.</param>
public sealed record SpatialMarkov(ValueClasses Own, ValueClasses Neighbours, TransitionMatrix Pooled, IReadOnlyList<TransitionMatrix> ByNeighbours)
{
    /// <summary>Whether the neighbours matter.</summary>
    /// <exception cref="MeasureRefusedException">No class is left towards two classes by units of two kinds of neighbours.</exception>
    public HomogeneityTest Homogeneity => HomogeneityTest.Of(ByNeighbours);
}
