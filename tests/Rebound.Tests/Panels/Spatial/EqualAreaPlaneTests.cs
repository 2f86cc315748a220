using CsCheck;
using Rebound.Panels;
using Xunit;

namespace Rebound.Tests.Spatial;

public sealed class EqualAreaPlaneTests
{
    private static readonly Gen<(double Longitude, double Latitude)> Middle = Gen.Select(Gen.Double[-179, 179], Gen.Double[-70, 70]);

    [Fact]
    public void There_and_back_is_the_same_place() => Gen.Select(Middle, Gen.Double[-12, 12], Gen.Double[-12, 12]).Sample((middle, east, north) =>
    {
        var plane = new EqualAreaPlane(middle.Longitude, middle.Latitude);
        double longitude = middle.Longitude + east is var l && l > 180 ? l - 360 : l < -180 ? l + 360 : l, latitude = middle.Latitude + north;
        var flat = plane.Of(new Locations(["a"], [longitude], [latitude], DistanceKind.GreatCircle));
        var back = plane.Back(flat.X[0], flat.Y[0]);
        Assert.Equal(latitude, back.Latitude, 1e-9);
        var apart = Math.Abs(longitude - back.Longitude) % 360;
        Assert.Equal(0, Math.Min(apart, 360 - apart), 1e-8);
    }, iter: 1000);

    [Fact]
    public void A_small_square_keeps_its_area_wherever_it_lies() => Gen.Select(Middle, Gen.Double[-15, 15], Gen.Double[-15, 15]).Sample((middle, east, north) =>
    {
        const double side = 0.1;
        var plane = new EqualAreaPlane(0, middle.Latitude);
        double x = east, y = middle.Latitude + north;
        if (Math.Abs(y) > 85) return;
        var flat = plane.Of(new Locations(["a", "b", "c", "d"], [x, x + side, x + side, x], [y, y, y + side, y + side], DistanceKind.GreatCircle));
        var area = 0.0;
        for (var i = 0; i < 4; i++) area += (flat.X[i] * flat.Y[(i + 1) % 4] - flat.X[(i + 1) % 4] * flat.Y[i]) / 2;
        const double radius = 6371.0088, degree = Math.PI / 180;
        var sphere = radius * radius * side * degree * (Math.Sin((y + side) * degree) - Math.Sin(y * degree));
        Assert.Equal(1, area / sphere, 1e-4); // straight sides in place of arcs of a tenth of a degree
    }, iter: 1000);

    [Fact]
    public void The_plane_touches_amid_the_places_even_across_the_date_line()
    {
        var plane = EqualAreaPlane.Amid(new Locations(["west", "east"], [-179, 179], [10, 10], DistanceKind.GreatCircle));
        Assert.Equal(180, Math.Abs(plane.Longitude), 1e-9);
        var far = Assert.Throws<ArgumentException>(() => EqualAreaPlane.Amid(new Locations(["a", "b", "far"], [0, 1, 150], [0, 0, 0], DistanceKind.GreatCircle)));
        Assert.Contains("'far'", far.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => EqualAreaPlane.Amid(new Locations(["a"], [0], [0])));
    }
}
