using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>Monthly channel variables, and what the channels' own ups and downs do to exports.</summary>
/// <param name="Values">Written values, channel × city × month.</param>
/// <param name="Exports">Log points of exports, city × month, summed over the channels.</param>
internal sealed record ChannelSeries(double[] Values, double[] Exports)
{
    /// <summary>Share of a channel's ups and downs that lasts to the next month.</summary>
    private const double Persistence = 0.4;

    internal static ChannelSeries Draw(WorldOptions options, Resilience resilience, double[] stringency)
    {
        var random = new RandomStream(options.Seed, (ulong)WorldStream.Channels);
        var cells = options.Cities * options.Months;
        var series = new ChannelSeries(new double[WorldCatalogue.Channels.Length * cells], new double[cells]);
        for (var k = 0; k < WorldCatalogue.Channels.Length; k++)
        {
            for (var c = 0; c < options.Cities; c++)
            {
                var rows = c * options.Months;
                var own = DrawLasting(random, options.Months, Persistence);
                var values = series.Values.AsSpan(k * cells + rows, options.Months);
                Fill(WorldCatalogue.Channels[k], random.NextNormal(), resilience.Total[c], stringency.AsSpan(rows, options.Months), own, values);
                for (var t = 0; t < options.Months; t++) series.Exports[rows + t] += WorldCatalogue.Channels[k].Exports * own[t];
            }
        }
        return series;
    }

    /// <summary>A stationary AR(1) with variance 1.</summary>
    internal static double[] DrawLasting(RandomStream random, int months, double persistence)
    {
        var values = new double[months];
        var last = random.NextNormal();
        for (var t = 0; t < months; t++)
        {
            values[t] = last;
            last = persistence * last + Math.Sqrt(1 - persistence * persistence) * random.NextNormal();
        }
        return values;
    }

    private static void Fill(WorldChannel channel, double city, double resilience, ReadOnlySpan<double> stringency, double[] own, Span<double> values)
    {
        for (var t = 0; t < values.Length; t++)
        {
            var after = t >= WorldCalendar.ShockStart ? channel.AfterShock + channel.PerResilience * resilience : 0;
            var value = channel.Level + channel.CitySpread * city + after + channel.PerStringency * stringency[t] + channel.OwnSpread * own[t];
            values[t] = Digits.Significant(Math.Max(0, value), 4);
        }
    }
}
