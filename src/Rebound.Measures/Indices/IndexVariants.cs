namespace Rebound.Measures;

/// <summary>How much an index depends on how it is built.</summary>
public static class IndexVariants
{
    /// <summary>The grid normalise × weights × aggregate, and the disputed indicators flipped one by one and together.</summary>
    /// <param name="index">The index to compare with. The grid is min-max and z-score × equal, given, entropy and the index's own weights × arithmetic, geometric and TOPSIS, over all unit-years; an index built otherwise comes first under its own name, at correlation 1.</param>
    /// <returns>Gaps that stay leave TOPSIS out. Given weights take part when every indicator has one and they sum to one. What does not exist, such as z-score × geometric, is not in the grid.</returns>
    /// <exception cref="IndexRefusedException">A variant cannot be built; it is not left out silently.</exception>
    public static IReadOnlyList<IndexVariant> Of(IndexResult index)
    {
        var variants = new List<IndexVariant>();
        if (!InGrid(index.Options)) variants.Add(Compare(index, $"{Name(index.Options.Normalise)} {Name(index.Options.Weights)} {(index.Options.AggregateByLevel is { } levels ? string.Join('/', levels.Select(Name)) : Name(index.Options.Aggregate))}", index.Options, []));
        var given = IndexWeighting.GivenRefusals(index.Table, index.Options).Count == 0;
        foreach (var normalise in (NormaliseMethod[])[NormaliseMethod.MinMax, NormaliseMethod.ZScore])
            foreach (var weights in (IEnumerable<WeightMethod>)[.. new[] { WeightMethod.Equal, WeightMethod.Given, WeightMethod.Entropy, index.Options.Weights }.Distinct()])
                foreach (var aggregate in (AggregateMethod[])[AggregateMethod.Arithmetic, AggregateMethod.Geometric, AggregateMethod.Topsis])
                {
                    if (weights == WeightMethod.Given && !given) continue;
                    var options = index.Options with { Normalise = normalise, NormaliseSettings = NormaliseSettings.Default, Weights = weights, Aggregate = aggregate, AggregateByLevel = null };
                    if (ResilienceIndex.Contradictions(options).Count > 0) continue;
                    variants.Add(Compare(index, $"{Name(normalise)} {Name(weights)} {Name(aggregate)}", options, []));
                }
        string[] disputed = [.. index.Indicators.Where(summary => summary.Indicator.Disputed).Select(summary => summary.Indicator.Code)];
        foreach (var code in disputed) variants.Add(Compare(index, $"flip {code}", index.Options, [code]));
        if (disputed.Length > 1) variants.Add(Compare(index, "flip all disputed", index.Options, disputed));
        return variants;
    }

    /// <summary>The name of a normalisation in a study file, for instance minmax.</summary>
    /// <param name="method">The normalisation.</param>
    public static string Name(NormaliseMethod method) => MethodName.Of(method);

    /// <summary>The name of a weighting in a study file, for instance entropy.</summary>
    /// <param name="method">The weights.</param>
    public static string Name(WeightMethod method) => MethodName.Of(method);

    /// <summary>The name of an aggregation in a study file, for instance arithmetic.</summary>
    /// <param name="method">The aggregation.</param>
    public static string Name(AggregateMethod method) => MethodName.Of(method);

    private static bool InGrid(IndexOptions options) => options.AggregateByLevel is null && options.NormaliseSettings.Scope == NormaliseScope.Global
        && options.Normalise is NormaliseMethod.MinMax or NormaliseMethod.ZScore && options.Aggregate is AggregateMethod.Arithmetic or AggregateMethod.Geometric or AggregateMethod.Topsis;

    private static IndexVariant Compare(IndexResult index, string name, IndexOptions options, string[] flipped)
    {
        var result = flipped.Length == 0 && options == index.Options ? index : ResilienceIndex.Score(flipped.Length == 0 ? index.Table : index.Table.WithFlipped(flipped), options);
        return new IndexVariant(name, options.Normalise, options.Weights, options.Aggregate, flipped, IndexComparison.Of(index.Units, index.UnitScores(0), result.UnitScores(0)), result);
    }
}
