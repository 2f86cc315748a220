namespace Rebound.Econometrics;

/// <summary>Estimators of the two variances behind random effects.</summary>
public enum RandomEffectsMethod
{
    /// <summary>From the within and the between regression (Swamy and Arora, 1972; unbalanced: Baltagi and Chang, 1994).</summary>
    SwamyArora,

    /// <summary>From pooled residuals (Wallace and Hussain, 1969), without correction for estimated coefficients.</summary>
    WallaceHussain,

    /// <summary>From within residuals, σ²₍ν₎ over n − N and the effects' spread over N less σ²₍ν₎/T (Amemiya, 1971).</summary>
    Amemiya,

    /// <summary>As Swamy and Arora with means not weighted and the harmonic mean of rows a unit, SSR₍b₎/(N − K) − σ²₍ν₎/T̄; the same when balanced (Stata's xtreg, re).</summary>
    HarmonicMean,

    /// <summary>From within residuals over n and the effects' spread over N − 1 (Nerlove, 1971).</summary>
    Nerlove,
}
