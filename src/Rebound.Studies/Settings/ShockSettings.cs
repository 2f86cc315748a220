using Rebound.Measures;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Dates and rules of the shock.</summary>
/// <param name="Start">First month of the shock.</param>
/// <param name="End">Last month of the short run.</param>
/// <param name="Horizon">Last month analysed.</param>
/// <param name="BaseFirst">First pre-shock year of the baseline.</param>
/// <param name="BaseLast">Last pre-shock year of the baseline.</param>
/// <param name="Baselines">Baselines to compute, the first being the study's own.</param>
/// <param name="Level">Share of the baseline that counts as recovered.</param>
/// <param name="Hold">Months it must hold.</param>
public sealed record ShockSettings(Period Start, Period End, Period Horizon, int BaseFirst, int BaseLast, IReadOnlyList<string> Baselines, double Level, int Hold)
{
    /// <summary>Calendar effects taken out before model baselines are fitted.</summary>
    public CalendarEffect Calendar { get; init; }

    /// <summary>Units that the shock left alone.</summary>
    public IReadOnlyList<string> Donors { get; init; } = [];

    /// <summary>First month that model baselines are fitted to; null for every month without a gap.</summary>
    public Period? FitFrom { get; init; }

    /// <summary>Coverage of intervals.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Draws of the counterfactual path behind the interval of the recovery month.</summary>
    public int Draws { get; init; } = 400;

    /// <summary>Lag of Newey and West for the interrupted series; null takes the usual one of its length.</summary>
    public int? NeweyWestLag { get; init; }
}
