using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>How strong an unseen confounder would have to be to take a coefficient away (Cinelli and Hazlett 2020).</summary>
/// <param name="Estimate">The coefficient.</param>
/// <param name="StandardError">Its iid standard error, positive.</param>
/// <param name="DegreesOfFreedom">n less the parameters, above 1.</param>
public sealed record ConfounderStrength(double Estimate, double StandardError, double DegreesOfFreedom)
{
    private const double Level = 0.05;

    /// <summary>Share of the remaining variance of regressor and outcome that a confounder would have to explain of both to make the coefficient zero: ½(√(f⁴ + 4f²) − f²), f = |t|/√df.</summary>
    public double RobustnessValue => Value(Math.Abs(Estimate) / StandardError / Math.Sqrt(DegreesOfFreedom));

    /// <summary>The same to bring its 95 % interval to zero: f less the critical t over √(df − 1); 0 where the interval holds zero already.</summary>
    public double RobustnessOfInterval => Value(Math.Abs(Estimate) / StandardError / Math.Sqrt(DegreesOfFreedom) - StudentT.Quantile(1 - Level / 2, DegreesOfFreedom - 1) / Math.Sqrt(DegreesOfFreedom - 1));

    /// <summary>What a confounder as strong as an observed covariate would leave.</summary>
    /// <param name="covariate">Its name.</param>
    /// <param name="withRegressor">Partial R² of the covariate with the regressor of interest, 0 to 1.</param>
    /// <param name="withOutcome">Partial R² of the covariate with the outcome, the regressor held fixed.</param>
    /// <returns>Estimate and error with the confounder's R² bounded by k = 1 times the covariate's: R²(z, x) = r/(1 − r), R²(z, y) = ((1 + √q)/√(1 − q))²·s/(1 − s), q = r²/(1 − r)²; both at most 1.</returns>
    public ConfounderBound LeftBy(string covariate, double withRegressor, double withOutcome)
    {
        var ofRegressor = withRegressor / (1 - withRegressor);
        var shared = withRegressor * withRegressor / ((1 - withRegressor) * (1 - withRegressor));
        if (!(ofRegressor < 1 && shared < 1)) return new ConfounderBound(covariate, 1, 1, 0, double.PositiveInfinity, 0);
        var ofOutcome = Math.Min(1, Math.Pow((1 + Math.Sqrt(shared)) / Math.Sqrt(1 - shared), 2) * withOutcome / (1 - withOutcome));
        var bias = StandardError * Math.Sqrt(DegreesOfFreedom) * Math.Sqrt(ofOutcome * ofRegressor / (1 - ofRegressor));
        var left = Math.Sign(Estimate) * (Math.Abs(Estimate) - bias);
        var error = StandardError * Math.Sqrt((1 - ofOutcome) / (1 - ofRegressor)) * Math.Sqrt(DegreesOfFreedom / (DegreesOfFreedom - 1));
        var t = Math.Sign(Estimate) * left / error;
        return new ConfounderBound(covariate, ofRegressor, ofOutcome, left, error, double.IsNaN(t) ? 0 : t);
    }

    private static double Value(double f) => f <= 0 ? 0 : f * f > 1e8 ? 1 - 1 / (f * f) : 0.5 * (Math.Sqrt(f * f * f * f + 4 * f * f) - f * f);
}
