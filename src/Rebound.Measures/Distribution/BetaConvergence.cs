using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>β-convergence: whether units that start low grow faster.</summary>
/// <param name="Slope">b, per period.</param>
/// <param name="StandardError">Of b, classical.</param>
/// <param name="Intercept">a of the cross-section; 0 in the panel form, whose effects take its place.</param>
/// <param name="RSquared">Of the cross-section; within units and periods in the panel form.</param>
/// <param name="P">Two-sided p-value of b = 0.</param>
/// <param name="Periods">T, over which growth is measured; 1 in the panel form.</param>
/// <remarks>Cross-section: ln(y_T/y_0)/T = a + b ln y_0, v = −ln(1 + bT)/T. Panel: Δ ln y on the lagged ln y with unit and period effects,
/// v = −ln(1 + b); that b is biased downwards by about −(1 + ρ)/T (Nickell, 1981). Source: Barro and Sala-i-Martin (1992).
/// Checked against R 4.2.2.</remarks>
public sealed record BetaConvergence(double Slope, double StandardError, double Intercept, double RSquared, double P, int Periods)
{
    /// <summary>v, the share of the gap that closes each period.</summary>
    /// <exception cref="MeasureRefusedException">b is not negative, or the gap would more than close: there is no speed.</exception>
    public double Speed => Slope < 0 && 1 + Slope * Periods > 0
        ? -Math.Log(1 + Slope * Periods) / Periods
        : throw new MeasureRefusedException(MeasureRefusalKind.Diverging, new Subject("growth"), [], FormattableString.Invariant($"A slope of {Slope:G4} over {Periods} periods is no convergence with a speed: it must lie between {-1.0 / Periods:G4} and 0."));

    /// <summary>ln 2/v, in periods.</summary>
    /// <exception cref="MeasureRefusedException">There is no speed.</exception>
    public double HalfLife => Math.Log(2) / Speed;

    /// <summary>Growth from the first to the last period on the first period's level.</summary>
    /// <param name="panel">Positive values of at least three units.</param>
    public static BetaConvergence CrossSection(BalancedValues panel)
    {
        panel.RequirePositive("β-convergence", 3, 2);
        var (n, periods) = (panel.Units.Count, panel.PeriodCount - 1);
        var (level, growth) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            level[i] = Math.Log(panel[i, 0]);
            growth[i] = (Math.Log(panel[i, periods]) - level[i]) / periods;
        }
        Require.Varying(level, panel.SubjectAt(0), "β");
        return Fit(level, growth, Centre(level), Centre(growth), n - 2, periods);
    }

    /// <summary>The cross-section within each club: whether units catch up with those of their own group.</summary>
    /// <param name="panel">Positive values.</param>
    /// <param name="clubs">The club of each unit.</param>
    /// <returns>By club in ordinal order; the reason instead of a number for a club of fewer than three units, or of equal ones.</returns>
    /// <exception cref="ArgumentException">There are not as many labels as units.</exception>
    public static IReadOnlyList<(string Club, BetaConvergence? Found, string Reason)> WithinClubs(BalancedValues panel, IReadOnlyList<string> clubs)
    {
        ArgumentNullException.ThrowIfNull(panel);
        if (clubs.Count != panel.Units.Count) throw new ArgumentException($"{clubs.Count} labels are not one for each of {panel.Units.Count} units.", nameof(clubs));
        var found = new List<(string, BetaConvergence?, string)>();
        foreach (var club in clubs.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            try
            {
                found.Add((club, CrossSection(panel.Only([.. Enumerable.Range(0, clubs.Count).Where(i => clubs[i] == club)])), ""));
            }
            catch (MeasureRefusedException refused)
            {
                found.Add((club, null, refused.Message));
            }
        }
        return found;
    }

    /// <summary>Yearly growth on the year before, with unit and period effects.</summary>
    /// <param name="panel">Positive values of at least two units over at least three periods.</param>
    public static BetaConvergence Panel(BalancedValues panel)
    {
        panel.RequirePositive("β-convergence", 2, 3);
        var (n, periods) = (panel.Units.Count, panel.PeriodCount - 1);
        var (level, growth) = (new double[n * periods], new double[n * periods]);
        for (var i = 0; i < n; i++)
        {
            for (var t = 0; t < periods; t++)
            {
                level[i * periods + t] = Math.Log(panel[i, t]);
                growth[i * periods + t] = Math.Log(panel[i, t + 1]) - level[i * periods + t];
            }
        }
        CentreTwice(level, n, periods);
        CentreTwice(growth, n, periods);
        Require.AtLeast((n - 1) * (periods - 1) - 1, 1, new Subject(panel.Variable), "degrees of freedom", "β-convergence");
        return Fit(level, growth, 0, 0, (n - 1) * (periods - 1) - 1, 1);
    }

    private static BetaConvergence Fit(double[] level, double[] growth, double meanLevel, double meanGrowth, int freedom, int periods)
    {
        double square = 0, product = 0, total = 0, rest = 0;
        for (var i = 0; i < level.Length; i++)
        {
            square += level[i] * level[i];
            product += level[i] * growth[i];
            total += growth[i] * growth[i];
        }
        var slope = product / square;
        for (var i = 0; i < level.Length; i++) rest += (growth[i] - slope * level[i]) * (growth[i] - slope * level[i]);
        var error = Math.Sqrt(rest / freedom / square);
        return new BetaConvergence(slope, error, meanGrowth - slope * meanLevel, total > 0 ? 1 - rest / total : 0, error > 0 ? StudentT.TwoSidedP(slope / error, freedom) : 0, periods);
    }

    private static double Centre(double[] values)
    {
        var mean = 0.0;
        foreach (var x in values) mean += x;
        mean /= values.Length;
        for (var i = 0; i < values.Length; i++) values[i] -= mean;
        return mean;
    }

    /// <summary>Takes off unit and period means and adds the overall mean: exact for a full grid.</summary>
    private static void CentreTwice(double[] values, int n, int periods)
    {
        Centre(values);
        var means = new double[periods];
        for (var i = 0; i < n; i++)
        {
            var row = values.AsSpan(i * periods, periods);
            var sum = 0.0;
            foreach (var x in row) sum += x;
            foreach (ref var x in row) x -= sum / periods;
            for (var t = 0; t < periods; t++) means[t] += row[t] / n;
        }
        for (var k = 0; k < values.Length; k++) values[k] -= means[k % periods];
    }
}
