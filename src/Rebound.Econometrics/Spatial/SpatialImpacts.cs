namespace Rebound.Econometrics;

/// <summary>Direct, indirect and total effects with delta-method errors.</summary>
internal static class SpatialImpacts
{
    /// <summary>Effects of every regressor but the intercept.</summary>
    /// <param name="weights">W.</param>
    /// <param name="design">Regressors; those after <see cref="SpatialDesign.Own"/> are the neighbours'.</param>
    /// <param name="beta">β and θ.</param>
    /// <param name="covariance">Of β, θ and ρ.</param>
    /// <param name="rho">ρ, 0 without one.</param>
    /// <param name="rhoPlace">Its place in the covariance, −1 without one.</param>
    /// <param name="trace">g₁ = tr(WA⁻¹) with A = I − ρW.</param>
    /// <param name="squareTrace">g₂ = tr((WA⁻¹)²).</param>
    /// <param name="degreesOfFreedom">Of the intervals.</param>
    /// <param name="confidence">Their coverage.</param>
    public static IReadOnlyList<SpatialImpact> Of(LagMatrix weights, SpatialDesign design, double[] beta, double[,] covariance, double rho, int rhoPlace, double trace, double squareTrace, double degreesOfFreedom, double confidence)
    {
        var n = weights.RowCount;
        var ones = new double[n];
        Array.Fill(ones, 1.0);
        var factor = rhoPlace < 0 ? null : new FilterFactor(weights, rho);
        if (factor is null) trace = weights.Traces().Diagonal;
        // A⁻¹ = I + ρWA⁻¹ and W commutes with A⁻¹, so every trace below comes from g₁ and g₂.
        double own = (n + rho * trace) / n, lagged = trace / n, ownSlope = (trace + rho * squareTrace) / n, laggedSlope = squareTrace / n;
        var (sum, sumSlope) = Sums(weights, factor, ones);
        var (laggedSum, laggedSumSlope) = Sums(weights, factor, weights.Lag(ones));
        var impacts = new List<SpatialImpact>();
        for (var j = 0; j < design.Own; j++)
        {
            if (design.Names[j] == Design.InterceptName) continue;
            var lag = design.Names.Index().Where(c => c.Index >= design.Own && c.Item == SpatialDesign.LagName(design.Names[j])).Select(c => c.Index).FirstOrDefault(-1);
            double b = beta[j], theta = lag < 0 ? 0 : beta[lag];
            var (direct, total) = (b * own + theta * lagged, b * sum + theta * laggedSum);
            int[] places = [j, lag, rhoPlace];
            double[] byDirect = [own, lagged, b * ownSlope + theta * laggedSlope], byTotal = [sum, laggedSum, b * sumSlope + theta * laggedSumSlope];
            double[] byIndirect = [.. byTotal.Zip(byDirect, (t, d) => t - d)];
            Coefficient Effect(double value, double[] gradient) => SpatialRegression.Describe(design.Names[j], value, Error(covariance, places, gradient), degreesOfFreedom, confidence);
            // Without a spatial term there is nothing that could come over, and no uncertainty about it.
            var indirect = lag < 0 && rhoPlace < 0 ? new Coefficient(design.Names[j], 0, 0, 0, 1, 0, 0) : Effect(total - direct, byIndirect);
            impacts.Add(new SpatialImpact(design.Names[j], Effect(direct, byDirect), indirect, Effect(total, byTotal)));
        }
        return impacts;
    }

    // 1ᵀA⁻¹v/n and its slope in ρ, 1ᵀA⁻¹WA⁻¹v/n.
    private static (double Sum, double Slope) Sums(LagMatrix weights, FilterFactor? factor, double[] vector)
    {
        var solved = (double[])vector.Clone();
        factor?.Solve(solved, solved);
        var slope = weights.Lag(solved);
        factor?.Solve(slope, slope);
        double sum = 0, sumSlope = 0;
        for (var i = 0; i < solved.Length; i++) (sum, sumSlope) = (sum + solved[i], sumSlope + slope[i]);
        return (sum / solved.Length, sumSlope / solved.Length);
    }

    private static double Error(double[,] covariance, int[] places, double[] gradient)
    {
        var variance = 0.0;
        for (var a = 0; a < places.Length; a++)
            for (var b = 0; b < places.Length; b++)
                if (places[a] >= 0 && places[b] >= 0) variance += gradient[a] * gradient[b] * covariance[places[a], places[b]];
        return Math.Sqrt(Math.Max(0, variance));
    }
}
