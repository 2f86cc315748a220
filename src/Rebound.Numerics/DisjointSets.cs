namespace Rebound.Numerics;

/// <summary>Sets of things that links join into ever larger ones (Galler and Fischer, 1964), with halving of paths.</summary>
/// <remarks>The name of a set is its smallest member, so it does not depend on the order of the links.</remarks>
public sealed class DisjointSets
{
    private readonly int[] parent;

    /// <summary>Every thing in a set of its own.</summary>
    /// <param name="count">Number of things.</param>
    public DisjointSets(int count) => parent = [.. Enumerable.Range(0, count)];

    /// <summary>Number of things.</summary>
    public int Count => parent.Length;

    /// <summary>The smallest member of the set that a thing is in.</summary>
    /// <param name="thing">0 to <see cref="Count"/> − 1.</param>
    public int Of(int thing)
    {
        while (parent[thing] != thing) thing = parent[thing] = parent[parent[thing]];
        return thing;
    }

    /// <summary>Makes one set of the sets of two things.</summary>
    /// <param name="first">The one.</param>
    /// <param name="second">The other.</param>
    public void Join(int first, int second)
    {
        var (a, b) = (Of(first), Of(second));
        if (a != b) parent[Math.Max(a, b)] = Math.Min(a, b);
    }

    /// <summary>The sets, each in ascending order; the largest first, then by smallest member.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Sets() =>
        [.. Enumerable.Range(0, Count).GroupBy(Of).Select(g => g.ToArray()).OrderByDescending(g => g.Length).ThenBy(g => g[0])];
}
