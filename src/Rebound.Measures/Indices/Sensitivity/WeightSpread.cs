namespace Rebound.Measures;

/// <summary>Which weightings count as plausible for rank intervals.</summary>
public enum WeightSpread
{
    /// <summary>Any: uniform over the simplex, within every dimension and between them.</summary>
    Simplex,

    /// <summary>Dirichlet(10·k·w) around the weights w of the index, k the number of weights: a relative deviation of about 1/√10 where weights are equal.</summary>
    AroundIndex,
}
