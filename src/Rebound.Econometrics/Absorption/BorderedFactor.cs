using System.Runtime.InteropServices;
using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The exact inverse of the reduced system where its largest block keeps a narrow envelope and its border is short.</summary>
/// <remarks>With A the block, B its border and C the corner: v₂ = (C − BA⁻¹Bᵀ)⁻¹(r₂ − BA⁻¹r₁), v₁ = A⁻¹(r₁ − Bᵀv₂). Vertices are
/// ordered by Cuthill and McKee's (1969) breadth-first search, reversed.</remarks>
internal sealed class BorderedFactor : IPreconditioner
{
    private readonly PairMatrix matrix;
    private readonly int[] order;    // vertex at each place of the factor
    private readonly int[] place;    // its inverse
    private readonly EnvelopeFactor block;
    private readonly EnvelopeFactor corner;
    private readonly double[][] sides; // A⁻¹Bᵀ in the factor's order

    private BorderedFactor(PairMatrix matrix, int[] order, int[] place, int[] first)
    {
        (this.matrix, this.order, this.place) = (matrix, order, place);
        block = new EnvelopeFactor(first);
        corner = new EnvelopeFactor(new int[matrix.Border]);
        sides = [.. Enumerable.Range(0, matrix.Border).Select(_ => new double[matrix.Size])];
        Refactor();
    }

    /// <summary>The factor; null where it would take more than the given numbers of entries and of operations.</summary>
    public static BorderedFactor? Of(PairMatrix matrix, double mostEntries, double mostOperations)
    {
        var order = ReverseCuthillMcKee(matrix);
        var place = new int[order.Length];
        for (var i = 0; i < order.Length; i++) place[order[i]] = i;
        var first = new int[order.Length];
        double entries = 0, operations = 0;
        for (var i = 0; i < order.Length; i++)
        {
            var v = order[i];
            first[i] = i;
            for (var k = matrix.First[v]; k < matrix.First[v + 1]; k++) first[i] = Math.Min(first[i], place[matrix.Neighbours[k]]);
            double width = i - first[i] + 1;
            entries += width;
            operations += width * width;
        }
        double border = matrix.Border;
        operations += border * (4 * entries + border * order.Length);
        entries += 2 * border * order.Length;
        return entries > mostEntries || operations > mostOperations ? null : new BorderedFactor(matrix, order, place, first);
    }

    /// <summary>Takes in the numbers that the matrix has now.</summary>
    public void Refactor()
    {
        block.Clear();
        for (var i = 0; i < order.Length; i++)
        {
            var v = order[i];
            var row = block.Row(i);
            var begin = i + 1 - row.Length;
            double degree = 0;
            for (var k = matrix.First[v]; k < matrix.First[v + 1]; k++)
            {
                degree += matrix.Edges[k];
                var j = place[matrix.Neighbours[k]];
                if (j < i) row[j - begin] = -matrix.Edges[k];
            }
            row[^1] = degree;
        }
        block.Factorise();
        if (matrix.Border > 0) FactoriseCorner();
    }

    public void Solve<T>(T[] r, T[] z) where T : unmanaged, ILanes<T>
    {
        var size = matrix.Size;
        var inner = new T[size];
        for (var i = 0; i < size; i++) inner[i] = r[order[i]];
        if (matrix.Border > 0)
        {
            var outer = new T[matrix.Border];
            for (var b = 0; b < outer.Length; b++)
            {
                var sum = r[size + b];
                var side = sides[b];
                for (var i = 0; i < size; i++) sum -= T.All(side[i]) * inner[i];
                outer[b] = sum;
            }
            corner.Solve(outer);
            block.Solve(inner);
            for (var b = 0; b < outer.Length; b++)
            {
                var (side, value) = (sides[b], outer[b]);
                for (var i = 0; i < size; i++) inner[i] -= T.All(side[i]) * value;
                z[size + b] = value;
            }
        }
        else block.Solve(inner);
        for (var i = 0; i < size; i++) z[order[i]] = inner[i];
    }

    private void FactoriseCorner()
    {
        var border = matrix.Border;
        FixedChunks.Run(border, Lanes8.Count, (from, to) =>
        {
            var lanes = new double[matrix.Size * Lanes8.Count];
            for (var b = from; b < to; b++)
                for (var i = 0; i < matrix.Size; i++)
                    lanes[i * Lanes8.Count + b - from] = matrix.Sides[b][order[i]];
            var solved = MemoryMarshal.Cast<double, Lanes8>(lanes).ToArray();
            block.Solve(solved);
            var numbers = MemoryMarshal.Cast<Lanes8, double>(solved);
            for (var b = from; b < to; b++)
                for (var i = 0; i < matrix.Size; i++)
                    sides[b][i] = numbers[i * Lanes8.Count + b - from];
        });
        FixedChunks.Run(border, 1, (a, _) =>
        {
            var ordered = new double[matrix.Size];
            for (var i = 0; i < ordered.Length; i++) ordered[i] = matrix.Sides[a][order[i]];
            var row = corner.Row(a);
            for (var b = 0; b <= a; b++) row[b] = matrix.Corner[a, b] - InnerProduct.Of(ordered, sides[b]);
        });
        corner.Factorise(matrix.Corner);
    }

    // From a vertex at the edge of each component: the last one of a first search, of the fewest neighbours.
    private static int[] ReverseCuthillMcKee(PairMatrix matrix)
    {
        var size = matrix.Size;
        var order = new int[size];
        var seen = new int[size];
        int filled = 0, search = 0;
        for (var v = 0; v < size; v++)
        {
            if (seen[v] < 0) continue;
            var start = v;
            for (var round = 0; round < 2; round++)
            {
                var end = Search(matrix, start, order, filled, seen, ++search);
                start = order[end - 1];
            }
            filled = Search(matrix, start, order, filled, seen, -1);
        }
        Array.Reverse(order);
        return order;
    }

    private static int Search(PairMatrix matrix, int start, int[] order, int from, int[] seen, int mark)
    {
        var end = from;
        order[end++] = start;
        seen[start] = mark;
        for (var head = from; head < end; head++)
        {
            var begin = end;
            var v = order[head];
            for (var k = matrix.First[v]; k < matrix.First[v + 1]; k++)
            {
                var other = matrix.Neighbours[k];
                if (seen[other] == mark) continue;
                seen[other] = mark;
                order[end++] = other;
            }
            order.AsSpan(begin, end - begin).Sort((a, b) =>
            {
                var byDegree = (matrix.First[a + 1] - matrix.First[a]).CompareTo(matrix.First[b + 1] - matrix.First[b]);
                return byDegree != 0 ? byDegree : a.CompareTo(b);
            });
        }
        return end;
    }
}
