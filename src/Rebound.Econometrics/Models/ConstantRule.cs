namespace Rebound.Econometrics;

/// <summary>What a model with absorbed effects says about their level.</summary>
public enum ConstantRule
{
    /// <summary>Nothing: the intercept is absorbed.</summary>
    Absorbed,

    /// <summary>The average effect over rows (weighted where the model is) as intercept, as Stata's areg and xtreg, fe print it.</summary>
    Mean,
}
