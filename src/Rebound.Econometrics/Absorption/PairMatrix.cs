using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The reduced system written out: the block of its largest effect as a sparse matrix, the other effects as a dense border.</summary>
/// <remarks>The block is a graph Laplacian: groups of the effect are vertices, joined by Σ_u w_r w_s/W_u over the rows r, s that share
/// a group u of the main effect. Its diagonal is the sum of the edges, free of cancellation.</remarks>
internal sealed class PairMatrix
{
    private const int Pieces = 16;
    private readonly EffectLayout layout;
    private readonly int[] starts;  // first of each group's rows in `rows`
    private readonly int[] rows;    // sorted positions by group of the block's effect
    private readonly int[] mains;   // group of the main effect by sorted position

    private PairMatrix(EffectLayout layout)
    {
        this.layout = layout;
        Size = layout.Terms[0].Effect.Levels;
        Border = layout.Size - Size;
        var n = layout.Rows;
        mains = new int[n];
        for (var g = 0; g < layout.Main.Levels; g++) mains.AsSpan(layout.Starts[g], layout.Starts[g + 1] - layout.Starts[g]).Fill(g);
        var count = layout.Terms.Length;
        starts = new int[Size + 1];
        for (var i = 0; i < n; i++) starts[layout.Index[i * count] + 1]++;
        for (var f = 0; f < Size; f++) starts[f + 1] += starts[f];
        var next = starts[..^1];
        rows = new int[n];
        for (var i = 0; i < n; i++) rows[next[layout.Index[i * count]]++] = i;
    }

    /// <summary>Vertices of the block.</summary>
    public int Size { get; }

    /// <summary>Parameters of the border.</summary>
    public int Border { get; }

    /// <summary>First neighbour of each vertex in <see cref="Neighbours"/>, and the end.</summary>
    public int[] First { get; private set; } = [];

    /// <summary>Neighbours of each vertex, ascending.</summary>
    public int[] Neighbours { get; private set; } = [];

    /// <summary>Weights of the edges, all positive.</summary>
    public double[] Edges { get; private set; } = [];

    /// <summary>The border's rows on the block: Border arrays of <see cref="Size"/>.</summary>
    public double[][] Sides { get; private set; } = [];

    /// <summary>The border's own block.</summary>
    public double[,] Corner { get; private set; } = new double[0, 0];

    /// <summary>Σ over groups of the main effect of squared rows: the cost of writing the matrix out.</summary>
    public static double Cost(EffectLayout layout)
    {
        double cost = 0;
        for (var g = 0; g < layout.Main.Levels; g++)
        {
            double size = layout.Starts[g + 1] - layout.Starts[g];
            cost += size * size;
        }
        return cost;
    }

    /// <summary>The pattern and the numbers; null where there would be more than <paramref name="mostEdges"/> entries.</summary>
    public static PairMatrix? Of(ReducedSystem system, long mostEdges)
    {
        var matrix = new PairMatrix(system.Layout);
        if (!matrix.FindPattern(mostEdges)) return null;
        matrix.Edges = new double[matrix.Neighbours.Length];
        matrix.Sides = [.. Enumerable.Range(0, matrix.Border).Select(_ => new double[matrix.Size])];
        matrix.Corner = new double[matrix.Border, matrix.Border];
        matrix.Fill(system);
        return matrix;
    }

    /// <summary>The numbers for other weights.</summary>
    public void Fill(ReducedSystem system)
    {
        FillBlock(system);
        FillCorner(system);
    }

    private bool FindPattern(long mostEdges)
    {
        var (count, index) = (layout.Terms.Length, layout.Index);
        long found = 0;
        var parts = FixedChunks.Collect(Pieces, 1, (piece, _) =>
        {
            int from = (int)((long)Size * piece / Pieces), to = (int)((long)Size * (piece + 1) / Pieces);
            var last = new int[Size];
            List<int> neighbours = [];
            var ends = new int[to - from];
            for (var f = from; f < to; f++)
            {
                var begin = neighbours.Count;
                last[f] = f + 1;
                for (var k = starts[f]; k < starts[f + 1]; k++)
                {
                    var u = mains[rows[k]];
                    for (var s = layout.Starts[u]; s < layout.Starts[u + 1]; s++)
                    {
                        var other = index[s * count];
                        if (last[other] == f + 1) continue;
                        last[other] = f + 1;
                        neighbours.Add(other);
                    }
                }
                neighbours.Sort(begin, neighbours.Count - begin, null);
                ends[f - from] = neighbours.Count;
                if (Interlocked.Add(ref found, neighbours.Count - begin) > mostEdges) return (Ends: ends, Neighbours: []);
            }
            return (Ends: ends, Neighbours: neighbours);
        });
        if (found > mostEdges) return false;
        First = new int[Size + 1];
        Neighbours = new int[found];
        int vertex = 0, filled = 0;
        foreach (var (ends, neighbours) in parts)
        {
            foreach (var end in ends) First[++vertex] = filled + end;
            neighbours.CopyTo(Neighbours, filled);
            filled += neighbours.Count;
        }
        return true;
    }

    private void FillBlock(ReducedSystem system)
    {
        var (count, index, weights) = (layout.Terms.Length, layout.Index, system.Weights);
        FixedChunks.Run(Pieces, 1, () => (Edges: new double[Size], Sides: new double[Border]), (piece, _, sums) =>
        {
            int from = (int)((long)Size * piece / Pieces), to = (int)((long)Size * (piece + 1) / Pieces);
            for (var f = from; f < to; f++)
            {
                for (var k = starts[f]; k < starts[f + 1]; k++)
                {
                    var r = rows[k];
                    var u = mains[r];
                    var weight = weights?[r] ?? 1;
                    var share = weight * system.InverseMainTotals[u];
                    for (var t = 1; t < count; t++) sums.Sides[index[r * count + t] - Size] += weight;
                    for (var s = layout.Starts[u]; s < layout.Starts[u + 1]; s++)
                    {
                        var product = weights is null ? share : share * weights[s];
                        var places = index.AsSpan(s * count, count);
                        sums.Edges[places[0]] += product;
                        for (var t = 1; t < places.Length; t++) sums.Sides[places[t] - Size] -= product;
                    }
                }
                sums.Edges[f] = 0;
                for (var k = First[f]; k < First[f + 1]; k++)
                {
                    Edges[k] = sums.Edges[Neighbours[k]];
                    sums.Edges[Neighbours[k]] = 0;
                }
                for (var b = 0; b < Border; b++)
                {
                    Sides[b][f] = sums.Sides[b];
                    sums.Sides[b] = 0;
                }
            }
        });
    }

    private void FillCorner(ReducedSystem system)
    {
        if (Border == 0) return;
        var (count, index, weights) = (layout.Terms.Length, layout.Index, system.Weights);
        var parts = FixedChunks.Collect(layout.Chunks.Length - 1, 1, (chunk, _) =>
        {
            var part = new double[Border * Border];
            var sums = new double[Border];
            List<int> touched = [];
            for (var g = layout.Chunks[chunk]; g < layout.Chunks[chunk + 1]; g++)
            {
                for (var r = layout.Starts[g]; r < layout.Starts[g + 1]; r++)
                {
                    var weight = weights?[r] ?? 1;
                    var places = index.AsSpan(r * count + 1, count - 1);
                    foreach (var place in places)
                    {
                        if (sums[place - Size] == 0) touched.Add(place - Size);
                        sums[place - Size] += weight;
                        foreach (var other in places) part[(place - Size) * Border + other - Size] += weight;
                    }
                }
                foreach (var a in touched)
                {
                    var share = sums[a] * system.InverseMainTotals[g];
                    foreach (var b in touched) part[a * Border + b] -= share * sums[b];
                }
                foreach (var a in touched) sums[a] = 0;
                touched.Clear();
            }
            return part;
        });
        for (var a = 0; a < Border; a++)
            for (var b = 0; b < Border; b++)
            {
                double sum = 0;
                foreach (var part in parts) sum += part[a * Border + b];
                Corner[a, b] = sum;
            }
    }
}
