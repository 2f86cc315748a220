using System.Runtime.Intrinsics;

namespace Rebound.Numerics;

/// <summary>Eight binomial quantiles at once, each the one of <see cref="CountQuantile.Binomial"/>.</summary>
internal static class BinomialLanes
{
    /// <summary>Variance from which the lanes serve; below it, and where the expansion cannot decide, each number is found alone.</summary>
    private const double LeastVariance = 100;

    /// <summary>The quantiles.</summary>
    /// <param name="trials">n, whole numbers, not negative, below 2³¹.</param>
    /// <param name="success">p.</param>
    /// <param name="hazard">−ln(1 − p).</param>
    /// <param name="uniform">u in (0, 1).</param>
    internal static Vector512<double> Quantile(Vector512<double> trials, Vector512<double> success, Vector512<double> hazard, Vector512<double> uniform)
    {
        var one = Vector512<double>.One;
        var z = NormalQuantileLanes.Of(uniform, out var served);
        var failure = one - success;
        var v = success * failure;
        var variance = trials * v;
        var least = Vector512.Create(1.0 / 12);
        var narrow = variance - least;
        var spread = Vector512.Sqrt(Vector512.Max(narrow, one));
        var inverseSpread = one / spread;
        var inverse = inverseSpread * inverseSpread;
        var ratio = variance * inverse;
        var skew = failure - success;
        var a = skew * ratio;
        var b = Vector512.FusedMultiplyAdd(one - Vector512.Create(6.0) * v, ratio, inverse * Vector512.Create(1.0 / 120));
        var c = skew * (one - Vector512.Create(12.0) * v) * ratio;
        var z2 = z * z;
        var a2 = a * a;
        var first = a * (z2 - one) * Vector512.Create(1.0 / 6);
        var second = z * (b * (z2 - Vector512.Create(3.0)) * Vector512.Create(1.0 / 24) - a2 * Vector512.FusedMultiplyAdd(z2, Vector512.Create(2.0), Vector512.Create(-5.0)) * Vector512.Create(1.0 / 36));
        var third = c * Vector512.FusedMultiplyAdd(z2 - Vector512.Create(6.0), z2, Vector512.Create(3.0)) * Vector512.Create(1.0 / 120)
            - a * b * Vector512.FusedMultiplyAdd(z2 - Vector512.Create(5.0), z2, Vector512.Create(2.0)) * Vector512.Create(1.0 / 24)
            + a * a2 * Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(z2, Vector512.Create(12.0), Vector512.Create(-53.0)), z2, Vector512.Create(17.0)) * Vector512.Create(1.0 / 324);
        var real = Vector512.FusedMultiplyAdd(spread, z, Vector512.FusedMultiplyAdd(trials, success, Vector512.Create(-0.5))) + first + Vector512.FusedMultiplyAdd(third, inverseSpread, second) * inverseSpread;
        // What the expansion leaves out: its next term, whose size was found over all p, and what follows it; and what z errs by.
        var z4 = z2 * z2;
        var next = Vector512.FusedMultiplyAdd(z4 * Vector512.Abs(z), Vector512.Create(0.0012), Vector512.Create(0.012)) * inverse * inverseSpread;
        var after = Vector512.FusedMultiplyAdd(z4 * z2, Vector512.Create(CountQuantile.FarError), Vector512.Create(CountQuantile.NearError)) * inverse * inverse;
        var error = next + after + Vector512.FusedMultiplyAdd(spread, Vector512.Create(2 * NormalQuantileLanes.Error), Vector512.FusedMultiplyAdd(variance, Vector512.Create(1e-14), Vector512.Create(2e-9)));
        var clear = Vector512.GreaterThan(Vector512.Abs(real - Vector512.Round(real)), error);
        var sure = served & clear & Vector512.GreaterThanOrEqual(variance, Vector512.Create(LeastVariance));
        var count = Vector512.Min(Vector512.Max(Vector512.Ceiling(real), Vector512<double>.Zero), trials);
        return Vector512.EqualsAll(sure.AsInt64(), Vector512<long>.AllBitsSet) ? count : Alone(count, sure, trials, hazard, uniform);
    }

    private static Vector512<double> Alone(Vector512<double> count, Vector512<double> sure, Vector512<double> trials, Vector512<double> hazard, Vector512<double> uniform)
    {
        for (var lane = 0; lane < 8; lane++)
        {
            if (sure.AsInt64()[lane] == 0) count = count.WithElement(lane, CountQuantile.Binomial((int)trials[lane], Chance.OfHazard(hazard[lane]), uniform[lane]));
        }
        return count;
    }
}
