namespace Rebound.Simulation;

/// <summary>A spell of restrictions in a city of a synthetic world.</summary>
/// <param name="City">Place of the city.</param>
/// <param name="On">The first day, counted from <see cref="SyntheticWorld.FirstPolicyDay"/>.</param>
/// <param name="Off">The first day without; null where they last to the end.</param>
/// <param name="Mean">Mean stringency of its days, points.</param>
/// <param name="Highest">The highest, points.</param>
public sealed record ClosedSpell(int City, int On, int? Off, double Mean, int Highest)
{
    /// <summary>Days of a spell that ended; 0 of one that did not.</summary>
    public int Days => Off is { } off ? off - On : 0;
}
