using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>A fitted spatial model, complete when built.</summary>
public sealed class SpatialEstimate
{
    internal SpatialEstimate(SpatialForm form, int rowCount, IReadOnlyList<Coefficient> coefficients, Coefficient? rho, Coefficient? lambda, double variance, double logLikelihood, int parameters, IReadOnlyList<SpatialImpact> impacts, double[] residuals)
    {
        (Form, RowCount, Coefficients, Rho, Lambda, Variance) = (form, rowCount, coefficients, rho, lambda, variance);
        (LogLikelihood, ParameterCount, Impacts, Residuals) = (logLikelihood, parameters, impacts, residuals);
    }

    /// <summary>Where space enters.</summary>
    public SpatialForm Form { get; }

    /// <summary>n, the units.</summary>
    public int RowCount { get; }

    /// <summary>β and, named <c>lag.x</c>, θ. Normal intervals; those of the regressors' form are least squares with Student's t.</summary>
    public IReadOnlyList<Coefficient> Coefficients { get; }

    /// <summary>ρ, how much of the neighbours' outcome comes over; null where the form has none.</summary>
    public Coefficient? Rho { get; }

    /// <summary>λ, how much of the neighbours' disturbance comes over; null where the form has none.</summary>
    public Coefficient? Lambda { get; }

    /// <summary>σ̂²: of maximum likelihood, SSR/n; in the regressors' form SSR/(n − k).</summary>
    public double Variance { get; }

    /// <summary>The log-likelihood at its maximum.</summary>
    public double LogLikelihood { get; }

    /// <summary>Coefficients, spatial parameters and the variance.</summary>
    public int ParameterCount { get; }

    /// <summary>Akaike's criterion: 2·parameters − 2·log-likelihood.</summary>
    public double Aic => 2 * ParameterCount - 2 * LogLikelihood;

    /// <summary>Direct, indirect and total effects, in the order of the regressors; none for the intercept.</summary>
    public IReadOnlyList<SpatialImpact> Impacts { get; }

    /// <summary>ε̂, a unit each. Not to be changed.</summary>
    public double[] Residuals { get; }

    /// <summary>The coefficient of a regressor.</summary>
    /// <param name="name">Its name, <c>lag.x</c> for the neighbours' x.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Coefficient this[string name] => Coefficients.FirstOrDefault(c => c.Name == name)
        ?? throw new KeyNotFoundException($"The model has no regressor '{name}'; it has {string.Join(", ", Coefficients.Select(c => c.Name))}.");

    /// <summary>Tests this model against one nested in it: χ² = 2(ℓ − ℓ₀) with as many degrees of freedom as parameters are set.</summary>
    /// <remarks>The outcome form is nested in the Durbin form (θ = 0), and so is the disturbance form (θ = −λβ, the common-factor test).</remarks>
    /// <param name="nested">The simpler model, of the same data, regressors and weights.</param>
    /// <exception cref="ArgumentException">It has not fewer parameters, or other units.</exception>
    public SpatialTest LikelihoodRatio(SpatialEstimate nested)
    {
        ArgumentNullException.ThrowIfNull(nested);
        var restrictions = ParameterCount - nested.ParameterCount;
        if (restrictions <= 0 || nested.RowCount != RowCount) throw new ArgumentException($"{nested.Form} is not nested in {Form}.", nameof(nested));
        var statistic = Math.Max(0, 2 * (LogLikelihood - nested.LogLikelihood));
        return new SpatialTest($"{Form} against {nested.Form}", statistic, restrictions, ChiSquared.UpperP(statistic, restrictions));
    }
}
