using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>What the factors of a run do to the index, and which step each of them touches first.</summary>
internal sealed class DesignSpace
{
    private readonly IReadOnlyList<DesignFactor> factors;
    private readonly IndexDesign stated;
    private readonly int[] order;

    public DesignSpace(IndexResult index, IReadOnlyList<DesignFactor> factors, ulong seed)
    {
        (this.factors, stated, Seed) = (factors, new IndexDesign(index.Options), seed);
        order = [.. Enumerable.Range(0, factors.Count).OrderBy(f => FirstStep(factors[f])).ThenBy(f => f)];
    }

    public ulong Seed { get; }

    /// <summary>The design of a list of choices.</summary>
    public IndexDesign DesignOf(ReadOnlySpan<int> choices)
    {
        var design = stated;
        for (var f = 0; f < factors.Count; f++)
            design = factors[f].Spread is { } spread ? design with { Spread = spread } : factors[f].Choices[choices[f]].Change(design);
        return design.Resolve();
    }

    /// <summary>The stream in which the weights of a design lie; null when none are drawn.</summary>
    public RandomStream? WeightsOf(ReadOnlySpan<int> choices)
    {
        for (var f = 0; f < factors.Count; f++)
            if (factors[f].Spread is not null) return DesignSample.StreamOf(Seed, f, choices[f]);
        return null;
    }

    public string Describe(ReadOnlySpan<int> choices)
    {
        var texts = new string[factors.Count];
        for (var f = 0; f < texts.Length; f++) texts[f] = $"{factors[f].Name}: {LabelOf(f, choices[f])}";
        return string.Join("; ", texts);
    }

    public string LabelOf(int factor, int choice) => factors[factor].Spread is null ? factors[factor].Choices[choice].Label : $"draw {choice}";

    /// <summary>Orders designs by the choices of the factors that touch early steps, then by those of later ones.</summary>
    public int Compare(ReadOnlySpan<int> one, ReadOnlySpan<int> other)
    {
        foreach (var f in order)
            if (one[f] != other[f]) return one[f] < other[f] ? -1 : 1;
        return 0;
    }

    /// <summary>Whether two designs share the table that comes out of the data steps. Options that are not known to act later count as acting here.</summary>
    public static bool SameTable(IndexOptions one, IndexOptions other) => one == SameAggregation(one, other) with
    {
        Normalise = one.Normalise,
        NormaliseSettings = one.NormaliseSettings,
        Weights = one.Weights,
        Between = one.Between,
        WeightScope = one.WeightScope,
        Weighting = one.Weighting,
        ZeroRule = one.ZeroRule,
    };

    public static bool SameColumns(IndexDesign one, IndexDesign other) =>
        SameTable(one.Options, other.Options) && one.Options.Normalise == other.Options.Normalise && one.Options.NormaliseSettings == other.Options.NormaliseSettings
        && one.Flipped.SequenceEqual(other.Flipped, StringComparer.Ordinal);

    public static bool SameWeights(IndexDesign one, IndexDesign other) =>
        SameColumns(one, other) && one.Options == SameAggregation(one.Options, other.Options) && one.LeftOut == other.LeftOut;

    private static IndexOptions SameAggregation(IndexOptions one, IndexOptions other) => other with
    {
        Aggregate = one.Aggregate,
        AggregateByLevel = one.AggregateByLevel,
        Power = one.Power,
        Majority = one.Majority,
        Resolution = one.Resolution,
        Penalty = one.Penalty,
        MinimumAvailable = one.MinimumAvailable,
    };

    private int FirstStep(DesignFactor factor)
    {
        if (factor.Spread is not null) return 3;
        var step = 4;
        foreach (var choice in factor.Choices)
        {
            var changed = choice.Change(stated);
            step = Math.Min(step, !SameTable(stated.Options, changed.Options) ? 0 : !SameColumns(stated, changed) ? 1 : !SameWeights(stated, changed) ? 2 : 4);
        }
        return step;
    }
}
