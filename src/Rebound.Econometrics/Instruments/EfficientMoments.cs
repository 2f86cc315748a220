using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>All instruments, exogenous regressors among them, as an orthonormal basis Q, with the covariance of Qᵀû.</summary>
internal sealed class EfficientMoments
{
    private readonly double[][] basis;
    private readonly double[] factor;

    private EfficientMoments(double[][] basis, double[] factor) => (this.basis, this.factor) = (basis, factor);

    public static EfficientMoments Of(InstrumentSystem system, Estimate first)
    {
        var basis = OrthonormalBasis.Of(system.Exogenous.Concat(system.Instruments).Select(c => system.Scaled(c.Left)));
        var covariance = system.MomentCovariance(basis, system.Scaled(first.Residuals));
        var m = basis.Length;
        var factor = new double[m * m];
        for (var a = 0; a < m; a++)
            for (var b = 0; b < m; b++) factor[a * m + b] = covariance[a, b];
        var form = SymmetricMatrix.InverseForm(covariance, new double[m]);
        if (form.Rank < m || !PositiveDefinite.TryFactor(factor, m))
            throw new NotIdentifiedException($"{m} moments have a covariance of rank {form.Rank} under {system.Model.Covariance}: fewer clusters than moments. Use fewer instruments, or two stages.");
        return new EfficientMoments(basis, factor);
    }

    /// <summary>Q·Ŵ·Qᵀx.</summary>
    public double[] Instrument(double[] column)
    {
        var weight = Weighted(column);
        var result = new double[column.Length];
        for (var a = 0; a < basis.Length; a++)
            for (var i = 0; i < result.Length; i++) result[i] += weight[a] * basis[a][i];
        return result;
    }

    /// <summary>n·(ZᵀQ·Ŵ⁻¹·QᵀZ)⁻¹ for columns Z that span the same space.</summary>
    public double[,] Weights(double[][] columns)
    {
        var m = basis.Length;
        double[,] result = new double[m, m], change = new double[m, m];
        for (var a = 0; a < m; a++)
            for (var b = 0; b < m; b++) change[a, b] = InnerProduct.Of(null, basis[a], columns[b]); // Z = QR
        // R is triangular, since the basis was built from the columns in their order: solve Rᵀ·(…)·R by substitution on the inverse of Ŵ⁻¹.
        var inverse = PositiveDefinite.Inverse(factor, m);
        var half = new double[m, m]; // R⁻¹·Ŵ
        for (var j = 0; j < m; j++)
            for (var i = m - 1; i >= 0; i--)
            {
                var sum = inverse[i * m + j];
                for (var l = i + 1; l < m; l++) sum -= change[i, l] * half[l, j];
                half[i, j] = sum / change[i, i];
            }
        for (var i = 0; i < m; i++)
            for (var j = m - 1; j >= 0; j--)
            {
                var sum = half[i, j];
                for (var l = j + 1; l < m; l++) sum -= change[j, l] * result[i, l];
                result[i, j] = sum / change[j, j];
            }
        var n = columns[0].Length;
        for (var i = 0; i < m; i++)
            for (var j = 0; j < m; j++) result[i, j] *= n;
        return result;
    }

    /// <summary>uᵀQŴQᵀu.</summary>
    public double Form(double[] residuals)
    {
        var weight = Weighted(residuals);
        double sum = 0;
        for (var a = 0; a < basis.Length; a++) sum += weight[a] * InnerProduct.Of(null, basis[a], residuals);
        return sum;
    }

    private double[] Weighted(double[] column)
    {
        double[] moments = [.. basis.Select(q => InnerProduct.Of(null, q, column))];
        PositiveDefinite.Solve(factor, moments);
        return moments;
    }
}
