namespace Rebound.Simulation;

/// <summary>What the data say about one parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The value around which was looked.</param>
/// <param name="Strength">Length of its column of the Jacobian: change of the targets, in their errors, for a prior standard deviation of log θ.</param>
/// <param name="PriorShareLeft">Standard deviation that is left, to first order, as a share of the prior's; 1 where the data say nothing.</param>
public sealed record IdentificationRow(string Name, double Value, double Strength, double PriorShareLeft)
{
    /// <summary>Whether the parameter stays at its prior.</summary>
    public bool StaysAtPrior => PriorShareLeft > IdentificationTable.PriorShare;
}
