using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>A test of an assumption behind an estimate.</summary>
/// <param name="Name">Which test, for instance <c>Kleibergen-Paap rk LM</c>.</param>
/// <param name="Statistic">Its statistic.</param>
/// <param name="DegreesOfFreedom">Of χ², or of the numerator of F; 0 for a normal statistic.</param>
/// <param name="Denominator">Of F; null for χ² and normal statistics.</param>
/// <param name="P">Probability of a statistic as far out if the assumption holds.</param>
public sealed record SpecificationTest(string Name, double Statistic, double DegreesOfFreedom, double? Denominator, double P)
{
    internal static SpecificationTest ChiSquare(string name, double statistic, double degrees) => new(name, statistic, degrees, null, ChiSquared.UpperP(statistic, degrees));

    internal static SpecificationTest Fisher(string name, double statistic, double numerator, double denominator) =>
        new(name, statistic, numerator, denominator, double.IsPositiveInfinity(statistic) ? 0 : FisherF.UpperP(statistic, numerator, denominator));

    /// <summary>P(Z ≥ z) is that of χ²(1) beyond z², halved.</summary>
    internal static SpecificationTest NormalUpper(string name, double z)
    {
        var half = 0.5 * ChiSquared.UpperP(z * z, 1);
        return new SpecificationTest(name, z, 0, null, z > 0 ? half : 1 - half);
    }

    internal static SpecificationTest NormalTwoSided(string name, double z) => new(name, z, 0, null, ChiSquared.UpperP(z * z, 1));
}
