using Rebound.Studies;

namespace Rebound.Reporting;

/// <summary>Where resilience centres and how it spreads: the deviational ellipses of the first and the last year beside that of the places alone.</summary>
internal static class EllipseFigure
{
    private const int Steps = 96;
    private const double EarthRadius = 6371.0088; // km
    private const string Dark = "#00558a";

    public static Figure? Make(Draft draft, TableView ellipse)
    {
        var years = ellipse.Where("weighted_by", "score").Where(r => double.IsFinite(ellipse.Number(r, "longitude"))).ToList();
        var places = ellipse.Where("weighted_by", "none").FirstOrDefault(r => double.IsFinite(ellipse.Number(r, "longitude")), -1);
        if (years.Count == 0 || draft.View("index_scores") is not { } scores) return null;
        var tercile = scores.Where("dimension", "total").ToDictionary(r => scores.Text(r, "city"), r => scores.Text(r, "tercile"), StringComparer.Ordinal);
        if (UnitMap.Of(draft, tercile.ContainsKey) is not { } map) return null;
        var (first, last) = (years[0], years[^1]);
        (int Row, string Label, string Colour, double Weight, string Dash)[] lines =
        [
            .. places < 0 ? [] : new[] { (places, "places alone, unweighted", Palette.Grey, 1.6, "5 4") },
            .. first == last ? [] : new[] { (first, $"by score, {ellipse.Text(first, "year")}", Palette.Vermilion, 1.4, "2 2") },
            (last, $"by score, {ellipse.Text(last, "year")}", Dark, 2, ""),
        ];
        MapKey[] keys =
        [
            .. lines.Select(l => new MapKey(l.Label, l.Colour, Line: l.Dash)),
            new("high tercile", "#9cc7e4", Shape.Circle), new("middle", "#d9dee2", Shape.Square), new("low", "#f0b48f", Shape.Triangle),
        ];
        UnitMark? Mark(string city) => !tercile.TryGetValue(city, out var third) ? null : third switch
        {
            "high" => new UnitMark("#9cc7e4", Shape.Circle, $"{draft.NameOf(city)}: high tercile"),
            "low" => new UnitMark("#f0b48f", Shape.Triangle, $"{draft.NameOf(city)}: low tercile"),
            _ => new UnitMark("#d9dee2", Shape.Square, $"{draft.NameOf(city)}: middle tercile"),
        };

        void Over(Plot plot)
        {
            foreach (var (row, label, colour, weight, dash) in lines)
            {
                var outline = Outline(ellipse, row);
                plot.Canvas.Path(plot.Trace([.. outline, outline[0]]), "none", colour, weight, dash: dash, tip: $"{label}: {Numeral.Count(ellipse.Number(row, "along_km"))} by {Numeral.Count(ellipse.Number(row, "across_km"))} km, turned {Numeral.Count(ellipse.Number(row, "rotation"))}° from north");
                var (x, y) = (plot.X.At(ellipse.Number(row, "longitude")), plot.Y.At(ellipse.Number(row, "latitude")));
                plot.Canvas.Line(x - 6, y, x + 6, y, colour, weight);
                plot.Canvas.Line(x, y - 6, x, y + 6, colour, weight);
            }
        }

        var moved = ellipse.Number(last, "shift_km");
        var said = $"In {ellipse.Text(last, "year")} it spreads {Numeral.Count(ellipse.Number(last, "along_km"))} km along and {Numeral.Count(ellipse.Number(last, "across_km"))} km across a line {Numeral.Count(ellipse.Number(last, "rotation"))}° clockwise from north.{(double.IsFinite(moved) ? $" Its centre moved {Numeral.Sensible(moved)} km since {ellipse.Text(first, "year")}." : "")}";
        return new Figure
        {
            Name = "map-ellipse",
            Title = "Where resilience centres, and along which line it spreads",
            Subtitle = "Standard deviational ellipses of the units, weighted by the total score, in kilometres on an equal-area plane",
            Description = said,
            Note = $"{said} Crosses are the centres; each outline lies one standard deviation away. What resilience adds to the mere places is the difference from the dashed grey ellipse. {map.Note}",
            Source = draft.SourceOf("ellipse") + map.Source,
            Draw = width => map.Draw(width, Mark, keys, (3, 1), Over),
            Data = new ResultTable("map-ellipse",
            [
                new ResultColumn("weighted_by", ellipse.Rows.Select(r => ellipse.Text(r, "weighted_by"))),
                new ResultColumn("year", ellipse.Rows.Select(r => ellipse.Text(r, "year"))),
                .. new[] { "longitude", "latitude", "rotation", "along_km", "across_km", "area_km2", "shift_km" }.Select(c => new ResultColumn(c, ellipse.Rows.Select(r => ellipse.Number(r, c)))),
            ]),
        };
    }

    // Points one deviation from the centre, each found along the sphere by its direction and distance.
    private static (double X, double Y)[] Outline(TableView ellipse, int row)
    {
        const double degree = Math.PI / 180;
        var (longitude, latitude, turn) = (ellipse.Number(row, "longitude"), ellipse.Number(row, "latitude") * degree, ellipse.Number(row, "rotation") * degree);
        return [.. Enumerable.Range(0, Steps).Select(k =>
        {
            var (along, across) = (ellipse.Number(row, "along_km") * Math.Cos(2 * Math.PI * k / Steps), ellipse.Number(row, "across_km") * Math.Sin(2 * Math.PI * k / Steps));
            var (east, north) = (along * Math.Sin(turn) + across * Math.Cos(turn), along * Math.Cos(turn) - across * Math.Sin(turn));
            var (arc, bearing) = (Math.Sqrt(east * east + north * north) / EarthRadius, Math.Atan2(east, north));
            var phi = Math.Asin(Math.Sin(latitude) * Math.Cos(arc) + Math.Cos(latitude) * Math.Sin(arc) * Math.Cos(bearing));
            return (longitude + Math.Atan2(Math.Sin(bearing) * Math.Sin(arc) * Math.Cos(latitude), Math.Cos(arc) - Math.Sin(latitude) * Math.Sin(phi)) / degree, phi / degree);
        })];
    }
}
