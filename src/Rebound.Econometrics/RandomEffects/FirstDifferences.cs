namespace Rebound.Econometrics;

/// <summary>Least squares of first differences: Δyᵢₜ = Δxᵢₜβ + Δεᵢₜ, which takes out effects of units as absorption does.</summary>
/// <remarks>A row is taken less the row of its unit one period earlier, by the calendar; rows without one are dropped and counted. An intercept in the formula is a
/// constant of the differences, a trend of the levels, as in plm. Units: of y per unit of x. Missing: such rows are left out and counted. Checked against plm 2.6.</remarks>
/// <param name="limits">How far absorption is driven.</param>
public sealed class FirstDifferences(AbsorptionLimits? limits = null)
{
    private readonly AbsorptionLimits limits = limits ?? new AbsorptionLimits();

    /// <summary>Estimates a model in differences.</summary>
    /// <param name="data">A table declared as a panel.</param>
    /// <param name="model">The model in levels; regressors keep their names.</param>
    /// <exception cref="ArgumentException">The table is no panel, or the model has weights or instruments.</exception>
    /// <exception cref="NotIdentifiedException">No row has an earlier one, or there are not more rows than parameters.</exception>
    /// <exception cref="SingularDesignException">No regressor changes in time.</exception>
    public Estimate Fit(ModelData data, LinearModel model)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(model);
        if (data.PanelOf is not { } panel) throw new ArgumentException("First differences need a panel: declare the columns of unit and period.", nameof(data));
        if (model.Weights is not null || model.Formula.HasInstruments) throw new ArgumentException("First differences take neither weights nor instruments.", nameof(model));
        model = model with { Singletons = SingletonRule.Keep };
        var levels = Design.Of(data, model);
        var (places, earlier, first) = Pairs(levels, panel, data.RowCount);
        if (places.Count == 0) throw new NotIdentifiedException($"No row of '{model.Formula.Text}' has a row of its unit one period earlier, so there are no differences.");
        double[] Change(double[] column) => [.. places.Select((p, i) => column[p] - column[earlier[i]])];
        var design = Design.Of(data, model, first, "no row of the unit one period earlier") with
        {
            Outcome = Change(levels.Offset is { } offset ? [.. levels.Outcome.Zip(offset, (y, o) => y - o)] : levels.Outcome),
            Names = levels.Names,
            Columns = [.. levels.Columns.Select((c, j) => levels.Names[j] == Design.InterceptName ? [.. places.Select(_ => 1.0)] : Change(c))],
            TermWidths = levels.TermWidths,
            Offset = null,
        };
        var absorbed = AbsorbedDesign.Of(design, limits);
        return absorbed.KeptNames.Any(name => name != Design.InterceptName) ? AbsorbedLeastSquares.Solve(absorbed, model) : throw new SingularDesignException(absorbed.DroppedNames);
    }

    private static (List<int> Places, List<int> Earlier, List<int> First) Pairs(Design levels, PanelIndex panel, int rows)
    {
        var place = new int[rows];
        Array.Fill(place, -1);
        for (var i = 0; i < levels.RowCount; i++) place[levels.Sample.RowAt(i)] = i;
        List<int> places = [], earlier = [], first = [];
        for (var i = 0; i < levels.RowCount; i++)
        {
            var row = levels.Sample.RowAt(i);
            var before = panel.Earlier(row, 1);
            if (before < 0 || place[before] < 0)
            {
                first.Add(row);
                continue;
            }
            places.Add(i);
            earlier.Add(place[before]);
        }
        return (places, earlier, first);
    }
}
