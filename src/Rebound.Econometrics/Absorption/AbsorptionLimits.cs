namespace Rebound.Econometrics;

/// <summary>How far absorption is driven.</summary>
public sealed record AbsorptionLimits
{
    /// <summary>Conjugate-gradient steps for a column before <see cref="NotConvergedException"/>.</summary>
    public int Iterations { get; init; } = 20_000;

    /// <summary>Normal-equation residual at which a column is done, relative to the norm of what is left of the column.</summary>
    /// <remarks>A coefficient errs by the product of two columns' errors, so by about the square of this in units of its variation.</remarks>
    public double Tolerance { get; init; } = 1e-11;
}
