using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rebound.Numerics;

/// <summary>Eight binomial quantiles at once, each the one of <see cref="CountQuantile.Binomial"/>.</summary>
/// <remarks>The expansion to the fourth cumulant gives a real number and a bound on its error. Where no border between two counts lies within the bound, the count is
/// the exact one whatever the bits of the real number are: processors may differ in them. Elsewhere, and on processors without such lanes, each number is found alone.</remarks>
public static class BinomialLanes
{
    /// <summary>Variance from which the lanes serve.</summary>
    internal const double LeastVariance = CountQuantile.ExpansionVariance;

    /// <summary>The expansion errs by no more than (near + far·z⁴)/variance: its distance from the longer one of <see cref="CountQuantile"/>, and that one's error, over all p from <see cref="LeastVariance"/> on.</summary>
    internal const double NearError = 0.0225, FarError = 0.0095;

    /// <summary>What <see cref="Expanded"/> says where it decided in all lanes.</summary>
    internal const ulong AllLanes = 0xFF;

    /// <summary>Whether the processor has the lanes.</summary>
    internal static bool AreFast => Avx512DQ.IsSupported;

    /// <summary>The quantiles.</summary>
    /// <param name="trials">n, whole numbers, not negative, below 2³¹.</param>
    /// <param name="success">p.</param>
    /// <param name="hazard">−ln(1 − p).</param>
    /// <param name="uniform">u in (0, 1).</param>
    /// <returns>Counts from 0 to n.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Quantile(Vector512<double> trials, Vector512<double> success, Vector512<double> hazard, Vector512<double> uniform)
    {
        var count = Expanded(trials, success, uniform, out var sure);
        return sure == AllLanes ? count : Alone(count, sure, trials, hazard, uniform);
    }

    /// <summary>The quantiles where the expansion decides.</summary>
    /// <param name="trials">n, whole numbers, not negative, below 2³¹.</param>
    /// <param name="success">p in [0, 1].</param>
    /// <param name="uniform">u in (0, 1).</param>
    /// <param name="sure">A bit for each lane whose count is right; the others hold anything.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Expanded(Vector512<double> trials, Vector512<double> success, Vector512<double> uniform, out ulong sure)
    {
        if (!AreFast)
        {
            sure = 0;
            return trials;
        }
        var one = Vector512<double>.One;
        var z = NormalQuantileLanes.Of(uniform, out var served);
        var failure = one - success;
        var v = success * failure;
        var variance = trials * v;
        var narrow = variance - Vector512.Create(1.0 / 12);
        var inverseSpread = InverseRoot(narrow);
        var spread = narrow * inverseSpread;
        var mean = trials * success;
        var z2 = z * z;
        // the terms of the third and the fourth cumulant, as polynomials of p(1 − p) and z
        var first = (z2 - one) * (failure - success);
        var second = Vector512.FusedMultiplyAdd(v + v, Vector512.Create(7.0) - z2, one - z2) * (z * inverseSpread);
        var real = Vector512.FusedMultiplyAdd(spread, z, mean - Vector512.Create(0.5));
        real = Vector512.FusedMultiplyAdd(first, Vector512.Create(1.0 / 6), real);
        real = Vector512.FusedMultiplyAdd(second, Vector512.Create(1.0 / 72), real);
        var omitted = Vector512.FusedMultiplyAdd(z2 * z2, Vector512.Create(FarError), Vector512.Create(NearError)) * (inverseSpread * inverseSpread);
        var rounding = Vector512.FusedMultiplyAdd(mean, Vector512.Create(1e-15), Vector512.Create(2e-9));
        var error = Vector512.FusedMultiplyAdd(spread, Vector512.Create(2 * NormalQuantileLanes.Error), omitted + rounding);
        var clear = Vector512.GreaterThan(Vector512.Abs(real - Vector512.Round(real)), error).ExtractMostSignificantBits();
        sure = clear & served & Vector512.GreaterThanOrEqual(variance, Vector512.Create(LeastVariance)).ExtractMostSignificantBits();
        return Vector512.MinNative(Vector512.MaxNative(Vector512.Ceiling(real), Vector512<double>.Zero), trials);
    }

    // One step of the third order takes the processor's estimate, 2⁻¹⁴, to about 1e-12: beyond what the bound allows for.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> InverseRoot(Vector512<double> x)
    {
        var y = Avx512F.ReciprocalSqrt14(x);
        var residual = Vector512.FusedMultiplyAdd(-(x * y), y, Vector512<double>.One);
        return Vector512.FusedMultiplyAdd(residual * y, Vector512.FusedMultiplyAdd(residual, Vector512.Create(0.375), Vector512.Create(0.5)), y);
    }

    /// <summary>The quantiles, those found one by one that the expansion left open.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Vector512<double> Alone(Vector512<double> count, ulong sure, Vector512<double> trials, Vector512<double> hazard, Vector512<double> uniform)
    {
        for (var lane = 0; lane < 8; lane++)
        {
            if ((sure >> lane & 1) == 0) count = count.WithElement(lane, CountQuantile.Binomial((int)trials[lane], Chance.OfHazard(hazard[lane]), uniform[lane]));
        }
        return count;
    }
}
