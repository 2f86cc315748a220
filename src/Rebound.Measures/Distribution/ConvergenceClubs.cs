namespace Rebound.Measures;

/// <summary>Clubs of units that converge with each other, found in the data.</summary>
/// <param name="Whole">The log t test of all units: where it does not reject, they are one club.</param>
/// <param name="Clubs">From the club of the highest values to that of the lowest.</param>
/// <param name="Divergent">Units that converge with no others, in the order of the panel.</param>
/// <remarks>Source: Phillips and Sul (2007, 2009); the sieve is narrowed as Schnurbus, Haupt and Meier (2017) propose. Steps: (1) order by
/// the last period; (2) the core is the run of units from the top with the largest t, among runs that start with the first pair that converges and
/// keep doing so; (3) units join whose t beside the core is above c* = 0, those of the largest t first, as many as leave the whole convergent; (4) the rest is one
/// club, or starts again at (2), or diverges; (5) neighbouring clubs that converge together are merged. The time grows with units times clubs.
/// Checked against a plain derivation of the steps in R 4.2.2.</remarks>
public sealed record ConvergenceClubs(LogTTest Whole, IReadOnlyList<ConvergenceClub> Clubs, IReadOnlyList<string> Divergent)
{
    /// <summary>A unit joins a core when the t of both together is above this.</summary>
    private const double Sieve = 0;

    /// <summary>Searches for clubs.</summary>
    /// <param name="panel">Values of 0 or more of at least two units over at least ten periods; short movements should be filtered out first.</param>
    /// <param name="merge">Whether neighbouring clubs are merged that converge together: the search cuts too finely.</param>
    /// <exception cref="MeasureRefusedException">Too few periods or units, a value that is missing or negative, or units that are exactly equal in a period.</exception>
    public static ConvergenceClubs Of(BalancedValues panel, bool merge = true)
    {
        ArgumentNullException.ThrowIfNull(panel);
        LogTTest.RequirePanel(panel);
        int[] rest = [.. Enumerable.Range(0, panel.Units.Count).OrderByDescending(i => panel[i, panel.PeriodCount - 1])]; // a stable order
        var whole = Of(panel, rest).Test();
        var clubs = new List<TransitionGroup>();
        while (rest.Length > 1)
        {
            var all = Of(panel, rest);
            var club = all.Test().Converges ? all : Core(panel, rest) is { } core ? Enlarged(core, rest) : null;
            if (club is null) break;
            clubs.Add(club);
            rest = [.. rest.Except(club.Units)];
        }
        if (merge) clubs = Merged(clubs);
        return new ConvergenceClubs(whole, [.. clubs.Select(club => new ConvergenceClub(Names(panel, club.Units), club.Test()))], Names(panel, rest));
    }

    private static TransitionGroup Of(BalancedValues panel, IEnumerable<int> units)
    {
        var group = new TransitionGroup(panel);
        foreach (var i in units) group.Add(i);
        return group;
    }

    private static TransitionGroup? Core(BalancedValues panel, int[] order)
    {
        var first = 0;
        while (first + 1 < order.Length && !Of(panel, order[first..(first + 2)]).Test().Converges) first++;
        if (first + 1 >= order.Length) return null;
        var group = Of(panel, order[first..(first + 2)]);
        var (length, most) = (2, group.Test().T);
        for (var k = first + 2; k < order.Length; k++)
        {
            group.Add(order[k]);
            var found = group.Test();
            if (!found.Converges) break;
            if (found.T > most) (length, most) = (k - first + 1, found.T);
        }
        return Of(panel, order[first..(first + length)]);
    }

    private static TransitionGroup Enlarged(TransitionGroup core, int[] order)
    {
        var inside = core.Units.ToHashSet();
        var candidates = order.Where(i => !inside.Contains(i)).Select(i => (Unit: i, core.TestWith(i).T)).Where(found => found.T > Sieve).OrderByDescending(found => found.T).ToList();
        var (group, joined) = (core.Copy(), 0);
        for (var k = 0; k < candidates.Count; k++)
        {
            group.Add(candidates[k].Unit);
            if (group.Test().Converges) joined = k + 1;
        }
        foreach (var (unit, _) in candidates.Take(joined)) core.Add(unit);
        return core;
    }

    private static List<TransitionGroup> Merged(List<TransitionGroup> clubs)
    {
        var merged = new List<TransitionGroup>();
        foreach (var club in clubs)
        {
            if (merged.Count > 0 && merged[^1].And(club) is { } together && together.Test().Converges) merged[^1] = together;
            else merged.Add(club);
        }
        return merged;
    }

    private static string[] Names(BalancedValues panel, IReadOnlyList<int> units) => [.. units.Order().Select(i => panel.Units[i])];
}
