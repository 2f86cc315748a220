using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The hat matrix of a whole design, effects and regressors, weighted by √w: H = P + VVᵀ, with P the projection on the effect of the
/// most groups (null without effects) and V orthonormal columns for all else.</summary>
internal sealed class DesignBasis
{
    // Orthonormal columns of this many values are half a gigabyte; more is refused rather than tried.
    private const long MostValues = 60_000_000;

    private DesignBasis(double[][] columns, AbsorbedEffect? main, double[]? share) => (Columns, Main, MainShare) = (columns, main, share);

    /// <summary>V: r columns of n.</summary>
    public double[][] Columns { get; }

    public AbsorbedEffect? Main { get; }

    /// <summary>√(wᵢ/W₍g₎): P is the product of this with itself within a group.</summary>
    public double[]? MainShare { get; }

    /// <exception cref="NotIdentifiedException">The effects are too many to be written out.</exception>
    public static DesignBasis Of(AbsorbedDesign absorbed)
    {
        var design = absorbed.Design;
        var n = absorbed.RowCount;
        var main = design.Effects.Where(e => e.Intercept).MaxBy(e => e.Levels);
        var columns = design.Effects.Sum(e => (e.Intercept && e != main ? (long)e.Levels : 0) + (e.Slope is null ? 0 : e.Levels)) + absorbed.Columns.Count;
        if (columns * n > MostValues)
            throw new NotIdentifiedException($"Leverages of {n} rows need {columns} columns written out beside '{main?.Name}', which is more than this program holds; use hc1 or cluster( ) with so many effects.");
        var share = main is null ? null : Share(main, absorbed.RootWeights, n);
        var effects = design.Effects.SelectMany(e => Dummies(e, e != main, absorbed.RootWeights, n)).Select(c => Centred(c, main, share));
        return new DesignBasis(OrthonormalBasis.Of(effects.Concat(absorbed.Columns.Select(absorbed.Scaled))), main, share);
    }

    /// <summary>hᵢ, the diagonal of H.</summary>
    public double[] Leverages(int n)
    {
        var h = new double[n];
        if (MainShare is not null)
            for (var i = 0; i < n; i++) h[i] = MainShare[i] * MainShare[i];
        foreach (var column in Columns)
            for (var i = 0; i < n; i++) h[i] += column[i] * column[i];
        return h;
    }

    private static double[] Share(AbsorbedEffect main, double[]? root, int n)
    {
        var totals = new double[main.Levels];
        for (var i = 0; i < n; i++) totals[main.Codes[i]] += root is null ? 1 : root[i] * root[i];
        var share = new double[n];
        for (var i = 0; i < n; i++) share[i] = (root is null ? 1 : root[i]) / Math.Sqrt(totals[main.Codes[i]]);
        return share;
    }

    private static IEnumerable<double[]> Dummies(AbsorbedEffect effect, bool intercept, double[]? root, int n)
    {
        for (var pass = intercept && effect.Intercept ? 0 : 1; pass < (effect.Slope is null ? 1 : 2); pass++)
            for (var l = 0; l < effect.Levels; l++)
            {
                var column = new double[n];
                for (var i = 0; i < n; i++)
                    if (effect.Codes[i] == l) column[i] = (root is null ? 1 : root[i]) * (pass == 0 ? 1 : effect.Slope![i]);
                yield return column;
            }
    }

    private static double[] Centred(double[] column, AbsorbedEffect? main, double[]? share)
    {
        if (main is null) return column;
        var sums = new double[main.Levels];
        for (var i = 0; i < column.Length; i++) sums[main.Codes[i]] += share![i] * column[i];
        for (var i = 0; i < column.Length; i++) column[i] -= share![i] * sums[main.Codes[i]];
        return column;
    }
}
