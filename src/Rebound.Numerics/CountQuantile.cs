namespace Rebound.Numerics;

/// <summary>Quantiles of the binomial and the Poisson distribution: draws that rise with the probability and with the number of trials.</summary>
/// <remarks>k(u) is the smallest k with F(k) ≥ u. Small variance: the distribution is summed from its start. Large variance: the Cornish–Fisher
/// expansion to the sixth cumulant with Sheppard's corrections (Kolassa and McCullagh, 1990) gives a real number; where that lies closer to
/// the border between two counts than the expansion errs, the exact distribution function decides. So the quantile is the exact one, and a
/// larger probability at the same u never gives a smaller count: the differences of paired runs have the sign of their cause.
/// Checked against exact distribution functions; the bound on the expansion's error was fitted to 60-digit values.</remarks>
public static class CountQuantile
{
    /// <summary>Variance from which the expansion is used.</summary>
    internal const double ExpansionVariance = 12;

    /// <summary>The expansion errs by no more than (near + far·z⁶)/variance²: 0.00185 is the far part where it errs most, skewed counts of variance 32 at z = −7.6.</summary>
    internal const double NearError = 0.02, FarError = 0.0022;

    /// <summary>Tail in which a sum from the other end has lost its digits, so that the tail itself is summed.</summary>
    internal const double FarTail = 1e-10;

    private static readonly double[] Reciprocals = [0, .. Enumerable.Range(1, 255).Select(k => 1.0 / k)];

    /// <summary>The binomial quantile.</summary>
    /// <param name="trials">n, not negative.</param>
    /// <param name="chance">p with its complement.</param>
    /// <param name="uniform">u in (0, 1).</param>
    /// <returns>A count from 0 to n.</returns>
    public static int Binomial(int trials, in Chance chance, double uniform)
    {
        if (trials == 1) return uniform <= chance.Failure ? 0 : 1;
        var mean = trials * chance.Success;
        if (uniform <= 1 - mean) return 0; // Bernoulli's inequality: (1 − p)ⁿ ≥ 1 − np
        if (chance.Failure == 0) return trials;
        var variance = mean * chance.Failure;
        if (variance < ExpansionVariance)
        {
            var k = chance.Success <= 0.5
                ? FromStart(trials, chance, uniform)
                : trials - FromStartPast(trials, chance.Contrary(), 1 - uniform);
            return uniform is > FarTail and < 1 - FarTail ? k : Decide(new CountTail(trials, chance), k, uniform);
        }
        return Expanded(trials, chance, mean, variance, uniform);
    }

    /// <summary>The Poisson quantile.</summary>
    /// <param name="mean">Not negative.</param>
    /// <param name="uniform">u in (0, 1).</param>
    public static int Poisson(double mean, double uniform)
    {
        if (uniform <= 1 - mean) return 0;
        if (mean >= ExpansionVariance) return Expanded(mean, uniform);
        var k = FromStart(mean, uniform);
        return uniform < 1 - FarTail ? k : Decide(new CountTail(mean), k, uniform);
    }

    /// <summary>Whether <see cref="Binomial"/> sums the distribution from its start.</summary>
    internal static bool IsSummed(int trials, in Chance chance) => chance.Success <= 0.5 && trials * chance.Success * chance.Failure < ExpansionVariance;

    /// <summary>The sums F(0), F(1), … that <see cref="Binomial"/> compares with u, beyond every u from where it would stop; where <see cref="IsSummed"/>.</summary>
    internal static void Sums(int trials, in Chance chance, Span<double> sums)
    {
        sums.Fill(double.PositiveInfinity);
        if (trials == 0) return;
        var term = Elementary.Exp(trials * chance.LogFailure);
        var odds = chance.Success / chance.Failure;
        var sum = term;
        sums[0] = trials == 1 ? chance.Failure : Math.Max(term, 1 - trials * chance.Success);
        for (var k = 1; k < trials; k++)
        {
            term *= (trials - k + 1) * odds * Reciprocal(k);
            sum += term;
            if (Vanishes(term, k)) break;
            sums[k] = sum;
        }
    }

    private static int FromStart(int trials, in Chance chance, double uniform)
    {
        var term = Elementary.Exp(trials * chance.LogFailure);
        if (uniform <= term) return 0;
        var odds = chance.Success / chance.Failure;
        var sum = term;
        var k = 0;
        while (sum < uniform && k < trials)
        {
            k++;
            term *= (trials - k + 1) * odds * Reciprocal(k);
            sum += term;
            if (Vanishes(term, k)) break;
        }
        return k;
    }

    // The smallest k with F(k) > u: what the mirrored distribution needs.
    private static int FromStartPast(int trials, in Chance chance, double uniform)
    {
        var term = Elementary.Exp(trials * chance.LogFailure);
        var odds = chance.Success / chance.Failure;
        var sum = term;
        var k = 0;
        while (sum <= uniform && k < trials)
        {
            k++;
            term *= (trials - k + 1) * odds * Reciprocal(k);
            sum += term;
            if (Vanishes(term, k)) break;
        }
        return k;
    }

    private static int FromStart(double mean, double uniform)
    {
        var term = Elementary.Exp(-mean);
        var sum = term;
        var k = 0;
        while (sum < uniform)
        {
            k++;
            term *= mean * Reciprocal(k);
            sum += term;
            if (Vanishes(term, k)) break;
        }
        return k;
    }

    // The sum no longer moves.
    private static bool Vanishes(double term, int k) => term < 1e-20 && k > 3 * ExpansionVariance;

    private static double Reciprocal(int k) => k < Reciprocals.Length ? Reciprocals[k] : 1.0 / k;

    private static int Expanded(int trials, in Chance chance, double mean, double variance, double uniform)
    {
        var z = NormalQuantile.Of(uniform);
        var v = chance.Success * chance.Failure;
        var skew = chance.Failure - chance.Success;
        var real = CornishFisher(mean, variance, skew, 1 - 6 * v, skew * (1 - 12 * v), 1 - 30 * v + 120 * v * v, z);
        var border = Math.Round(real);
        if (Math.Abs(real - border) < ErrorBound(mean, variance, z))
            return Decide(new CountTail(trials, chance), (int)border, uniform);
        return (int)Math.Clamp(Math.Ceiling(real), 0, trials);
    }

    private static int Expanded(double mean, double uniform)
    {
        var z = NormalQuantile.Of(uniform);
        var real = CornishFisher(mean, mean, 1, 1, 1, 1, z);
        var border = Math.Round(real);
        if (Math.Abs(real - border) < ErrorBound(mean, mean, z)) return Decide(new CountTail(mean), (int)border, uniform);
        return (int)Math.Max(Math.Ceiling(real), 0);
    }

    // Up to the sixth cumulant; cumulants are given as multiples of the variance. The result is the real y with F(y + ½) = u, so that ⌈y⌉ is the quantile.
    internal static double CornishFisher(double mean, double variance, double k3, double k4, double k5, double k6, double z)
    {
        var inverse = 1 / (variance - 1.0 / 12);
        var spread = Math.Sqrt(variance - 1.0 / 12);
        var ratio = variance * inverse;
        var a = k3 * ratio;
        var b = k4 * ratio + inverse * (1.0 / 120);
        var c = k5 * ratio;
        var d = k6 * ratio - inverse * (1.0 / 252);
        var z2 = z * z;
        var a2 = a * a;
        var first = a * (z2 - 1) * (1.0 / 6);
        var second = z * (b * (z2 - 3) * (1.0 / 24) - a2 * (2 * z2 - 5) * (1.0 / 36));
        var third = c * ((z2 - 6) * z2 + 3) * (1.0 / 120) - a * b * ((z2 - 5) * z2 + 2) * (1.0 / 24) + a * a2 * ((12 * z2 - 53) * z2 + 17) * (1.0 / 324);
        var fourth = z * (d * ((z2 - 10) * z2 + 15) * (1.0 / 720) - b * b * ((3 * z2 - 24) * z2 + 29) * (1.0 / 384)
            - a * c * ((2 * z2 - 17) * z2 + 21) * (1.0 / 180) + a2 * b * ((14 * z2 - 103) * z2 + 107) * (1.0 / 288)
            - a2 * a2 * ((252 * z2 - 1688) * z2 + 1511) * (1.0 / 7776));
        return mean - 0.5 + spread * z + first + (second + third * (spread * inverse) + fourth * inverse) * (spread * inverse);
    }

    // third sits at 1/σ², second at 1/σ, fourth at 1/σ³: see CornishFisher.
    internal static double ErrorBound(double mean, double variance, double z)
    {
        var z2 = z * z;
        return (NearError + FarError * z2 * z2 * z2) / (variance * variance) + 1e-9 + 4e-15 * variance + 4e-16 * mean;
    }

    private static int Decide(in CountTail tail, int border, double uniform)
    {
        var k = Math.Clamp(border, 0, tail.Most);
        while (k < tail.Most && !tail.Reaches(k, uniform)) k++;
        while (k > 0 && tail.Reaches(k - 1, uniform)) k--;
        return k;
    }
}
