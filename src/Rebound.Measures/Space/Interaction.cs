namespace Rebound.Measures;

/// <summary>What two factors explain together.</summary>
/// <param name="First">A factor.</param>
/// <param name="Second">Another.</param>
/// <param name="FirstQ">q of the first alone.</param>
/// <param name="SecondQ">q of the second alone.</param>
/// <param name="JointQ">q of the strata that both make together; cells of a single unit have no variance and are left out or refused by the rule.</param>
/// <param name="SingleCells">Joint strata of a single unit.</param>
public sealed record Interaction(string First, string Second, double FirstQ, double SecondQ, double JointQ, int SingleCells)
{
    // q's are sums of squares over another; differences below this are rounding.
    private const double Tolerance = 1e-12;

    /// <summary>The class of the interaction (Wang et al., 2010).</summary>
    public InteractionKind Kind => JointQ < Math.Min(FirstQ, SecondQ) - Tolerance ? InteractionKind.NonlinearWeakening
        : JointQ <= Math.Max(FirstQ, SecondQ) + Tolerance ? InteractionKind.OneSidedWeakening
        : Math.Abs(JointQ - FirstQ - SecondQ) <= Tolerance ? InteractionKind.Independent
        : JointQ > FirstQ + SecondQ ? InteractionKind.NonlinearEnhancement
        : InteractionKind.MutualEnhancement;
}
