using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;
using Xunit;

namespace Rebound.Tests.Measures;

/// <summary>Two hundred worlds with a known fall and recovery: intervals must hold the truth as often as they say.</summary>
public sealed class PlantedRecoveryTests
{
    private const int Worlds = 200, Units = 3, Before = 72, After = 24;

    [Theory]
    [InlineData(Baseline.Arima)]
    [InlineData(Baseline.Interrupted)]
    public void Intervals_of_depth_and_recovery_month_cover_the_truth(Baseline baseline)
    {
        var (depths, months) = (0, 0);
        for (var world = 0; world < Worlds; world++)
        {
            var stream = new RandomStream(99, (ulong)world);
            var (series, truths) = (new List<MonthlySeries>(), new List<(double Depth, int Month)>());
            for (var u = 0; u < Units; u++) series.Add(Plant($"c{u}", stream, truths));
            var options = new RecoveryOptions { BaseYears = [2018, 2019], Shock = Period.OfMonth(2020, 1), ShortRunEnd = Period.OfMonth(2020, 12), Horizon = Period.OfMonth(2021, 12), Baselines = [baseline], Seed = (ulong)world };
            var result = new RecoveryAnalysis(options).Run(series);
            for (var u = 0; u < Units; u++)
            {
                var detail = result.Units[u].Measures!.Detail;
                if (truths[u].Depth >= detail.DepthLowPercent && truths[u].Depth <= detail.DepthHighPercent) depths++;
                if (truths[u].Month >= (detail.Earliest ?? After + 1) && truths[u].Month <= (detail.Latest ?? int.MaxValue)) months++;
            }
        }
        const double All = Worlds * Units; // 95 % less or more two standard errors of 600 draws, and the goal of 93 to 97 %
        Assert.InRange(depths / All, 0.925, 0.975);
        Assert.InRange(months / All, 0.925, 0.985);
    }

    private static MonthlySeries Plant(string name, RandomStream stream, List<(double Depth, int Month)> truths)
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
            level += growth;
            levels[t] = Math.Exp(level + season[t % 12] + 0.03 * stream.NextNormal() + (t >= Before ? path[t - Before] : 0));
        }
        truths.Add((100 * (1 - Math.Exp(-drop)), month));
        return new MonthlySeries(name, Period.OfMonth(2014, 1), levels);
    }
}
