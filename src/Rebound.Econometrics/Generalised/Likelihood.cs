using MathNet.Numerics;
using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>What a family says about rows: mean, weight and working residual at a linear predictor, and the log-likelihood.</summary>
/// <param name="Family">The distribution and its link.</param>
/// <param name="Theta">θ of the negative binomial.</param>
internal readonly record struct Likelihood(GeneralisedFamily Family, double Theta = 1)
{
    private const double LargestLog = 500;      // exp stays finite, and so do products of it
    private const double LargestLogit = 30;     // beyond, 1 − p is below the unit in the last place of 1
    private const double LargestProbit = 8;
    private const double LargestCloglog = 3.5;
    private const double ExtremeLogit = 15;
    private const double ExtremeProbit = 5.2;
    private const double ExtremeCloglog = 2.75;
    private const double SmallestVariance = 1e-280;
    private const double ProbitOfThreeQuarters = 0.6744897501960817;
    private const double CloglogOfThreeQuarters = 0.3266342599782809;
    private const double CloglogOfOneQuarter = -1.2458993237072384;
    private const double SmallHazard = 1e-5;

    private static readonly double[] SmallFactorials = [.. Enumerable.Range(0, 128).Select(y => SpecialFunctions.GammaLn(y + 1))];

    public bool IsBinary => Family is GeneralisedFamily.Logit or GeneralisedFamily.Probit or GeneralisedFamily.ComplementaryLogLog;

    /// <summary>A linear predictor to start from: between the row's own value and the mean of all.</summary>
    public double Start(double y, double mean) => Family switch
    {
        GeneralisedFamily.Poisson or GeneralisedFamily.NegativeBinomial => Math.Log(Math.Max(0.5 * (y + mean), 1e-10 * mean)),
        GeneralisedFamily.Logit => Math.Log((y + 0.5) / (1.5 - y)),
        GeneralisedFamily.Probit => y > 0.5 ? ProbitOfThreeQuarters : -ProbitOfThreeQuarters,
        _ => y > 0.5 ? CloglogOfThreeQuarters : CloglogOfOneQuarter,
    };

    public double Limit(double eta) => Family switch
    {
        GeneralisedFamily.Poisson or GeneralisedFamily.NegativeBinomial => Math.Clamp(eta, -LargestLog, LargestLog),
        GeneralisedFamily.Logit => Math.Clamp(eta, -LargestLogit, LargestLogit),
        GeneralisedFamily.Probit => Math.Clamp(eta, -LargestProbit, LargestProbit),
        _ => Math.Clamp(eta, -LargestLogit, LargestCloglog),
    };

    /// <summary>Whether a binary outcome is predicted within about 1e-7 of one of its values.</summary>
    public bool IsExtreme(double eta) => Family switch
    {
        GeneralisedFamily.Logit => Math.Abs(eta) > ExtremeLogit,
        GeneralisedFamily.Probit => Math.Abs(eta) > ExtremeProbit,
        _ => eta is < -ExtremeLogit or > ExtremeCloglog,
    };

    /// <summary>Fisher's weight (dμ/dη)²/V and the working residual (y − μ)/(dμ/dη).</summary>
    public void Evaluate(double y, double eta, out double mean, out double weight, out double residual)
    {
        switch (Family)
        {
            case GeneralisedFamily.Poisson:
                mean = weight = Math.Exp(eta);
                residual = (y - mean) / mean;
                break;
            case GeneralisedFamily.NegativeBinomial:
                mean = Math.Exp(eta);
                weight = mean / (1 + mean / Theta);
                residual = (y - mean) / mean;
                break;
            case GeneralisedFamily.Logit:
                var e = Math.Exp(-Math.Abs(eta));
                var small = e / (1 + e);
                mean = eta > 0 ? 1 - small : small;
                weight = e / ((1 + e) * (1 + e));
                residual = y > 0.5 ? (eta > 0 ? 1 + e : (1 + e) / e) : eta > 0 ? -(1 + e) / e : -(1 + e);
                break;
            case GeneralisedFamily.Probit:
                mean = 0.5 * SpecialFunctions.Erfc(-eta / Math.Sqrt(2));
                var other = 0.5 * SpecialFunctions.Erfc(eta / Math.Sqrt(2));
                var density = Math.Exp(-0.5 * eta * eta) / Math.Sqrt(2 * Math.PI);
                weight = Math.Max(density * density / (mean * other), SmallestVariance);
                residual = (y > 0.5 ? other : -mean) / density;
                break;
            default:
                var hazard = Math.Exp(eta);
                mean = -ExpM1(-hazard);
                var stay = Math.Exp(-hazard);
                var slope = hazard * stay;
                weight = slope * slope / (mean * stay);
                residual = (y > 0.5 ? stay : -mean) / slope;
                break;
        }
    }

    /// <summary>Whether Fisher's weights are the curvature itself, so that steps converge by squares.</summary>
    public bool IsCanonical => Family is GeneralisedFamily.Poisson or GeneralisedFamily.Logit;

    /// <summary>−∂²logL/∂η² of a row.</summary>
    public double Curvature(double y, double eta)
    {
        switch (Family)
        {
            case GeneralisedFamily.NegativeBinomial:
                var mean = Math.Exp(eta);
                return mean * Theta * (y + Theta) / ((mean + Theta) * (mean + Theta));
            case GeneralisedFamily.Probit:
                var signed = y > 0.5 ? eta : -eta;
                var ratio = Math.Exp(-0.5 * eta * eta) / Math.Sqrt(2 * Math.PI) / (0.5 * SpecialFunctions.Erfc(-signed / Math.Sqrt(2)));
                return ratio * (ratio + signed);
            case GeneralisedFamily.ComplementaryLogLog:
                var hazard = Math.Exp(eta);
                if (y < 0.5) return hazard;
                if (hazard < SmallHazard) return 0.5 * hazard - hazard * hazard / 6; // of q(h + q − 1), which cancels here
                var q = hazard * Math.Exp(-hazard) / -ExpM1(-hazard);
                return Math.Max(q * (hazard + q - 1), SmallestVariance);
            default:
                Evaluate(y, eta, out _, out var weight, out _);
                return weight;
        }
    }

    /// <summary>F″(η)/F′(η) of the probability F of a one.</summary>
    public double Bend(double eta) => Family switch
    {
        GeneralisedFamily.Logit => -Math.Tanh(0.5 * eta),
        GeneralisedFamily.Probit => -eta,
        GeneralisedFamily.ComplementaryLogLog => 1 - Math.Exp(eta),
        _ => throw new InvalidOperationException($"{Family} has no probability of a one."),
    };

    /// <summary>∂²logL/∂η∂θ of a row.</summary>
    public double CrossCurvature(double y, double eta)
    {
        var mean = Math.Exp(eta);
        return (y - mean) * mean / ((mean + Theta) * (mean + Theta));
    }

    /// <summary>The log-likelihood of a row.</summary>
    public double LogOf(double y, double eta)
    {
        switch (Family)
        {
            case GeneralisedFamily.Poisson:
                return y * eta - Math.Exp(eta) - LogFactorial(y);
            case GeneralisedFamily.NegativeBinomial:
                return SpecialFunctions.GammaLn(y + Theta) - SpecialFunctions.GammaLn(Theta) - LogFactorial(y) + y * eta - y * Math.Log(Theta)
                    - (y + Theta) * Logarithm.OnePlus(Math.Exp(eta) / Theta);
            default:
                return -0.5 * Deviance(y, eta);
        }
    }

    /// <summary>Twice the distance of the log-likelihood from that of a perfect fit.</summary>
    public double Deviance(double y, double eta)
    {
        switch (Family)
        {
            case GeneralisedFamily.Poisson:
                return 2 * ((y > 0 ? y * (Math.Log(y) - eta) - y : 0) + Math.Exp(eta));
            case GeneralisedFamily.NegativeBinomial:
                var mean = Math.Exp(eta);
                return 2 * ((y > 0 ? y * (Math.Log(y) - eta) : 0) - (y + Theta) * (Logarithm.OnePlus(y / Theta) - Logarithm.OnePlus(mean / Theta)));
            case GeneralisedFamily.Logit:
                var signed = y > 0.5 ? eta : -eta;
                return 2 * (Math.Max(-signed, 0) + Logarithm.OnePlus(Math.Exp(-Math.Abs(signed))));
            case GeneralisedFamily.Probit:
                return -2 * Math.Log(0.5 * SpecialFunctions.Erfc((y > 0.5 ? -eta : eta) / Math.Sqrt(2)));
            default:
                var hazard = Math.Exp(eta);
                return y > 0.5 ? -2 * Math.Log(-ExpM1(-hazard)) : 2 * hazard;
        }
    }

    /// <summary>1 − exp(−hazard), without cancellation near zero.</summary>
    public static double OneLessExponential(double hazard) => -ExpM1(-hazard);

    private static double LogFactorial(double y) => y < SmallFactorials.Length && y == Math.Floor(y) ? SmallFactorials[(int)y] : SpecialFunctions.GammaLn(y + 1);

    // exp(x) − 1 without cancellation near zero (Kahan's device).
    private static double ExpM1(double x)
    {
        var u = Math.Exp(x);
        if (u == 1) return x;
        var less = u - 1;
        return less == -1 ? -1 : Math.Abs(x) > 0.5 ? less : less * x / Math.Log(u);
    }
}
