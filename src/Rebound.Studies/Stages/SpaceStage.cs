using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Whether resilient units lie together: the tables spatial_weights, moran and lisa.</summary>
internal static class SpaceStage
{
    public const int LeastUnits = 10; // of fewer, an autocorrelation says nothing
    private const int Nearest = 5;
    public const int Draws = 999;
    public const double Level = 0.05;

    public static void Run(Study study, IndexResult index, List<ResultTable> tables)
    {
        var (weights, description) = Neighbours(study, index.Units);
        var summary = new TableBuilder("spatial_weights", "description", "style", "#units", "#links", "#islands");
        summary.Add(description, "row-standardised", weights.Count, weights.LinkCount, weights.Islands.Count);
        tables.Add(summary.Build());
        tables.Add(Global(index, weights, study.Settings.Seed));
        tables.Add(Local(index, weights, study.Settings.Seed));
    }

    /// <summary>Polygons where the study has them and every unit touches another; else the nearest units by coordinates.</summary>
    public static (SpatialWeights Weights, string Description) Neighbours(Study study, IReadOnlyList<string> units)
    {
        if (study.Data.Boundaries is { } file)
        {
            var areas = AreaText.FromGeoJson(File.ReadAllText(file), study.Settings.Tables["boundaries"].Column("unit")!).GroupBy(a => a.Unit, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new Area(g.Key, [.. g.SelectMany(a => a.Rings)]), StringComparer.Ordinal);
            if (units.All(areas.ContainsKey))
            {
                var touching = Contiguity.Of([.. units.Select(unit => areas[unit])], ContiguityRule.Queen).WithStyle(WeightStyle.Row);
                if (touching.Islands.Count == 0) return (touching, "units whose boundaries touch");
            }
        }
        var cities = study.Data.Cities.ToDictionary(city => city.Code, StringComparer.Ordinal);
        var placed = units.Select(unit => cities[unit]).ToList();
        if (placed.Find(c => !double.IsFinite(c.Latitude) || !double.IsFinite(c.Longitude)) is { } lost)
            throw new NumericalException($"The polygons leave units without neighbours or without a polygon, and '{lost.Code}' has no coordinates by which the nearest could be found. Add latitude and longitude to the table of units.");
        var locations = new Locations(units, [.. placed.Select(c => c.Longitude)], [.. placed.Select(c => c.Latitude)], DistanceKind.GreatCircle);
        var count = Math.Min(Nearest, units.Count - 1);
        return (DistanceWeights.Nearest(locations, count).WithStyle(WeightStyle.Row), $"the {count} nearest units along the sphere");
    }

    private static ResultTable Global(IndexResult index, SpatialWeights weights, ulong seed)
    {
        var table = new TableBuilder("moran", "variable", "period", "statistic", "#value", "#expected", "#variance", "#z", "#p", "#p_permutation", "#draws");
        void Add(string variable, string period, double[] values, int? year)
        {
            var subject = new Subject(variable, year);
            var (found, drawn) = (Moran.Global(values, weights, SpatialNull.Randomisation, subject), Moran.Permute(values, weights, Draws, seed, subject));
            table.Add(variable, period, "Moran's I", found.Value, found.Expected, found.Variance, found.Z, found.PGreater, drawn.PGreater, Draws);
        }
        for (var node = 0; node < index.Nodes.Count; node++)
            if (index.Nodes[node].Depth <= 1) Add(index.Nodes[node].Path, "mean", index.UnitScores(node).ToArray(), null);
        for (var t = 0; t < index.YearCount && index.YearCount > 1; t++)
            Add("total", (index.FirstYear + t).ToString(System.Globalization.CultureInfo.InvariantCulture), DistributionStage.Scores(index, t), index.FirstYear + t);
        return table.Build();
    }

    private static ResultTable Local(IndexResult index, SpatialWeights weights, ulong seed)
    {
        var table = new TableBuilder("lisa", "city", "#score", "#neighbours", "#local_i", "#z", "#p_permutation", "#p_adjusted", "quadrant", "cluster");
        var scores = index.UnitScores(0).ToArray();
        var found = Moran.Local(scores, weights, LocalNull.Conditional, new Subject("total"), Draws, seed);
        var adjusted = found.Adjusted(PAdjustment.BenjaminiHochberg);
        var lag = weights.Lag(scores);
        for (var u = 0; u < scores.Length; u++)
        {
            var quadrant = found.Quadrants[u] switch { Quadrant.HighHigh => "high-high", Quadrant.LowHigh => "low-high", Quadrant.LowLow => "low-low", _ => "high-low" };
            table.Add(index.Units[u], scores[u], lag[u], found.Values[u], found.Z[u], found.Permutation!.PTwoSided[u], adjusted[u], quadrant, adjusted[u] <= Level ? quadrant : "");
        }
        return table.Build();
    }
}
