namespace Rebound.Econometrics;

/// <summary>The right-hand side of an estimate, to be evaluated on any table: polynomials keep their constants and groups their columns.</summary>
internal sealed class FittedDesign
{
    private readonly Estimate estimate;
    private readonly Dictionary<Piece, Expression> fixedPolynomials;
    private readonly ColumnSource[] sources;
    private readonly Expression? offset;

    public FittedDesign(Estimate estimate, ModelData data)
    {
        this.estimate = estimate;
        sources = [.. estimate.Absorbed.Design.Sources];
        offset = estimate.Model.Offset is { } text ? new FormulaParser(text).ParseExpression() : null;
        fixedPolynomials = Pieces.Where(p => p.Value is PolynomialExpression).Distinct().ToDictionary(p => p, p => ((PolynomialExpression)p.Value!).On(data, Text));
    }

    /// <summary>Names of the kept coefficients.</summary>
    public IReadOnlyList<string> Names => estimate.Names;

    /// <summary>Whether a column groups rows in the regressors, is arithmetic, or both.</summary>
    public bool Groups(string column) => sources.Any(s => s.Term.Pieces.Zip(s.Labels).Any(p => p.Second is not null && GroupOf(p.First) == column));

    /// <summary>Whether a column of the design is made from a column of the table, as a number or by its groups.</summary>
    public bool Reads(string name, string column) => name != Design.InterceptName && SourceOf(name) is var source
        && source.Term.Pieces.Zip(source.Labels).Any(p => (p.Second is not null && GroupOf(p.First) == column) || (p.Second is null ? Valued(p.First) : p.First.Groups?.With)?.Derivative(column) is not null);

    /// <summary>The columns that regressors read as numbers, and as groups, in the order of the formula.</summary>
    public IEnumerable<string> Variables => sources.SelectMany(s => s.Term.Pieces.Zip(s.Labels)).SelectMany(p => p.Second is null ? Valued(p.First).Reads().Select(r => r.Name) : p.First.Groups?.With is { } with ? [GroupOf(p.First), .. with.Reads().Select(r => r.Name)] : [GroupOf(p.First)]).Distinct(StringComparer.Ordinal);

    /// <summary>The group that a formula names as the one to compare with; null for the first.</summary>
    public string? ReferenceOf(string column) => Pieces.FirstOrDefault(p => p.Groups is { Reference: not null } && GroupOf(p) == column)?.Groups!.Reference;

    /// <summary>Column j of the design on some rows of a table.</summary>
    public double[] Column(string name, ModelData data, int[] rows)
    {
        if (name == Design.InterceptName) return Filled(rows.Length, 1);
        var source = SourceOf(name);
        var column = Filled(rows.Length, 1);
        foreach (var (piece, label) in source.Term.Pieces.Zip(source.Labels)) Multiply(column, Factor(piece, label, data, rows));
        return column;
    }

    /// <summary>∂/∂variable of a column; null where it is zero on every row.</summary>
    public double[]? Slope(string name, string variable, ModelData data, int[] rows)
    {
        if (name == Design.InterceptName) return null;
        var source = SourceOf(name);
        double[]? sum = null;
        for (var p = 0; p < source.Term.Pieces.Count; p++)
        {
            if (SlopeOf(source.Term.Pieces[p], source.Labels[p], variable, data, rows) is not { } slope) continue;
            for (var q = 0; q < source.Term.Pieces.Count; q++)
                if (q != p) Multiply(slope, Factor(source.Term.Pieces[q], source.Labels[q], data, rows));
            if (sum is null) sum = slope;
            else for (var i = 0; i < sum.Length; i++) sum[i] += slope[i];
        }
        return sum is not null && Array.Exists(sum, v => v != 0) ? sum : null;
    }

    /// <summary>What enters with coefficient one; null without.</summary>
    public double[]? Offset(ModelData data, int[] rows) => offset is null ? null : Values(offset, estimate.Model.Offset!, data, rows);

    /// <summary>Its ∂/∂variable; null where it has none.</summary>
    public double[]? OffsetSlope(string variable, ModelData data, int[] rows) => offset?.Derivative(variable) is { } slope ? Values(slope, estimate.Model.Offset!, data, rows) : null;

    /// <summary>The groups that the columns know; rows of other groups cannot be predicted.</summary>
    public IEnumerable<(string Column, HashSet<string> Labels)> KnownGroups() => sources.SelectMany(s => s.Term.Pieces.Zip(s.Labels)).Where(p => p.Second is not null)
        .GroupBy(p => GroupOf(p.First), StringComparer.Ordinal).Select(g => (g.Key, g.Select(p => p.Second!).ToHashSet(StringComparer.Ordinal)));

    private string Text => estimate.Model.Formula.Text;

    private IEnumerable<Piece> Pieces => sources.SelectMany(s => s.Term.Pieces);

    public static double[] Filled(int count, double value)
    {
        var values = new double[count];
        Array.Fill(values, value);
        return values;
    }

    private ColumnSource SourceOf(string name) => Array.Find(sources, s => s.Name == name) ?? throw new InvalidOperationException($"The column '{name}' has no source.");

    private static string GroupOf(Piece piece) => piece.Groups?.Group.Name ?? ((NameExpression)piece.Value!).Name;

    private Expression Valued(Piece piece) => fixedPolynomials.TryGetValue(piece, out var known) ? known : piece.Value!;

    private double[] Factor(Piece piece, string? label, ModelData data, int[] rows)
    {
        if (label is null) return Values(Valued(piece), Text, data, rows);
        var column = Indicator(piece, label, data, rows);
        if (piece.Groups?.With is { } with) Multiply(column, Values(with, Text, data, rows));
        return column;
    }

    private double[]? SlopeOf(Piece piece, string? label, string variable, ModelData data, int[] rows)
    {
        var expression = label is null ? Valued(piece) : piece.Groups?.With;
        if (expression?.Derivative(variable) is not { } slope) return null;
        var column = Values(slope, Text, data, rows);
        if (label is not null) Multiply(column, Indicator(piece, label, data, rows));
        return column;
    }

    private static double[] Indicator(Piece piece, string label, ModelData data, int[] rows)
    {
        var factor = data.FactorOf(GroupOf(piece));
        var code = Array.FindIndex([.. factor.Labels], l => l == label);
        var column = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            if (factor.Codes[rows[i]] == code && code >= 0) column[i] = 1;
        return column;
    }

    private static double[] Values(Expression expression, string text, ModelData data, int[] rows)
    {
        var all = expression.Evaluate(data, text, static (_, _) => { });
        var taken = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++) taken[i] = all[rows[i]];
        return taken;
    }

    private static void Multiply(double[] target, double[] by)
    {
        for (var i = 0; i < target.Length; i++) target[i] *= by[i];
    }
}
