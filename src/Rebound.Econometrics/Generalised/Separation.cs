namespace Rebound.Econometrics;

/// <summary>Finds rows that regressors and effects predict without error, so that their linear predictor would run to infinity.</summary>
/// <remarks>Correia, Guimarães and Zylkin (2019), "Verifying the existence of maximum likelihood estimates for generalized linear
/// models". A row at the boundary (y = 0, or either value of a binary outcome) is separated when some combination of regressors and
/// effects is ≥ 0 towards the boundary on all boundary rows, 0 on all others, and &gt; 0 on the row. The iterative rectifier finds all
/// such rows: it fits u, ones at the boundary, with heavy weights on the other rows, and replaces u by the positive part of the fit until
/// the two agree. Checked against the 18 data sets that the authors label.</remarks>
internal static class Separation
{
    private const double HeavyWeight = 1e8;   // keeps the fit of the other rows within about 1e-8 of zero
    private const double Zero = 1e-5;         // what is left of the fit of a row that is not separated lies well below
    private const double Settled = 1e-9;
    private const int MostRounds = 2_000;

    /// <summary>Rows in groups of an effect whose outcomes all lie on one boundary, found again until none is left.</summary>
    public static bool[] InGroups(Design design, bool isBinary)
    {
        var y = design.Outcome;
        var isOut = new bool[y.Length];
        for (var found = true; found;)
        {
            found = false;
            foreach (var effect in design.Effects.Where(e => e.Intercept))
            {
                var seen = new byte[effect.Levels];
                for (var i = 0; i < y.Length; i++)
                    if (!isOut[i]) seen[effect.Codes[i]] |= (byte)(y[i] == 0 ? 1 : isBinary && y[i] == 1 ? 2 : 4);
                for (var i = 0; i < y.Length; i++)
                    if (!isOut[i] && seen[effect.Codes[i]] is 1 or 2)
                    {
                        if (isOut[i]) continue;
                        isOut[i] = found = true;
                    }
            }
        }
        return isOut;
    }

    /// <summary>The separated rows, by the iterative rectifier.</summary>
    public static bool[] Rectify(Design design, bool isBinary, AbsorptionLimits limits)
    {
        var n = design.RowCount;
        double[] sign = new double[n], u = new double[n], weights = new double[n];
        for (var i = 0; i < n; i++)
        {
            sign[i] = design.Outcome[i] == 0 ? 1 : isBinary ? -1 : 0;
            u[i] = sign[i] == 0 ? 0 : 1;
            weights[i] = sign[i] == 0 ? HeavyWeight : 1;
        }
        var absorbed = AbsorbedDesign.Of(design with { Weights = weights }, limits);
        double[] target = new double[n], left = new double[n], fit = new double[n];
        for (var round = 0; round < MostRounds; round++)
        {
            for (var i = 0; i < n; i++) target[i] = sign[i] * u[i];
            target.CopyTo(left, 0);
            absorbed.Absorber.Absorb(left);
            var residuals = absorbed.Scaled(left);
            if (absorbed.Columns.Count > 0) absorbed.Factor.Solve((double[])residuals.Clone(), residuals);
            double lowest = 0, moved = 0;
            for (var i = 0; i < n; i++)
            {
                fit[i] = sign[i] * (target[i] - residuals[i] / Math.Sqrt(weights[i]));
                lowest = Math.Min(lowest, fit[i]);
                moved = Math.Max(moved, Math.Abs(fit[i] - u[i]));
            }
            if (lowest >= -Settled || moved <= Settled) break;
            for (var i = 0; i < n; i++) u[i] = Math.Max(0, fit[i]);
        }
        return [.. fit.Select((f, i) => sign[i] != 0 && f > Zero)];
    }
}
