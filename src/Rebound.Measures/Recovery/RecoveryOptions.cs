using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>How recovery is measured.</summary>
public sealed record RecoveryOptions
{
    /// <summary>Pre-shock calendar years that make the baseline.</summary>
    public required IReadOnlyList<int> BaseYears { get; init; }

    /// <summary>First month of the shock.</summary>
    public required Period Shock { get; init; }

    /// <summary>Last month of the short run: the trough and the loss are taken between the shock and this month.</summary>
    public required Period ShortRunEnd { get; init; }

    /// <summary>Last month that is analysed.</summary>
    public required Period Horizon { get; init; }

    /// <summary>The baselines wanted.</summary>
    public IReadOnlyList<Baseline> Baselines { get; init; } = [Baseline.SameMonth, Baseline.SameMonthGrowth];

    /// <summary>Share of the expected level at which a unit counts as recovered, and below which it counts as hit.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Months in a row for which that level must hold.</summary>
    public int Hold { get; init; } = 3;

    /// <summary>Coverage of the interval of the level gap, in (0, 1).</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Calendar effects taken out before model baselines are fitted.</summary>
    public CalendarEffect Calendar { get; init; }

    /// <summary>First month that model baselines are fitted to; null takes every month without a gap before the shock.</summary>
    public Period? FitFrom { get; init; }

    /// <summary>Units that the shock left alone, for baselines that compare with them.</summary>
    public IReadOnlyList<string> Donors { get; init; } = [];

    /// <summary>Draws of the counterfactual path behind the interval of the recovery month and its chances.</summary>
    public int Draws { get; init; } = 400;

    /// <summary>Seed of those draws; unit k uses stream k.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether baselines are tried on windows before the shock, and the best of each unit named.</summary>
    public bool BackTest { get; init; }

    /// <summary>Lag of Newey and West for the interrupted series; null takes ⌊4(n/100)^(2/9)⌋.</summary>
    public int? NeweyWestLag { get; init; }
}
