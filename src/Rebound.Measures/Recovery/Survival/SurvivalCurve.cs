using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Kaplan and Meier's curve: the share not yet recovered by time.</summary>
/// <remarks>S(t) = Π(1 − d/n) over event times; Var by Greenwood, Σ d/(n(n − d)); limits on the log scale, exp(ln S ± z·√Var), as R's
/// survfit draws them. Checked against R's survival package.</remarks>
/// <param name="Times">Ascending times at which a spell ended.</param>
/// <param name="AtRisk">Spells at risk just before.</param>
/// <param name="Events">Events.</param>
/// <param name="Survival">S after the time.</param>
/// <param name="Deviation">√Var of ln S.</param>
public sealed record SurvivalCurve(double[] Times, int[] AtRisk, int[] Events, double[] Survival, double[] Deviation)
{
    /// <summary>The curve of some spells; competing ends count as censored.</summary>
    /// <param name="spells">At least one.</param>
    public static SurvivalCurve Of(IReadOnlyList<Spell> spells)
    {
        double[] times = [.. spells.Select(s => s.Stop).Distinct().Order()];
        double[] stops = [.. spells.Select(s => s.Stop).Order()], starts = [.. spells.Select(s => s.Start).Order()], ends = [.. spells.Where(s => s.End == SpellEnd.Event).Select(s => s.Stop).Order()];
        var (atRisk, events, survival, deviation) = (new int[times.Length], new int[times.Length], new double[times.Length], new double[times.Length]);
        double share = 1, variance = 0;
        int stopped = 0, started = 0, ended = 0;
        for (var k = 0; k < times.Length; k++)
        {
            while (started < starts.Length && starts[started] < times[k]) started++;
            while (stopped < stops.Length && stops[stopped] < times[k]) stopped++;
            var before = ended;
            while (ended < ends.Length && ends[ended] <= times[k]) ended++;
            (atRisk[k], events[k]) = (started - stopped, ended - before);
            share *= 1 - (double)events[k] / atRisk[k];
            variance += events[k] == 0 ? 0 : atRisk[k] == events[k] ? double.PositiveInfinity : (double)events[k] / ((double)atRisk[k] * (atRisk[k] - events[k]));
            (survival[k], deviation[k]) = (share, Math.Sqrt(variance));
        }
        return new SurvivalCurve(times, atRisk, events, survival, deviation);
    }

    /// <summary>S at a time.</summary>
    /// <param name="time">Any time.</param>
    public double At(double time)
    {
        var k = Array.BinarySearch(Times, time);
        k = k >= 0 ? k : ~k - 1;
        return k < 0 ? 1 : Survival[k];
    }

    /// <summary>Lower and upper limit after the k-th time, at 95 %; the upper one is at most 1.</summary>
    /// <param name="k">Index.</param>
    public (double Low, double High) Limits(int k)
    {
        var z = StudentT.Quantile(0.975, double.PositiveInfinity) * Deviation[k];
        return Survival[k] == 0 ? (double.NaN, double.NaN) : (Survival[k] * Math.Exp(-z), Math.Min(1, Survival[k] * Math.Exp(z)));
    }

    /// <summary>First time by which half have recovered; null when that is not seen.</summary>
    public double? Median
    {
        get
        {
            for (var k = 0; k < Times.Length; k++)
                if (Survival[k] <= 0.5 + 1e-12) return Times[k];
            return null;
        }
    }

    /// <summary>Restricted mean time ∫₀^τ S(t)dt and its standard error √Σ (∫_t^τ S)² d/(n(n − d)).</summary>
    /// <param name="tau">τ, at most the longest time.</param>
    public (double Mean, double Error) RestrictedMean(double tau)
    {
        double mean = 0, variance = 0, last = 0, share = 1;
        for (var k = 0; k < Times.Length && Times[k] < tau; k++)
        {
            mean += share * (Times[k] - last);
            (last, share) = (Times[k], Survival[k]);
        }
        mean += share * Math.Max(0, tau - last);
        for (var k = 0; k < Times.Length && Times[k] <= tau; k++)
        {
            if (Events[k] == 0 || AtRisk[k] == Events[k]) continue;
            var rest = Area(Times[k], tau);
            variance += rest * rest * Events[k] / ((double)AtRisk[k] * (AtRisk[k] - Events[k]));
        }
        return (mean, Math.Sqrt(variance));
    }

    private double Area(double from, double to)
    {
        double area = 0, last = from, share = At(from);
        for (var k = 0; k < Times.Length && Times[k] < to; k++)
        {
            if (Times[k] <= from) continue;
            area += share * (Times[k] - last);
            (last, share) = (Times[k], Survival[k]);
        }
        return area + share * Math.Max(0, to - last);
    }
}
