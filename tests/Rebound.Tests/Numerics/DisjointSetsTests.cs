using CsCheck;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Numerics;

public sealed class DisjointSetsTests
{
    private const int Count = 12;

    [Fact]
    public void Things_are_in_one_set_exactly_when_links_lead_from_one_to_the_other() => Gen.Select(Gen.Int[0, Count - 1], Gen.Int[0, Count - 1]).Array[0, 14].Sample(links =>
    {
        var sets = new DisjointSets(Count);
        foreach (var (a, b) in links) sets.Join(a, b);
        for (var first = 0; first < Count; first++)
        {
            var reached = new SortedSet<int> { first };
            for (var round = 0; round < Count; round++)
                foreach (var (a, b) in links)
                    if (reached.Contains(a) || reached.Contains(b)) reached.UnionWith([a, b]);
            Assert.Equal(reached.Min, sets.Of(first));
            Assert.Equal(reached, sets.Sets().Single(s => s.Contains(first)));
        }
        Assert.Equal(sets.Sets().OrderByDescending(s => s.Count).ThenBy(s => s[0]), sets.Sets());
        Assert.Equal(Count, sets.Sets().Sum(s => s.Count));
    }, iter: 1000);
}
