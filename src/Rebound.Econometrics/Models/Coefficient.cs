namespace Rebound.Econometrics;

/// <summary>A coefficient, or a linear combination of coefficients, with its uncertainty.</summary>
/// <param name="Name">The regressor, for instance <c>log(dist)</c> or <c>k::3:treat</c>.</param>
/// <param name="Value">In units of the outcome per unit of the regressor.</param>
/// <param name="StandardError">In the same unit.</param>
/// <param name="T">Value over standard error.</param>
/// <param name="P">Two-sided, against zero.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
public sealed record Coefficient(string Name, double Value, double StandardError, double T, double P, double Low, double High)
{
    /// <summary>Degrees of freedom of t.</summary>
    public double DegreesOfFreedom { get; init; }
}
