namespace Rebound.Measures;

/// <summary>Published formulas of the coupling degree C of n systems U; they give different numbers, so a result names its formula.</summary>
public enum CouplingFormula
{
    /// <summary>C = (Π U)^(1/n) / Ū: geometric over arithmetic mean. The default.</summary>
    Standard,

    /// <summary>C = √(Π U / Ūⁿ): the power ½ of papers on more than two systems.</summary>
    PowerHalf,

    /// <summary>C = Π U / Ūⁿ: the power 1.</summary>
    PowerOne,

    /// <summary>C = √{[1 − mean over pairs of |Uᵢ − Uⱼ|] · [Π U / max U]^(1/(n−1))} (Wang, Kong, Ren, Zhi and Dai, 2021, Journal of Natural Resources 36(3)).</summary>
    Wang,

    /// <summary>C = 1 − 2 s, s the population standard deviation of U, named after Fan: stays positive when one system is zero.</summary>
    Fan,
}
