namespace Rebound.Simulation;

/// <summary>How a city's exports fell and came back, without noise.</summary>
/// <param name="Trough">Month of the short run with the deepest loss.</param>
/// <param name="Depth">The loss in that month as a share of the path without the shock.</param>
/// <param name="Recovery">The first later month from which exports stay at 95 % of that path for three months; −1 when not seen.</param>
internal readonly record struct TrueRecovery(int Trough, double Depth, int Recovery)
{
    private const double Level = 0.95;
    private const int Hold = 3;

    /// <summary>Of a path and the same path without the shock, which growth of both does not change.</summary>
    public static TrueRecovery Of(ReadOnlySpan<double> path, ReadOnlySpan<double> baseline)
    {
        var trough = WorldCalendar.ShockStart;
        for (var t = trough; t <= WorldCalendar.ShortEnd; t++) if (path[t] / baseline[t] < path[trough] / baseline[trough]) trough = t;
        var depth = 1 - path[trough] / baseline[trough];
        for (int t = trough + 1, held = 0; t < path.Length; t++)
        {
            held = path[t] / baseline[t] >= Level ? held + 1 : 0;
            if (held == Hold) return new TrueRecovery(trough, depth, t - Hold + 1);
        }
        return new TrueRecovery(trough, depth, -1);
    }
}
