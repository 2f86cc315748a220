using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>How much worse than before the shock could paths have drifted apart afterwards, until nothing of an effect is certain?</summary>
/// <remarks>Relative magnitudes of Rambachan and Roth (2023, section 2.4.1): from one period to the next the drift after the shock is at most M̄ times the largest step between
/// neighbouring periods before it. The mean effect of a run is then biased by at most M̄ · step · mean distance from the reference; M̄ at which its interval, widened by that, reaches zero is the breakdown. The largest step is
/// taken as estimated: its own sampling error makes it too large on average, so the breakdown errs on the small side where periods are noisy.</remarks>
/// <param name="Breakdown">M̄; zero when the interval holds zero already.</param>
/// <param name="LargestStep">The largest step between neighbouring periods up to the reference.</param>
/// <param name="Distance">Mean number of periods between the run and the reference.</param>
public sealed record PreTrendBreakdown(double Breakdown, double LargestStep, double Distance)
{
    /// <summary>Name of the check.</summary>
    public const string GuardName = "pre-trend-breakdown";

    /// <summary>Below this value a drift no worse than before would undo the effect.</summary>
    public const double Enough = 1;

    /// <summary>A warning below 1.</summary>
    public GuardResult ToGuard()
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"The effect is no longer certain when paths drift apart by {Breakdown:0.##} times the largest step before the shock ({LargestStep:0.####}), every period.");
        return Breakdown >= Enough
            ? new(GuardName, Breakdown, Enough, Verdict.Passed, message, "")
            : new(GuardName, Breakdown, Enough, Verdict.Warning, message, "Say what rules out a drift of that size, or use more periods before the shock.");
    }

    /// <summary>Of one run; null when fewer than two neighbouring periods before it are estimated.</summary>
    internal static PreTrendBreakdown? Of(Coefficient effect, IReadOnlyList<(int Horizon, double Value)> before, double distance)
    {
        double step = 0;
        var pairs = 0;
        foreach (var (one, next) in before.OrderBy(b => b.Horizon).Zip(before.OrderBy(b => b.Horizon).Skip(1)))
        {
            if (next.Horizon != one.Horizon + 1) continue;
            pairs++;
            step = Math.Max(step, Math.Abs(next.Value - one.Value));
        }
        if (pairs == 0 || !(distance > 0)) return null;
        var certain = effect.Low > 0 ? effect.Low : effect.High < 0 ? -effect.High : 0;
        return new PreTrendBreakdown(step > 0 ? certain / (step * distance) : double.PositiveInfinity, step, distance);
    }
}
