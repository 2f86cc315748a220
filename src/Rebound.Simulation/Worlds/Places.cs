using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>Where the cities lie, what they are called and how many people live there.</summary>
internal sealed record Places(string[] Codes, string[] Names, string[] Islands, double[] Latitudes, double[] Longitudes, int[] Populations, double[] Distances)
{
    /// <summary>Cities lie so far apart, if so many tries find the room: nearer ones would have more travellers than people.</summary>
    private const double LeastKilometres = 20;
    private const int MostTries = 200;

    internal static Places Draw(WorldOptions options)
    {
        var n = options.Cities;
        var width = Math.Max(2, (int)Math.Floor(Math.Log10(n)) + 1);
        var format = new string('0', width);
        var codes = new string[n];
        for (var c = 0; c < n; c++) codes[c] = "I" + (c + 1).ToString(format, System.Globalization.CultureInfo.InvariantCulture);
        var places = new Places(codes, DrawNames(options), new string[n], new double[n], new double[n], new int[n], new double[n]);
        places.DrawPositions(options);
        places.MeasureDistances();
        return places;
    }

    private static string[] DrawNames(WorldOptions options)
    {
        var random = new RandomStream(options.Seed, (ulong)WorldStream.Names);
        var names = new List<string>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        while (names.Count < options.Cities)
        {
            var name = WorldCatalogue.NameStarts[random.NextBelow(WorldCatalogue.NameStarts.Length)]
                + WorldCatalogue.NameMiddles[random.NextBelow(WorldCatalogue.NameMiddles.Length)]
                + WorldCatalogue.NameEnds[random.NextBelow(WorldCatalogue.NameEnds.Length)];
            if (taken.Add(name)) names.Add(name);
        }
        return [.. names];
    }

    private void DrawPositions(WorldOptions options)
    {
        var random = new RandomStream(options.Seed, (ulong)WorldStream.Places);
        var islands = Math.Clamp(options.Cities / 8, 3, WorldCatalogue.Islands.Length);
        var centres = new (double Latitude, double Longitude)[islands];
        for (var i = 0; i < islands; i++) centres[i] = (-14 + 10 * random.NextUniform(), 80 + 12 * random.NextUniform());
        var spread = Math.Sqrt(Math.Max(1, options.Cities / 8.0 / islands));
        for (var c = 0; c < Codes.Length; c++)
        {
            var island = c % islands;
            Islands[c] = WorldCatalogue.Islands[island];
            for (var tries = 0; tries == 0 || tries < MostTries && Nearest(c) < LeastKilometres; tries++)
            {
                Latitudes[c] = Math.Round(centres[island].Latitude + 0.5 * spread * random.NextNormal(), 3);
                Longitudes[c] = Math.Round(centres[island].Longitude + 0.7 * spread * random.NextNormal(), 3);
            }
            Populations[c] = 100 * (int)Math.Round(Math.Clamp(4000 * Math.Exp(0.8 * random.NextNormal()), 600, 60000));
        }
    }

    // Distance to the nearest of the cities that have their place.
    private double Nearest(int city)
    {
        var least = double.PositiveInfinity;
        for (var c = 0; c < city; c++) least = Math.Min(least, Kilometres(c, city));
        return least;
    }

    private void MeasureDistances()
    {
        var first = 0;
        for (var c = 1; c < Codes.Length; c++) if (Populations[c] > Populations[first]) first = c;
        for (var c = 0; c < Codes.Length; c++) Distances[c] = Math.Round(Kilometres(first, c), 1);
    }

    private double Kilometres(int a, int b)
    {
        const double degree = Math.PI / 180;
        const double earthRadius = 6371.0088;
        var half = Math.Sin((Latitudes[b] - Latitudes[a]) * degree / 2);
        var across = Math.Sin((Longitudes[b] - Longitudes[a]) * degree / 2);
        var square = half * half + Math.Cos(Latitudes[a] * degree) * Math.Cos(Latitudes[b] * degree) * across * across;
        return 2 * earthRadius * Math.Asin(Math.Sqrt(square));
    }
}
