namespace Rebound.Reporting;

/// <summary>How a unit looks on a map.</summary>
internal readonly record struct UnitMark(string Fill, Shape Shape, string Tip);

/// <summary>An entry of a map's legend: a patch of colour, a mark where the shape says something too, or a line with its dashes.</summary>
internal readonly record struct MapKey(string Label, string Fill, Shape? Shape = null, string? Line = null);

/// <summary>A map of the units: the study's own polygons, or points at their coordinates. No boundaries are shipped.</summary>
internal sealed class UnitMap
{
    private readonly Draft draft;
    private readonly TableView cities;
    private readonly List<int> points;
    private readonly List<GeoPolygons> polygons;

    private UnitMap(Draft draft, TableView cities, List<int> points, List<GeoPolygons> polygons) => (this.draft, this.cities, this.points, this.polygons) = (draft, cities, points, polygons);

    public bool HasPolygons => polygons.Count > 0;

    /// <summary>Units with coordinates and something to show.</summary>
    public int PointCount => points.Count;

    /// <summary>How the map was drawn, for a note.</summary>
    public string Note => HasPolygons
        ? "Boundaries are the study’s own and say nothing of anyone’s view of a border."
        : $"One point a {draft.Input.UnitName} at its coordinates; no boundaries are drawn because the study gives none.";

    /// <summary>Where the polygons come from, to be added to a source; empty without polygons.</summary>
    public string Source => HasPolygons ? $" Boundaries: {draft.Input.Boundaries!.Source}." : "";

    /// <summary>A map of the units for which there is something to show; null with fewer than two places.</summary>
    public static UnitMap? Of(Draft draft, Func<string, bool> isShown)
    {
        if (draft.View("cities") is not { } cities) return null;
        var points = cities.Rows.Where(r => double.IsFinite(cities.Number(r, "latitude")) && double.IsFinite(cities.Number(r, "longitude")) && isShown(cities.Text(r, "city"))).ToList();
        var polygons = draft.Input.Boundaries is { } given ? GeoPolygons.Read(given.GeoJson, given.Property).Where(p => p.Rings.Count > 0).ToList() : [];
        return points.Count < 2 && polygons.Count == 0 ? null : new UnitMap(draft, cities, points, polygons);
    }

    /// <summary>Draws the map.</summary>
    /// <param name="width">Of the drawing.</param>
    /// <param name="markOf">How a unit looks; null where there is no value.</param>
    /// <param name="keys">The legend.</param>
    /// <param name="across">Entries of the legend side by side: on a desk and on a phone.</param>
    /// <param name="over">Draws over the units; the plot's scales take longitudes and latitudes.</param>
    public Canvas Draw(double width, Func<string, UnitMark?> markOf, IReadOnlyList<MapKey> keys, (int Wide, int Narrow) across, Action<Plot>? over = null)
    {
        var (west, east, south, north) = HasPolygons
            ? Box(polygons.SelectMany(p => p.Rings).SelectMany(r => r).Where(p => p.Latitude > -60))
            : Box(points.Select(r => new GeoPoint(cities.Number(r, "longitude"), cities.Number(r, "latitude"))));
        var pad = HasPolygons ? 0 : 0.06 * Math.Max(east - west, north - south) + 0.05;
        (west, east, south, north) = (west - pad, east + pad, south - pad, north + pad);
        var squeeze = Math.Cos((south + north) / 2 * Math.PI / 180);
        var columns = width > 500 ? across.Wide : across.Narrow;
        var legend = 33 + 19.0 * ((keys.Count + columns - 1) / columns);
        var w = width - 52;
        var h = Math.Clamp(w * (north - south) / ((east - west) * squeeze), 120, 560);
        var scale = Math.Min(w / ((east - west) * squeeze), h / (north - south));
        var (mapWidth, mapHeight) = (scale * (east - west) * squeeze, scale * (north - south));
        var (left, top) = (42 + (w - mapWidth) / 2, 8.0);
        var canvas = new Canvas(width, top + mapHeight + 24 + legend);
        var plot = new Plot(canvas, left, top, left + mapWidth, top + mapHeight) { X = new Scale(west, east, left, left + mapWidth), Y = new Scale(south, north, top + mapHeight, top) };
        Graticule(canvas, plot, mapWidth, mapHeight);
        foreach (var polygon in polygons)
        {
            var mark = markOf(polygon.Code);
            canvas.Path(polygon.Trace(plot), mark?.Fill ?? Palette.Paper, Palette.Grey, 0.4, tip: mark?.Tip ?? "");
        }
        if (!HasPolygons)
            foreach (var row in points.OrderByDescending(r => cities.Number(r, "population")).ThenBy(r => cities.Text(r, "city"), StringComparer.Ordinal))
                Dot(canvas, plot.X.At(cities.Number(row, "longitude")), plot.Y.At(cities.Number(row, "latitude")), points.Count > 150 ? 4 : 6, markOf(cities.Text(row, "city")));
        over?.Invoke(plot);
        Legend(canvas, keys, columns, (width - 16) / columns, plot.Bottom + 44, shapes: !HasPolygons);
        if (HasPolygons) canvas.Text(left + mapWidth - 6, plot.Bottom - 7, Canvas.Fit("Boundaries: " + draft.Input.Boundaries!.Source, 10, mapWidth - 12), 10, Palette.Muted, Anchor.End, halo: true);
        return canvas;
    }

    private void Graticule(Canvas canvas, Plot plot, double width, double height)
    {
        canvas.Rect(plot.Left, plot.Top, width, height, HasPolygons ? "#f3f6f8" : Palette.Paper, Palette.Rule);
        foreach (var tick in plot.X.Ticks(5))
        {
            canvas.Line(plot.X.At(tick), plot.Top, plot.X.At(tick), plot.Bottom, Palette.Faint);
            canvas.Text(plot.X.At(tick), plot.Bottom + 14, Degrees(tick, "E", "W"), 10, Palette.Muted, Anchor.Middle);
        }
        foreach (var tick in plot.Y.Ticks(4))
        {
            canvas.Line(plot.Left, plot.Y.At(tick), plot.Right, plot.Y.At(tick), Palette.Faint);
            canvas.Text(plot.Left - 5, plot.Y.At(tick) + 3.5, Degrees(tick, "N", "S"), 10, Palette.Muted, Anchor.End);
        }
    }

    private static void Dot(Canvas canvas, double x, double y, double radius, UnitMark? mark)
    {
        var r = radius;
        var d = (mark?.Shape ?? Shape.Circle) switch
        {
            Shape.Triangle => Path(x, y - 1.2 * r, (1.15 * r, 2 * r), (-2.3 * r, 0)),
            Shape.Square => Path(x - 0.9 * r, y - 0.9 * r, (1.8 * r, 0), (0, 1.8 * r), (-1.8 * r, 0)),
            Shape.Diamond => Path(x, y - 1.3 * r, (1.3 * r, 1.3 * r), (-1.3 * r, 1.3 * r), (-1.3 * r, -1.3 * r)),
            _ => $"M{Numeral.Coordinate(x - r)} {Numeral.Coordinate(y)}a{Numeral.Coordinate(r)} {Numeral.Coordinate(r)} 0 1 0 {Numeral.Coordinate(2 * r)} 0a{Numeral.Coordinate(r)} {Numeral.Coordinate(r)} 0 1 0 {Numeral.Coordinate(-2 * r)} 0Z",
        };
        canvas.Path(d, mark?.Fill ?? Palette.Paper, "#4a545c", 0.8, tip: mark?.Tip ?? "");
    }

    private static string Path(double x, double y, params ReadOnlySpan<(double X, double Y)> steps)
    {
        var d = $"M{Numeral.Coordinate(x)} {Numeral.Coordinate(y)}";
        foreach (var (dx, dy) in steps) d += $"l{Numeral.Coordinate(dx)} {Numeral.Coordinate(dy)}";
        return d + "Z";
    }

    public static void Legend(Canvas canvas, IReadOnlyList<MapKey> keys, int across, double step, double y, bool shapes)
    {
        for (var k = 0; k < keys.Count; k++)
        {
            var (lx, ly) = (10 + k % across * step, y + k / across * 19);
            if (keys[k].Line is { } dash) canvas.Line(lx - 2, ly - 3.5, lx + 14, ly - 3.5, keys[k].Fill, 2, dash);
            else if (shapes && keys[k].Shape is { } shape) Dot(canvas, lx + 6, ly - 3.5, 5, new UnitMark(keys[k].Fill, shape, ""));
            else canvas.Rect(lx, ly - 9, 13, 11, keys[k].Fill, Palette.Grey);
            canvas.Text(lx + 18, ly, Canvas.Fit(keys[k].Label, 10.5, step - 20), 10.5, Palette.Muted);
        }
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
