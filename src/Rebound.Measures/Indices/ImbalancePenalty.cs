namespace Rebound.Measures;

/// <summary>What imbalance between indicators does to a Mazziotta-Pareto score.</summary>
public enum ImbalancePenalty
{
    /// <summary>It lowers the score: for phenomena of which more is better.</summary>
    Lowers,

    /// <summary>It raises the score: for phenomena of which more is worse.</summary>
    Raises,
}
