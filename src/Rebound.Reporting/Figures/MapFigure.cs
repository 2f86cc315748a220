using System.Text.Json;
using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>The level gap on a map: points from the units' coordinates, or the study's own polygons. No boundaries are shipped.</summary>
internal static class MapFigure
{
    private static readonly double[] Cuts = [-20, -10, -3, 3, 10, 20];
    private static readonly string[] Labels = ["below −20", "−20 to −10", "−10 to −3", "−3 to +3", "+3 to +10", "+10 to +20", "above +20"];

    public static Figure? Make(Draft draft, TableView recovery)
    {
        if (draft.View("cities") is not { } cities || draft.Baselines.Count == 0) return null;
        var baseline = draft.Baselines[0];
        var rowOf = recovery.Where("baseline", baseline).GroupBy(r => recovery.Text(r, "city"), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var points = cities.Rows.Where(r => double.IsFinite(cities.Number(r, "latitude")) && double.IsFinite(cities.Number(r, "longitude")) && rowOf.ContainsKey(cities.Text(r, "city"))).ToList();
        var polygons = draft.Input.Boundaries is { } given ? GeoPolygons.Read(given.GeoJson, given.Property).Where(p => p.Rings.Count > 0).ToList() : [];
        if (points.Count < 2 && polygons.Count == 0) return null;
        double Gap(string city) => rowOf.TryGetValue(city, out var row) ? recovery.Number(row, "level_gap_pct") : double.NaN;

        Canvas Draw(double width)
        {
            var (west, east, south, north) = polygons.Count > 0
                ? Box(polygons.SelectMany(p => p.Rings).SelectMany(r => r).Where(p => p.Latitude > -60))
                : Box(points.Select(r => new GeoPoint(cities.Number(r, "longitude"), cities.Number(r, "latitude"))));
            var pad = polygons.Count > 0 ? 0 : 0.06 * Math.Max(east - west, north - south) + 0.05;
            (west, east, south, north) = (west - pad, east + pad, south - pad, north + pad);
            var squeeze = Math.Cos((south + north) / 2 * Math.PI / 180);
            var (w, legend) = (width - 52, width > 500 ? 52.0 : 92);
            var h = Math.Clamp(w * (north - south) / ((east - west) * squeeze), 120, 560);
            var scale = Math.Min(w / ((east - west) * squeeze), h / (north - south));
            var (mapWidth, mapHeight) = (scale * (east - west) * squeeze, scale * (north - south));
            var (left, top) = (42 + (w - mapWidth) / 2, 8.0);
            var canvas = new Canvas(width, top + mapHeight + 24 + legend);
            var plot = new Plot(canvas, left, top, left + mapWidth, top + mapHeight) { X = new Scale(west, east, left, left + mapWidth), Y = new Scale(south, north, top + mapHeight, top) };
            canvas.Rect(left, top, mapWidth, mapHeight, polygons.Count > 0 ? "#f3f6f8" : Palette.Paper, Palette.Rule);
            foreach (var tick in plot.X.Ticks(5))
            {
                canvas.Line(plot.X.At(tick), top, plot.X.At(tick), plot.Bottom, Palette.Faint);
                canvas.Text(plot.X.At(tick), plot.Bottom + 14, Degrees(tick, "E", "W"), 10, Palette.Muted, Anchor.Middle);
            }
            foreach (var tick in plot.Y.Ticks(4))
            {
                canvas.Line(left, plot.Y.At(tick), plot.Right, plot.Y.At(tick), Palette.Faint);
                canvas.Text(left - 5, plot.Y.At(tick) + 3.5, Degrees(tick, "N", "S"), 10, Palette.Muted, Anchor.End);
            }
            foreach (var polygon in polygons)
            {
                var gap = Gap(polygon.Code);
                canvas.Path(polygon.Trace(plot), double.IsFinite(gap) ? Palette.Divergence[Class(gap)] : Palette.Paper, Palette.Grey, 0.4, tip: double.IsFinite(gap) ? $"{draft.NameOf(polygon.Code)}: {Numeral.Percent(gap)}" : "");
            }
            if (polygons.Count == 0)
                foreach (var row in points.OrderByDescending(r => cities.Number(r, "population")).ThenBy(r => cities.Text(r, "city"), StringComparer.Ordinal))
                {
                    var city = cities.Text(row, "city");
                    var gap = Gap(city);
                    var (x, y) = (plot.X.At(cities.Number(row, "longitude")), plot.Y.At(cities.Number(row, "latitude")));
                    var radius = points.Count > 150 ? 4 : 6;
                    Dot(canvas, x, y, radius, gap, recovery.Text(rowOf[city], "status"), $"{draft.NameOf(city)}: {Numeral.Percent(gap)}, {RecoveryText.Status(draft, recovery, rowOf[city])}");
                }
            Legend(canvas, width, plot.Bottom + 44);
            if (polygons.Count > 0) canvas.Text(left + mapWidth - 6, plot.Bottom - 7, Canvas.Fit("Boundaries: " + draft.Input.Boundaries!.Source, 10, mapWidth - 12), 10, Palette.Muted, Anchor.End, halo: true);
            return canvas;
        }

        return new Figure
        {
            Name = "map-level-gap",
            Title = $"Where exports stand against their expected level",
            Subtitle = $"Level gap: mean gap to the expected level over the last twelve months up to the horizon, per cent; baseline “{Words.Spoken(baseline)}”",
            Description = $"A map of {Words.Counted(polygons.Count > 0 ? rowOf.Count : points.Count, draft.Input.UnitName)}: {Numeral.Count(rowOf.Keys.Count(c => Gap(c) > 3))} stand more than 3 per cent above, {Numeral.Count(rowOf.Keys.Count(c => Gap(c) < -3))} more than 3 per cent below.",
            Note = (polygons.Count > 0 ? "Boundaries are the study’s own and say nothing of anyone’s view of a border." : $"One point a {draft.Input.UnitName} at its coordinates; no boundaries are drawn because the study gives none. Circle: recovered or never below the threshold; triangle: not back by the horizon.") + " Degrees are scaled to true distances at the middle latitude.",
            Source = draft.SourceOf("recovery") + (polygons.Count > 0 ? $" Boundaries: {draft.Input.Boundaries!.Source}." : ""),
            Draw = Draw,
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

    private static void Dot(Canvas canvas, double x, double y, double radius, double gap, string status, string tip)
    {
        var fill = double.IsFinite(gap) ? Palette.Divergence[Class(gap)] : Palette.Paper;
        var d = status == "censored"
            ? $"M{Numeral.Coordinate(x)} {Numeral.Coordinate(y - 1.2 * radius)}l{Numeral.Coordinate(1.15 * radius)} {Numeral.Coordinate(2 * radius)}h{Numeral.Coordinate(-2.3 * radius)}Z"
            : $"M{Numeral.Coordinate(x - radius)} {Numeral.Coordinate(y)}a{Numeral.Coordinate(radius)} {Numeral.Coordinate(radius)} 0 1 0 {Numeral.Coordinate(2 * radius)} 0a{Numeral.Coordinate(radius)} {Numeral.Coordinate(radius)} 0 1 0 {Numeral.Coordinate(-2 * radius)} 0Z";
        canvas.Path(d, fill, "#4a545c", 0.8, tip: tip);
    }

    internal static void Legend(Canvas canvas, double width, double y)
    {
        var across = width > 500 ? 8 : 3;
        var step = (width - 16) / across;
        for (var k = 0; k <= Labels.Length; k++)
        {
            var (lx, ly) = (10 + k % across * step, y + k / across * 19);
            canvas.Rect(lx, ly - 9, 13, 11, k < Labels.Length ? Palette.Divergence[k] : Palette.Paper, Palette.Grey);
            canvas.Text(lx + 18, ly, k < Labels.Length ? Labels[k] : "no value", 10.5, Palette.Muted);
        }
    }

    internal static int Class(double gap)
    {
        var k = 0;
        while (k < Cuts.Length && gap > Cuts[k]) k++;
        return k;
    }

    private static string Degrees(double value, string positive, string negative) => Numeral.Sensible(Math.Abs(value)).TrimEnd('0').TrimEnd('.') is var text && text.Length == 0 ? "0°"
        : (Math.Abs(value) == Math.Floor(Math.Abs(value)) ? Numeral.Count(Math.Abs(value)) : text) + "°" + (value == 0 ? "" : value > 0 ? positive : negative);

    private static (double West, double East, double South, double North) Box(IEnumerable<GeoPoint> points)
    {
        var (west, east, south, north) = (double.MaxValue, double.MinValue, double.MaxValue, double.MinValue);
        foreach (var p in points) (west, east, south, north) = (Math.Min(west, p.Longitude), Math.Max(east, p.Longitude), Math.Min(south, p.Latitude), Math.Max(north, p.Latitude));
        return west < east && south < north ? (west, east, south, north) : (west - 1, east + 1, south - 1, north + 1);
    }
}

internal readonly record struct GeoPoint(double Longitude, double Latitude);

/// <summary>A unit's polygon, as rings.</summary>
internal sealed record GeoPolygons(string Code, IReadOnlyList<IReadOnlyList<GeoPoint>> Rings)
{
    /// <summary>The polygons of a feature collection; what is not a polygon is passed over, a file that is no GeoJSON gives none.</summary>
    public static IReadOnlyList<GeoPolygons> Read(string geoJson, string property)
    {
        var all = new List<GeoPolygons>();
        try
        {
            using var document = JsonDocument.Parse(geoJson);
            if (!document.RootElement.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array) return all;
            foreach (var feature in features.EnumerateArray())
            {
                if (!feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind != JsonValueKind.Object) continue;
                if (!geometry.TryGetProperty("type", out var type) || !geometry.TryGetProperty("coordinates", out var coordinates)) continue;
                var code = feature.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(property, out var value) ? value.ToString() : "";
                var rings = new List<IReadOnlyList<GeoPoint>>();
                if (type.GetString() == "Polygon") rings.AddRange(RingsOf(coordinates));
                else if (type.GetString() == "MultiPolygon") foreach (var part in coordinates.EnumerateArray()) rings.AddRange(RingsOf(part));
                all.Add(new GeoPolygons(code, rings));
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return [];
        }
        return all;
    }

    /// <summary>The rings as a path; points nearer than seven tenths of a pixel to the one before are not drawn.</summary>
    public string Trace(Plot plot)
    {
        const double near = 0.7;
        var d = new System.Text.StringBuilder();
        foreach (var ring in Rings)
        {
            if (ring.All(p => p.Latitude < plot.Y.Low)) continue; // Antarctica
            var kept = new List<(double X, double Y)>();
            foreach (var point in ring)
            {
                var at = (X: plot.X.At(point.Longitude), Y: Math.Clamp(plot.Y.At(point.Latitude), plot.Top, plot.Bottom));
                if (kept.Count == 0 || Math.Abs(at.X - kept[^1].X) + Math.Abs(at.Y - kept[^1].Y) >= near) kept.Add((Math.Round(at.X, 1), Math.Round(at.Y, 1)));
            }
            if (kept.Count >= 3) d.Append(Canvas.Trace(kept)).Append('Z');
        }
        return d.ToString();
    }

    private static IEnumerable<IReadOnlyList<GeoPoint>> RingsOf(JsonElement polygon) =>
        polygon.EnumerateArray().Select(ring => (IReadOnlyList<GeoPoint>)[.. ring.EnumerateArray().Select(p => new GeoPoint(p[0].GetDouble(), p[1].GetDouble()))]);
}
