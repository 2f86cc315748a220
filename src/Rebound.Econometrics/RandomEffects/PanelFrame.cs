namespace Rebound.Econometrics;

/// <summary>A design with the unit of each row, and what unit means make of it.</summary>
internal sealed class PanelFrame
{
    private readonly AbsorptionLimits limits;

    private PanelFrame(ModelData data, LinearModel model, string unit, AbsorptionLimits limits)
    {
        var f = model.Formula;
        if (f.EffectTerms.Count > 0 || f.HasInstruments || !f.HasIntercept) throw new ArgumentException($"'{f.Text}' is to have an intercept, no absorbed effects and no instruments; the unit is named apart.", nameof(model));
        if (model.Weights is not null || model.Offset is not null) throw new ArgumentException("Random effects take neither weights nor an offset.", nameof(model));
        if (!data.HasFactor(unit) && !data.HasColumn(unit)) throw new ArgumentException(NameExpression.Unknown(unit, data), nameof(unit));
        var bound = new Formula(f.Text, f.Outcome, f.OutcomeText, f.Terms, [new EffectTerm([new NameExpression(0, unit)], null, true, unit)], true);
        Design = Design.Of(data, model with { Formula = bound, Singletons = SingletonRule.Keep });
        (this.limits, Model, Codes, Units) = (limits, model, Design.Effects[0].Codes, Design.Effects[0].Levels);
        Sizes = new int[Units];
        foreach (var code in Codes) Sizes[code]++;
        if (Units < 2 || Units == RowCount) throw new NotIdentifiedException($"{RowCount} rows of {Units} units by {unit} tell no effects of units from errors; use units with several rows.");
        Within = AbsorbedLeastSquares.Solve(AbsorbedDesign.Of(Design, limits), model with { Formula = bound, Singletons = SingletonRule.Keep });
    }

    public Design Design { get; }

    public LinearModel Model { get; }

    public int[] Codes { get; }

    public int Units { get; }

    public int[] Sizes { get; }

    public int RowCount => Codes.Length;

    /// <summary>The regression within units.</summary>
    public Estimate Within { get; }

    public bool IsBalanced => Array.TrueForAll(Sizes, s => s == Sizes[0]);

    public static PanelFrame Of(ModelData data, LinearModel model, string unit, AbsorptionLimits limits)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(unit);
        if (model.Confidence is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(model), "Confidence lies between 0 and 1.");
        return new PanelFrame(data, model, unit, limits);
    }

    /// <summary>Σ of a column by unit.</summary>
    public double[] Sums(double[] column)
    {
        var sums = new double[Units];
        for (var i = 0; i < column.Length; i++) sums[Codes[i]] += column[i];
        return sums;
    }

    /// <summary>xᵢₜ − θᵢx̄ᵢ.</summary>
    public double[] Less(double[] column, double[] theta)
    {
        var sums = Sums(column);
        var result = new double[column.Length];
        for (var i = 0; i < result.Length; i++) result[i] = column[i] - theta[Codes[i]] * sums[Codes[i]] / Sizes[Codes[i]];
        return result;
    }

    /// <summary>Least squares after each unit's mean has been taken off by a share.</summary>
    public Estimate Transformed(double[] theta)
    {
        var design = Design with { Outcome = Less(Design.Outcome, theta), Columns = [.. Design.Columns.Select(c => Less(c, theta))], Effects = [] };
        return AbsorbedLeastSquares.Solve(AbsorbedDesign.Of(design, limits), Model);
    }

    public Estimate Pooled() => Transformed(new double[Units]);

    /// <summary>Means of units, one row a unit.</summary>
    public Estimate Between(LinearModel model, BetweenWeighting weighting = BetweenWeighting.Units)
    {
        double[] Means(double[] column) => [.. Sums(column).Zip(Sizes, (s, size) => s / size)];
        return Plain(Units, Means(Design.Outcome), [.. Design.Columns.Skip(1).Select(Means)], Design.Names.Skip(1).ToArray(), model, weighting == BetweenWeighting.Rows ? [.. Sizes.Select(size => (double)size)] : null);
    }

    /// <summary>ŷ's residual u with its unit effect: y − Xβ̂.</summary>
    public double[] WithEffect(Estimate estimate)
    {
        var left = (double[])Design.Outcome.Clone();
        for (var j = 0; j < Design.Names.Count; j++)
        {
            if (!estimate.Has(Design.Names[j])) continue;
            var beta = estimate[Design.Names[j]].Value;
            for (var i = 0; i < left.Length; i++) left[i] -= beta * Design.Columns[j][i];
        }
        return left;
    }

    /// <summary>Least squares of columns with an intercept.</summary>
    public static Estimate Plain(int rows, double[] outcome, double[][] columns, string[] names, LinearModel model, double[]? weights = null)
    {
        var data = ModelData.Of(rows).With("outcome of the panel", outcome);
        for (var j = 0; j < names.Length; j++) data = data.With(names[j], columns[j]);
        if (weights is not null) (data, model) = (data.With("weights of the panel", weights), model with { Weights = "`weights of the panel`" });
        var formula = $"`outcome of the panel` ~ {(names.Length == 0 ? "1" : string.Join(" + ", names.Select(n => $"`{n}`")))}";
        return new AbsorbedLeastSquares().Fit(data, model with { Formula = Formula.Parse(formula), Where = null });
    }
}
