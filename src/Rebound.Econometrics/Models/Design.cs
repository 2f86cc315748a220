namespace Rebound.Econometrics;

/// <summary>The numbers of a model on its sample: outcome, regressors, effects, weights, clusters; all finite.</summary>
internal sealed record Design(Sample Sample, double[] Outcome, IReadOnlyList<string> Names, IReadOnlyList<double[]> Columns, IReadOnlyList<AbsorbedEffect> Effects, double[]? Weights, IReadOnlyList<Cluster> Clusters)
{
    public const string InterceptName = "(Intercept)";

    public int RowCount => Outcome.Length;

    public static Design Of(ModelData data, LinearModel model)
    {
        var bound = Sample.Bind(data, model);
        var rows = bound.Sample.Rows;
        if (rows.Length == 0)
            throw new NotIdentifiedException($"No row is left for '{model.Formula.Text}': {string.Join("; ", bound.Sample.Dropped.Select(d => $"{d.Rows} × {d.Reason}"))}.");
        List<string> names = [];
        List<double[]> columns = [];
        var formula = model.Formula;
        if (formula.HasIntercept)
        {
            names.Add(InterceptName);
            columns.Add([.. Enumerable.Repeat(1.0, rows.Length)]);
        }
        var reference = formula.HasIntercept || formula.EffectTerms.Any(e => e.Intercept);
        foreach (var term in bound.Terms) AddColumns(term, rows, reference, names, columns);
        AbsorbedEffect[] effects = [.. bound.Effects.Select(e => AbsorbedEffect.Of(e.Term.Text, Take(e.Factor.Codes, rows), e.Factor.Labels.Count, e.Slope is null ? null : Take(e.Slope.Values, rows), e.Term.Intercept))];
        Cluster[] clusters = [.. bound.Clusters.Select(c => Cluster.Of(c.Name, Take(c.Factor.Codes, rows), c.Factor.Labels.Count))];
        return new Design(bound.Sample, Take(bound.Outcome.Values, rows), names, columns, effects, bound.Weights is null ? null : Take(bound.Weights.Values, rows), clusters);
    }

    // One column a combination of groups that occurs; the numeric pieces multiply.
    private static void AddColumns(BoundTerm term, int[] rows, bool reference, List<string> names, List<double[]> columns)
    {
        List<(string Name, double[] Values)> built = [("", [.. Enumerable.Repeat(1.0, rows.Length)])];
        foreach (var piece in term.Pieces)
        {
            List<(string, double[])> next = [];
            foreach (var (name, values) in built)
                foreach (var (pieceName, pieceValues) in ColumnsOf(piece, rows, reference && term.Pieces.Count == 1))
                {
                    var product = new double[rows.Length];
                    for (var i = 0; i < product.Length; i++) product[i] = values[i] * pieceValues[i];
                    next.Add((name.Length == 0 ? pieceName : name + ":" + pieceName, product));
                }
            built = next;
        }
        foreach (var (name, values) in built)
        {
            names.Add(name);
            columns.Add(values);
        }
    }

    private static IEnumerable<(string Name, double[] Values)> ColumnsOf(BoundPiece piece, int[] rows, bool firstIsReference)
    {
        var value = piece.Value is null ? null : Take(piece.Value.Values, rows);
        if (piece.Groups is null)
        {
            yield return (piece.Name, value!);
            yield break;
        }
        var codes = Take(piece.Groups.Codes, rows);
        var occurs = new bool[piece.Groups.Labels.Count];
        foreach (var c in codes) occurs[c] = true;
        var reference = piece.Reference >= 0 ? piece.Reference : firstIsReference && piece.WithText is null ? Array.IndexOf(occurs, true) : -1;
        for (var l = 0; l < occurs.Length; l++)
        {
            if (!occurs[l] || l == reference) continue;
            var column = new double[rows.Length];
            for (var i = 0; i < column.Length; i++)
                if (codes[i] == l) column[i] = value is null ? 1 : value[i];
            yield return (piece.IsMain ? piece.GroupName + piece.Groups.Labels[l] : $"{piece.GroupName}::{piece.Groups.Labels[l]}{(piece.WithText is null ? "" : ":" + piece.WithText)}", column);
        }
    }

    private static double[] Take(double[] values, int[] rows)
    {
        var taken = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++) taken[i] = values[rows[i]];
        return taken;
    }

    private static int[] Take(int[] values, int[] rows)
    {
        var taken = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++) taken[i] = values[rows[i]];
        return taken;
    }
}

/// <summary>A dimension of clustering on the sample.</summary>
internal sealed record Cluster(string Name, int[] Codes, int Count)
{
    public static Cluster Of(string name, int[] codes, int levels) => new(name, Factor.Dense(codes, levels, out var count), count);
}
