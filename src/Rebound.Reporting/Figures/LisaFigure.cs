namespace Rebound.Reporting;

/// <summary>Clusters on the map: resilience beside the neighbours', hot and cold spots, resilience beside the neighbours' recovery.</summary>
internal static class LisaFigure
{
    public static Figure? Make(Draft draft, TableView lisa) => ClusterMap.Make(draft, lisa, lisa.Rows, ClusterMap.Quadrants,
        r => $"score {Numeral.Sensible(lisa.Number(r, "score"))}, neighbours {Numeral.Sensible(lisa.Number(r, "neighbours"))}, p {Numeral.Probability(lisa.Number(r, "p_adjusted"))}",
        ("map-lisa", $"Where resilient {draft.Units} lie together", "Local Moran of the total score before the shock; p from permutations, adjusted for the number of units", "Neighbours are those of the table of weights; another choice gives other clusters."),
        "score", "neighbours", "local_i", "p_adjusted");

    /// <summary>Only where some unit is clear of chance: else the map of the local Moran says as much.</summary>
    public static Figure? HotSpots(Draft draft, TableView local)
    {
        var rows = local.Where("statistic", "Getis-Ord Gi*").Where(r => local.Text(r, "city").Length > 0).ToList();
        return rows.TrueForAll(r => local.Text(r, "cluster").Length == 0) ? null : ClusterMap.Make(draft, local, rows, ClusterMap.Heat,
            r => $"z {Numeral.Fixed(local.Number(r, "z"), 2)}, p {Numeral.Probability(local.Number(r, "p_adjusted"))}",
            ("map-hot-spots", "Hot and cold spots of resilience", "Getis-Ord Gi* of the total score before the shock, each unit counted among its own neighbours; p from permutations, adjusted", "A hot spot tells of the neighbourhood, not of the unit alone."),
            "value", "expected", "z", "p_adjusted");
    }

    public static Figure? Recovered(Draft draft, TableView local)
    {
        var rows = local.Where("statistic", "local bivariate Moran's I").Where(r => local.Text(r, "city").Length > 0).ToList();
        return rows.TrueForAll(r => local.Text(r, "cluster").Length == 0) ? null : ClusterMap.Make(draft, local, rows, ClusterMap.Quadrants,
            r => $"p {Numeral.Probability(local.Number(r, "p_adjusted"))}",
            ("map-association", $"Where {Words.Spoken(local.Text(rows[0], "first"))} meets the neighbours’ {Words.Spoken(local.Text(rows[0], "second"))}", $"Local bivariate Moran: the {draft.Input.UnitName}’s {Words.Spoken(local.Text(rows[0], "first"))} beside its neighbours’ mean {Words.Spoken(local.Text(rows[0], "second"))}; p from permutations, adjusted", "The first word is the unit, the second its neighbours."),
            "value", "z", "p_adjusted");
    }
}
