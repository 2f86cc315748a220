using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>Where which dimension is the largest obstacle.</summary>
internal static class ObstacleMapFigure
{
    private static readonly (string Fill, Shape Shape)[] Looks = [(Palette.Blue, Shape.Circle), (Palette.Vermilion, Shape.Triangle), (Palette.Green, Shape.Square), ("#cc79a7", Shape.Diamond)];

    public static Figure? Make(Draft draft, TableView obstacles)
    {
        var sums = new Dictionary<(string City, string Dimension), double>();
        foreach (var row in obstacles.Rows)
        {
            if (!double.IsFinite(obstacles.Number(row, "degree_pct"))) continue;
            var key = (obstacles.Text(row, "city"), obstacles.Text(row, "dimension").Split('/')[0]);
            sums[key] = sums.GetValueOrDefault(key) + obstacles.Number(row, "degree_pct");
        }
        var dimensions = sums.Keys.Select(k => k.Dimension).Distinct(StringComparer.Ordinal).ToList();
        if (dimensions.Count < 2 || dimensions.Count > Looks.Length) return null;
        var main = sums.GroupBy(s => s.Key.City, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.OrderByDescending(s => s.Value).ThenBy(s => s.Key.Dimension, StringComparer.Ordinal).First(), StringComparer.Ordinal);
        if (UnitMap.Of(draft, main.ContainsKey) is not { } map) return null;
        UnitMark? Mark(string city) => main.TryGetValue(city, out var m)
            ? new UnitMark(Looks[dimensions.IndexOf(m.Key.Dimension)].Fill, Looks[dimensions.IndexOf(m.Key.Dimension)].Shape, $"{draft.NameOf(city)}: {m.Key.Dimension}, {Numeral.Fixed(m.Value, 0)} % of what it lacks")
            : null;
        MapKey[] keys = [.. dimensions.Select((d, k) => new MapKey($"{d} ({Numeral.Count(main.Values.Count(m => m.Key.Dimension == d))})", Looks[k].Fill, Looks[k].Shape))];
        string[] cities = [.. main.Keys.Order(StringComparer.Ordinal)];
        return new Figure
        {
            Name = "map-obstacles",
            Title = "Which dimension is the largest obstacle, where",
            Subtitle = $"The dimension with the largest share of what a {draft.Input.UnitName} lacks to the best values",
            Description = string.Join("; ", dimensions.Select(d => $"{d}: {Words.Counted(main.Values.Count(m => m.Key.Dimension == d), draft.Input.UnitName)}")),
            Note = map.Note + " Colour and shape say the same.",
            Source = draft.SourceOf("index_obstacles") + map.Source,
            Draw = width => map.Draw(width, Mark, keys, (4, 2)),
            Data = new ResultTable("map-obstacles",
            [
                new ResultColumn("city", cities),
                new ResultColumn("name", cities.Select(draft.NameOf)),
                new ResultColumn("dimension", cities.Select(c => main[c].Key.Dimension)),
                new ResultColumn("degree_pct", cities.Select(c => main[c].Value)),
            ]),
        };
    }
}
