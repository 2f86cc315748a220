namespace Rebound.Econometrics;

/// <summary>Changers and stayers of one period that came from the same state.</summary>
/// <param name="Period">The period.</param>
/// <param name="CameTreated">Whether they were treated in the period before.</param>
/// <param name="Movers">Cells that changed.</param>
/// <param name="Signs">Those that went up less those that went down.</param>
/// <param name="Stayers">Cells that stayed.</param>
/// <param name="StayerChange">Mean change of the stayers' treatment, at most the tolerance.</param>
/// <param name="StayerResponse">Mean change of the stayers' outcome.</param>
/// <param name="Response">Σ s(Δy − the stayers' mean).</param>
/// <param name="Dose">Σ s(Δd − the stayers' mean).</param>
internal sealed record SwitchingGroup(int Period, bool CameTreated, int Movers, int Signs, int Stayers, double StayerChange, double StayerResponse, double Response, double Dose)
{
    internal bool IsCompared => Movers > 0 && Stayers > 0;

    internal bool Holds(SwitchingCells cells, int unit) => cells.IsSeen(unit, Period) && cells.CameTreated(unit, Period) == CameTreated;

    /// <summary>Every group, in the order of time.</summary>
    internal static IReadOnlyList<SwitchingGroup> All(SwitchingCells cells) =>
        [.. Enumerable.Range(1, Math.Max(0, cells.Periods - 1)).SelectMany(t => new[] { Of(cells, t, false), Of(cells, t, true) })];

    private static SwitchingGroup Of(SwitchingCells cells, int t, bool cameTreated)
    {
        int movers = 0, signs = 0, stayers = 0;
        double change = 0, response = 0, moved = 0, dose = 0;
        for (var u = 0; u < cells.Units; u++)
        {
            if (!cells.IsSeen(u, t) || cells.CameTreated(u, t) != cameTreated) continue;
            var (d, y) = (cells.Change(u, t), cells.Response(u, t));
            if (Math.Abs(d) <= cells.Stays)
            {
                stayers++;
                (change, response) = (change + d, response + y);
                continue;
            }
            movers++;
            signs += Math.Sign(d);
            (moved, dose) = (moved + Math.Sign(d) * y, dose + Math.Abs(d));
        }
        if (stayers == 0) return new(t, cameTreated, movers, signs, 0, 0, 0, 0, 0);
        (change, response) = (change / stayers, response / stayers);
        return new(t, cameTreated, movers, signs, stayers, change, response, moved - signs * response, dose - signs * change);
    }
}
