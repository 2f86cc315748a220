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
        var (level, growth, season, levels) = (5 + stream.NextNormal(), 0.003 + 0.002 * stream.NextNormal(), new double[12], new double[Before + After]);
        for (var m = 0; m < 12; m++) season[m] = 0.15 * stream.NextNormal();
        var (drop, speed, month) = (0.25 + 0.35 * stream.NextUniform(), 0.12 + 0.2 * stream.NextUniform(), int.MaxValue);
        var path = new double[After];
        for (var h = 0; h < After; h++) path[h] = h == 0 ? -0.5 * drop : -drop * Math.Exp(-speed * (h - 1));
        for (var h = 1; h < After - 2 && month == int.MaxValue; h++)
            if (path[h] >= Math.Log(0.95)) month = h + 1;
        for (var t = 0; t < levels.Length; t++)
        {
            level += growth + wander * stream.NextNormal();
            levels[t] = Math.Exp(level + season[t % 12] + 0.03 * stream.NextNormal() + (t >= Before ? path[t - Before] : 0));
        }
        return new PlantedSeries(new MonthlySeries(name, Period.OfMonth(2014, 1), levels), 100 * (1 - Math.Exp(-drop)), month, path[^12..].Average());
    }
}
