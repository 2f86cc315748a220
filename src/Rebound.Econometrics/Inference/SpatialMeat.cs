using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Sums of products of the scores of rows that lie within a distance of each other (Conley, 1999).</summary>
/// <remarks>Rows of one place are added first. Places are sorted by latitude, and a pair is looked at only where its latitudes are near enough;
/// distances are along the great circle, compared by their chords.</remarks>
internal static class SpatialMeat
{
    private const int Chunk = 64;
    private const double PixelDegree = 111; // kilometres a degree, as fixest takes it

    public static double[,] Of(double[][] scores, SamplePlaces places, Covariance rule)
    {
        var k = scores.Length;
        var (points, sums) = Gather(scores, rule.Pixel > 0 ? Squares(places, rule.Pixel / PixelDegree) : places);
        var count = points.Length;
        var angle = rule.Cutoff / rule.Radius;
        var near = rule.Distance == ConleyDistance.Planar ? angle * angle : angle >= Math.PI ? double.PositiveInfinity : 2 - 2 * Math.Cos(angle); // squared chord
        near *= 1 + 1e-14; // a place lies within no distance of itself
        var band = angle * (1 + 1e-12);
        var total = new double[k, k];
        foreach (var part in FixedChunks.Collect(count, Chunk, (from, to) =>
        {
            var meat = new double[k * k];
            var pull = new double[k];
            for (var p = from; p < to; p++)
            {
                for (var a = 0; a < k; a++) pull[a] = 0.5 * sums[p * k + a];
                for (var q = p + 1; q < count && points[q].Latitude - points[p].Latitude <= band; q++)
                {
                    var square = rule.Distance == ConleyDistance.GreatCircle ? points[p].Chord(points[q]) : points[p].Planar(points[q]);
                    if (square > near) continue;
                    var distance = rule.Kernel == ConleyKernel.Uniform ? 0 : rule.Distance == ConleyDistance.GreatCircle ? 2 * Math.Asin(Math.Min(1, 0.5 * Math.Sqrt(square))) : Math.Sqrt(square);
                    var weight = 1 - distance / angle;
                    for (var a = 0; a < k; a++) pull[a] += weight * sums[q * k + a];
                }
                for (var a = 0; a < k; a++)
                    for (var b = 0; b < k; b++) meat[a * k + b] += sums[p * k + a] * pull[b];
            }
            return meat;
        }))
            for (var a = 0; a < k; a++)
                for (var b = 0; b < k; b++) total[a, b] += part[a * k + b];
        var both = new double[k, k];
        for (var a = 0; a < k; a++)
            for (var b = 0; b < k; b++) both[a, b] = total[a, b] + total[b, a];
        return both;
    }

    // Coordinates moved to the south-western corner of their square of so many degrees.
    private static SamplePlaces Squares(SamplePlaces places, double side)
    {
        double[] latitude = new double[places.Latitude.Length], longitude = new double[latitude.Length];
        for (var i = 0; i < latitude.Length; i++)
        {
            var across = side / Math.Max(1e-9, Math.Cos(places.Latitude[i] * Math.PI / 180));
            latitude[i] = Math.Floor((places.Latitude[i] + 90) / side) * side - 90;
            longitude[i] = Math.Floor(places.Longitude[i] / across) * across;
        }
        return new SamplePlaces(latitude, longitude);
    }

    private static (Point[] Points, double[] Sums) Gather(double[][] scores, SamplePlaces places)
    {
        var (latitude, longitude, k) = (places.Latitude, places.Longitude, scores.Length);
        for (var i = 0; i < latitude.Length; i++)
            if (Math.Abs(latitude[i]) > 90 || Math.Abs(longitude[i]) > 360)
                throw new NotIdentifiedException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"A row lies at latitude {latitude[i]}, longitude {longitude[i]}, which is no place on Earth; distances need degrees."));
        var index = new Dictionary<(double, double), int>();
        var place = new int[latitude.Length];
        List<Point> points = [];
        for (var i = 0; i < place.Length; i++)
        {
            if (!index.TryGetValue((latitude[i], longitude[i]), out place[i]))
            {
                index.Add((latitude[i], longitude[i]), place[i] = points.Count);
                points.Add(Point.Of(latitude[i], longitude[i]));
            }
        }
        int[] order = [.. Enumerable.Range(0, points.Count)];
        Array.Sort(order, (a, b) => points[a].Latitude != points[b].Latitude ? points[a].Latitude.CompareTo(points[b].Latitude) : a.CompareTo(b));
        var rank = new int[order.Length];
        for (var r = 0; r < order.Length; r++) rank[order[r]] = r;
        var sums = new double[order.Length * k];
        for (var i = 0; i < place.Length; i++)
            for (var j = 0; j < k; j++) sums[rank[place[i]] * k + j] += scores[j][i];
        return ([.. order.Select(p => points[p])], sums);
    }

    private readonly record struct Point(double Latitude, double Longitude, double X, double Y, double Z)
    {
        public double Chord(in Point other) => (X - other.X) * (X - other.X) + (Y - other.Y) * (Y - other.Y) + (Z - other.Z) * (Z - other.Z);

        public double Planar(in Point other)
        {
            var across = Math.Cos(0.5 * (Latitude + other.Latitude)) * (Longitude - other.Longitude);
            return (Latitude - other.Latitude) * (Latitude - other.Latitude) + across * across;
        }

        public static Point Of(double latitude, double longitude)
        {
            var (sinLatitude, cosLatitude) = Math.SinCos(latitude * Math.PI / 180);
            var (sin, cos) = Math.SinCos(longitude * Math.PI / 180);
            return new Point(latitude * Math.PI / 180, longitude * Math.PI / 180, cosLatitude * cos, cosLatitude * sin, sinLatitude);
        }
    }
}
