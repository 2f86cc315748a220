using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>How far an index depends on how it is built: random designs over declared factors, ranks of every unit and year with intervals, and the share of the variation that each factor causes.</summary>
/// <remarks>Equal designs are built once, and designs are walked in the order of the steps, so that tables, normalised columns
/// and weights are made once for all designs that share them. Ranks are counted, not kept. Every design must exist: one that
/// cannot be built stops the run and is named. Sources: Saisana, Saltelli and Tarantola (2005), J. R. Stat. Soc. A 168,
/// 307–323; Sobol indices as in <see cref="SobolIndices"/>. Conventions: docs/methods/index-uncertainty.md.</remarks>
/// <param name="table">The table that the index was built from.</param>
/// <param name="index">The index as published; ranks are compared with its own.</param>
/// <param name="factors">What varies.</param>
public sealed class IndexSensitivity(IndicatorTable table, IndexResult index, IReadOnlyList<DesignFactor> factors)
{
    /// <summary>Ranks of a batch of designs that are held at once, in numbers of four bytes.</summary>
    private const int BatchRanks = 16 << 20;

    /// <summary>Builds every design and takes the intervals, shares and indices.</summary>
    /// <param name="options">How much is computed.</param>
    /// <param name="cancellation">Stops between designs.</param>
    /// <exception cref="ArgumentException">The factors or conclusions make no sense.</exception>
    /// <exception cref="IndexRefusedException">A design cannot be built; it is named, and not left out.</exception>
    public SensitivityResult Run(SensitivityOptions options, CancellationToken cancellation = default)
    {
        var sample = new DesignSample(factors, options);
        var cells = new RankCells(index, options);
        var space = new DesignSpace(index, factors, options.Seed);
        var (designs, designOf) = Distinct(sample, space);
        var outcomes = new RankOutcomes(cells, designs.Count, options.Conclusions, index.Units);
        var times = new int[designs.Count];
        for (var r = 0; r < sample.Independent; r++) times[designOf[r]]++;
        var builder = new DesignBuilder(table, index, space, cells);
        var batch = Math.Max(1, BatchRanks / cells.Count);
        var ranks = new int[(long)Math.Min(batch, designs.Count) * cells.Count];
        for (var first = 0; first < designs.Count;)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = builder.Enter(designs, first, batch);
            builder.Rank(designs, first, count, ranks, cancellation);
            outcomes.Add(ranks.AsMemory(0, count * cells.Count), times.AsMemory(first, count), first);
            first += count;
        }
        return new SensitivityResult(index, factors, options, space, sample, cells, designOf, outcomes);
    }

    /// <summary>What of a design is not followed through replications, beside what no index can have; nothing when all is.</summary>
    /// <param name="options">How it is built.</param>
    public static IReadOnlyList<string> Contradictions(IndexOptions options)
    {
        var reasons = new List<string>();
        if (options.Between is DimensionWeights.Entropy or DimensionWeights.EqualInfluence)
            reasons.Add("Weights between dimensions that come from their scores are not followed through replications; weigh dimensions equally, flat or by pairs.");
        if (options.OwnWeights)
            reasons.Add("Benefit of the doubt, which solves a program for every unit and year, is not followed through replications; draw weights from the simplex, or let weights vary over methods that units share.");
        return reasons;
    }

    /// <summary>Builds one replication alone.</summary>
    /// <param name="options">The options of the run.</param>
    /// <param name="number">Its number in the run.</param>
    /// <returns>The design, its scores and ranks, and the record that the run holds of it.</returns>
    public ReplicatedIndex Replicate(SensitivityOptions options, int number)
    {
        var sample = new DesignSample(factors, options);
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, sample.Count);
        var cells = new RankCells(index, options);
        var space = new DesignSpace(index, factors, options.Seed);
        List<int[]> designs = [sample.Of(number).ToArray()];
        var builder = new DesignBuilder(table, index, space, cells);
        builder.Enter(designs, 0, 1);
        var ranks = new int[cells.Count];
        builder.Rank(designs, 0, 1, ranks, CancellationToken.None);
        var outcomes = new RankOutcomes(cells, 1, options.Conclusions, index.Units);
        outcomes.Add(ranks, new int[] { 1 }, 0);
        return new ReplicatedIndex(Replication.Of(index, space, sample, number, outcomes, 0), space.DesignOf(designs[0]), cells.UnitRanks(ranks).ToArray(), cells.YearRanks(ranks).ToArray());
    }

    /// <summary>The designs that differ, in the order in which their early steps are shared longest, and the design of each replication.</summary>
    private static (List<int[]> Designs, int[] DesignOf) Distinct(DesignSample sample, DesignSpace space)
    {
        var order = new int[sample.Count];
        for (var r = 0; r < order.Length; r++) order[r] = r;
        Array.Sort(order, (a, b) => space.Compare(sample.Of(a), sample.Of(b)) is var c && c != 0 ? c : a.CompareTo(b));
        var (designs, designOf) = (new List<int[]>(), new int[order.Length]);
        foreach (var r in order)
        {
            if (designs.Count == 0 || space.Compare(designs[^1], sample.Of(r)) != 0) designs.Add(sample.Of(r).ToArray());
            designOf[r] = designs.Count - 1;
        }
        return (designs, designOf);
    }
}
