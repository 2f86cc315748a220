using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>Clusters of resilience: each unit beside its neighbours on the map, coloured where the local Moran is clear of chance.</summary>
internal static class LisaFigure
{
    private static readonly (string Cluster, string Label, string Fill, Shape Shape)[] Looks =
    [
        ("high-high", "high among high", Palette.Blue, Shape.Circle), ("low-low", "low among low", Palette.Vermilion, Shape.Triangle),
        ("high-low", "high among low", "#5fa2d0", Shape.Square), ("low-high", "low among high", "#e08a4a", Shape.Diamond), ("", "not clear of chance", "#e9ecee", Shape.Circle),
    ];

    public static Figure? Make(Draft draft, TableView lisa)
    {
        var rowOf = lisa.Rows.ToDictionary(r => lisa.Text(r, "city"), StringComparer.Ordinal);
        if (UnitMap.Of(draft, rowOf.ContainsKey) is not { } map) return null;
        (string Cluster, string Label, string Fill, Shape Shape) LookOf(int row) => Looks.First(l => l.Cluster == lisa.Text(row, "cluster"));
        UnitMark? Mark(string city) => rowOf.TryGetValue(city, out var row)
            ? new UnitMark(LookOf(row).Fill, LookOf(row).Shape, $"{draft.NameOf(city)}: {LookOf(row).Label}, score {Numeral.Sensible(lisa.Number(row, "score"))}, neighbours {Numeral.Sensible(lisa.Number(row, "neighbours"))}, p {Numeral.Probability(lisa.Number(row, "p_adjusted"))}")
            : null;
        int Count(string cluster) => lisa.Rows.Count(r => lisa.Text(r, "cluster") == cluster);
        MapKey[] keys = [.. Looks.Select(l => new MapKey($"{l.Label} ({Numeral.Count(Count(l.Cluster))})", l.Fill, l.Shape))];
        return new Figure
        {
            Name = "map-lisa",
            Title = $"Where resilient {draft.Units} lie together",
            Subtitle = "Local Moran of the total score before the shock; p from permutations, adjusted for the number of units (5 %)",
            Description = string.Join("; ", Looks.Select(l => $"{l.Label}: {Words.Counted(Count(l.Cluster), draft.Input.UnitName)}")),
            Note = map.Note + " Colour and shape say the same. Neighbours are those of the table of weights; another choice gives other clusters.",
            Source = draft.SourceOf("lisa") + map.Source,
            Draw = width => map.Draw(width, Mark, keys, (3, 1)),
            Data = new ResultTable("map-lisa",
            [
                new ResultColumn("city", lisa.Rows.Select(r => lisa.Text(r, "city"))),
                new ResultColumn("name", lisa.Rows.Select(r => draft.NameOf(lisa.Text(r, "city")))),
                new ResultColumn("cluster", lisa.Rows.Select(r => lisa.Text(r, "cluster"))),
                .. new[] { "score", "neighbours", "local_i", "p_adjusted" }.Select(c => new ResultColumn(c, lisa.Rows.Select(r => lisa.Number(r, c)))),
            ]),
        };
    }
}
