using MathNet.Numerics;

namespace Rebound.Econometrics;

/// <summary>The mean as a function of the linear predictor, with its first two derivatives.</summary>
/// <param name="Family">The family; null for least squares, whose mean is the predictor.</param>
internal readonly record struct ResponseFunction(GeneralisedFamily? Family)
{
    public bool IsLinear => Family is null;

    public (double Mean, double Slope, double Bend) At(double eta)
    {
        switch (Family)
        {
            case null:
                return (eta, 1, 0);
            case GeneralisedFamily.Poisson or GeneralisedFamily.NegativeBinomial:
                var mean = Math.Exp(eta);
                return (mean, mean, mean);
            case GeneralisedFamily.Logit:
                var e = Math.Exp(-Math.Abs(eta));
                var slope = e / ((1 + e) * (1 + e));
                return (eta > 0 ? 1 / (1 + e) : e / (1 + e), slope, (eta > 0 ? -1 : 1) * slope * (1 - e) / (1 + e));
            case GeneralisedFamily.Probit:
                var density = Math.Exp(-0.5 * eta * eta) / Math.Sqrt(2 * Math.PI);
                return (0.5 * SpecialFunctions.Erfc(-eta / Math.Sqrt(2)), density, -eta * density);
            default:
                var hazard = Math.Exp(eta);
                var stay = Math.Exp(-hazard);
                return (Likelihood.OneLessExponential(hazard), hazard * stay, hazard * stay * (1 - hazard));
        }
    }
}
