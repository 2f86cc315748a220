using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>The mean square of T = Σₐ,ᵦ mₐᵦ xₐ yᵦ with M = W'W over all orders of the pairs (x, y), which Lee's L is a multiple of.</summary>
/// <remarks>The pairs of places in T² are sorted by how many places they share, as Mantel (1967) does, with the diagonal kept apart; the sums
/// over values come from Σx = Σy = 0. The time grows with the links squared per unit.</remarks>
internal static class PairOrders
{
    public static double Square(SpatialWeights weights, double[] x, double[] y)
    {
        double n = x.Length;
        var links = Links(weights);
        double xx = 0, yy = 0, xy = 0, both = 0;
        for (var i = 0; i < x.Length; i++)
        {
            xx += x[i] * x[i];
            yy += y[i] * y[i];
            xy += x[i] * y[i];
            both += x[i] * y[i] * (x[i] * y[i]);
        }
        // q_ab = (x_a y_b + x_b y_a)/2: its diagonal, its sums of rows without the diagonal (−x_a y_a), its squares off the diagonal.
        var (squareOff, rowOff, sumOff) = (0.5 * (xx * yy + xy * xy) - both, both, -xy);
        var off = links.Square * squareOff * 2 / (n * (n - 1))
            + 4 * (links.Rows - links.Square) * (rowOff - squareOff) / (n * (n - 1) * (n - 2))
            + (links.Sum * links.Sum - 4 * links.Rows + 2 * links.Square) * (sumOff * sumOff - 4 * rowOff + 2 * squareOff) / (n * (n - 1) * (n - 2) * (n - 3));
        var cross = 2 * links.Across * -both / (n * (n - 1)) + (links.Trace * links.Sum - 2 * links.Across) * (xy * sumOff + 2 * both) / (n * (n - 1) * (n - 2));
        var diagonal = links.Diagonal * both / n + (links.Trace * links.Trace - links.Diagonal) * (xy * xy - both) / (n * (n - 1));
        return off + 2 * cross + diagonal;
    }

    private static Sums Links(SpatialWeights weights)
    {
        var n = weights.Count;
        var into = new List<(int Row, double Weight)>[n];
        for (var b = 0; b < n; b++) into[b] = [];
        for (var i = 0; i < n; i++)
        {
            var neighbours = weights.NeighboursOf(i);
            var row = weights.WeightsOf(i);
            for (var k = 0; k < row.Length; k++) into[neighbours[k]].Add((i, row[k]));
        }
        var (m, isTouched, touched, sums) = (new double[n], new bool[n], new List<int>(), default(Sums));
        for (var a = 0; a < n; a++)
        {
            // Row a of W'W: over the units that have a as a neighbour, their other neighbours.
            foreach (var (i, weight) in into[a])
            {
                var neighbours = weights.NeighboursOf(i);
                var row = weights.WeightsOf(i);
                for (var k = 0; k < row.Length; k++)
                {
                    if (!isTouched[neighbours[k]]) touched.Add(neighbours[k]);
                    isTouched[neighbours[k]] = true;
                    m[neighbours[k]] += weight * row[k];
                }
            }
            double sum = 0, square = 0;
            foreach (var b in touched)
            {
                if (b != a) (sum, square) = (sum + m[b], square + m[b] * m[b]);
            }
            sums = new Sums(sums.Sum + sum, sums.Square + square, sums.Rows + sum * sum, sums.Trace + m[a], sums.Diagonal + m[a] * m[a], sums.Across + m[a] * sum);
            foreach (var b in touched) (m[b], isTouched[b]) = (0, false);
            touched.Clear();
        }
        return sums;
    }

    /// <summary>Sums over W'W: off the diagonal its entries, their squares and the squares of its rows' sums; the diagonal, its squares, and the diagonal times its row's sum.</summary>
    private readonly record struct Sums(double Sum, double Square, double Rows, double Trace, double Diagonal, double Across);
}
