using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Tests of effects of units, with iid errors.</summary>
/// <param name="F">That all units have one intercept: within against pooled.</param>
/// <param name="BreuschPagan">That the draws have no variance (Breusch and Pagan, 1980; unbalanced: Baltagi and Li, 1990): χ²(1).</param>
/// <param name="Honda">The same against a positive variance (Honda, 1985): normal, one-sided.</param>
/// <param name="Hausman">That the draws are independent of the regressors: within against Swamy and Arora's (Hausman, 1978). Null where the covariance of the difference is not positive definite: read Mundlak's.</param>
/// <param name="Mundlak">The same by the units' means as regressors beside random effects (Mundlak, 1978), as χ².</param>
/// <param name="Wooldridge">That errors within units do not hang on their past: within residuals on their own lag, clustered (Wooldridge, 2010, section 10.5.4); needs rows in the order of time. Null where units differ in size.</param>
/// <param name="CrossSection">That residuals of different units are independent (Pesaran, 2004): normal. Null where units differ in size.</param>
public sealed record EffectTests(SpecificationTest F, SpecificationTest BreuschPagan, SpecificationTest Honda, SpecificationTest? Hausman, SpecificationTest Mundlak, SpecificationTest? Wooldridge, SpecificationTest? CrossSection)
{
    internal static EffectTests Of(PanelFrame frame, RandomEffectsEstimate random)
    {
        double n = frame.RowCount, units = frame.Units;
        var (pooled, within) = (frame.Pooled(), frame.Within);
        double left = within.Fit.ResidualSumOfSquares, degrees = n - within.Facts.Parameters, gain = pooled.Facts.Parameters;
        gain = within.Facts.Parameters - gain;
        var f = SpecificationTest.Fisher("F of effects", (pooled.Fit.ResidualSumOfSquares - left) / gain / (left / degrees), gain, degrees);
        double together = 0, squares = 0;
        foreach (var sum in frame.Sums(pooled.Residuals)) together += sum * sum;
        foreach (var size in frame.Sizes) squares += (double)size * size;
        var honda = n / Math.Sqrt(2 * (squares - n)) * (together / pooled.Fit.ResidualSumOfSquares - 1);
        return new EffectTests(f, SpecificationTest.ChiSquare("Breusch-Pagan", honda * honda, 1), SpecificationTest.NormalUpper("Honda", honda),
            HausmanTest(within, random.Estimate), MundlakTest(frame, random),
            frame.IsBalanced && frame.Sizes[0] > 2 ? WooldridgeTest(frame) : null, frame.IsBalanced && frame.Sizes[0] > 2 ? PesaranTest(frame) : null);
    }

    private static SpecificationTest? HausmanTest(Estimate within, Estimate random)
    {
        string[] names = [.. within.Names.Where(random.Has)];
        int[] a = [.. names.Select(within.IndexOf)], b = [.. names.Select(random.IndexOf)];
        var k = names.Length;
        var (difference, covariance) = (new double[k], new double[k * k]);
        for (var i = 0; i < k; i++)
        {
            difference[i] = within.Coefficients[a[i]].Value - random.Coefficients[b[i]].Value;
            for (var j = 0; j < k; j++) covariance[i * k + j] = within.CovarianceMatrix[a[i], a[j]] - random.CovarianceMatrix[b[i], b[j]];
        }
        if (!PositiveDefinite.TryFactor(covariance, k)) return null;
        var solved = (double[])difference.Clone();
        PositiveDefinite.Solve(covariance, solved);
        return SpecificationTest.ChiSquare("Hausman", InnerProduct.Of(null, difference, solved), k);
    }

    private static SpecificationTest MundlakTest(PanelFrame frame, RandomEffectsEstimate random)
    {
        var design = frame.Design;
        double[] theta = [.. frame.Sizes.Select(size => 1 - Math.Sqrt(random.IdiosyncraticVariance / (size * random.IndividualVariance + random.IdiosyncraticVariance)))];
        double[] ones = [.. frame.Sizes.Select(_ => 1.0)];
        List<double[]> columns = [.. design.Columns.Select(c => frame.Less(c, theta))];
        List<string> names = [.. design.Names], means = [];
        for (var j = 1; j < design.Names.Count; j++)
        {
            if (!frame.Within.Has(design.Names[j])) continue;
            double[] inside = frame.Less(design.Columns[j], ones), mean = [.. design.Columns[j].Zip(inside, (x, rest) => x - rest)];
            means.Add($"mean({design.Names[j]})");
            columns.Add(frame.Less(mean, theta));
        }
        var extended = design with { Outcome = frame.Less(design.Outcome, theta), Names = [.. names, .. means], Columns = columns, Effects = [] };
        var estimate = AbsorbedLeastSquares.Solve(AbsorbedDesign.Of(extended, new AbsorptionLimits()), frame.Model);
        string[] kept = [.. means.Where(estimate.Has)];
        if (kept.Length == 0) throw new NotIdentifiedException("No mean of a unit differs from the regressors, so Mundlak's test does not exist; the panel's regressors have one mean in every unit.");
        return SpecificationTest.ChiSquare("Mundlak", kept.Length * estimate.Test(kept).F, kept.Length);
    }

    private static SpecificationTest WooldridgeTest(PanelFrame frame)
    {
        var rows = Rows(frame);
        var (units, periods, u) = (frame.Units, frame.Sizes[0], frame.Within.Residuals);
        double[] now = new double[units * (periods - 1)], before = new double[now.Length], unit = new double[now.Length];
        for (var g = 0; g < units; g++)
            for (var t = 1; t < periods; t++)
                (now[g * (periods - 1) + t - 1], before[g * (periods - 1) + t - 1], unit[g * (periods - 1) + t - 1]) = (u[rows[g][t]], u[rows[g][t - 1]], g);
        var data = ModelData.Of(now.Length).With("now", now).With("before", before).With("unit", unit);
        var lag = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("now ~ before", Covariance.ClusteredBy("unit")) with { SmallSample = SmallSample.None })["before"];
        var distance = (lag.Value + 1.0 / (periods - 1)) / lag.StandardError;
        return SpecificationTest.Fisher("Wooldridge", distance * distance, 1, now.Length - 2);
    }

    private static SpecificationTest PesaranTest(PanelFrame frame)
    {
        var rows = Rows(frame);
        var (units, periods) = (frame.Units, frame.Sizes[0]);
        double[][] scaled = [.. rows.Select(r =>
        {
            double[] own = [.. r.Select(i => frame.Within.Residuals[i])];
            var size = Math.Sqrt(InnerProduct.Of(null, own, own));
            if (!(size > 0)) throw new PerfectFitException("a unit's residuals", 0);
            return own.Select(v => v / size).ToArray();
        })];
        double sum = 0;
        for (var a = 0; a < units; a++)
            for (var b = 0; b < a; b++) sum += InnerProduct.Of(null, scaled[a], scaled[b]);
        return SpecificationTest.NormalTwoSided("Pesaran CD", Math.Sqrt(2.0 * periods / (units * (units - 1.0))) * sum);
    }

    // Rows of each unit in the order of the table.
    private static int[][] Rows(PanelFrame frame)
    {
        int[][] rows = [.. frame.Sizes.Select(size => new int[size])];
        var filled = new int[frame.Units];
        for (var i = 0; i < frame.Codes.Length; i++) rows[frame.Codes[i]][filled[frame.Codes[i]]++] = i;
        return rows;
    }
}
