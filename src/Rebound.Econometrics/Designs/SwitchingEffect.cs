using System.Globalization;
using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The effect of a treatment that goes on and off, or up and down, from those who change against those who stay.</summary>
/// <remarks>θ = Σ sᵢₜ(Δyᵢₜ − m̄ʸ) / Σ sᵢₜ(Δdᵢₜ − m̄ᵈ) over cells whose treatment changed by more than <c>stays</c>, with sᵢₜ the sign of the change and
/// m̄ the mean change of those who stayed, in the same period and coming from the same state (treated before or not): the average of the changers' slopes, weighted by the
/// size of their change (de Chaisemartin and D'Haultfœuille, 2020, DID_M; de Chaisemartin, D'Haultfœuille, Pasquier, Sow and Vazquez-Bare, 2024, for intensities). Effects
/// may differ between units and periods without turning its sign. It assumes that changers and stayers of a group would have moved alike, and that only the present treatment
/// counts: <see cref="SwitchingPlacebo"/> and <see cref="CarryOver"/> look at that. Standard error by the sum of each unit's contributions, G/(G − 1), t(G − 1): that of the same
/// instrumental estimator with clusters. Groups in which nobody stayed are left out and counted.</remarks>
/// <param name="Effect">Outcome per unit of treatment.</param>
/// <param name="Switches">Cells whose treatment changed.</param>
/// <param name="Compared">Those with a stayer in the same period and from the same state.</param>
/// <param name="StayingCells">Cells of these stayers.</param>
/// <param name="PeriodsUsed">Periods with both.</param>
/// <param name="Units">Units that contribute.</param>
public sealed record SwitchingEffect(Coefficient Effect, int Switches, int Compared, int StayingCells, int PeriodsUsed, int Units)
{
    /// <summary>A change up to this size counts as staying, when the treatment runs from 0 to 1.</summary>
    public const double Stays = 0.01;

    /// <summary>Estimates it.</summary>
    /// <param name="data">The table: one row a unit and period; rows with a missing value are left out.</param>
    /// <param name="outcome">Column of the outcome.</param>
    /// <param name="treatment">Column of the treatment.</param>
    /// <param name="unit">Grouping of units, which are the clusters.</param>
    /// <param name="time">Grouping of periods, its labels every period in the order of time.</param>
    /// <param name="stays">The largest change that counts as staying.</param>
    /// <param name="confidence">Coverage of the interval.</param>
    /// <exception cref="NotIdentifiedException">Nobody changed, or nobody stayed while others changed, or one unit only contributes.</exception>
    public static SwitchingEffect Of(ModelData data, string outcome, string treatment, string unit = "unit", string time = "month", double stays = Stays, double confidence = 0.95) =>
        Of(SwitchingCells.Of(data, outcome, treatment, unit, time, stays), treatment, time, confidence);

    internal static SwitchingEffect Placebo(ModelData data, string outcome, string treatment, string unit, string time, double stays) =>
        Of(SwitchingCells.Of(data, outcome, treatment, unit, time, stays, placebo: true), treatment, time, 0.95);

    private static SwitchingEffect Of(SwitchingCells cells, string treatment, string time, double confidence)
    {
        var groups = SwitchingGroup.All(cells);
        var used = groups.Where(g => g.IsCompared).ToList();
        var switches = groups.Sum(g => g.Movers);
        if (switches == 0) throw new NotIdentifiedException($"'{treatment}' never changes by more than {cells.Stays.ToString("R", CultureInfo.InvariantCulture)} from one {time} to the next.");
        if (used.Count == 0) throw new NotIdentifiedException($"In every {time} in which '{treatment}' changed somewhere it changed everywhere: nobody stayed to compare with.");
        double numerator = 0, denominator = 0;
        foreach (var g in used) (numerator, denominator) = (numerator + g.Response, denominator + g.Dose);
        var effect = numerator / denominator;
        var (error, units) = Error(cells, groups, effect, denominator);
        var df = units - 1;
        var half = StudentT.Quantile(0.5 + confidence / 2, df) * error;
        var coefficient = new Coefficient(treatment, effect, error, effect / error, StudentT.TwoSidedP(effect / error, df), effect - half, effect + half);
        return new SwitchingEffect(coefficient, switches, used.Sum(g => g.Movers), used.Sum(g => g.Stayers), used.Select(g => g.Period).Distinct().Count(), units);
    }

    private static (double Error, int Units) Error(SwitchingCells cells, IReadOnlyList<SwitchingGroup> groups, double effect, double denominator)
    {
        double square = 0;
        var units = 0;
        for (var u = 0; u < cells.Units; u++)
        {
            double sum = 0;
            var contributes = false;
            foreach (var g in groups)
            {
                if (!g.IsCompared || !g.Holds(cells, u)) continue;
                contributes = true;
                var change = cells.Change(u, g.Period);
                var residual = cells.Response(u, g.Period) - g.StayerResponse - effect * (change - g.StayerChange);
                sum += Math.Abs(change) > cells.Stays ? Math.Sign(change) * residual : -(double)g.Signs / g.Stayers * residual;
            }
            if (contributes) units++;
            square += sum * sum;
        }
        if (units < 2) throw new NotIdentifiedException("One unit alone carries the comparison, so its error cannot be told.");
        return (Math.Sqrt(square * units / (units - 1.0)) / Math.Abs(denominator), units);
    }
}
