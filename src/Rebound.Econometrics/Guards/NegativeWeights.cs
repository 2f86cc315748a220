using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>Does a two-way fixed-effects coefficient average the units' effects with negative weights?</summary>
/// <remarks>With effects that differ between cells, β̂ is Σ wᵢ·effectᵢ over treated cells with wᵢ = Dᵢεᵢ/ΣDε, ε the residual of the
/// treatment D from unit and time effects (de Chaisemartin and D'Haultfœuille, 2020, theorem 1). Negative weights can turn the sign.
/// A row counts as a cell. Rows with a missing value are left out.</remarks>
public static class NegativeWeights
{
    /// <summary>Name of the check.</summary>
    public const string Name = "negative-weights";

    /// <summary>A warning when any treated cell has a negative weight: the coefficient is then not printed alone.</summary>
    /// <param name="data">The table.</param>
    /// <param name="treatment">Column of the treatment, 0 where untreated.</param>
    /// <param name="unit">Grouping of units.</param>
    /// <param name="time">Grouping of periods.</param>
    public static GuardResult Check(ModelData data, string treatment, string unit = "unit", string time = "month")
    {
        var weights = Of(data, treatment, unit, time);
        var message = string.Create(CultureInfo.InvariantCulture, $"{100 * weights.ShareNegative:0.#} % of {weights.TreatedCells} treated cells have a negative weight in the two-way coefficient; negative weights add up to {weights.SumNegative:0.###}.");
        return weights.ShareNegative > 0
            ? new(Name, weights.ShareNegative, 0, Verdict.Warning, message, "Do not read the two-way coefficient alone: use effects by horizon, or an estimator for staggered or continuous treatment.")
            : new(Name, 0, 0, Verdict.Passed, message, "");
    }

    /// <summary>The weights' summary.</summary>
    /// <param name="data">The table.</param>
    /// <param name="treatment">Column of the treatment, 0 where untreated.</param>
    /// <param name="unit">Grouping of units.</param>
    /// <param name="time">Grouping of periods.</param>
    /// <exception cref="NotIdentifiedException">No cell is treated, or unit and time effects explain the treatment.</exception>
    public static TreatmentWeights Of(ModelData data, string treatment, string unit = "unit", string time = "month")
    {
        var design = Design.Of(data, LinearModel.Parse($"`{treatment}` ~ 1 | `{unit}` + `{time}`", Covariance.Iid));
        var residual = (double[])design.Outcome.Clone();
        new Absorber(design.Effects, null, residual.Length, new AbsorptionLimits()).Absorb(residual);
        double total = 0, square = 0, left = 0, negative = 0;
        int treated = 0, below = 0;
        for (var i = 0; i < residual.Length; i++)
        {
            total += design.Outcome[i] * residual[i];
            square += design.Outcome[i] * design.Outcome[i];
            left += residual[i] * residual[i];
        }
        if (square == 0) throw new NotIdentifiedException($"'{treatment}' is zero in every row: nothing is treated.");
        if (left <= RemainingVariation.Least * square) throw new NotIdentifiedException($"'{treatment}' is explained by {unit} and {time} effects: no comparison between units is left.");
        for (var i = 0; i < residual.Length; i++)
        {
            if (design.Outcome[i] == 0) continue;
            treated++;
            var weight = design.Outcome[i] * residual[i] / total;
            if (weight >= 0) continue;
            below++;
            negative += weight;
        }
        return new TreatmentWeights(treated, (double)below / treated, negative);
    }
}

/// <summary>Weights of treated cells in a two-way fixed-effects coefficient.</summary>
/// <param name="TreatedCells">Cells with a treatment other than zero.</param>
/// <param name="ShareNegative">Share of them with a negative weight, 0–1.</param>
/// <param name="SumNegative">Sum of the negative weights, ≤ 0; all weights add up to 1.</param>
public sealed record TreatmentWeights(int TreatedCells, double ShareNegative, double SumNegative);
