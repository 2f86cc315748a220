namespace Rebound.Measures;

/// <summary>What a unit meets at the place of another one.</summary>
internal interface IOffer
{
    /// <summary>The value that unit i meets when unit j is its neighbour.</summary>
    public double Of(int unit, int other);
}

/// <summary>The other unit's value, whoever meets it.</summary>
internal readonly struct ValueOffer(double[] values) : IOffer
{
    public double Of(int unit, int other) => values[other];
}

/// <summary>(zᵢ − zⱼ)².</summary>
internal readonly struct DifferenceOffer(double[] values) : IOffer
{
    public double Of(int unit, int other) => (values[unit] - values[other]) * (values[unit] - values[other]);
}
