using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>True resilience of the cities, and the indicators through which a study sees it.</summary>
/// <param name="Total">Standardised mean of the noise-free directed indicators, by city.</param>
/// <param name="Dimensions">The same by dimension, [dimension][city].</param>
/// <param name="Readings">Written values, city × indicator × year; NaN where missing.</param>
internal sealed record Resilience(double[] Total, double[][] Dimensions, double[] Readings)
{
    /// <summary>Correlation of two dimensions over cities.</summary>
    private const double SharedVariance = 0.3;

    /// <summary>Standard deviation of what an indicator holds beyond its dimension.</summary>
    private const double OwnSpread = 0.15;

    internal static Resilience Draw(WorldOptions options)
    {
        var directed = DrawDirected(options);
        var dimensions = new double[WorldCatalogue.Dimensions.Length][];
        for (var d = 0; d < dimensions.Length; d++) dimensions[d] = Standardise(MeanOf(directed, options.Cities, d));
        return new Resilience(Standardise(MeanOf(directed, options.Cities, null)), dimensions, DrawReadings(options, directed));
    }

    /// <summary>(x − mean) / standard deviation, with n − 1.</summary>
    internal static double[] Standardise(double[] values)
    {
        double mean = 0, square = 0;
        foreach (var x in values) mean += x;
        mean /= values.Length;
        foreach (var x in values) square += (x - mean) * (x - mean);
        var spread = Math.Sqrt(square / (values.Length - 1));
        return [.. values.Select(x => (x - mean) / spread)];
    }

    private static double[] DrawDirected(WorldOptions options)
    {
        var random = new RandomStream(options.Seed, (ulong)WorldStream.Resilience);
        var indicators = WorldCatalogue.Indicators;
        var directed = new double[options.Cities * indicators.Length];
        var latent = new double[WorldCatalogue.Dimensions.Length];
        for (var c = 0; c < options.Cities; c++)
        {
            var shared = Math.Sqrt(SharedVariance) * random.NextNormal();
            for (var d = 0; d < latent.Length; d++) latent[d] = shared + Math.Sqrt(1 - SharedVariance) * random.NextNormal();
            for (var j = 0; j < indicators.Length; j++)
                directed[c * indicators.Length + j] = latent[indicators[j].Dimension] + OwnSpread * random.NextNormal();
        }
        return directed;
    }

    private static double[] MeanOf(double[] directed, int cities, int? dimension)
    {
        var indicators = WorldCatalogue.Indicators;
        var means = new double[cities];
        for (var c = 0; c < cities; c++)
        {
            var count = 0;
            for (var j = 0; j < indicators.Length; j++)
            {
                if (dimension is { } d && indicators[j].Dimension != d) continue;
                means[c] += directed[c * indicators.Length + j];
                count++;
            }
            means[c] /= count;
        }
        return means;
    }

    private static double[] DrawReadings(WorldOptions options, double[] directed)
    {
        var random = new RandomStream(options.Seed, (ulong)WorldStream.Indicators);
        var indicators = WorldCatalogue.Indicators;
        var readings = new double[directed.Length * WorldCalendar.IndicatorYears];
        for (var row = 0; row < directed.Length; row++)
        {
            var indicator = indicators[row % indicators.Length];
            for (var year = 0; year < WorldCalendar.IndicatorYears; year++)
            {
                var noise = options.Noise.Indicators * random.NextNormal();
                var missing = random.NextUniform() < options.Noise.MissingIndicators;
                var value = indicator.Mean + indicator.Spread * (indicator.Sign * (directed[row] + 0.05 * year) + noise);
                readings[row * WorldCalendar.IndicatorYears + year] = missing ? double.NaN : Digits.Significant(Math.Max(value, 0.05 * indicator.Mean), 4);
            }
        }
        return readings;
    }
}
