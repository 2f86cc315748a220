using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;
using Xunit;

namespace Rebound.Tests.Measures;

/// <summary>Two hundred worlds with a known fall and recovery, half of them with levels that wander: intervals must hold the truth as often as they say.</summary>
public sealed class PlantedRecoveryTests
{
    private const int Worlds = 100, Units = 3, Before = 72, After = 24;

    [Theory]
    [InlineData(Baseline.Arima)]
    [InlineData(Baseline.Smoothing)]
    [InlineData(Baseline.Decomposition)]
    [InlineData(Baseline.Interrupted)]
    public void Intervals_of_depth_and_recovery_month_cover_the_truth(Baseline baseline)
    {
        (int Depths, int Months)[] counts = [Count(baseline, 0), Count(baseline, 0.015)];
        const double All = Worlds * Units;
        // Together 93 to 97 %, give or take the error of 600 draws (0.9 %); apart, a still level is covered too often and a wandering one too rarely.
        Assert.InRange((counts[0].Depths + counts[1].Depths) / (2 * All), 0.93, 0.975);
        Assert.InRange((counts[0].Months + counts[1].Months) / (2 * All), 0.93, 0.975);
        foreach (var (depths, months) in counts)
        {
            Assert.InRange(depths / All, 0.92, 0.99);
            Assert.InRange(months / All, 0.91, 0.995);
        }
    }

    private static (int Depths, int Months) Count(Baseline baseline, double wander)
    {
        var held = new (int Depths, int Months)[Worlds];
        FixedChunks.Run(Worlds, 4, (from, to) =>
        {
            for (var world = from; world < to; world++) held[world] = World(baseline, world, wander);
        });
        return (held.Sum(h => h.Depths), held.Sum(h => h.Months));
    }

    private static (int Depths, int Months) World(Baseline baseline, int world, double wander)
    {
        var (depths, months) = (0, 0);
        var stream = new RandomStream(99, (ulong)world);
        var (series, truths) = (new List<MonthlySeries>(), new List<(double Depth, int Month)>());
        for (var u = 0; u < Units; u++) series.Add(Plant($"c{u}", stream, truths, wander));
        var options = new RecoveryOptions { BaseYears = [2018, 2019], Shock = Period.OfMonth(2020, 1), ShortRunEnd = Period.OfMonth(2020, 12), Horizon = Period.OfMonth(2021, 12), Baselines = [baseline], Seed = (ulong)world };
        var result = new RecoveryAnalysis(options).Run(series);
        for (var u = 0; u < Units; u++)
        {
            var detail = result.Units[u].Measures!.Detail;
            if (truths[u].Depth >= detail.DepthLowPercent && truths[u].Depth <= detail.DepthHighPercent) depths++;
            if (truths[u].Month >= (detail.Earliest ?? After + 1) && truths[u].Month <= (detail.Latest ?? int.MaxValue)) months++;
        }
        return (depths, months);
    }

    private static MonthlySeries Plant(string name, RandomStream stream, List<(double Depth, int Month)> truths, double wander)
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
        truths.Add((100 * (1 - Math.Exp(-drop)), month));
        return new MonthlySeries(name, Period.OfMonth(2014, 1), levels);
    }
}
