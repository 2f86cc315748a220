namespace Rebound.Measures;

/// <summary>Cronbach's α: how far indicators agree, as if they measured one thing.</summary>
public static class Cronbach
{
    /// <summary>α = k/(k − 1) · (1 − Σ sⱼ² / s²(Σⱼ xⱼ)) (Cronbach, 1951). At most 1; negative when indicators work against each other.</summary>
    /// <param name="names">k ≥ 2 names for messages.</param>
    /// <param name="columns">k columns of n ≥ 2 finite values, one after the other; directions applied. Not unit-free: normalise first.</param>
    /// <exception cref="IndexRefusedException">There are fewer than two columns, a column is constant or not finite, or the columns cancel out in every row.</exception>
    public static double Alpha(IReadOnlyList<string> names, ReadOnlySpan<double> columns)
    {
        var (k, n) = (names.Count, Columns.Rows(names, columns));
        if (k < 2) throw new IndexRefusedException([new(IndexRefusalKind.EmptyDimension, null, null, names[0], $"'{names[0]}' stands alone: agreement needs two indicators at least.")]);
        Columns.RefuseConstant(names, columns);
        var (sums, parts) = (new double[n], 0.0);
        for (var j = 0; j < k; j++)
        {
            var column = columns.Slice(j * n, n);
            var m = Normalisation.Describe(column);
            parts += m.Deviation * m.Deviation;
            for (var i = 0; i < n; i++) sums[i] += column[i] - m.Mean;
        }
        var whole = Normalisation.Describe(sums).Deviation;
        if (!(whole * whole > 1e-14 * parts))
            throw new IndexRefusedException([new(IndexRefusalKind.Constant, null, null, names[0], $"{string.Join(", ", names)} cancel each other out in every row, so α is not defined. Check their directions.")]);
        return (double)k / (k - 1) * (1 - parts / (whole * whole));
    }
}
