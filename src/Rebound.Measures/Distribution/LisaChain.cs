namespace Rebound.Measures;

/// <summary>Moves between the quadrants of the local Moran, all of them and those that are significant.</summary>
/// <param name="All">Between four quadrants, whether they are significant or not.</param>
/// <param name="Significant">Between five classes: the quadrants where they are significant, and none.</param>
/// <param name="Periods">T.</param>
/// <param name="Classes">n × T classes 0 to 4 in the order of <see cref="Names"/>, unit after unit.</param>
/// <param name="Level">The largest adjusted p-value that counts as significant.</param>
/// <param name="Draws">Permutations behind each p-value.</param>
public sealed record LisaChain(TransitionMatrix All, TransitionMatrix Significant, int Periods, IReadOnlyList<int> Classes, double Level, int Draws)
{
    /// <summary>The class of a unit whose quadrant is not significant.</summary>
    public const int NotSignificant = 4;

    /// <summary>What the classes are called.</summary>
    public static IReadOnlyList<string> Names { get; } = ["high-high", "low-high", "low-low", "high-low", "not significant"];

    /// <summary>Whether units move independently of their neighbours: the four-quadrant chain against the product of the units' own chain and their neighbours'.</summary>
    /// <exception cref="MeasureRefusedException">Too few quadrants are left for a comparison.</exception>
    public ChainIndependence Independence => ChainIndependence.Of(All);
}
