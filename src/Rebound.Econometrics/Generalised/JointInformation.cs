using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The observed information of coefficients and θ of the negative binomial together.</summary>
/// <remarks>With the curvature w as weights and c = −(∂²logL/∂η∂θ)/w as one regressor more, effects are absorbed from X and c alike, and what they take of c
/// is taken off the information on θ.</remarks>
internal static class JointInformation
{
    /// <summary>The covariance of the coefficients, with θ, and the variance of θ.</summary>
    /// <param name="absorbed">The last step, with the curvature as weights.</param>
    /// <param name="likelihood">With θ at its maximum.</param>
    /// <param name="design">The rows.</param>
    /// <param name="predictor">η.</param>
    /// <param name="thetaError">1/√ of the curvature in θ alone.</param>
    /// <param name="factor">For small samples.</param>
    public static (double[,] Covariance, double[] WithTheta, double ThetaVariance) Inverse(AbsorbedDesign absorbed, Likelihood likelihood, Design design, double[] predictor, double thetaError, double factor)
    {
        var n = design.RowCount;
        var cross = new double[n];
        for (var i = 0; i < n; i++) cross[i] = -(design.Weights?[i] ?? 1) * likelihood.CrossCurvature(design.Outcome[i], predictor[i]) / (absorbed.RootWeights![i] * absorbed.RootWeights[i]);
        var raw = absorbed.Scaled(cross);
        double[] left = new double[n], column = (double[])cross.Clone();
        absorbed.Absorber.Absorb(column);
        var scaled = absorbed.Scaled(column);
        var share = absorbed.Factor.Solve(scaled, left);
        // Schur: what X explains of c is taken off too, and spreads over the coefficients.
        var information = 1 / (thetaError * thetaError) - (InnerProduct.Of(null, raw, raw) - InnerProduct.Of(null, left, left));
        if (!(information > 0)) throw new NotIdentifiedException("The likelihood is flat in θ where it should be at its maximum; use expected information.");
        var covariance = absorbed.Factor.InverseCrossProduct();
        for (var a = 0; a < share.Length; a++)
            for (var b = 0; b < share.Length; b++) covariance[a, b] = factor * (covariance[a, b] + share[a] * share[b] / information);
        return (covariance, [.. share.Select(s => -factor * s / information)], factor / information);
    }
}
