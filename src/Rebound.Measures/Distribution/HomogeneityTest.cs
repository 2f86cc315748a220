using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Whether several transition matrices, by neighbourhood or by time, are one.</summary>
/// <param name="Q">Pearson's Σ n_i(s) (p_ij(s) − p_ij)²/p_ij.</param>
/// <param name="LikelihoodRatio">2 Σ n_ij(s) ln(p_ij(s)/p_ij).</param>
/// <param name="DegreesOfFreedom">Σᵢ (aᵢ − 1)(bᵢ − 1): aᵢ matrices that leave class i, bᵢ classes reached from it when pooled.</param>
/// <param name="QP">P(χ² ≥ Q).</param>
/// <param name="LikelihoodRatioP">P(χ² ≥ LR).</param>
/// <remarks>Source: Bickenbach and Bode (2003). Checked against giddy 2.2.2.</remarks>
public sealed record HomogeneityTest(double Q, double LikelihoodRatio, int DegreesOfFreedom, double QP, double LikelihoodRatioP)
{
    /// <summary>Tests.</summary>
    /// <param name="matrices">At least two, of the same classes.</param>
    /// <exception cref="MeasureRefusedException">No class is left in two matrices towards two classes: there is nothing to compare.</exception>
    public static HomogeneityTest Of(IReadOnlyList<TransitionMatrix> matrices)
    {
        var k = matrices[0].Classes;
        double q = 0, ratio = 0;
        var freedom = 0;
        for (var i = 0; i < k; i++)
        {
            var row = new double[k];
            foreach (var matrix in matrices)
            {
                for (var j = 0; j < k; j++) row[j] += matrix.Count(i, j);
            }
            var (total, reached, leaving) = (row.Sum(), row.Count(count => count > 0), matrices.Count(matrix => matrix.RowCount(i) > 0));
            if (reached > 0) freedom += (reached - 1) * (leaving - 1);
            foreach (var matrix in matrices)
            {
                for (var j = 0; j < k; j++)
                {
                    if (row[j] == 0 || matrix.RowCount(i) == 0) continue;
                    var (pooled, own) = (row[j] / total, matrix[i, j]);
                    q += matrix.RowCount(i) * (own - pooled) * (own - pooled) / pooled;
                    if (own > 0) ratio += 2 * matrix.Count(i, j) * Math.Log(own / pooled);
                }
            }
        }
        if (freedom == 0) throw new MeasureRefusedException(MeasureRefusalKind.TooFew, new Subject("classes"), [], "No class is left towards two classes in two of the matrices, so they cannot be compared.");
        return new HomogeneityTest(q, ratio, freedom, ChiSquared.UpperP(q, freedom), ChiSquared.UpperP(ratio, freedom));
    }
}
