using System.Globalization;
using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>The books of a run do not close, so none of its numbers can be trusted: a fault of the model.</summary>
/// <param name="balance">What was found.</param>
public sealed class EconomyBalanceException(EconomyBalance balance) : NumericalException(string.Create(CultureInfo.InvariantCulture,
    $"The books of the economy do not close: {balance.Orders:R} of all orders and {balance.Capacity:R} of capacity is missing, the smallest stock is {balance.LeastStock:R}, the largest fill {balance.MostFill:R}."))
{
    /// <summary>What was found.</summary>
    public EconomyBalance Balance { get; } = balance;
}
