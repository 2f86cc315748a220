using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Where resilience centres and along which direction it spreads, year by year: the table ellipse.</summary>
internal static class EllipseStage
{
    public static void Run(Study study, IndexResult index, List<ResultTable> tables)
    {
        var cities = study.Data.Cities.ToDictionary(city => city.Code, StringComparer.Ordinal);
        var globe = SpaceStage.LocationsOf(index.Units, [.. index.Units.Select(unit => cities[unit])]);
        var plane = PlaneOf(globe);
        var places = plane.Of(globe);
        var table = new TableBuilder("ellipse", "weighted_by", "#year", "#longitude", "#latitude", "#rotation", "#along_km", "#across_km", "#standard_distance_km", "#area_km2", "#shift_km", "reason");
        Add("none", null, [], null);
        DeviationalEllipse? first = null;
        for (var t = 0; t < index.YearCount; t++)
        {
            var found = Add("score", index.FirstYear + t, DistributionStage.Scores(index, t), first);
            if (t == 0) first = found;
        }
        tables.Add(table.Build());

        DeviationalEllipse? Add(string by, int? year, double[] weights, DeviationalEllipse? start)
        {
            var attempt = new Attempt();
            var found = attempt.Take(() => DeviationalEllipse.Of(places, weights, year is { } y ? DistributionStage.Subject(y) : new Subject("places")));
            var centre = found is null ? (GlobePoint?)null : plane.Back(found.CentreX, found.CentreY);
            table.Add(by, year, centre?.Longitude, centre?.Latitude, found?.Rotation, found?.AlongDeviation, found?.AcrossDeviation, found?.StandardDistance, found?.Area, start is null || found is null ? null : Shift(start, found), attempt.Reason);
            return found;
        }
    }

    private static double Shift(DeviationalEllipse start, DeviationalEllipse end)
    {
        var (x, y) = (end.CentreX - start.CentreX, end.CentreY - start.CentreY);
        return Math.Sqrt(x * x + y * y);
    }

    private static EqualAreaPlane PlaneOf(Locations globe)
    {
        try
        {
            return EqualAreaPlane.Amid(globe);
        }
        catch (ArgumentException tooFar)
        {
            throw new NumericalException(tooFar.Message.Split(" (Parameter", 2)[0]);
        }
    }
}
