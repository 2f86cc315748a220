using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>Daily new cases: one or two waves a city, smaller where resilience is higher.</summary>
internal static class Outbreak
{
    /// <summary>Log cumulative cases per 100,000 people at mean resilience, beside the first city.</summary>
    private const double MeanLogCases = 5.9;

    /// <summary>Chance of a second wave in the autumn.</summary>
    private const double SecondWave = 0.5;

    /// <summary>New cases, city × day from 2020-02-01. The sum over days is the city's cumulative count to the last case.</summary>
    internal static int[] Draw(WorldOptions options, Places places, Resilience resilience)
    {
        var random = new RandomStream(options.Seed, (ulong)WorldStream.Epidemic);
        var effects = options.Effects;
        var cases = new int[options.Cities * WorldCalendar.CaseDays];
        for (var c = 0; c < options.Cities; c++)
        {
            var far = Math.Log(1 + places.Distances[c] / 100);
            var logRate = MeanLogCases + effects.ControlSlope * resilience.Total[c] + effects.DistanceSlope * far + effects.CaseNoise * random.NextNormal();
            var total = Math.Max(1, (int)Math.Round(places.Populations[c] / 1e5 * Math.Exp(logRate)));
            Spread(total, DrawShape(random, far), cases.AsSpan(c * WorldCalendar.CaseDays, WorldCalendar.CaseDays));
        }
        return cases;
    }

    private static double[] DrawShape(RandomStream random, double far)
    {
        var peak = 30 + 12 * far + 10 * random.NextUniform();
        var width = 11 + 6 * random.NextUniform();
        var second = random.NextUniform() < SecondWave ? 0.2 + 0.4 * random.NextUniform() : 0;
        var secondPeak = 235 + 50 * random.NextUniform();
        var secondWidth = 13 + 7 * random.NextUniform();
        var shape = new double[WorldCalendar.CaseDays];
        for (var day = 0; day < shape.Length; day++)
        {
            var wave = (1 - second) * Bell((day - peak) / width) / width + second * Bell((day - secondPeak) / secondWidth) / secondWidth;
            shape[day] = wave * Math.Exp(0.3 * random.NextNormal());
        }
        return shape;
    }

    private static double Bell(double z) => Math.Exp(-0.5 * z * z);

    /// <summary>Deals the total out in whole cases: day t gets round(F(t)) − round(F(t − 1)) of the running share F.</summary>
    private static void Spread(int total, double[] shape, Span<int> days)
    {
        double whole = 0, running = 0;
        foreach (var weight in shape) whole += weight;
        var given = 0;
        for (var day = 0; day < shape.Length; day++)
        {
            running += shape[day];
            var upTo = day == shape.Length - 1 ? total : (int)Math.Round(total * (running / whole));
            days[day] = upTo - given;
            given = upTo;
        }
    }
}
