using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Ranks over plausible designs: random weights within and between dimensions, crossed with the normalisations and aggregations that go together.</summary>
/// <remarks>The designs are min-max × arithmetic, geometric and TOPSIS, and z-score × arithmetic and TOPSIS, each equally
/// likely. Design d draws from stream d of the seed alone, so neither order nor the number of threads matters. Source of
/// the idea: Saisana, Saltelli and Tarantola (2005), J. R. Stat. Soc. A 168, 307–323.</remarks>
public sealed class RankUncertainty
{
    private const double Concentration = 10;

    private readonly IndexResult index;
    private readonly WeightSpread spread;
    private readonly double[] minMax;
    private readonly double[] logs;
    private readonly double[] zScores;
    private readonly double[] minMaxMeans;
    private readonly double[] zScoreMeans;

    /// <summary>Prepares the normalised values that all designs share.</summary>
    /// <param name="index">The index.</param>
    /// <param name="spread">Which weightings are plausible.</param>
    public RankUncertainty(IndexResult index, WeightSpread spread = WeightSpread.Simplex)
    {
        (this.index, this.spread) = (index, spread);
        minMax = IndexSteps.Normalise(index.Table, index.Options with { Normalise = NormaliseMethod.MinMax, NormaliseSettings = NormaliseSettings.Default });
        logs = IndexSteps.Prepare(minMax, AggregateMethod.Geometric);
        zScores = IndexSteps.Normalise(index.Table, index.Options with { Normalise = NormaliseMethod.ZScore, NormaliseSettings = NormaliseSettings.Default });
        (minMaxMeans, zScoreMeans) = (Means(minMax), Means(zScores));
    }

    /// <summary>Draws all designs and takes the intervals.</summary>
    /// <param name="draws">Number of designs, at least 20 so that 5 % is one of them.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="cancellation">Stops between designs.</param>
    public RankIntervals Draw(int draws, ulong seed, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 20);
        var cells = index.Nodes.Count * index.Units.Count;
        var ranks = new int[draws * cells];
        var scratch = new Scratch(index);
        for (var draw = 0; draw < draws; draw++)
        {
            cancellation.ThrowIfCancellationRequested();
            Replicate(seed, draw, scratch, ranks.AsSpan(draw * cells, cells));
        }
        return new RankIntervals(draws, seed, spread, index.Units.Count, Summarise(ranks, draws, cells));
    }

    /// <summary>The ranks of one design, by node then unit.</summary>
    internal void Replicate(ulong seed, int draw, Scratch scratch, Span<int> ranks)
    {
        var stream = new RandomStream(seed, (ulong)draw);
        var design = stream.NextBelow(5);
        DrawWeights(stream, scratch);
        var (columns, method, rows) = design switch
        {
            0 => (minMaxMeans, AggregateMethod.Arithmetic, scratch.Units), // a mean of sums is the sum of means
            1 => (logs, AggregateMethod.Geometric, scratch.Rows),
            2 => (minMax, AggregateMethod.Topsis, scratch.Rows),
            3 => (zScoreMeans, AggregateMethod.Arithmetic, scratch.Units),
            _ => (zScores, AggregateMethod.Topsis, scratch.Rows),
        };
        var n = index.Units.Count;
        var score = scratch.Score.AsSpan(0, rows == scratch.Units ? n : scratch.Score.Length);
        for (var node = index.Nodes.Count - 1; node >= 0; node--)
        {
            rows.Score(node, method, columns, scratch.Within, scratch.NodeWithin, score);
            IndexSteps.MeanOverYears(score, scratch.Means);
            Ranks.Descending(scratch.Means, ranks.Slice(node * n, n), scratch.Order);
        }
    }

    private void DrawWeights(RandomStream stream, Scratch scratch)
    {
        foreach (var node in index.Table.Tree.Nodes)
        {
            var count = node.Children.Length == 0 ? node.Count : node.Children.Length;
            var alpha = scratch.Alpha.AsSpan(0, count);
            var weights = scratch.Weights.AsSpan(0, count);
            for (var c = 0; c < count; c++)
            {
                var weight = node.Children.Length == 0 ? index.Indicators[node.First + c].WeightWithin : index.Nodes[node.Children[c]].WeightWithin;
                alpha[c] = spread == WeightSpread.Simplex ? 1 : Concentration * count * weight;
            }
            Dirichlet.Draw(stream, alpha, weights);
            if (node.Children.Length == 0) weights.CopyTo(scratch.Within.AsSpan(node.First));
            for (var c = 0; c < node.Children.Length; c++) scratch.NodeWithin[node.Children[c]] = weights[c];
        }
    }

    private static RankInterval[] Summarise(int[] ranks, int draws, int cells)
    {
        var intervals = new RankInterval[cells];
        var sorted = new int[draws];
        for (var cell = 0; cell < cells; cell++)
        {
            for (var draw = 0; draw < draws; draw++) sorted[draw] = ranks[draw * cells + cell];
            Array.Sort(sorted);
            intervals[cell] = new RankInterval(AtLeast(sorted, 5), AtLeast(sorted, 50), AtLeast(sorted, 95));
        }
        return intervals;
    }

    /// <summary>The smallest rank that at least so many per cent of the draws do not exceed.</summary>
    private static int AtLeast(int[] sorted, int percent) => sorted[(int)(((long)sorted.Length * percent + 99) / 100) - 1];

    private double[] Means(double[] columns)
    {
        var means = new double[index.Indicators.Count * index.Units.Count];
        IndexSteps.MeanOverYears(columns, means);
        return means;
    }

    /// <summary>What one thread needs to draw designs.</summary>
    internal sealed class Scratch(IndexResult index)
    {
        public IndexScorer Rows { get; } = new(index.Table.Tree, index.Table.RowCount);

        public IndexScorer Units { get; } = new(index.Table.Tree, index.Units.Count);

        public double[] Within { get; } = new double[index.Indicators.Count];

        public double[] NodeWithin { get; } = new double[index.Nodes.Count];

        public double[] Alpha { get; } = new double[Math.Max(index.Indicators.Count, index.Nodes.Count)];

        public double[] Weights { get; } = new double[Math.Max(index.Indicators.Count, index.Nodes.Count)];

        public double[] Score { get; } = new double[index.Table.RowCount];

        public double[] Means { get; } = new double[index.Units.Count];

        public int[] Order { get; } = new int[index.Units.Count];
    }
}
