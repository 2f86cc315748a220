namespace Rebound.Econometrics;

/// <summary>A numbering of units in which neighbours have close numbers, so that I − ρW is a narrow band.</summary>
/// <remarks>Reverse Cuthill–McKee (Cuthill and McKee, 1969; George, 1971): breadth first from an outlying unit, few neighbours first.</remarks>
internal sealed class BandOrder
{
    private BandOrder(int[] unitAt, int[] positionOf, int bandwidth) => (UnitAt, PositionOf, Bandwidth) = (unitAt, positionOf, bandwidth);

    /// <summary>The unit at a position.</summary>
    public int[] UnitAt { get; }

    /// <summary>The position of a unit.</summary>
    public int[] PositionOf { get; }

    /// <summary>The largest distance between the positions of two neighbours.</summary>
    public int Bandwidth { get; }

    public static BandOrder Of(int[] starts, int[] columns)
    {
        var neighbours = Symmetric(starts, columns);
        var n = neighbours.Length;
        var order = new List<int>(n);
        var level = new int[n];
        Array.Fill(level, -1);
        foreach (var start in Enumerable.Range(0, n).OrderBy(i => neighbours[i].Length).ThenBy(i => i))
            if (level[start] < 0) order.AddRange(Traverse(Outlying(start, neighbours, level), neighbours, level));
        order.Reverse();
        var position = new int[n];
        for (var p = 0; p < n; p++) position[order[p]] = p;
        var width = 0;
        for (var i = 0; i < n; i++)
            foreach (var j in neighbours[i]) width = Math.Max(width, Math.Abs(position[i] - position[j]));
        return new BandOrder([.. order], position, width);
    }

    // From a unit with few neighbours, walk to the far end until the walk grows no longer.
    private static int Outlying(int start, int[][] neighbours, int[] level)
    {
        for (var depth = -1; ;)
        {
            var reached = Traverse(start, neighbours, level);
            var far = level[reached[^1]];
            var last = reached.Where(i => level[i] == far).MinBy(i => neighbours[i].Length);
            foreach (var i in reached) level[i] = -1;
            if (far <= depth) return start;
            (depth, start) = (far, last);
        }
    }

    private static List<int> Traverse(int start, int[][] neighbours, int[] level)
    {
        var reached = new List<int> { start };
        level[start] = 0;
        for (var next = 0; next < reached.Count; next++)
            foreach (var j in neighbours[reached[next]])
            {
                if (level[j] >= 0) continue;
                level[j] = level[reached[next]] + 1;
                reached.Add(j);
            }
        return reached;
    }

    private static int[][] Symmetric(int[] starts, int[] columns)
    {
        var sets = new SortedSet<int>[starts.Length - 1];
        for (var i = 0; i < sets.Length; i++) sets[i] = [];
        for (var i = 0; i < sets.Length; i++)
            for (var e = starts[i]; e < starts[i + 1]; e++)
            {
                if (columns[e] == i) continue;
                sets[i].Add(columns[e]);
                sets[columns[e]].Add(i);
            }
        return [.. sets.Select(set => set.OrderBy(j => sets[j].Count).ThenBy(j => j).ToArray())];
    }
}
