namespace Rebound.Panels;

/// <summary>Neighbours from outlines: areas that share a corner (queen) or an edge (rook).</summary>
/// <remarks>Corners are the same when they agree to the last bit, or lie within a given distance of a corner seen before; they are
/// looked up in a grid, so the work grows with the number of corners. Where one outline has a corner in the middle of the
/// other's edge, that edge is not shared: such maps need their corners mended first. Checked against spdep 1.2-7 (poly2nb on
/// columbus, 236 queen and 200 rook links).</remarks>
public static class Contiguity
{
    /// <summary>Weights of 1 between areas that touch; symmetric.</summary>
    /// <param name="areas">n outlines of distinct units, in the order of the rows.</param>
    /// <param name="rule">Corner or edge.</param>
    /// <param name="snap">Corners nearer than this are one; 0 asks for equal coordinates. In the unit of the coordinates.</param>
    /// <exception cref="ArgumentException">A ring has fewer than three points or a coordinate is missing; the unit is named.</exception>
    public static SpatialWeights Of(IReadOnlyList<Area> areas, ContiguityRule rule, double snap = 0)
    {
        if (!(snap >= 0 && double.IsFinite(snap))) throw new ArgumentOutOfRangeException(nameof(snap), "The distance must be 0 or positive.");
        var (corners, shared) = (new CornerGrid(snap), new Dictionary<(int, int), List<int>>());
        for (var a = 0; a < areas.Count; a++)
        {
            foreach (var ring in areas[a].Rings) Enter(ring, a, areas[a].Unit, rule, corners, shared);
        }
        return Join(areas, shared);
    }

    private static void Enter(double[] ring, int area, string unit, ContiguityRule rule, CornerGrid corners, Dictionary<(int, int), List<int>> shared)
    {
        if (ring.Length < 6 || ring.Length % 2 != 0) throw new ArgumentException($"A ring of '{unit}' has {ring.Length} coordinates; at least three points are needed.", nameof(ring));
        var first = corners.IndexOf(ring[0], ring[1], unit);
        var last = first;
        for (var k = 0; k < ring.Length; k += 2)
        {
            var corner = k == 0 ? first : corners.IndexOf(ring[k], ring[k + 1], unit);
            if (rule == ContiguityRule.Queen) Note((corner, corner));
            else if (corner != last) Note(corner < last ? (corner, last) : (last, corner));
            last = corner;
        }
        if (rule == ContiguityRule.Rook && last != first) Note(last < first ? (last, first) : (first, last));

        void Note((int, int) place)
        {
            if (!shared.TryGetValue(place, out var holders)) shared[place] = holders = [];
            if (holders.Count == 0 || holders[^1] != area) holders.Add(area);
        }
    }

    private static SpatialWeights Join(IReadOnlyList<Area> areas, Dictionary<(int, int), List<int>> shared)
    {
        var links = new HashSet<(int From, int To)>();
        foreach (var holders in shared.Values)
        {
            foreach (var i in holders)
            {
                foreach (var j in holders)
                    if (i != j) links.Add((i, j));
            }
        }
        return SpatialWeights.FromLinks([.. areas.Select(area => area.Unit)], [.. links.Select(link => link.From)], [.. links.Select(link => link.To)]);
    }

    /// <summary>Numbers corners; those nearer than the snap distance to an earlier one take its number.</summary>
    private sealed class CornerGrid(double snap)
    {
        private readonly Dictionary<(long, long), List<int>> cells = [];
        private readonly List<(double X, double Y)> corners = [];

        public int IndexOf(double x, double y, string unit)
        {
            if (!double.IsFinite(x) || !double.IsFinite(y)) throw new ArgumentException(FormattableString.Invariant($"A point of '{unit}' lies at ({x}, {y})."), nameof(x));
            var (column, row) = (Cell(x), Cell(y));
            var reach = snap > 0 ? 1 : 0;
            for (var c = column - reach; c <= column + reach; c++)
            {
                for (var r = row - reach; r <= row + reach; r++)
                {
                    if (!cells.TryGetValue((c, r), out var inside)) continue;
                    foreach (var corner in inside)
                        if (Same(corners[corner], x, y)) return corner;
                }
            }
            corners.Add((x, y));
            if (!cells.TryGetValue((column, row), out var cell)) cells[(column, row)] = cell = [];
            cell.Add(corners.Count - 1);
            return corners.Count - 1;
        }

        // + 0.0 turns −0 into 0, so that both are one corner.
        private long Cell(double value) => snap > 0 ? (long)Math.Floor(value / snap) : BitConverter.DoubleToInt64Bits(value + 0.0);

        private bool Same((double X, double Y) corner, double x, double y)
        {
            var (dx, dy) = (corner.X - x, corner.Y - y);
            return dx * dx + dy * dy <= snap * snap;
        }
    }
}
