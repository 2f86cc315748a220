namespace Rebound.Numerics;

/// <summary>Orthonormal columns that span given columns.</summary>
public static class OrthonormalBasis
{
    private const double Explained = 1e-9;

    /// <summary>Gram and Schmidt's process, each column cleared of the earlier ones twice, which is enough (Giraud, Langou, Rozložník and van den Eshof, 2005).</summary>
    /// <param name="columns">k columns of n finite values. Not changed.</param>
    /// <returns>At most k columns of length n; a column of which the earlier ones leave less than 10⁻⁹ of its norm adds none.</returns>
    public static double[][] Of(IEnumerable<double[]> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        List<double[]> basis = [];
        foreach (var column in columns)
        {
            var before = Math.Sqrt(InnerProduct.Of(null, column, column));
            if (before == 0) continue;
            var rest = new double[column.Length];
            for (var i = 0; i < rest.Length; i++) rest[i] = column[i] / before;
            for (var pass = 0; pass < 2; pass++)
                foreach (var earlier in basis)
                {
                    var share = InnerProduct.Of(null, earlier, rest);
                    for (var i = 0; i < rest.Length; i++) rest[i] -= share * earlier[i];
                }
            var left = Math.Sqrt(InnerProduct.Of(null, rest, rest));
            if (left <= Explained) continue;
            for (var i = 0; i < rest.Length; i++) rest[i] /= left;
            basis.Add(rest);
        }
        return [.. basis];
    }
}
