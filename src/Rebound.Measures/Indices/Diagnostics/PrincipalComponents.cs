using System.Globalization;
using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Principal components of the correlation matrix of some columns.</summary>
/// <remarks>R = Σ λ v vᵀ. The sign of a vector is fixed so that its components sum to a positive number, whereas other programs leave it to
/// chance. Where there are more columns than rows the last eigenvalues are 0.</remarks>
/// <param name="Names">k names.</param>
/// <param name="Eigenvalues">k eigenvalues, largest first; they sum to k.</param>
/// <param name="Explained">λ/k: share of the variance.</param>
/// <param name="Loadings">k unit vectors of k components, one after the other.</param>
public sealed record PrincipalComponents(IReadOnlyList<string> Names, double[] Eigenvalues, double[] Explained, double[] Loadings)
{
    /// <summary>Standard deviations √λ of the component scores.</summary>
    public double[] Deviations => [.. Eigenvalues.Select(Math.Sqrt)];

    /// <summary>Number of components with an eigenvalue above one (Kaiser, 1960).</summary>
    public int AboveOne => Eigenvalues.Count(value => value > 1);

    /// <summary>Indicators whose loading on the first component is against the others: their direction deserves a look.</summary>
    public IReadOnlyList<string> Against => [.. Names.Where((_, j) => Loadings[j] < -Tolerance)];

    private const double Tolerance = 1e-10;

    /// <summary>Decomposes columns.</summary>
    /// <param name="names">k names.</param>
    /// <param name="columns">k columns of n ≥ 2 finite values, one after the other.</param>
    /// <exception cref="IndexRefusedException">A column is constant or not finite.</exception>
    /// <exception cref="NumericalException">A correlation matrix came out clearly indefinite.</exception>
    public static PrincipalComponents Of(IReadOnlyList<string> names, ReadOnlySpan<double> columns)
    {
        Columns.RefuseConstant(names, columns);
        var k = names.Count;
        var eigen = SymmetricEigen.Of(Correlation.Matrix(columns, k), k);
        if (eigen.Values[^1] < -1e-8 * k) throw new NumericalException(string.Create(CultureInfo.InvariantCulture, $"A correlation matrix has no eigenvalue below zero; this one has {eigen.Values[^1]:R}."));
        double[] values = [.. eigen.Values.Select(value => Math.Max(0, value))];
        return new PrincipalComponents(names, values, [.. values.Select(value => value / k)], eigen.Vectors);
    }
}
