using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>Cuts a path into falls below a level: a first wave, a second, and so on.</summary>
internal static class Episodes
{
    private const int LeastMonths = 2; // a single month below is noise, unless it opens the shock

    /// <summary>The episodes of a path.</summary>
    /// <param name="ratios">Actual over expected by month of the shock; NaN is missing.</param>
    /// <param name="shock">Month of the first ratio.</param>
    /// <param name="level">What counts as recovered.</param>
    /// <param name="hold">Months in a row at the level that end an episode.</param>
    public static List<Episode> Of(ReadOnlySpan<double> ratios, Period shock, double level, int hold)
    {
        List<Episode> episodes = [];
        for (var t = 0; t < ratios.Length; t++)
        {
            if (!(ratios[t] < level)) continue;
            var follows = t + 1 < ratios.Length && ratios[t + 1] < level;
            if (episodes.Count > 0 && LeastMonths > 1 && !follows) continue;
            var end = Triangle.FirstSustained(ratios, t, level, hold);
            var until = end < 0 ? ratios.Length : end;
            var trough = t + Triangle.Lowest(ratios[t..until]);
            episodes.Add(new Episode(shock.Plus(t), shock.Plus(trough), 100 * (1 - ratios[trough]), end < 0 ? null : shock.Plus(end), until - t, t == 0 || double.IsNaN(ratios[t - 1]) ? 0 : 100 * (1 - ratios[t - 1])));
            if (end < 0) break;
            t = end;
        }
        return episodes;
    }
}
