using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>A model whose names have been found in a table: values on every row of the table, and the rows used.</summary>
internal sealed record BoundModel(ModelData Data, LinearModel Model, BoundValue Outcome, IReadOnlyList<BoundTerm> Terms, IReadOnlyList<BoundEffect> Effects, BoundValue? Weights, BoundValue? Offset, IReadOnlyList<BoundCluster> Clusters)
{
    public Sample Sample { get; init; } = null!;

    /// <summary>Rows that the model's condition keeps; null for all.</summary>
    public BoundCondition? Where { get; init; }

    public PanelIndex? Panel { get; init; }

    public (BoundValue Latitude, BoundValue Longitude)? Places { get; init; }

    public static BoundModel Of(ModelData data, LinearModel model)
    {
        var formula = model.Formula;
        var text = formula.Text;
        var outcome = BoundValue.Of(data, text, formula.Outcome, formula.OutcomeText);
        BoundTerm[] terms = [.. formula.Terms.Select(t => new BoundTerm([.. t.Pieces.Select(p => BoundPiece.Of(data, text, p))]))];
        BoundEffect[] effects = [.. formula.EffectTerms.Select(e => BoundEffect.Of(data, text, e))];
        BoundCluster[] clusters = [.. model.Covariance.Clusters.Select(c => BoundCluster.Of(data, c))];
        return new BoundModel(data, model, outcome, terms, effects, Value(data, model.Weights), Value(data, model.Offset), clusters)
        {
            Where = model.Where is null ? null : BoundCondition.Of(data, model.Where),
            Panel = model.Covariance.Kind is CovarianceKind.NeweyWest or CovarianceKind.DriscollKraay or CovarianceKind.PanelCorrected ? PanelOf(data, model) : null,
            Places = model.Covariance.Kind == CovarianceKind.Conley ? PlacesOf(data, model.Covariance) : null,
        };
    }

    private static BoundValue? Value(ModelData data, string? text) => text is null ? null : BoundValue.Of(data, text, new FormulaParser(text).ParseExpression(), text.Trim());

    private static PanelIndex PanelOf(ModelData data, LinearModel model) => data.PanelOf
        ?? throw new FormulaException(model.Covariance.ToString(), 0, $"The covariance {model.Covariance} needs a panel: declare the columns of unit and period (--panel unit,period)");

    private static (BoundValue, BoundValue) PlacesOf(ModelData data, Covariance covariance)
    {
        BoundValue Of(string? stated, IReadOnlyList<string> usual, string what)
        {
            var name = stated ?? usual.FirstOrDefault(data.HasColumn) ?? throw new FormulaException(covariance.ToString(), 0, $"There is no column of the {what}: name one {string.Join(" or ", usual)}");
            return BoundValue.Of(data, name, new NameExpression(0, name), name);
        }
        return (Of(covariance.Latitude, Covariance.UsualLatitudes, "latitude"), Of(covariance.Longitude, Covariance.UsualLongitudes, "longitude"));
    }

    public void ReportMissing(Sample.Ledger ledger)
    {
        Where?.Report(ledger);
        Outcome.ReportMissing(ledger);
        foreach (var piece in Terms.SelectMany(t => t.Pieces))
        {
            piece.Value?.ReportMissing(ledger);
            if (piece.Groups is { } g) ReportMissing(ledger, g.Codes, piece.GroupName!);
        }
        foreach (var effect in Effects)
        {
            ReportMissing(ledger, effect.Factor.Codes, effect.Term.Text);
            effect.Slope?.ReportMissing(ledger);
        }
        Offset?.ReportMissing(ledger);
        if (Weights is not null)
        {
            Weights.ReportMissing(ledger);
            for (var i = 0; i < ledger.Rows; i++)
                if (!(Weights.Values[i] > 0)) ledger.Drop(i, $"weight {Weights.Text} is not positive");
        }
        foreach (var cluster in Clusters) ReportMissing(ledger, cluster.Factor.Codes, cluster.Name);
        Places?.Latitude.ReportMissing(ledger);
        Places?.Longitude.ReportMissing(ledger);
        if (Panel is null) return;
        for (var i = 0; i < ledger.Rows; i++)
            if (!Panel.Has(i)) ledger.Drop(i, $"unit or period is missing ({Panel.Name})");
    }

    private static void ReportMissing(Sample.Ledger ledger, int[] codes, string name)
    {
        string? reason = null;
        for (var i = 0; i < codes.Length; i++)
            if (codes[i] < 0) ledger.Drop(i, reason ??= $"{name} is missing");
    }
}

/// <summary>An expression on every row, with the reasons why it has no value on some.</summary>
internal sealed record BoundValue(string Text, double[] Values, IReadOnlyDictionary<int, string> Undefined, IReadOnlyList<(string Name, double[] Values)> Inputs)
{
    public static BoundValue Of(ModelData data, string formula, Expression expression, string text)
    {
        var undefined = new Dictionary<int, string>();
        var values = expression.Evaluate(data, formula, (row, reason) => undefined.TryAdd(row, reason));
        (string, double[])[] inputs = [.. expression.Reads().DistinctBy(r => r.Name, StringComparer.Ordinal).Select(r => (r.Name, data.Column(r.Name)))];
        return new BoundValue(text, values, undefined, inputs);
    }

    public void ReportMissing(Sample.Ledger ledger)
    {
        var values = Values;
        for (var i = 0; i < values.Length; i++)
            if (!double.IsFinite(values[i]))
                ledger.Drop(i, Reason(i));
    }

    private string Reason(int row)
    {
        foreach (var (name, values) in Inputs)
        {
            if (double.IsNaN(values[row])) return $"{name} is missing";
            if (double.IsInfinity(values[row])) return $"{name} is infinite";
        }
        return Undefined.TryGetValue(row, out var reason) ? reason : $"{Text} has no finite value";
    }
}

/// <summary>Which rows a condition keeps.</summary>
internal sealed record BoundCondition(string Text, double[] Values)
{
    public static BoundCondition Of(ModelData data, string text) => new(text.Trim(), new FormulaParser(text).ParseCondition().Evaluate(data, text, static (_, _) => { }));

    public void Report(Sample.Ledger ledger)
    {
        var (not, unknown) = ($"not {Text}", $"unknown whether {Text}");
        for (var i = 0; i < Values.Length; i++)
            if (Values[i] != 1) ledger.Drop(i, double.IsNaN(Values[i]) ? unknown : not);
    }
}

/// <summary>A factor of a product, on every row.</summary>
internal sealed record BoundPiece(string Name, BoundValue? Value, Factor? Groups, string? GroupName, string? WithText, int Reference, bool IsMain)
{
    public static BoundPiece Of(ModelData data, string text, Piece piece)
    {
        if (piece.Groups is { } g)
        {
            if (!data.HasFactor(g.Group.Name) && !data.HasColumn(g.Group.Name)) throw new FormulaException(text, g.Group.Position, NameExpression.Unknown(g.Group.Name, data));
            var factor = data.FactorOf(g.Group.Name);
            var with = g.With is null ? null : BoundValue.Of(data, text, g.With, g.WithText!);
            return new BoundPiece(piece.Name, with, factor, g.IsFactor ? piece.Name : g.Group.Name, g.WithText, ReferenceOf(text, g, factor), g.IsFactor);
        }
        if (piece.Value is NameExpression { Name: var name } && !data.HasColumn(name) && data.HasFactor(name))
            return new BoundPiece(piece.Name, null, data.FactorOf(name), name, null, -1, true);
        return new BoundPiece(piece.Name, BoundValue.Of(data, text, piece.Value!, piece.Name), null, null, null, -1, false);
    }

    private static int ReferenceOf(string text, GroupPiece g, Factor factor)
    {
        if (g.Reference is null) return -1;
        for (var l = 0; l < factor.Labels.Count; l++)
            if (factor.Labels[l] == g.Reference) return l;
        if (double.TryParse(g.Reference, NumberStyles.Float, CultureInfo.InvariantCulture, out var wanted))
            for (var l = 0; l < factor.Labels.Count; l++)
                if (double.TryParse(factor.Labels[l], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value == wanted) return l;
        throw new FormulaException(text, g.ReferencePosition, $"'{g.Group.Name}' has no group '{g.Reference}' to refer to");
    }
}

internal sealed record BoundTerm(IReadOnlyList<BoundPiece> Pieces);

internal sealed record BoundEffect(EffectTerm Term, Factor Factor, BoundValue? Slope)
{
    public static BoundEffect Of(ModelData data, string text, EffectTerm term)
    {
        foreach (var group in term.Groups)
            if (!data.HasFactor(group.Name) && !data.HasColumn(group.Name)) throw new FormulaException(text, group.Position, NameExpression.Unknown(group.Name, data));
        var factor = term.Groups.Select(g => data.FactorOf(g.Name)).Aggregate(Factor.Cross);
        return new BoundEffect(term, factor, term.Slope is null ? null : BoundValue.Of(data, text, term.Slope, term.Slope.Name));
    }
}

internal sealed record BoundCluster(string Name, Factor Factor)
{
    public static BoundCluster Of(ModelData data, string name)
    {
        foreach (var part in name.Split('^', StringSplitOptions.TrimEntries))
            if (!data.HasFactor(part) && !data.HasColumn(part)) throw new FormulaException(name, Math.Max(0, name.IndexOf(part, StringComparison.Ordinal)), NameExpression.Unknown(part, data));
        return new BoundCluster(name, data.FactorOf(name));
    }
}
