namespace Rebound.Measures;

/// <summary>The tree of dimensions, in which parents precede children and the indicators of every node are consecutive.</summary>
internal sealed class IndexTree
{
    private readonly List<Shape> nodes = [];

    private IndexTree(int[] order) => Order = order;

    /// <summary>Position in the tree → index in the list of indicators that was given.</summary>
    public int[] Order { get; }

    public IReadOnlyList<Shape> Nodes => nodes;

    /// <summary>Places the indicators; dimensions keep the order in which they first appear.</summary>
    /// <exception cref="IndexRefusedException">A dimension is unnamed, or holds both indicators and dimensions.</exception>
    public static IndexTree Of(IReadOnlyList<Indicator> indicators)
    {
        var root = new Branch(IndexNode.Total);
        var refusals = new List<IndexRefusal>();
        for (var j = 0; j < indicators.Count; j++)
        {
            var names = indicators[j].Dimension.Split('/', StringSplitOptions.TrimEntries);
            if (names.Any(name => name.Length == 0) || names[0] == IndexNode.Total)
                refusals.Add(new(IndexRefusalKind.Dimension, null, null, indicators[j].Code, $"Indicator '{indicators[j].Code}': '{indicators[j].Dimension}' is no path of dimensions; write for instance society/health ('{IndexNode.Total}' is the index itself)."));
            else
                root.Child(names).Indicators.Add(j);
        }
        IndexRefusedException.ThrowIfAny(refusals);
        var tree = new IndexTree(new int[indicators.Count]);
        tree.Add(root, -1, 0, 0, refusals);
        IndexRefusedException.ThrowIfAny(refusals);
        return tree;
    }

    /// <summary>Names of what lies directly below a node: paths of dimensions, or codes of indicators.</summary>
    /// <param name="node">Index of the node.</param>
    /// <param name="indicators">The indicators in the order of the tree.</param>
    public string[] PartsOf(int node, IReadOnlyList<Indicator> indicators) => nodes[node].Children.Length > 0
        ? [.. nodes[node].Children.Select(child => nodes[child].Path)]
        : [.. Enumerable.Range(nodes[node].First, nodes[node].Count).Select(j => indicators[j].Code)];

    private int Add(Branch branch, int parent, int depth, int first, List<IndexRefusal> refusals)
    {
        if (branch.Children.Count > 0 && branch.Indicators.Count > 0)
            refusals.Add(new(IndexRefusalKind.Dimension, null, null, branch.Path, $"Dimension '{branch.Path}' holds indicators beside dimensions; give these indicators a dimension of their own below it."));
        var index = nodes.Count;
        nodes.Add(default);
        var count = 0;
        foreach (var j in branch.Indicators) Order[first + count++] = j;
        var children = new List<int>();
        foreach (var child in branch.Children)
        {
            children.Add(nodes.Count);
            count += Add(child, index, depth + 1, first + count, refusals);
        }
        nodes[index] = new Shape(branch.Path, parent, depth, first, count, [.. children]);
        return count;
    }

    /// <summary>A node: its indicators are First … First + Count − 1 in the order of the tree.</summary>
    public readonly record struct Shape(string Path, int Parent, int Depth, int First, int Count, int[] Children);

    private sealed class Branch(string path)
    {
        public string Path { get; } = path;

        public List<Branch> Children { get; } = [];

        public List<int> Indicators { get; } = [];

        public Branch Child(ReadOnlySpan<string> names)
        {
            if (names.IsEmpty) return this;
            var below = Path == IndexNode.Total ? names[0] : $"{Path}/{names[0]}";
            var child = Children.Find(candidate => candidate.Path == below);
            if (child is null) Children.Add(child = new Branch(below));
            return child.Child(names[1..]);
        }
    }
}
