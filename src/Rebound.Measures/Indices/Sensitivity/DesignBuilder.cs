using System.Collections.Concurrent;
using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Builds designs one after the other and keeps what the next one shares: the table, the normalised columns, the weights.</summary>
internal sealed class DesignBuilder(IndicatorTable source, IndexResult index, DesignSpace space, RankCells cells)
{
    private readonly ConcurrentBag<DesignScratch> idle = [];
    private readonly List<DesignWeights> weights = [];
    private readonly List<DesignWeights> wholes = [];
    private readonly Dictionary<ZeroRule, double[]> entropies = [];
    private IndexDesign? last;
    private CompleteTable table = index.Table;
    private CompleteTable directed = index.Table;
    private double[] columns = [];
    private readonly Dictionary<(bool ByLevel, double Exponent), double[]> prepared = [];
    private readonly Stack<double[]> spare = [];
    private readonly int[] heights = LevelScores.Heights(index.Table.Tree);
    private double[] means = [];
    private IndexDesign[] designs = [];
    private int[] weightsOf = [];

    /// <summary>Makes ready what consecutive designs share; returns how many of them share their columns.</summary>
    /// <param name="choices">All designs.</param>
    /// <param name="first">The first design.</param>
    /// <param name="most">Most designs to take.</param>
    /// <exception cref="IndexRefusedException">A design cannot be built.</exception>
    public int Enter(IReadOnlyList<int[]> choices, int first, int most)
    {
        var design = Checked(choices[first]);
        var taken = new List<IndexDesign> { design };
        while (taken.Count < most && first + taken.Count < choices.Count)
        {
            var next = Checked(choices[first + taken.Count]);
            if (!DesignSpace.SameColumns(design, next)) break;
            taken.Add(next);
        }
        designs = [.. taken];
        Naming(choices[first], () => Share(design));
        Weigh(choices, first);
        return designs.Length;
    }

    /// <summary>Ranks the designs entered last.</summary>
    public void Rank(IReadOnlyList<int[]> choices, int first, int count, int[] ranks, CancellationToken cancellation) => FixedChunks.Run(count, 1, (from, end) =>
    {
        if (!idle.TryTake(out var scratch)) scratch = new DesignScratch(index);
        for (var d = from; d < end; d++)
        {
            var (design, own) = (designs[d], weights[weightsOf[d]]);
            Naming(choices[first + d], () => Rank(design, own, choices[first + d], ranks.AsSpan(d * cells.Count, cells.Count), scratch));
        }
        idle.Add(scratch);
    }, cancellation);

    private void Share(IndexDesign design)
    {
        if (last is null || !DesignSpace.SameColumns(last, design))
        {
            if (!DesignSpace.SameTable((last?.Options ?? index.Options), design.Options)) table = CompleteTable.From(source, design.Options);
            if (!table.Units.SequenceEqual(index.Units, StringComparer.Ordinal) || table.YearCount != index.YearCount || table.FirstYear != index.FirstYear)
                throw Refused("It ranks other units or years than the index, so its ranks cannot be compared.");
            directed = design.Flipped.Count == 0 ? table : table.WithFlipped([.. design.Flipped]);
            // Tables of many units are large: arrays of the last columns are written over, not left to be collected.
            foreach (var array in prepared.Values)
                if (array != columns) spare.Push(array);
            columns = IndexSteps.Normalise(directed, design.Options, columns);
            means = [];
            prepared.Clear();
            weights.Clear();
            wholes.Clear();
            entropies.Clear();
        }
        last = design;
        foreach (var own in designs)
            if (!prepared.ContainsKey(Key(own.Options))) prepared.Add(Key(own.Options), IndexSteps.Prepare(directed, columns, own.Options, Needs(own.Options) && spare.TryPop(out var room) ? room : null));
        if (means.Length > 0 || !designs.Any(UsesMeans)) return;
        means = new double[table.Indicators.Count * table.Units.Count];
        IndexSteps.MeanOverYears(columns, means);
    }

    /// <summary>Finds the weights that the entered designs need and that are not there yet, each once.</summary>
    private void Weigh(IReadOnlyList<int[]> choices, int first)
    {
        var keys = new int[designs.Length];
        if (weights.Count > 1) weights.RemoveRange(0, weights.Count - 1);
        for (var d = 0; d < designs.Length; d++)
        {
            if (weights.Count == 0 || !DesignSpace.SameWeights(weights[^1].Design, designs[d])) weights.Add(new DesignWeights(designs[d], choices[first + d]));
            keys[d] = weights.Count - 1;
            if (!entropies.ContainsKey(designs[d].Options.ZeroRule)) entropies.Add(designs[d].Options.ZeroRule, IndexSteps.Entropies(directed, designs[d].Options.ZeroRule));
        }
        weightsOf = keys;
        var open = weights.Where(own => !own.IsFound && own.Design.LeftOut is not null).Select(own => (Own: own, Whole: WholeOf(own))).ToList();
        Find(wholes.Where(own => !own.IsFound).ToList(), own => own.Find(directed, columns, entropies[own.Design.Options.ZeroRule]));
        Find(weights.Where(own => !own.IsFound && own.Design.LeftOut is null).ToList(), own => own.Find(directed, columns, entropies[own.Design.Options.ZeroRule]));
        FixedChunks.Run(open.Count, 1, (from, end) =>
        {
            for (var w = from; w < end; w++) Naming(open[w].Own.Choices, () => open[w].Own.FindBeside(directed, entropies[open[w].Own.Design.Options.ZeroRule], open[w].Whole));
        });
    }

    private void Find(List<DesignWeights> open, Action<DesignWeights> find) => FixedChunks.Run(open.Count, 1, (from, end) =>
    {
        for (var w = from; w < end; w++) Naming(open[w].Choices, () => find(open[w]));
    });

    private DesignWeights WholeOf(DesignWeights own)
    {
        var design = own.Design with { LeftOut = null };
        foreach (var whole in wholes)
            if (DesignSpace.SameWeights(whole.Design, design)) return whole;
        wholes.Add(new DesignWeights(design, own.Choices));
        return wholes[^1];
    }

    /// <summary>Years that have weights of their own are scored one after the other; drawn weights then come from the same numbers in each.</summary>
    private void Rank(IndexDesign design, DesignWeights own, ReadOnlySpan<int> choices, Span<int> ranks, DesignScratch scratch)
    {
        for (var year = 0; year < own.Years; year++)
        {
            own.CopyTo(scratch, year, design.Spread, space.WeightsOf(choices));
            Score(design, year, own.Years, ranks, scratch);
        }
    }

    private void Score(IndexDesign design, int year, int years, Span<int> ranks, DesignScratch scratch)
    {
        var overMeans = UsesMeans(design);
        var (scorer, values) = overMeans ? (scratch.Units, means) : (scratch.Rows, prepared[Key(design.Options)]);
        for (var node = index.Nodes.Count - 1; node >= 0; node--)
        {
            var score = overMeans ? scratch.Score.AsSpan(0, cells.Units) : scratch.Score;
            if (design.Options.ByLevel)
            {
                LevelScores.Score(table.Tree, node, table.RowCount, values, scratch.Levels, scratch.Within, scratch.NodeWithin, design.Options.RuleAt(heights[node]).Exponent!.Value, table.HasGap ? design.Options.MinimumAvailable : 0, year, years);
                score = scratch.Levels.AsSpan(node * table.RowCount, table.RowCount);
            }
            else if (node < cells.Nodes) scorer.Score(node, design.Options.Rule, values, scratch.Within, scratch.NodeWithin, score);
            else scorer.Weigh(node, scratch.Within, scratch.NodeWithin);
            if (years > 1 && !design.Options.ByLevel && node < cells.Nodes)
            {
                for (var r = year; r < table.RowCount; r += years) scratch.Levels[node * table.RowCount + r] = score[r];
                score = scratch.Levels.AsSpan(node * table.RowCount, table.RowCount);
            }
            if (node >= cells.Nodes || year < years - 1) continue;
            IndexSteps.MeanOverYears(score, scratch.Means);
            RefuseMissing(node, scratch.Means);
            Ranks.Descending(scratch.Means, ranks.Slice(cells.OffsetOf(node), cells.Units), scratch.Order);
            if (node == 0 && cells.Years > 0) cells.RankYears(score, ranks, scratch.Means, scratch.Order);
        }
    }

    /// <summary>A mean of sums is the sum of means, so sums are scored a unit at a time when no year is ranked.</summary>
    private bool UsesMeans(IndexDesign design) => cells.Years == 0 && !design.Options.ByLevel && design.Options.Aggregate == AggregateMethod.Arithmetic;

    /// <summary>Designs with one key sum the same prepared columns: the plain ones, or those raised above zero and transformed.</summary>
    private (bool ByLevel, double Exponent) Key(IndexOptions options)
    {
        return (options.ByLevel, !Needs(options) ? double.PositiveInfinity : options.ByLevel ? 1 : options.Rule.Exponent!.Value);
    }

    /// <summary>Whether a mean of positive values is taken somewhere.</summary>
    private bool Needs(IndexOptions options) => options.ByLevel ? heights.Any(height => options.RuleAt(height).NeedsPositive) : options.Rule.NeedsPositive;

    private void RefuseMissing(int node, ReadOnlySpan<double> scores)
    {
        for (var i = 0; i < scores.Length; i++)
            if (double.IsNaN(scores[i]))
                throw new IndexRefusedException([new(IndexRefusalKind.StillMissing, index.Units[i], null, index.Nodes[node].Path, $"'{index.Nodes[node].Path}' of '{index.Units[i]}' has no score in it, for want of values or because the aggregation is not defined there.")]);
    }

    private IndexDesign Checked(ReadOnlySpan<int> choices)
    {
        var design = space.DesignOf(choices);
        try
        {
            ResilienceIndex.RefuseMethods(design.Options);
            if (IndexSensitivity.Contradictions(design.Options) is [var reason, ..]) throw Refused(reason);
            return design;
        }
        catch (IndexRefusedException refused)
        {
            throw Named(choices, refused);
        }
    }

    private void Naming(int[] choices, Action build)
    {
        try
        {
            build();
        }
        catch (IndexRefusedException refused)
        {
            throw Named(choices, refused);
        }
    }

    private IndexRefusedException Named(ReadOnlySpan<int> choices, IndexRefusedException refused)
    {
        var name = space.Describe(choices);
        return new IndexRefusedException([.. refused.Refusals.Select(refusal => refusal with { Reason = $"The design '{name}' cannot be built, and no design is left out silently. {refusal.Reason}" })]);
    }

    private static IndexRefusedException Refused(string reason) => new([new(IndexRefusalKind.Method, null, null, null, reason)]);
}
