using System.Globalization;
using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Whether resilient units lie together: the tables spatial_weights, moran, local_association, spatial_gini and lisa.</summary>
internal static class SpaceStage
{
    public const int LeastUnits = 10; // of fewer, an autocorrelation says nothing

    public static void Run(Study study, IndexResult index, List<ResultTable> tables)
    {
        var (weights, description) = Neighbours(study, index.Units);
        var (space, seed) = (study.Settings.Space, study.Settings.Seed);
        var summary = new TableBuilder("spatial_weights", "description", "style", "#units", "#links", "#islands");
        summary.Add(description, "row-standardised", weights.Count, weights.LinkCount, weights.Islands.Count);
        tables.Add(summary.Build());
        tables.Add(Global(index, weights, space, seed));
        tables.Add(Other(index, weights, space, seed));
        tables.Add(Inequality(index, weights, space, seed));
        tables.Add(Local(index, weights, space, seed));
    }

    /// <summary>Polygons where the study has them and every unit touches another; else the nearest units by coordinates.</summary>
    public static (SpatialWeights Weights, string Description) Neighbours(Study study, IReadOnlyList<string> units)
    {
        var why = "";
        if (study.Data.Boundaries is { } file)
        {
            var areas = AreaText.FromGeoJson(File.ReadAllText(file), study.Settings.Tables["boundaries"].Column("unit")!).GroupBy(a => a.Unit, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new Area(g.Key, [.. g.SelectMany(a => a.Rings)]), StringComparer.Ordinal);
            string[] bare = [.. units.Where(unit => !areas.ContainsKey(unit))];
            if (bare.Length == 0)
            {
                var touching = Contiguity.Of([.. units.Select(unit => areas[unit])], ContiguityRule.Queen).WithStyle(WeightStyle.Row);
                if (touching.Islands.Count == 0) return (touching, "units whose boundaries touch");
                why = $"; by their boundaries {Named(touching.Islands)} would have no neighbours";
            }
            else why = $"; {Named(bare)} {(bare.Length == 1 ? "has" : "have")} no polygon";
        }
        var cities = study.Data.Cities.ToDictionary(city => city.Code, StringComparer.Ordinal);
        var placed = units.Select(unit => cities[unit]).ToList();
        if (placed.Find(c => !IsPlaced(c)) is { } lost)
            throw new NumericalException($"Neighbours cannot be found{why}, and '{lost.Code}' has no coordinates by which the nearest could be taken. Add latitude and longitude to the table of units.");
        var locations = LocationsOf(units, placed);
        var count = Math.Min(study.Settings.Space.Nearest, units.Count - 1);
        return (DistanceWeights.Nearest(locations, count).WithStyle(WeightStyle.Row), $"the {count} nearest units along the sphere{why}");
    }

    public static bool IsPlaced(City city) => double.IsFinite(city.Latitude) && double.IsFinite(city.Longitude);

    public static Locations LocationsOf(IReadOnlyList<string> units, IReadOnlyList<City> cities) =>
        new(units, [.. cities.Select(c => c.Longitude)], [.. cities.Select(c => c.Latitude)], DistanceKind.GreatCircle);

    /// <summary>'a', 'b' and 3 more.</summary>
    public static string Named(IReadOnlyList<string> units) =>
        string.Join(", ", units.Take(5).Select(unit => $"'{unit}'")) + (units.Count > 5 ? $" and {units.Count - 5} more" : "");

    /// <summary>Fills a column of adjusted p-values: Benjamini–Hochberg over the rows of one family that have a p-value.</summary>
    public static double?[] Adjusted(IReadOnlyList<double?> p)
    {
        var adjusted = AdjustedP.Of([.. p.Where(value => value is not null).Select(value => value!.Value)], PAdjustment.BenjaminiHochberg);
        var next = 0;
        return [.. p.Select(value => value is null ? (double?)null : adjusted[next++])];
    }

    private static ResultTable Global(IndexResult index, SpatialWeights weights, SpaceSettings space, ulong seed)
    {
        var table = new TableBuilder("moran", "variable", "period", "statistic", "#value", "#expected", "#variance", "#z", "#p", "#p_permutation", "#p_adjusted", "#draws", "reason");
        List<(string Variable, string Period, double[] Values, Subject Subject)> scores = [];
        for (var node = 0; node < index.Nodes.Count; node++)
            if (index.Nodes[node].Depth <= 1) scores.Add((index.Nodes[node].Path, "mean", index.UnitScores(node).ToArray(), new Subject($"score of {index.Nodes[node].Path}")));
        for (var t = 0; t < index.YearCount && index.YearCount > 1; t++)
            scores.Add(("total", (index.FirstYear + t).ToString(CultureInfo.InvariantCulture), DistributionStage.Scores(index, t), DistributionStage.Subject(index.FirstYear + t)));
        var binary = weights.WithStyle(WeightStyle.Raw);
        Add("Moran's I", (x, subject) => Moran.Global(x, weights, SpatialNull.Randomisation, subject), (x, subject) => Moran.Permute(x, weights, space.Draws, seed, subject).PGreater);
        // The years are there to see Moran's I move; the other two look at the means alone.
        scores.RemoveAll(score => score.Period != "mean");
        Add("Geary's C", (x, subject) => Geary.Global(x, weights, SpatialNull.Randomisation, subject), (x, subject) => Geary.Permute(x, weights, space.Draws, seed, subject).PLess);
        Add("Getis-Ord G", (x, subject) => GetisOrd.Global(x, binary, subject), (x, subject) => GetisOrd.Permute(x, binary, space.Draws, seed, subject).PGreater);
        return table.Build();

        void Add(string statistic, Func<double[], Subject, GlobalAutocorrelation> analytic, Func<double[], Subject, double> permuted)
        {
            var tests = scores.Select(score =>
            {
                var attempt = new Attempt();
                return (score, Found: attempt.Take(() => analytic(score.Values, score.Subject)), Drawn: attempt.Number(() => permuted(score.Values, score.Subject)), attempt);
            }).ToList();
            var adjusted = Adjusted([.. tests.Select(test => test.Drawn)]);
            foreach (var (k, (score, found, drawn, attempt)) in tests.Index())
                table.Add(score.Variable, score.Period, statistic, found?.Value, found?.Expected, found?.Variance, found?.Z, found?.PGreater, drawn, adjusted[k], space.Draws, attempt.Reason);
        }
    }

    // Besides the local Moran, which has a table of its own.
    private static ResultTable Other(IndexResult index, SpatialWeights weights, SpaceSettings space, ulong seed)
    {
        var table = new TableBuilder("local_association", "city", "statistic", "#value", "#expected", "#variance", "#z", "#p", "#p_permutation", "#p_adjusted", "cluster", "reason");
        var (scores, subject, binary) = (index.UnitScores(0).ToArray(), new Subject("score of total"), weights.WithStyle(WeightStyle.Raw));
        Add("local Geary's c", () => Geary.Local(scores, weights, subject, space.Draws, seed), (found, u) => found.Z[u] < 0 ? "alike" : "unlike");
        Add("Getis-Ord Gi", () => GetisOrd.Local(scores, binary, HotSpot.WithoutSelf, subject, space.Draws, seed), Heat);
        Add("Getis-Ord Gi*", () => GetisOrd.Local(scores, binary, HotSpot.WithSelf, subject, space.Draws, seed), Heat);
        return table.Build();

        static string Heat(LocalAutocorrelation found, int u) => found.Z[u] > 0 ? "hot spot" : "cold spot";

        void Add(string statistic, Func<LocalAutocorrelation> measure, Func<LocalAutocorrelation, int, string> clusterOf)
        {
            var attempt = new Attempt();
            if (attempt.Take(measure) is not { } found)
            {
                table.Add("", statistic, null, null, null, null, null, null, null, "", attempt.Reason);
                return;
            }
            var adjusted = found.Adjusted(PAdjustment.BenjaminiHochberg);
            for (var u = 0; u < scores.Length; u++)
                table.Add(index.Units[u], statistic, found.Values[u], found.Expected[u], found.Variances[u], found.Z[u], found.PTwoSided[u], found.Permutation!.PTwoSided[u], adjusted[u], adjusted[u] <= space.Level ? clusterOf(found, u) : "", "");
        }
    }

    private static ResultTable Inequality(IndexResult index, SpatialWeights weights, SpaceSettings space, ulong seed)
    {
        var table = new TableBuilder("spatial_gini", "#year", "#gini", "#neighbours", "#others", "#others_share", "#p_permutation", "#draws", "reason");
        for (var t = 0; t < index.YearCount; t++)
        {
            var (attempt, scores, subject) = (new Attempt(), DistributionStage.Scores(index, t), DistributionStage.Subject(index.FirstYear + t));
            var found = attempt.Take(() => SpatialGini.Of(scores, weights, space.Draws, seed, subject));
            table.Add(index.FirstYear + t, found?.Gini, found?.Neighbours, found?.Others, found?.OthersShare, found?.Test.PGreater, space.Draws, attempt.Reason);
        }
        return table.Build();
    }

    private static ResultTable Local(IndexResult index, SpatialWeights weights, SpaceSettings space, ulong seed)
    {
        var table = new TableBuilder("lisa", "city", "#score", "#neighbours", "#local_i", "#z", "#p", "#p_permutation", "#p_adjusted", "quadrant", "cluster");
        var scores = index.UnitScores(0).ToArray();
        var found = Moran.Local(scores, weights, LocalNull.Conditional, new Subject("score of total"), space.Draws, seed);
        var adjusted = found.Adjusted(PAdjustment.BenjaminiHochberg);
        var lag = weights.Lag(scores);
        for (var u = 0; u < scores.Length; u++)
            table.Add(index.Units[u], scores[u], lag[u], found.Values[u], found.Z[u], found.PTwoSided[u], found.Permutation!.PTwoSided[u], adjusted[u], Name(found.Quadrants[u]), adjusted[u] <= space.Level ? Name(found.Quadrants[u]) : "");
        return table.Build();
    }

    public static string Name(Quadrant quadrant) => quadrant switch { Quadrant.HighHigh => "high-high", Quadrant.LowHigh => "low-high", Quadrant.LowLow => "low-low", _ => "high-low" };
}
