using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Correlations of all pairs of columns with two-sided p-values.</summary>
/// <remarks>The p-values are of single pairs: of k(k − 1)/2 pairs about one in twenty is below 0.05 where nothing correlates.
/// Rows of one unit in several years are not independent; take one value a unit (<see cref="IndexDiagnostics"/> takes the mean over the years).</remarks>
/// <param name="Names">k names.</param>
/// <param name="Rows">n, the number of rows behind every pair.</param>
/// <param name="Method">The coefficient.</param>
/// <param name="Values">k × k, row after row; ones on the diagonal.</param>
/// <param name="PValues">k × k, zeros on the diagonal.</param>
public sealed record CorrelationTable(IReadOnlyList<string> Names, int Rows, CorrelationMethod Method, double[] Values, double[] PValues)
{
    /// <summary>Correlates columns.</summary>
    /// <param name="names">k names.</param>
    /// <param name="columns">k columns of n ≥ 3 finite values, one after the other.</param>
    /// <param name="method">The coefficient.</param>
    /// <exception cref="IndexRefusedException">There are fewer than three rows, or a column is constant or not finite; it is named.</exception>
    public static CorrelationTable Of(IReadOnlyList<string> names, ReadOnlySpan<double> columns, CorrelationMethod method)
    {
        var (k, n) = (names.Count, Columns.Rows(names, columns));
        if (n < 3) throw new IndexRefusedException([new(IndexRefusalKind.TooFewUnits, null, null, null, $"A correlation says nothing over {n} rows; it needs three at least.")]);
        Columns.RefuseConstant(names, columns);
        var (values, p) = (new double[k * k], new double[k * k]);
        if (method == CorrelationMethod.Pearson) values = Correlation.Matrix(columns, k);
        else if (method == CorrelationMethod.Spearman) values = Correlation.RankMatrix(columns, k);
        for (var i = 0; i < k; i++)
        {
            values[i * k + i] = 1;
            for (var j = i + 1; j < k; j++)
            {
                if (method == CorrelationMethod.Kendall)
                {
                    var tau = KendallTau.Of(columns.Slice(i * n, n), columns.Slice(j * n, n));
                    (values[i * k + j], p[i * k + j]) = (tau.Tau, tau.PValue);
                }
                else p[i * k + j] = Correlation.PValue(values[i * k + j], n);
                (values[j * k + i], p[j * k + i]) = (values[i * k + j], p[i * k + j]);
            }
        }
        return new CorrelationTable(names, n, method, values, p);
    }
}
