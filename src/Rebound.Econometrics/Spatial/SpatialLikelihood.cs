using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The log-likelihood of (I − λW)((I − ρW)y − Xβ) = ε, concentrated in ρ and λ: β and σ² are those that maximise it.</summary>
/// <remarks>ℓ(ρ, λ) = ln|I − ρW| + ln|I − λW| − (n/2)(ln 2πσ̂² + 1), σ̂² = ε̂ᵀε̂/n (Ord, 1975; Anselin, 1988, ch. 12). The slopes are
/// exact: β is at its optimum, so only the explicit dependence counts.</remarks>
internal sealed class SpatialLikelihood
{
    private readonly LagMatrix weights;
    private readonly SpatialDesign design;
    private readonly double[] lag;
    private readonly double[] lagOfLag;
    private readonly double[][] columnLags;
    private (double Lambda, LeastSquaresFactor Factor)? filtered;

    public SpatialLikelihood(LagMatrix weights, SpatialDesign design)
    {
        (this.weights, this.design) = (weights, design);
        lag = weights.Lag(design.Y);
        lagOfLag = weights.Lag(lag);
        columnLags = [.. design.Columns.Select(column => weights.Lag(column))];
    }

    public LikelihoodPoint At(double rho, double lambda)
    {
        var n = weights.RowCount;
        var factor = Filtered(lambda);
        double[] own = [.. design.Y.Zip(lag, (y, w) => y - rho * w)];
        var filteredOwn = Filter(own, lambda);
        var epsilon = new double[n];
        var beta = factor.Solve(filteredOwn, epsilon);
        var disturbance = (double[])own.Clone();
        for (var j = 0; j < beta.Length; j++)
            for (var i = 0; i < n; i++) disturbance[i] -= beta[j] * design.Columns[j][i];
        var lagged = weights.Lag(disturbance);
        double squares = 0, byRho = 0, byLambda = 0;
        for (var i = 0; i < n; i++)
        {
            squares += epsilon[i] * epsilon[i];
            byRho += epsilon[i] * (lag[i] - lambda * lagOfLag[i]);
            byLambda += epsilon[i] * lagged[i];
        }
        var (a, b) = (rho == 0 ? null : new FilterFactor(weights, rho), lambda == 0 ? null : new FilterFactor(weights, lambda));
        var variance = squares / n;
        var value = (a?.LogDeterminant ?? 0) + (b?.LogDeterminant ?? 0) - n / 2.0 * (Math.Log(2 * Math.PI * variance) + 1);
        return new LikelihoodPoint(rho, lambda, value, (a?.LogDeterminantSlope ?? 0) + byRho / variance, (b?.LogDeterminantSlope ?? 0) + byLambda / variance, beta, epsilon, variance);
    }

    private double[] Filter(double[] values, double lambda)
    {
        if (lambda == 0) return values;
        var lagged = weights.Lag(values);
        return [.. values.Zip(lagged, (v, w) => v - lambda * w)];
    }

    private LeastSquaresFactor Filtered(double lambda)
    {
        if (filtered is { } kept && kept.Lambda.Equals(lambda)) return kept.Factor;
        double[][] columns = [.. design.Columns.Select((column, j) => lambda == 0 ? column : column.Zip(columnLags[j], (x, w) => x - lambda * w).ToArray())];
        var factor = SpatialDesign.Factorise(columns);
        if (factor.Dropped.Length > 0) throw new SingularDesignException([.. factor.Dropped.Select(j => design.Names[j])]);
        filtered = (lambda, factor);
        return factor;
    }
}

/// <summary>The concentrated likelihood at one (ρ, λ), with its slopes and what maximises it there.</summary>
internal sealed record LikelihoodPoint(double Rho, double Lambda, double Value, double RhoSlope, double LambdaSlope, double[] Beta, double[] Residuals, double Variance);
