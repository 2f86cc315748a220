namespace Rebound.Numerics;

/// <summary>How p-values of many tests are adjusted.</summary>
public enum PAdjustment
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Times the number of tests: the chance of a single false finding stays below the level, under any dependence.</summary>
    Bonferroni,

    /// <summary>Stepwise Bonferroni (Holm, 1979): the same promise, never weaker.</summary>
    Holm,

    /// <summary>The share of false findings among the findings (Benjamini and Hochberg, 1995), for independent or positively dependent tests.</summary>
    BenjaminiHochberg,

    /// <summary>The same share under any dependence (Benjamini and Yekutieli, 2001).</summary>
    BenjaminiYekutieli,

    /// <summary>The same share with the number of true nulls estimated in a first stage (Benjamini, Krieger and Yekutieli, 2006; Anderson, 2008: sharpened q), for independent tests. Where most nulls are false it can lie below p.</summary>
    Sharpened,
}
