namespace Rebound.Measures;

/// <summary>An aggregation with its parameters.</summary>
/// <param name="Method">Which one.</param>
/// <param name="Power">p of the power mean.</param>
/// <param name="Majority">v of VIKOR, 0 to 1: the share of the mean regret.</param>
/// <param name="Resolution">ρ of the grey relational grade, above 0 and at most 1.</param>
/// <param name="Penalty">−1 where imbalance lowers a score (development), +1 where it raises it (poverty), for the Mazziotta-Pareto indices.</param>
internal readonly record struct AggregateRule(AggregateMethod Method, double Power = 1, double Majority = 0.5, double Resolution = 0.5, int Penalty = -1)
{
    /// <summary>p when the method is a power mean (0: geometric, −1: harmonic), else null.</summary>
    public double? Exponent => Method switch
    {
        AggregateMethod.Arithmetic => 1,
        AggregateMethod.Geometric => 0,
        AggregateMethod.Harmonic => -1,
        AggregateMethod.Power => Power,
        _ => null,
    };

    /// <summary>Whether the mean exists for positive values only.</summary>
    public bool NeedsPositive => Method is AggregateMethod.Geometric or AggregateMethod.Harmonic or AggregateMethod.Power;

    public static implicit operator AggregateRule(AggregateMethod method) => new(method);
}
