namespace Rebound.Measures;

/// <summary>One thing that varies over the replications of an index, independently of the others.</summary>
public sealed record DesignFactor
{
    /// <summary>A factor with a declared set of choices.</summary>
    /// <param name="name">Its name in tables.</param>
    /// <param name="choices">At least one choice, with distinct labels.</param>
    /// <exception cref="ArgumentException">No choice, a label twice, or a probability that is not positive.</exception>
    public DesignFactor(string name, IReadOnlyList<DesignChoice> choices)
    {
        if (choices.Count == 0) throw new ArgumentException($"Factor '{name}' has no choice.", nameof(choices));
        if (choices.Select(choice => choice.Label).Distinct(StringComparer.Ordinal).Count() < choices.Count) throw new ArgumentException($"Factor '{name}' has two choices of one name.", nameof(choices));
        foreach (var choice in choices)
            if (!(choice.Probability > 0) || double.IsInfinity(choice.Probability)) throw new ArgumentException($"Choice '{choice.Label}' of factor '{name}' has no positive probability.", nameof(choices));
        (Name, Choices) = (name, choices);
    }

    private DesignFactor(string name, WeightSpread spread) => (Name, Choices, Spread) = (name, [], spread);

    /// <summary>Its name in tables.</summary>
    public string Name { get; }

    /// <summary>The declared choices; empty when weights are drawn.</summary>
    public IReadOnlyList<DesignChoice> Choices { get; }

    /// <summary>How weights are drawn at every node; null for a factor of choices.</summary>
    public WeightSpread? Spread { get; }

    /// <summary>Weights drawn at random at every node of the tree, each replication anew.</summary>
    /// <param name="spread">Where from.</param>
    /// <param name="name">Name in tables.</param>
    public static DesignFactor DrawnWeights(WeightSpread spread, string name = "drawn weights") => new(name, spread);

    /// <summary>The normalisation.</summary>
    /// <param name="methods">The choices.</param>
    public static DesignFactor Normalise(params IReadOnlyList<NormaliseMethod> methods) =>
        new("normalise", [.. methods.Select(method => new DesignChoice(IndexVariants.Name(method), design => design with { Options = design.Options with { Normalise = method } }))]);

    /// <summary>The method of weighting within dimensions.</summary>
    /// <param name="methods">The choices.</param>
    public static DesignFactor Weights(params IReadOnlyList<WeightMethod> methods) =>
        new("weights", [.. methods.Select(method => new DesignChoice(IndexVariants.Name(method), design => design with { Options = design.Options with { Weights = method } }))]);

    /// <summary>The aggregation.</summary>
    /// <param name="methods">The choices.</param>
    public static DesignFactor Aggregate(params IReadOnlyList<AggregateMethod> methods) =>
        new("aggregate", [.. methods.Select(method => new DesignChoice(IndexVariants.Name(method), design => design with { Options = design.Options with { Aggregate = method, AggregateByLevel = null } }))]);

    /// <summary>The direction of one indicator: as stated, or turned.</summary>
    /// <param name="code">Its code.</param>
    public static DesignFactor Direction(string code) =>
        new($"direction of {code}", [new("stated", design => design), new("turned", design => design with { Flipped = [.. design.Flipped, code] })]);

    /// <summary>One indicator left out, or none.</summary>
    /// <param name="codes">The indicators that may be left out.</param>
    public static DesignFactor LeaveOut(params IReadOnlyList<string> codes) =>
        new("left out", [new("none", design => design), .. codes.Select(code => new DesignChoice(code, design => design with { LeftOut = code }))]);

    /// <summary>Any other change of the options, by name.</summary>
    /// <param name="name">The factor's name in tables.</param>
    /// <param name="choices">Each choice's name and what it does to the options.</param>
    public static DesignFactor Of(string name, params IReadOnlyList<(string Label, Func<IndexOptions, IndexOptions> Change)> choices) =>
        new(name, [.. choices.Select(choice => new DesignChoice(choice.Label, design => design with { Options = choice.Change(design.Options) }))]);

    /// <summary>Normalisation and aggregation together, where not every one goes with every other.</summary>
    /// <param name="pairs">The combinations.</param>
    public static DesignFactor Combinations(params IReadOnlyList<(NormaliseMethod Normalise, AggregateMethod Aggregate)> pairs) =>
        Of("normalise and aggregate", [.. pairs.Select(pair => ($"{IndexVariants.Name(pair.Normalise)} {IndexVariants.Name(pair.Aggregate)}",
            (Func<IndexOptions, IndexOptions>)(options => options with { Normalise = pair.Normalise, NormaliseSettings = NormaliseSettings.Default, Aggregate = pair.Aggregate, AggregateByLevel = null })))]);

    /// <summary>What varies when nothing is declared: the combinations of normalisation (min-max, z-score) and aggregation (arithmetic, geometric, TOPSIS) that exist, and the weights.</summary>
    /// <param name="spread">Where the weights are drawn from.</param>
    public static IReadOnlyList<DesignFactor> Plausible(WeightSpread spread = WeightSpread.Simplex) =>
    [
        Combinations((NormaliseMethod.MinMax, AggregateMethod.Arithmetic), (NormaliseMethod.MinMax, AggregateMethod.Geometric), (NormaliseMethod.MinMax, AggregateMethod.Topsis),
            (NormaliseMethod.ZScore, AggregateMethod.Arithmetic), (NormaliseMethod.ZScore, AggregateMethod.Topsis)),
        DrawnWeights(spread),
    ];
}
