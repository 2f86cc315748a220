namespace Rebound.Measures;

/// <summary>The rank of a unit in two indices.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="First">Rank in the first, 1 the best.</param>
/// <param name="Second">Rank in the second.</param>
public readonly record struct RankShift(string Unit, int First, int Second)
{
    /// <summary>First − second: positive where the second ranks the unit better.</summary>
    public int Difference => First - Second;
}
