using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>The level gap on a map: points from the units' coordinates, or the study's own polygons. No boundaries are shipped.</summary>
internal static class MapFigure
{
    private static readonly double[] Cuts = [-20, -10, -3, 3, 10, 20];
    private static readonly string[] Labels = ["below −20", "−20 to −10", "−10 to −3", "−3 to +3", "+3 to +10", "+10 to +20", "above +20"];

    private static readonly (int Wide, int Narrow) Across = (8, 3);

    private static MapKey[] Keys { get; } = [.. Labels.Select((label, k) => new MapKey(label, Palette.Divergence[k])), new MapKey("no value", Palette.Paper)];

    public static Figure? Make(Draft draft, TableView recovery)
    {
        if (draft.View("cities") is not { } cities || draft.Baselines.Count == 0) return null;
        var baseline = draft.Baselines[0];
        var rowOf = recovery.Where("baseline", baseline).GroupBy(r => recovery.Text(r, "city"), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        if (UnitMap.Of(draft, rowOf.ContainsKey) is not { } map) return null;
        double Gap(string city) => rowOf.TryGetValue(city, out var row) ? recovery.Number(row, "level_gap_pct") : double.NaN;

        UnitMark? Mark(string city) => !rowOf.TryGetValue(city, out var row) || (map.HasPolygons && !double.IsFinite(Gap(city))) ? null : new UnitMark(
            double.IsFinite(Gap(city)) ? Palette.Divergence[Class(Gap(city))] : Palette.Paper,
            recovery.Text(row, "status") == "censored" ? Shape.Triangle : Shape.Circle,
            map.HasPolygons ? $"{draft.NameOf(city)}: {Numeral.Percent(Gap(city))}" : $"{draft.NameOf(city)}: {Numeral.Percent(Gap(city))}, {RecoveryText.Status(draft, recovery, row)}");
        return new Figure
        {
            Name = "map-level-gap",
            Title = $"Where exports stand against their expected level",
            Subtitle = $"Level gap: mean gap to the expected level over the last twelve months up to the horizon, per cent; baseline “{Words.Spoken(baseline)}”",
            Description = $"A map of {Words.Counted(map.HasPolygons ? rowOf.Count : map.PointCount, draft.Input.UnitName)}: {Numeral.Count(rowOf.Keys.Count(c => Gap(c) > 3))} stand more than 3 per cent above, {Numeral.Count(rowOf.Keys.Count(c => Gap(c) < -3))} more than 3 per cent below.",
            Note = map.Note + (map.HasPolygons ? "" : " Circle: recovered or never below the threshold; triangle: not back by the horizon.") + " Degrees are scaled to true distances at the middle latitude.",
            Source = draft.SourceOf("recovery") + map.Source,
            Draw = width => map.Draw(width, Mark, Keys, Across),
            Data = new ResultTable("map-level-gap",
            [
                new ResultColumn("city", cities.Rows.Select(r => cities.Text(r, "city"))),
                new ResultColumn("name", cities.Rows.Select(r => draft.NameOf(cities.Text(r, "city")))),
                new ResultColumn("latitude", cities.Rows.Select(r => cities.Number(r, "latitude"))),
                new ResultColumn("longitude", cities.Rows.Select(r => cities.Number(r, "longitude"))),
                new ResultColumn("level_gap_pct", cities.Rows.Select(r => Gap(cities.Text(r, "city")))),
            ]),
        };
    }

    internal static void Legend(Canvas canvas, double width, double y)
    {
        var across = width > 500 ? Across.Wide : Across.Narrow;
        UnitMap.Legend(canvas, Keys, across, (width - 16) / across, y, shapes: false);
    }

    internal static int Class(double gap)
    {
        var k = 0;
        while (k < Cuts.Length && gap > Cuts[k]) k++;
        return k;
    }
}
