using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>Prices of the long run did not settle, so no long-run effect can be told.</summary>
/// <param name="rounds">Rounds that were tried.</param>
public sealed class LongRunTradeException(int rounds) : NumericalException($"Prices of the long run did not settle in {rounds} rounds; lower the trade elasticity or check the shifts of supply.")
{
    /// <summary>Rounds that were tried.</summary>
    public int Rounds { get; } = rounds;
}
