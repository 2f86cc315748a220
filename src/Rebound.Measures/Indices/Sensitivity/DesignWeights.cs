using System.Buffers;
using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>The weights of a design by its method, and the random ones drawn in their place.</summary>
internal sealed class DesignWeights(IndexDesign design, int[] choices)
{
    private const double Concentration = 10;

    private IndexTree tree = null!;
    private double[][] within = []; // one set, or one a year
    private double[][] nodeWithin = [];
    private int leftOut = -1;

    public IndexDesign Design => design;

    /// <summary>The first design with these weights, to name it.</summary>
    public int[] Choices => choices;

    /// <summary>How many years have weights of their own; 1 when all share them.</summary>
    public int Years => within.Length;

    public bool IsFound => within.Length > 0;

    /// <summary>Finds the weights of all indicators.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its normalised columns.</param>
    /// <param name="entropies">Entropy of each indicator.</param>
    public void Find(CompleteTable table, double[] columns, double[] entropies)
    {
        tree = table.Tree;
        var weights = new IndexWeights(table, design.Options, columns, entropies).Years;
        (within, nodeWithin) = ([.. weights.Select(year => year.Within)], [.. weights.Select(year => year.NodeWithin)]);
    }

    /// <summary>Finds the weights without the indicator that is left out: anew among the others of its dimension, and everywhere when all indicators are weighted at once.</summary>
    /// <param name="table">The table.</param>
    /// <param name="entropies">Entropy of each indicator.</param>
    /// <param name="whole">The weights of all indicators by the same method.</param>
    public void FindBeside(CompleteTable table, double[] entropies, DesignWeights whole)
    {
        (tree, leftOut) = (table.Tree, Position(table, design.LeftOut!));
        var flat = design.Options.Between == DimensionWeights.Flat;
        var node = flat ? tree.Nodes[0] : tree.Nodes.First(candidate => candidate.Children.Length == 0 && leftOut >= candidate.First && leftOut < candidate.First + candidate.Count);
        var room = design.Options.WeighsValues ? ArrayPool<double>.Shared.Rent(node.Count * table.RowCount) : null;
        try
        {
            FindBeside(table.Beside(leftOut, flat, room), node, flat, entropies, whole);
        }
        finally
        {
            if (room is not null) ArrayPool<double>.Shared.Return(room);
        }
    }

    private void FindBeside(CompleteTable rest, IndexTree.Shape node, bool flat, double[] entropies, DesignWeights whole)
    {
        double[] known = [.. entropies.AsSpan(node.First, leftOut - node.First), .. entropies.AsSpan((leftOut + 1)..(node.First + node.Count))];
        // Within one dimension nothing is weighed between dimensions, so the comparison of dimensions is not asked for again.
        var weights = new IndexWeights(rest, flat ? design.Options : design.Options with { Between = DimensionWeights.Equal }, design.Options.YearlyWeights ? IndexSteps.Normalise(rest, design.Options) : null, known).Years;
        nodeWithin = flat ? [.. weights.Select(year => year.NodeWithin)] : whole.nodeWithin;
        within = [.. weights.Select((year, t) =>
        {
            var found = whole.within[t].ToArray();
            year.Within.AsSpan(0, leftOut - node.First).CopyTo(found.AsSpan(node.First));
            year.Within.AsSpan(leftOut - node.First).CopyTo(found.AsSpan(leftOut + 1));
            found[leftOut] = 0;
            return found;
        })];
    }

    /// <summary>Copies the weights of a year, or draws others in their place.</summary>
    public void CopyTo(DesignScratch scratch, int year, WeightSpread? spread, RandomStream? stream)
    {
        within[year].CopyTo(scratch.Within, 0);
        nodeWithin[year].CopyTo(scratch.NodeWithin, 0);
        if (spread is not { } kind) return;
        foreach (var node in tree.Nodes)
        {
            var leaf = node.Children.Length == 0;
            var count = leaf ? node.Count : node.Children.Length;
            Span<double> alpha = scratch.Alpha.AsSpan(0, count), drawn = scratch.Weights.AsSpan(0, count);
            for (var c = 0; c < count; c++)
            {
                var weight = leaf ? within[year][node.First + c] : nodeWithin[year][node.Children[c]];
                alpha[c] = leaf && node.First + c == leftOut ? 0 : kind == WeightSpread.Simplex ? 1 : Concentration * count * weight;
            }
            Dirichlet.Draw(stream!, alpha, drawn);
            if (leaf) drawn.CopyTo(scratch.Within.AsSpan(node.First));
            else
                for (var c = 0; c < count; c++) scratch.NodeWithin[node.Children[c]] = drawn[c];
        }
    }

    private static int Position(CompleteTable table, string code)
    {
        for (var j = 0; j < table.Indicators.Count; j++)
            if (table.Indicators[j].Code == code) return j;
        throw new IndexRefusedException([new(IndexRefusalKind.Method, null, null, code, $"Indicator '{code}' is to be left out, and it is not in the index.")]);
    }
}
