namespace Rebound.Econometrics;

/// <summary>The numbers of a model on its sample: outcome, regressors, effects, weights, clusters; all finite.</summary>
internal sealed record Design(Sample Sample, double[] Outcome, IReadOnlyList<string> Names, IReadOnlyList<double[]> Columns, IReadOnlyList<AbsorbedEffect> Effects, double[]? Weights, IReadOnlyList<Cluster> Clusters)
{
    public const string InterceptName = "(Intercept)";

    public int RowCount => Outcome.Length;

    /// <summary>What enters the linear predictor with coefficient one; null for none. Least squares has taken it off the outcome.</summary>
    public double[]? Offset { get; init; }

    /// <summary>Units and periods; null unless the covariance asks for them.</summary>
    public SamplePanel? Panel { get; init; }

    /// <summary>Coordinates; null unless the covariance asks for them.</summary>
    public SamplePlaces? Places { get; init; }

    /// <summary>How many columns each term of the right-hand side gave, in their order; the intercept comes before them.</summary>
    public IReadOnlyList<int> TermWidths { get; init; } = [];

    /// <summary>What each column was made of, so that it can be made again for other rows.</summary>
    public IReadOnlyList<ColumnSource> Sources { get; init; } = [];

    /// <summary>The design of a model on the rows of a table that are complete, less some.</summary>
    public static Design Of(ModelData data, LinearModel model, IReadOnlyList<int>? excluded = null, string reason = "")
    {
        var bound = Sample.Bind(data, model, excluded, reason);
        var sample = bound.Sample;
        if (sample.RowCount == 0)
            throw new NotIdentifiedException($"No row is left for '{model.Formula.Text}': {string.Join("; ", bound.Sample.Dropped.Select(d => $"{d.Rows} × {d.Reason}"))}.");
        List<string> names = [];
        List<double[]> columns = [];
        var formula = model.Formula;
        if (formula.HasIntercept)
        {
            names.Add(InterceptName);
            columns.Add(Ones(sample.RowCount));
        }
        List<ColumnSource> sources = [];
        var reference = formula.HasIntercept || formula.EffectTerms.Any(e => e.Intercept);
        List<int> widths = [];
        foreach (var (bare, term) in bound.Terms.Zip(formula.Terms))
        {
            var before = names.Count;
            foreach (var (name, values, labels) in ColumnsOf(bare, sample, reference))
            {
                names.Add(name);
                columns.Add(values);
                sources.Add(new ColumnSource(name, term, labels));
            }
            widths.Add(names.Count - before);
        }
        AbsorbedEffect[] effects = [.. bound.Effects.Select(e => AbsorbedEffect.Of(e.Term.Text, Take(e.Factor.Codes, sample), e.Factor.Labels.Count, e.Slope is null ? null : Take(e.Slope.Values, sample), e.Term.Intercept, e.Factor.Labels))];
        Cluster[] clusters = [.. bound.Clusters.Select(c => Cluster.Of(c.Name, Take(c.Factor.Codes, sample), c.Factor.Labels.Count))];
        return new Design(bound.Sample, Take(bound.Outcome.Values, sample), names, columns, effects, bound.Weights is null ? null : Take(bound.Weights.Values, sample), clusters)
        {
            TermWidths = widths,
            Sources = sources,
            Offset = bound.Offset is null ? null : Take(bound.Offset.Values, sample),
            Panel = bound.Panel is null ? null : new SamplePanel(Take(bound.Panel.Units, sample), bound.Panel.UnitCount, Take(bound.Panel.Times, sample)),
            Places = bound.Places is null ? null : new SamplePlaces(Take(bound.Places.Value.Latitude.Values, sample), Take(bound.Places.Value.Longitude.Values, sample)),
        };
    }

    // One column a combination of groups that occurs; the numeric pieces multiply.
    private static IEnumerable<(string Name, double[] Values, string?[] Labels)> ColumnsOf(BoundTerm term, Sample sample, bool reference)
    {
        var alone = term.Pieces.Count == 1;
        IEnumerable<(string Name, double[] Values, string?[] Labels)> built = ColumnsOf(term.Pieces[0], sample, reference && alone).Select(c => (c.Name, c.Values, new[] { c.Label }));
        foreach (var piece in term.Pieces.Skip(1))
        {
            List<(string, double[], string?[])> next = [];
            foreach (var (name, values, labels) in built)
                foreach (var (pieceName, pieceValues, label) in ColumnsOf(piece, sample, false))
                {
                    var product = new double[values.Length];
                    for (var i = 0; i < product.Length; i++) product[i] = values[i] * pieceValues[i];
                    next.Add((name + ":" + pieceName, product, [.. labels, label]));
                }
            built = next;
        }
        return built;
    }

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1.0);
        return ones;
    }

    private static IEnumerable<(string Name, double[] Values, string? Label)> ColumnsOf(BoundPiece piece, Sample sample, bool firstIsReference)
    {
        var value = piece.Value is null ? null : Take(piece.Value.Values, sample);
        if (piece.Groups is null)
        {
            yield return (piece.Name, value!, null);
            yield break;
        }
        var codes = Take(piece.Groups.Codes, sample);
        var occurs = new bool[piece.Groups.Labels.Count];
        foreach (var c in codes) occurs[c] = true;
        var reference = piece.Reference >= 0 ? piece.Reference : firstIsReference && piece.WithText is null ? Array.IndexOf(occurs, true) : -1;
        for (var l = 0; l < occurs.Length; l++)
        {
            if (!occurs[l] || l == reference) continue;
            var column = new double[codes.Length];
            for (var i = 0; i < column.Length; i++)
                if (codes[i] == l) column[i] = value is null ? 1 : value[i];
            yield return (piece.IsMain ? piece.GroupName + piece.Groups.Labels[l] : $"{piece.GroupName}::{piece.Groups.Labels[l]}{(piece.WithText is null ? "" : ":" + piece.WithText)}", column, piece.Groups.Labels[l]);
        }
    }

    private static T[] Take<T>(T[] values, Sample sample)
    {
        if (sample.IsWhole) return values;
        var rows = sample.Rows;
        var taken = new T[rows.Length];
        for (var i = 0; i < rows.Length; i++) taken[i] = values[rows[i]];
        return taken;
    }
}

/// <summary>What a column of a design was made of: a product of a formula, and the group of each of its pieces (null for numbers).</summary>
internal sealed record ColumnSource(string Name, Term Term, IReadOnlyList<string?> Labels);

/// <summary>A dimension of clustering on the sample.</summary>
internal sealed record Cluster(string Name, int[] Codes, int Count)
{
    /// <summary>The group of the table that each cluster is; null where all groups occur, in their order.</summary>
    public int[]? Groups { get; private init; }

    public static Cluster Of(string name, int[] codes, int levels) => new(name, Factor.Dense(codes, levels, out var count, out var kept), count) { Groups = kept };
}
