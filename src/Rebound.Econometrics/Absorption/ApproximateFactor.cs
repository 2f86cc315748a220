using System.Runtime.InteropServices;
using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>A sampled Cholesky factor of the graph that the main effect spans between the groups of each other effect: near-linear in the
/// rows however sparse or dense the graph, and a good preconditioner where plain iterations stall.</summary>
/// <remarks>Eliminating a vertex joins its neighbours in a clique; of the clique a random tree with the same mean is kept (Kyng and
/// Sachdeva, 2016; Gao, Kyng and Spielman, 2023). The groups of the main effect go first, then vertices of few edges. The draws have a
/// fixed seed, so that one design always gives the same factor.</remarks>
internal sealed class ApproximateFactor : IPreconditioner
{
    private const ulong Seed = 0x52656275;
    private const int SmallestGraph = 64; // an effect of fewer groups is left to the diagonal
    private readonly Graph?[] graphs;
    private readonly LayoutTerm[] terms;
    private readonly double[] inverse;

    public ApproximateFactor(ReducedSystem system)
    {
        terms = system.Layout.Terms;
        inverse = [.. system.Diagonal.Select(d => d > 0 ? 1 / d : 0)];
        graphs = new Graph?[terms.Length];
        FixedChunks.Run(terms.Length, 1, (t, _) =>
        {
            if (terms[t].Effect.Levels >= SmallestGraph) graphs[t] = new Graph(system, t, new RandomStream(Seed, (ulong)t));
        });
    }

    public void Solve<T>(T[] r, T[] z) where T : unmanaged, ILanes<T>
    {
        for (var t = 0; t < terms.Length; t++)
        {
            int from = terms[t].Offset, count = terms[t].Effect.Levels;
            if (graphs[t] is { } graph) graph.Solve(r.AsSpan(from, count), z.AsSpan(from, count));
            else
                for (var a = from; a < from + count; a++) z[a] = r[a] * T.All(inverse[a]);
        }
    }

    private sealed class Graph
    {
        private readonly int[] order;
        private readonly int[] starts;
        private readonly List<int> neighbours = [];
        private readonly List<double> shares = [];
        private readonly double[] inverse;
        private readonly RandomStream stream;

        // Edges under construction: each hangs at its end that is eliminated first.
        private readonly int[] heads;
        private int[] next;
        private int[] ends;
        private double[] weights;
        private int free;

        // A star being eliminated.
        private int[] star = new int[16];
        private double[] starWeights = new double[16];
        private double[] starSums = new double[16];

        public Graph(ReducedSystem system, int term, RandomStream stream)
        {
            this.stream = stream;
            var layout = system.Layout;
            var size = layout.Terms[term].Effect.Levels;
            var sampled = SampleMain(system, term);
            order = Order(sampled, size, out var place);
            heads = new int[size];
            Array.Fill(heads, -1);
            (next, ends, weights) = (new int[sampled.Count + 1], new int[sampled.Count + 1], new double[sampled.Count + 1]);
            for (var e = 0; e < next.Length; e++) next[e] = e + 1 < next.Length ? e + 1 : -1;
            foreach (var (a, b, w) in sampled) Add(place[a], place[b], w);
            starts = new int[size + 1];
            inverse = new double[size];
            for (var v = 0; v < size; v++) Eliminate(v);
        }

        public void Solve<T>(ReadOnlySpan<T> r, Span<T> z) where T : unmanaged, ILanes<T>
        {
            var x = new T[order.Length];
            for (var v = 0; v < x.Length; v++) x[v] = r[order[v]];
            var to = CollectionsMarshal.AsSpan(neighbours);
            var share = CollectionsMarshal.AsSpan(shares);
            for (var v = 0; v < x.Length; v++)
            {
                var value = x[v];
                for (var k = starts[v]; k < starts[v + 1]; k++) x[to[k]] += T.All(share[k]) * value;
                x[v] = value * T.All(inverse[v]);
            }
            for (var v = x.Length - 1; v >= 0; v--)
            {
                var value = x[v];
                for (var k = starts[v]; k < starts[v + 1]; k++) value += T.All(share[k]) * x[to[k]];
                x[v] = value;
                z[order[v]] = value;
            }
        }

        // The tree that each group of the main effect leaves between the groups it meets.
        private List<(int A, int B, double Weight)> SampleMain(ReducedSystem system, int term)
        {
            var (layout, count) = (system.Layout, system.Layout.Terms.Length);
            var offset = layout.Terms[term].Offset;
            List<(int, int, double)> edges = new(layout.Rows);
            for (var g = 0; g < layout.Main.Levels; g++)
            {
                int from = layout.Starts[g], length = layout.Starts[g + 1] - from;
                if (length < 2) continue;
                Grow(length);
                for (var i = 0; i < length; i++)
                {
                    star[i] = layout.Index[(from + i) * count + term] - offset;
                    starWeights[i] = system.Weights?[from + i] ?? 1;
                }
                var degree = Merge(length);
                Sample(degree, system.InverseMainTotals[g], (a, b, w) => edges.Add((a, b, w)));
            }
            return edges;
        }

        private static int[] Order(List<(int A, int B, double Weight)> edges, int size, out int[] place)
        {
            var degrees = new int[size];
            foreach (var (a, b, _) in edges)
            {
                degrees[a]++;
                degrees[b]++;
            }
            int[] order = [.. Enumerable.Range(0, size).OrderBy(v => degrees[v])];
            place = new int[size];
            for (var i = 0; i < size; i++) place[order[i]] = i;
            return order;
        }

        private void Add(int a, int b, double weight)
        {
            var (early, late) = a < b ? (a, b) : (b, a);
            var e = free;
            free = next[e];
            (ends[e], weights[e], next[e]) = (late, weight, heads[early]);
            heads[early] = e;
        }

        private void Eliminate(int v)
        {
            var length = 0;
            for (var e = heads[v]; e >= 0;)
            {
                Grow(length + 1);
                (star[length], starWeights[length]) = (ends[e], weights[e]);
                length++;
                var after = next[e];
                (next[e], free) = (free, e);
                e = after;
            }
            var degree = Merge(length);
            double total = 0;
            for (var i = 0; i < degree; i++) total += starWeights[i];
            inverse[v] = total > 0 ? 1 / total : 0;
            for (var i = 0; i < degree; i++)
            {
                neighbours.Add(star[i]);
                shares.Add(starWeights[i] * inverse[v]);
            }
            starts[v + 1] = neighbours.Count;
            Sample(degree, inverse[v], Add);
        }

        // Parallel edges become one; light ones first.
        private int Merge(int length)
        {
            Array.Sort(star, starWeights, 0, length);
            var degree = 0;
            for (var i = 0; i < length; i++)
                if (degree > 0 && star[degree - 1] == star[i]) starWeights[degree - 1] += starWeights[i];
                else (star[degree], starWeights[degree++]) = (star[i], starWeights[i]);
            Array.Sort(starWeights, star, 0, degree);
            return degree;
        }

        // Each neighbour but the last is joined to one after it, drawn by weight.
        private void Sample(int degree, double inverseTotal, Action<int, int, double> add)
        {
            double sum = 0;
            for (var i = 0; i < degree; i++) starSums[i] = sum += starWeights[i];
            for (var i = 0; i + 1 < degree; i++)
            {
                var rest = sum - starSums[i];
                var target = starSums[i] + stream.NextUniform() * rest;
                var j = Array.BinarySearch(starSums, i + 1, degree - i - 1, target);
                if (j < 0) j = Math.Min(~j, degree - 1);
                add(star[i], star[j], starWeights[i] * rest * inverseTotal);
            }
        }

        private void Grow(int length)
        {
            if (length <= star.Length) return;
            var size = Math.Max(length, 2 * star.Length);
            Array.Resize(ref star, size);
            Array.Resize(ref starWeights, size);
            Array.Resize(ref starSums, size);
        }
    }
}
