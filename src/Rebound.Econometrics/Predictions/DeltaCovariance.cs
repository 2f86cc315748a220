using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Covariances of functions of coefficients and absorbed effects by the delta method.</summary>
/// <remarks>With g = (m + Xᵀq, Dᵀq), H = [X D]ᵀW[X D] and c = [X D]H⁻¹g, row i moves the number by cᵢ times its score. c needs no H: it is X̃(X̃ᵀWX̃)⁻¹m + P(W⁻¹q), P the
/// projection on regressors and effects, which one absorption gives. The variance is then that of a coefficient whose partialled-out regressor is c, by whatever rule the errors follow, and
/// equals that of dummies for the effects.</remarks>
internal static class DeltaCovariance
{
    public static double[,] Of(Estimate estimate, IReadOnlyList<Functional> functionals)
    {
        var absorbed = estimate.Absorbed;
        if (absorbed.Design.Effects.Count == 0 || functionals.All(f => f.Rows is null)) return OfCoefficients(estimate, [.. functionals.Select(f => Gradient(absorbed, f))]);
        if (estimate.HasInstruments) throw new NotIdentifiedException("Errors of what hangs on absorbed effects are not available for models with instruments.");
        if (estimate.Likelihood is { ThetaCovariances: not null }) throw new NotIdentifiedException("Errors of what hangs on absorbed effects come from the expected information: leave --information observed out.");
        double[][] columns = [.. functionals.Select(f => Column(absorbed, f))];
        double[] residuals = absorbed.Scaled(estimate.Residuals);
        return CovarianceEstimator.OfColumns(absorbed, estimate.Model, columns, residuals, estimate.Facts);
    }

    /// <summary>G V Gᵀ.</summary>
    public static double[,] OfCoefficients(Estimate estimate, double[][] gradients)
    {
        var (v, f) = (estimate.CovarianceMatrix, gradients.Length);
        var result = new double[f, f];
        var k = estimate.Names.Count;
        foreach (var (a, gradient) in gradients.Index())
        {
            var half = new double[k];
            for (var i = 0; i < k; i++)
                for (var j = 0; j < k; j++) half[i] += v[i, j] * gradient[j];
            for (var b = 0; b < f; b++)
                for (var i = 0; i < k; i++) result[a, b] += half[i] * gradients[b][i];
        }
        return result;
    }

    private static double[] Gradient(AbsorbedDesign absorbed, Functional functional)
    {
        var gradient = (double[])functional.Direct.Clone();
        if (functional.Rows is not { } q) return gradient;
        var kept = absorbed.Factor.Kept;
        for (var j = 0; j < gradient.Length; j++) gradient[j] += InnerProduct.Of(null, q, absorbed.Design.Columns[kept[j]]);
        return gradient;
    }

    // √w·c.
    private static double[] Column(AbsorbedDesign absorbed, Functional functional)
    {
        var (n, k) = (absorbed.RowCount, functional.Direct.Length);
        var column = new double[n];
        var inverse = absorbed.Factor.InverseCrossProduct();
        for (var j = 0; j < k; j++)
        {
            double share = 0;
            for (var l = 0; l < k; l++) share += inverse[j, l] * functional.Direct[l];
            if (share == 0) continue;
            var x = absorbed.Scaled(absorbed.Columns[j]);
            for (var i = 0; i < n; i++) column[i] += share * x[i];
        }
        if (functional.Rows is not { } q) return column;
        var moved = absorbed.Design.Weights is { } w ? [.. q.Zip(w, (a, b) => a / b)] : q;
        var (whole, left) = (absorbed.Scaled(moved), absorbed.Residualise(moved));
        for (var i = 0; i < n; i++) column[i] += whole[i] - left[i];
        return column;
    }
}
