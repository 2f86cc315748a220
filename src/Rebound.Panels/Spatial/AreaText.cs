using System.Globalization;
using System.Text.Json;

namespace Rebound.Panels;

/// <summary>Reads outlines from the two texts in which they usually come.</summary>
public static class AreaText
{
    /// <summary>Reads POLYGON or MULTIPOLYGON in well-known text (ISO 19125-1); further coordinates than x and y are passed over.</summary>
    /// <param name="unit">The unit's code.</param>
    /// <param name="text">For instance "POLYGON ((0 0, 1 0, 1 1, 0 0))".</param>
    /// <exception cref="FormatException">The text is none of the two; the unit is named.</exception>
    public static Area FromWellKnownText(string unit, string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var name = open < 0 ? text.Trim() : text[..open].Trim();
        if (open < 0 || !(name.StartsWith("POLYGON", StringComparison.OrdinalIgnoreCase) || name.StartsWith("MULTIPOLYGON", StringComparison.OrdinalIgnoreCase)))
            throw new FormatException($"'{unit}' has the geometry '{name}'; POLYGON or MULTIPOLYGON is needed.");
        var rings = new List<double[]>();
        foreach (var part in text[open..].Split('(', StringSplitOptions.RemoveEmptyEntries))
        {
            var ring = part.Split(')')[0];
            if (ring.Trim().Length > 0) rings.Add(Ring(unit, ring));
        }
        return new Area(unit, rings);
    }

    /// <summary>Reads the Polygon and MultiPolygon features of a GeoJSON FeatureCollection (RFC 7946), in the order of the file.</summary>
    /// <param name="json">The text of the file.</param>
    /// <param name="property">The property that holds the unit's code.</param>
    /// <exception cref="FormatException">A feature has no such property or another geometry; it is named or numbered.</exception>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static IReadOnlyList<Area> FromGeoJson(string json, string property)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("features", out var features))
            throw new FormatException("The text holds no 'features'; a FeatureCollection is needed.");
        var areas = new List<Area>();
        foreach (var feature in features.EnumerateArray())
        {
            if (!feature.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object || !properties.TryGetProperty(property, out var code))
                throw new FormatException($"Feature {areas.Count + 1} has no property '{property}'.");
            areas.Add(Outline(code.ToString(), feature));
        }
        return areas;
    }

    private static Area Outline(string unit, JsonElement feature)
    {
        if (!feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind != JsonValueKind.Object) throw new FormatException($"'{unit}' has no geometry.");
        var coordinates = geometry.GetProperty("coordinates");
        return geometry.GetProperty("type").GetString() switch
        {
            "Polygon" => new Area(unit, [.. coordinates.EnumerateArray().Select(Ring)]),
            "MultiPolygon" => new Area(unit, [.. coordinates.EnumerateArray().SelectMany(polygon => polygon.EnumerateArray()).Select(Ring)]),
            var other => throw new FormatException($"'{unit}' has a geometry of type '{other}'; Polygon or MultiPolygon is needed."),
        };
    }

    private static double[] Ring(JsonElement points) => [.. points.EnumerateArray().SelectMany(point => new[] { point[0].GetDouble(), point[1].GetDouble() })];

    private static double[] Ring(string unit, string points)
    {
        var ring = new List<double>();
        foreach (var point in points.Split(','))
        {
            var parts = point.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 2
                || !double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var x)
                || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var y))
                throw new FormatException($"'{unit}' has the point '{point.Trim()}', which is no pair of numbers.");
            ring.Add(x);
            ring.Add(y);
        }
        return [.. ring];
    }
}
