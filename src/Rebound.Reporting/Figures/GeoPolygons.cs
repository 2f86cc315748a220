using System.Text.Json;

namespace Rebound.Reporting;

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

/// <summary>A place in degrees.</summary>
internal readonly record struct GeoPoint(double Longitude, double Latitude);
