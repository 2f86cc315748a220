using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Tests of a balanced panel, with iid errors under the null; ρ and e are residuals pooled (effects, Bera and others) or within units (the rest).</summary>
/// <param name="TwoWayF">That neither units nor periods have effects: within both against pooled.</param>
/// <param name="Honda">That neither draws, against positive variances: (h₁ + h₂)/√2, h₁ and h₂ Honda's (1985) of units and of periods; normal, one-sided.</param>
/// <param name="HondaPeriods">That periods do not draw; normal, one-sided.</param>
/// <param name="KingWu">That neither draws, h₁ and h₂ weighted by √(T − 1) and √(N − 1) (King and Wu, 1997); normal, one-sided.</param>
/// <param name="BreuschPagan">The same against any variances: h₁² + h₂², χ²(2) (Breusch and Pagan, 1980).</param>
/// <param name="Gourieroux">The same against positive ones: max(0, h₁)² + max(0, h₂)², a mixture of χ²(0), χ²(1) and χ²(2) with weights ¼, ½, ¼ (Gourieroux, Holly and Monfort, 1982).</param>
/// <param name="CrossSection">That residuals of different units are independent (Pesaran, 2004); normal.</param>
/// <param name="CrossSectionLm">The same by Σ Tρ̂ᵢⱼ² (Breusch and Pagan, 1980), χ²(N(N − 1)/2): for few units.</param>
/// <param name="CrossSectionScaled">The same, Σ(Tρ̂ᵢⱼ² − 1)/√(N(N − 1)) (Pesaran, 2004); normal, two-sided.</param>
/// <param name="RobustEffects">That units do not draw, whatever the serial correlation nearby (Bera, Sosa-Escudero and Yoon, 2001); normal, one-sided.</param>
/// <param name="RobustSerial">That errors have no serial correlation, whatever the draws nearby (the same); χ²(1).</param>
/// <param name="JointSerial">Neither draws nor serial correlation (Baltagi and Li, 1991); χ²(2).</param>
/// <param name="Wooldridge">Within residuals on their lag, clustered, against −1/(T − 1) (Wooldridge, 2010, section 10.5.4); F.</param>
/// <param name="WooldridgeDifferences">That errors of first differences have no serial correlation: their lag's coefficient is 0, clustered (the same, 10.6.3); F.</param>
/// <param name="WooldridgeLevels">That errors of levels have none: it is −½; F.</param>
/// <param name="BreuschGodfrey">That within residuals do not hang on so many of their lags: n·R² of these on regressors and lags; χ².</param>
/// <param name="DurbinWatson">Σ(eᵢₜ − eᵢₜ₋₁)²/Σe² within units (Bhargava, Franzini and Narendranathan, 1982); 2 without serial correlation, no p.</param>
/// <param name="Heteroskedasticity">That units have one variance: modified Wald (Greene, 2000, p. 598) of within residuals; χ²(N).</param>
public sealed record PanelTests(
    SpecificationTest TwoWayF, SpecificationTest Honda, SpecificationTest HondaPeriods, SpecificationTest KingWu, SpecificationTest BreuschPagan, SpecificationTest Gourieroux,
    SpecificationTest CrossSection, SpecificationTest CrossSectionLm, SpecificationTest CrossSectionScaled,
    SpecificationTest RobustEffects, SpecificationTest RobustSerial, SpecificationTest JointSerial,
    SpecificationTest Wooldridge, SpecificationTest WooldridgeDifferences, SpecificationTest WooldridgeLevels, SpecificationTest BreuschGodfrey, double DurbinWatson, SpecificationTest Heteroskedasticity)
{
    internal static PanelTests Of(PanelGrid grid, PanelTestOptions options, AbsorptionLimits limits)
    {
        if (grid.Periods < 4) throw new NotIdentifiedException($"Tests of dependence in time need four periods; there are {grid.Periods}.");
        if (options.Order < 1 || options.Order >= grid.Periods - 1) throw new ArgumentOutOfRangeException(nameof(options), $"The order of Breusch and Godfrey's test lies between 1 and {grid.Periods - 2}.");
        double n = grid.Units, t = grid.Periods;
        var pooled = grid.Frame.Pooled();
        var e = grid.Sorted(pooled.Residuals);
        var square = InnerProduct.Of(null, e, e);
        double h1 = Math.Sqrt(n * t / (2 * (t - 1))) * (Squares(grid.Frame.Sums(pooled.Residuals)) / square - 1), h2 = Math.Sqrt(n * t / (2 * (n - 1))) * (Squares(grid.PeriodSums(pooled.Residuals)) / square - 1);
        double up1 = Math.Max(0, h1), up2 = Math.Max(0, h2), mixed = up1 * up1 + up2 * up2;
        var u = grid.Sorted(grid.Frame.Within.Residuals);
        var (sum, squares) = PairwiseCorrelations(u, grid);
        var (a, b) = (1 - Squares(grid.Frame.Sums(pooled.Residuals)) / square, LaggedProducts(e, grid.Periods) / (options.Convention == PanelTestConvention.Plm ? square - FirstSquares(e, grid.Periods) : square));
        var differences = Differences(grid, limits);
        return new PanelTests(
            FisherOf(grid, pooled),
            SpecificationTest.NormalUpper("Honda, two-way", (h1 + h2) / Math.Sqrt(2)),
            SpecificationTest.NormalUpper("Honda, periods", h2),
            SpecificationTest.NormalUpper("King-Wu", (Math.Sqrt(t - 1) * h1 + Math.Sqrt(n - 1) * h2) / Math.Sqrt(n + t - 2)),
            SpecificationTest.ChiSquare("Breusch-Pagan, two-way", h1 * h1 + h2 * h2, 2),
            new SpecificationTest("Gourieroux-Holly-Monfort", mixed, 2, null, mixed > 0 ? 0.5 * ChiSquared.UpperP(mixed, 1) + 0.25 * ChiSquared.UpperP(mixed, 2) : 1),
            SpecificationTest.NormalTwoSided("Pesaran CD", Math.Sqrt(2 * t / (n * (n - 1))) * sum),
            SpecificationTest.ChiSquare("Breusch-Pagan LM of cross-section dependence", t * squares, n * (n - 1) / 2),
            SpecificationTest.NormalTwoSided("scaled LM of cross-section dependence", (t * squares - n * (n - 1) / 2) / Math.Sqrt(n * (n - 1))),
            SpecificationTest.NormalUpper("Bera-Sosa-Escudero-Yoon, effects", -Math.Sqrt(n * t / (2 * (t - 1) * (1 - 2 / t))) * (a + 2 * b)),
            SpecificationTest.ChiSquare("Bera-Sosa-Escudero-Yoon, serial", n * t * t / ((t - 1) * (1 - 2 / t)) * (b + a / t) * (b + a / t), 1),
            SpecificationTest.ChiSquare("Baltagi-Li", n * t * t / (2 * (t - 1) * (t - 2)) * (a * a + 4 * a * b + 2 * t * b * b), 2),
            OnOwnLag("Wooldridge", u, grid.Units, grid.Periods, -1 / (t - 1)),
            OnOwnLag("Wooldridge, differences", differences, grid.Units, grid.Periods - 1, 0),
            OnOwnLag("Wooldridge, levels", differences, grid.Units, grid.Periods - 1, -0.5),
            Godfrey(grid, u, options),
            SquaredChanges(u, grid.Periods) / InnerProduct.Of(null, u, u),
            ModifiedWald(u, grid));
    }

    private static SpecificationTest FisherOf(PanelGrid grid, Estimate pooled)
    {
        double left = grid.Within.Fit.ResidualSumOfSquares, gain = grid.Within.Facts.Parameters - pooled.Facts.Parameters, degrees = grid.Within.RowCount - grid.Within.Facts.Parameters;
        return SpecificationTest.Fisher("F of both effects", (pooled.Fit.ResidualSumOfSquares - left) / gain / (left / degrees), gain, degrees);
    }

    private static (double Sum, double Squares) PairwiseCorrelations(double[] u, PanelGrid grid)
    {
        var t = grid.Periods;
        var scaled = (double[])u.Clone();
        for (var i = 0; i < grid.Units; i++)
        {
            var own = scaled.AsSpan(i * t, t);
            var size = Math.Sqrt(InnerProduct.Of(own, own));
            if (!(size > 0)) throw new PerfectFitException("a unit's residuals", 0);
            foreach (ref var value in own) value /= size;
        }
        double sum = 0, squares = 0;
        for (var i = 0; i < grid.Units; i++)
            for (var j = 0; j < i; j++)
            {
                var rho = InnerProduct.Of(scaled.AsSpan(i * t, t), scaled.AsSpan(j * t, t));
                (sum, squares) = (sum + rho, squares + rho * rho);
            }
        return (sum, squares);
    }

    // Residuals of the regression in first differences, in the order of units and periods.
    private static double[] Differences(PanelGrid grid, AbsorptionLimits limits)
    {
        var (t, design) = (grid.Periods, grid.Frame.Design);
        double[] Change(double[] column)
        {
            var (sorted, changes) = (grid.Sorted(column), new double[grid.Units * (t - 1)]);
            for (var i = 0; i < grid.Units; i++)
                for (var s = 1; s < t; s++) changes[i * (t - 1) + s - 1] = sorted[i * t + s] - sorted[i * t + s - 1];
            return changes;
        }
        double[][] changes = [.. design.Columns.Skip(1).Select(Change)];
        var moving = Enumerable.Range(0, changes.Length).Where(j => Array.Exists(changes[j], v => v != 0)).ToArray();
        return PanelFrame.Plain(grid.Units * (t - 1), Change(design.Outcome), [.. moving.Select(j => changes[j])], [.. moving.Select(j => design.Names[j + 1])], grid.Frame.Model).Residuals;
    }

    private static SpecificationTest OnOwnLag(string name, double[] u, int units, int periods, double value)
    {
        double[] now = new double[units * (periods - 1)], before = new double[now.Length], unit = new double[now.Length];
        for (var i = 0; i < units; i++)
            for (var s = 1; s < periods; s++)
                (now[i * (periods - 1) + s - 1], before[i * (periods - 1) + s - 1], unit[i * (periods - 1) + s - 1]) = (u[i * periods + s], u[i * periods + s - 1], i);
        var data = ModelData.Of(now.Length).With("now", now).With("before", before).With("unit", unit);
        var lag = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("now ~ before", Covariance.ClusteredBy("unit")) with { SmallSample = SmallSample.None })["before"];
        var distance = (lag.Value - value) / lag.StandardError;
        return SpecificationTest.Fisher(name, distance * distance, 1, now.Length - 2);
    }

    private static SpecificationTest Godfrey(PanelGrid grid, double[] u, PanelTestOptions options)
    {
        var (t, n) = (grid.Periods, u.Length);
        double[] ones = [.. grid.Frame.Sizes.Select(_ => 1.0)];
        List<double[]> columns = [.. grid.Frame.Design.Columns.Skip(1).Select(c => grid.Sorted(grid.Frame.Less(c, ones)))];
        for (var lag = 1; lag <= options.Order; lag++)
        {
            var before = new double[n];
            for (var i = lag; i < n; i++)
                if (i % t >= lag || options.Convention == PanelTestConvention.Plm) before[i] = u[i - lag];
            columns.Add(before);
        }
        double[] references = [.. columns.Select((c, j) => Math.Sqrt(InnerProduct.Of(null, c, c)) + (j < columns.Count - options.Order ? Math.Sqrt(InnerProduct.Of(null, grid.Frame.Design.Columns[j + 1], grid.Frame.Design.Columns[j + 1])) : 0))];
        var rest = new double[n];
        LeastSquaresFactor.Of(columns, references, 1e-10).Solve(u, rest);
        return SpecificationTest.ChiSquare("Breusch-Godfrey", n * (1 - InnerProduct.Of(null, rest, rest) / InnerProduct.Of(null, u, u)), options.Order);
    }

    // W = Σ (σ̂ᵢ² − σ̂²)²/Vᵢ with Vᵢ = Σ(e² − σ̂ᵢ²)²/(T(T − 1)).
    private static SpecificationTest ModifiedWald(double[] u, PanelGrid grid)
    {
        var t = grid.Periods;
        double all = InnerProduct.Of(null, u, u) / u.Length, wald = 0;
        for (var i = 0; i < grid.Units; i++)
        {
            var own = u.AsSpan(i * t, t);
            double variance = InnerProduct.Of(own, own) / t, spread = 0;
            foreach (var value in own) spread += (value * value - variance) * (value * value - variance);
            wald += (variance - all) * (variance - all) / (spread / (t * (t - 1.0)));
        }
        return SpecificationTest.ChiSquare("modified Wald of equal variances", wald, grid.Units);
    }

    private static double Squares(double[] values) => InnerProduct.Of(null, values, values);

    private static double LaggedProducts(double[] e, int periods)
    {
        double sum = 0;
        for (var i = 1; i < e.Length; i++)
            if (i % periods > 0) sum += e[i] * e[i - 1];
        return sum;
    }

    private static double FirstSquares(double[] e, int periods)
    {
        double sum = 0;
        for (var i = 0; i < e.Length; i += periods) sum += e[i] * e[i];
        return sum;
    }

    private static double SquaredChanges(double[] e, int periods)
    {
        double sum = 0;
        for (var i = 1; i < e.Length; i++)
            if (i % periods > 0) sum += (e[i] - e[i - 1]) * (e[i] - e[i - 1]);
        return sum;
    }
}
