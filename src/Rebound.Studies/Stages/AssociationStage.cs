using Rebound.Measures;
using Rebound.Numerics;

namespace Rebound.Studies;

/// <summary>Whether resilience goes with the neighbours' recovery, or one dimension with the neighbours' other one: the tables association and association_local.</summary>
internal static class AssociationStage
{
    public static void Run(Study study, IndexResult index, RecoveryResult? recovery, List<ResultTable> tables)
    {
        var global = new TableBuilder("association", "first", "second", "statistic", "#value", "#expected", "#variance", "#z", "#p", "#p_permutation", "#p_adjusted", "#correlation", "#n", "#draws", "reason");
        var local = new TableBuilder("association_local", "city", "first", "second", "statistic", "#value", "#z", "#p", "#p_permutation", "#p_adjusted", "quadrant", "cluster", "reason");
        var pairs = recovery is null ? Dimensions(index) : Recovered(index, recovery);
        var (moran, lee) = (new List<Tested>(), new List<Tested>());
        foreach (var (k, pair) in pairs.Index())
        {
            var attempt = new Attempt();
            var found = attempt.Take(() => Measure(study, pair, isLocal: k == 0));
            moran.Add(new Tested(pair, found?.Bivariate, found?.Drawn.PTwoSided, found?.Lee.Correlation, attempt.Reason));
            lee.Add(new Tested(pair, found is null ? null : Of(found.Lee), found?.Lee.Test.PTwoSided, found?.Lee.Correlation, attempt.Reason));
            if (k == 0) Local(pair, found, attempt.Reason, study.Settings.Space, local);
        }
        foreach (var (name, tests) in new[] { ("bivariate Moran's I", moran), ("Lee's L", lee) })
        {
            var adjusted = SpaceStage.Adjusted([.. tests.Select(test => test.P)]);
            foreach (var (k, (pair, found, p, correlation, reason)) in tests.Index())
                global.Add(pair.First.Variable, pair.Second.Variable, name, found?.Value, found?.Expected, found?.Variance, found?.Z, found?.PTwoSided, p, adjusted[k], correlation, pair.Units.Count, study.Settings.Space.Draws, reason);
        }
        tables.Add(global.Build());
        tables.Add(local.Build());
    }

    private static Found Measure(Study study, Pair pair, bool isLocal)
    {
        var (space, seed) = (study.Settings.Space, study.Settings.Seed);
        if (pair.Units.Count < SpaceStage.LeastUnits)
            throw new NumericalException($"{pair.First} and {pair.Second} are both known for {pair.Units.Count} {(pair.Units.Count == 1 ? "unit" : "units")}; at least {SpaceStage.LeastUnits} are needed.");
        var (weights, _) = SpaceStage.Neighbours(study, pair.Units);
        return new Found(
            Moran.GlobalBivariate(pair.X, pair.Y, weights, pair.First, pair.Second),
            Moran.Bivariate(pair.X, pair.Y, weights, space.Draws, seed, pair.First, pair.Second),
            Lee.Of(pair.X, pair.Y, weights, space.Draws, seed, pair.First, pair.Second, isLocal),
            isLocal ? Moran.LocalBivariate(pair.X, pair.Y, weights, pair.First, pair.Second, space.Draws, seed) : null);
    }

    private static GlobalAutocorrelation Of(LeeAssociation lee) => new("Lee's L", SpatialNull.Randomisation, lee.Value, lee.Expected, lee.Variance, lee.Z, Normal.UpperP(lee.Z), lee.PTwoSided);

    private static void Local(Pair pair, Found? found, string reason, SpaceSettings space, TableBuilder table)
    {
        if (found is not { Local: { } moran, Lee.LocalPermutation: { } drawn })
        {
            table.Add("", pair.First.Variable, pair.Second.Variable, "local bivariate Moran's I", null, null, null, null, null, "", "", reason);
            return;
        }
        var (adjusted, lee) = (moran.Adjusted(PAdjustment.BenjaminiHochberg), drawn.Adjusted(PAdjustment.BenjaminiHochberg));
        for (var u = 0; u < pair.Units.Count; u++)
        {
            var quadrant = SpaceStage.Name(moran.Quadrants[u]);
            table.Add(pair.Units[u], pair.First.Variable, pair.Second.Variable, "local bivariate Moran's I", moran.Values[u], moran.Z[u], moran.PTwoSided[u], moran.Permutation!.PTwoSided[u], adjusted[u], quadrant, adjusted[u] <= space.Level ? quadrant : "", "");
        }
        for (var u = 0; u < pair.Units.Count; u++)
            table.Add(pair.Units[u], pair.First.Variable, pair.Second.Variable, "local Lee's L", found.Lee.Local[u], null, null, drawn.PTwoSided[u], lee[u], "", lee[u] <= space.Level ? (found.Lee.Local[u] > 0 ? "together" : "opposed") : "", "");
    }

    // The total and each dimension against the level gap of the first baseline.
    private static List<Pair> Recovered(IndexResult index, RecoveryResult recovery)
    {
        var gaps = Gaps(recovery);
        int[] rows = [.. Enumerable.Range(0, index.Units.Count).Where(u => gaps.ContainsKey(index.Units[u]))];
        string[] units = [.. rows.Select(u => index.Units[u])];
        double[] gap = [.. units.Select(unit => gaps[unit])];
        return [.. Enumerable.Range(0, index.Nodes.Count).Where(node => index.Nodes[node].Depth <= 1)
            .Select(node => new Pair(new Subject(index.Nodes[node].Path), new Subject("level gap"), units, [.. rows.Select(u => index.UnitScores(node)[u])], gap))];
    }

    /// <summary>The level gap, per cent, by unit: of the first baseline, where it could be measured.</summary>
    public static Dictionary<string, double> Gaps(RecoveryResult recovery) => recovery.Units
        .Where(unit => unit.Baseline == recovery.Options.Baselines[0] && unit.Measures?.Level is not null)
        .ToDictionary(unit => unit.Unit, unit => unit.Measures!.Level!.Percent, StringComparer.Ordinal);

    private static List<Pair> Dimensions(IndexResult index)
    {
        int[] nodes = [.. Enumerable.Range(0, index.Nodes.Count).Where(node => index.Nodes[node].Depth == 1)];
        if (nodes.Length < 2) throw new NumericalException("Without recovery, dimensions are set beside each other, and the index has fewer than two.");
        return [.. nodes.SelectMany(a => nodes.Where(b => b > a).Select(b => new Pair(new Subject(index.Nodes[a].Path), new Subject(index.Nodes[b].Path), index.Units, index.UnitScores(a).ToArray(), index.UnitScores(b).ToArray())))];
    }

    private sealed record Pair(Subject First, Subject Second, IReadOnlyList<string> Units, double[] X, double[] Y);

    private sealed record Found(GlobalAutocorrelation Bivariate, PermutationTest Drawn, LeeAssociation Lee, LocalAutocorrelation? Local);

    private sealed record Tested(Pair Pair, GlobalAutocorrelation? Found, double? P, double? Correlation, string Reason);
}
