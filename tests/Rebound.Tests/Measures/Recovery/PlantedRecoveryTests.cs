using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;
using Xunit;

namespace Rebound.Tests.Measures;

/// <summary>Two hundred worlds with a known fall and recovery, half of them with levels that wander: intervals must hold the truth as often as they say.</summary>
public sealed class PlantedRecoveryTests
{
    private const int Worlds = 100, Units = 3;

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
        PlantedSeries[] truths = [.. Enumerable.Range(0, Units).Select(u => PlantedSeries.Draw($"c{u}", stream, wander))];
        var options = new RecoveryOptions { BaseYears = [2018, 2019], Shock = Period.OfMonth(2020, 1), ShortRunEnd = Period.OfMonth(2020, 12), Horizon = Period.OfMonth(2021, 12), Baselines = [baseline], Seed = (ulong)world };
        var result = new RecoveryAnalysis(options).Run([.. truths.Select(t => t.Series)]);
        for (var u = 0; u < Units; u++)
        {
            var detail = result.Units[u].Measures!.Detail;
            if (truths[u].Depth >= detail.DepthLowPercent && truths[u].Depth <= detail.DepthHighPercent) depths++;
            if (truths[u].Month >= (detail.Earliest ?? PlantedSeries.After + 1) && truths[u].Month <= (detail.Latest ?? int.MaxValue)) months++;
        }
        return (depths, months);
    }
}
