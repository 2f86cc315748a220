using MathNet.Numerics;

namespace Rebound.Econometrics;

/// <summary>The dispersion θ of the negative binomial, given the means.</summary>
internal static class NegativeBinomialTheta
{
    private const double NoOverdispersion = 1e7;

    /// <summary>The θ at which the likelihood is highest, by Newton's method on log θ.</summary>
    /// <exception cref="NotIdentifiedException">The counts vary no more than Poisson's.</exception>
    public static double Maximise(double[] y, double[] means, double[]? weights, double start)
    {
        var theta = start > 0 ? start : Moments(y, means, weights);
        for (var step = 0; step < 200; step++)
        {
            double slope = 0, curvature = 0;
            for (var i = 0; i < y.Length; i++)
            {
                var w = weights?[i] ?? 1;
                slope += w * Slope(y[i], means[i], theta);
                curvature += w * Curvature(y[i], means[i], theta);
            }
            // In log θ: gradient θ·s, curvature θ²·c − θ·s; a step of at most one.
            var bend = theta * theta * curvature - theta * slope;
            var move = Math.Clamp(bend > 0 ? theta * slope / bend : Math.Sign(slope), -1, 1);
            theta *= Math.Exp(move);
            if (theta > NoOverdispersion) throw new NotIdentifiedException("The counts vary no more than the Poisson distribution's around their means, so θ has no finite value: use the Poisson family.");
            if (Math.Abs(move) < 1e-13) break;
        }
        return theta;
    }

    /// <summary>1/√ of the curvature where Newton's method on θ, from the moments, stood before its last step: what MASS's theta.ml calls the standard error.</summary>
    public static double ErrorBeforeLastStep(double[] y, double[] means, double[]? weights)
    {
        const double Stop = 1.0 / 8192; // fourth root of the rounding unit
        var theta = Moments(y, means, weights);
        double step = 1, curvature = 0;
        for (var steps = 1; steps < 10 && Math.Abs(step) > Stop; steps++)
        {
            theta = Math.Abs(theta);
            double slope = 0;
            curvature = 0;
            for (var i = 0; i < y.Length; i++)
            {
                var w = weights?[i] ?? 1;
                slope += w * Slope(y[i], means[i], theta);
                curvature += w * Curvature(y[i], means[i], theta);
            }
            theta += step = slope / curvature;
        }
        return 1 / Math.Sqrt(curvature);
    }

    /// <summary>−∂²logL/∂θ² of a row.</summary>
    public static double Curvature(double y, double mean, double theta) =>
        -Trigamma(theta + y) + Trigamma(theta) - 1 / theta + 2 / (mean + theta) - (y + theta) / ((mean + theta) * (mean + theta));

    private static double Slope(double y, double mean, double theta) =>
        SpecialFunctions.DiGamma(theta + y) - SpecialFunctions.DiGamma(theta) + Math.Log(theta) + 1 - Math.Log(theta + mean) - (y + theta) / (mean + theta);

    private static double Moments(double[] y, double[] means, double[]? weights)
    {
        double rows = 0, excess = 0;
        for (var i = 0; i < y.Length; i++)
        {
            rows += weights?[i] ?? 1;
            excess += (weights?[i] ?? 1) * (y[i] / means[i] - 1) * (y[i] / means[i] - 1);
        }
        return rows / excess;
    }

    // Recurrence up to 12, then the asymptotic series (Abramowitz and Stegun, 6.4.12).
    private static double Trigamma(double x)
    {
        double sum = 0;
        for (; x < 12; x++) sum += 1 / (x * x);
        var r = 1 / (x * x);
        return sum + 1 / x + r / 2 + r / x * (1.0 / 6 - r * (1.0 / 30 - r * (1.0 / 42 - r * (1.0 / 30 - r * 5.0 / 66))));
    }
}
