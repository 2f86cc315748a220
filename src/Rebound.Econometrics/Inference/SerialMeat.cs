namespace Rebound.Econometrics;

/// <summary>Sums of products of scores that hang together in time, weighted 1 − l/(L + 1) at a distance of l periods.</summary>
internal static class SerialMeat
{
    /// <summary>The largest whole number up to T^¼.</summary>
    public static int DefaultLags(int periods)
    {
        var lags = 0;
        while (Math.Pow(lags + 1, 4) <= periods) lags++;
        return lags;
    }

    /// <summary>Newey and West (1987) within units: pairs of rows of one unit.</summary>
    public static double[,] NeweyWest(double[][] scores, SamplePanel panel, int lags)
    {
        int[] order = [.. Enumerable.Range(0, panel.Times.Length)];
        long[] keys = [.. order.Select(i => (long)panel.Units[i] * panel.PeriodCount + panel.PeriodCodes[i])];
        Array.Sort(keys, order);
        int[] times = [.. order.Select(i => panel.Times[i])], units = [.. order.Select(i => panel.Units[i])];
        double[][] sorted = [.. scores.Select(s => order.Select(i => s[i]).ToArray())];
        return Sum(sorted, times, units, lags);
    }

    /// <summary>Driscoll and Kraay (1998): the sums of each period.</summary>
    public static double[,] DriscollKraay(double[][] scores, SamplePanel panel, int lags)
    {
        var (times, codes) = (panel.Periods, panel.PeriodCodes);
        double[][] sums = [.. scores.Select(_ => new double[times.Length])];
        for (var j = 0; j < sums.Length; j++)
            for (var i = 0; i < codes.Length; i++) sums[j][codes[i]] += scores[j][i];
        return Sum(sums, times, new int[times.Length], lags);
    }

    private static double[,] Sum(double[][] scores, int[] times, int[] units, int lags)
    {
        var k = scores.Length;
        var meat = new double[k, k];
        for (var i = 0; i < times.Length; i++)
            for (var e = i; e >= 0 && units[e] == units[i] && times[i] - times[e] <= lags; e--)
            {
                var weight = 1 - (times[i] - times[e]) / (lags + 1.0);
                for (var a = 0; a < k; a++)
                    for (var b = 0; b < k; b++)
                        meat[a, b] += weight * (e == i ? scores[a][i] * scores[b][i] : scores[a][i] * scores[b][e] + scores[a][e] * scores[b][i]);
            }
        return meat;
    }
}
