using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Tests.Measures;

/// <summary>A series with a known fall and recovery; the measurement of coverage plants the same ones.</summary>
/// <param name="Series">Its months.</param>
/// <param name="Depth">The fall, per cent.</param>
/// <param name="Month">Months from the shock until 95 % is reached; <see cref="int.MaxValue"/> when it is not.</param>
/// <param name="Level">Mean log gap of the last year.</param>
internal readonly record struct PlantedSeries(MonthlySeries Series, double Depth, int Month, double Level)
{
    /// <summary>Months before the shock and from it on.</summary>
    public const int Before = 72, After = 24;

    /// <summary>Plants one; wander is what its level moves a month, in logs.</summary>
    public static PlantedSeries Draw(string name, RandomStream stream, double wander)
    {
        var (start, growth, season, logs) = (5 + stream.NextNormal(), 0.003 + 0.002 * stream.NextNormal(), new double[12], new double[Before + After]);
        for (var m = 0; m < 12; m++) season[m] = 0.15 * stream.NextNormal();
        return Fall(name, stream, season, start, logs, growth, wander);
    }

    /// <summary>Units that fall, and donors that the shock leaves alone: level, growth, wander and season are shared, each unit taking its own share of them, with noise of its own.</summary>
    public static (PlantedSeries[] Units, MonthlySeries[] Donors) DrawPanel(RandomStream stream, int units, int donors, double wander)
    {
        var (common, season) = (new double[Before + After], new double[12]);
        for (var m = 0; m < 12; m++) season[m] = 0.15 * stream.NextNormal();
        for (var t = 1; t < common.Length; t++) common[t] = common[t - 1] + 0.003 + wander * stream.NextNormal();
        var (hit, left) = (new PlantedSeries[units], new MonthlySeries[donors]);
        for (var u = 0; u < units + donors; u++)
        {
            var (start, share) = (5 + stream.NextNormal(), 1 + 0.2 * stream.NextNormal());
            double[] own = [.. common.Select((c, t) => share * (c + season[t % 12]))];
            if (u < units) hit[u] = Fall($"c{u}", stream, new double[12], start, own, 0, 0);
            else left[u - units] = new MonthlySeries($"d{u - units}", Period.OfMonth(2014, 1), [.. own.Select(log => Math.Exp(start + log + 0.03 * stream.NextNormal()))]);
        }
        return (hit, left);
    }

    private static PlantedSeries Fall(string name, RandomStream stream, double[] season, double level, double[] logs, double growth, double wander)
    {
        var levels = new double[Before + After];
        var (drop, speed, month) = (0.25 + 0.35 * stream.NextUniform(), 0.12 + 0.2 * stream.NextUniform(), int.MaxValue);
        var path = new double[After];
        for (var h = 0; h < After; h++) path[h] = h == 0 ? -0.5 * drop : -drop * Math.Exp(-speed * (h - 1));
        for (var h = 1; h < After - 2 && month == int.MaxValue; h++)
            if (path[h] >= Math.Log(0.95)) month = h + 1;
        for (var t = 0; t < levels.Length; t++)
        {
            level += growth + wander * stream.NextNormal();
            levels[t] = Math.Exp(level + logs[t] + season[t % 12] + 0.03 * stream.NextNormal() + (t >= Before ? path[t - Before] : 0));
        }
        return new PlantedSeries(new MonthlySeries(name, Period.OfMonth(2014, 1), levels), 100 * (1 - Math.Exp(-drop)), month, path[^12..].Average());
    }
}
