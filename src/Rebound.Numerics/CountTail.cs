namespace Rebound.Numerics;

/// <summary>The exact distribution function of a binomial or Poisson count, summed from the point probability (Loader, 2000) towards the nearer end.</summary>
internal readonly struct CountTail
{
    private const double HalfLogTwoPi = 0.91893853320467274178;

    private static readonly double[] SmallStirling = [.. Enumerable.Range(0, 16).Select(StirlingOfSmall)];

    private readonly double mean;
    private readonly double success;
    private readonly double failure;
    private readonly double logFailure;

    internal CountTail(int trials, in Chance chance)
    {
        (Most, success, failure, logFailure) = (trials, chance.Success, chance.Failure, chance.LogFailure);
        mean = trials * success;
    }

    internal CountTail(double mean) => (Most, this.mean) = (int.MaxValue - 1, mean);

    /// <summary>The largest possible count.</summary>
    internal int Most { get; }

    private bool IsPoisson => Most == int.MaxValue - 1;

    /// <summary>Whether F(k) ≥ u.</summary>
    internal bool Reaches(int k, double uniform) => k < mean ? Lower(k) >= uniform : Upper(k) <= 1 - uniform;

    /// <summary>F(k).</summary>
    internal double Lower(int k)
    {
        var term = Point(k);
        var sum = term;
        for (var j = k; j > 0 && term > sum * 1e-18; j--)
        {
            term *= IsPoisson ? j / mean : j * failure / ((Most - j + 1) * success);
            sum += term;
        }
        return sum;
    }

    /// <summary>1 − F(k).</summary>
    internal double Upper(int k)
    {
        if (k >= Most) return 0;
        var term = Point(k + 1);
        var sum = term;
        for (var j = k + 1; j < Most && term > sum * 1e-18; j++)
        {
            term *= IsPoisson ? mean / (j + 1) : (Most - j) * success / ((j + 1.0) * failure);
            sum += term;
        }
        return sum;
    }

    /// <summary>P(X = k).</summary>
    internal double Point(int k)
    {
        if (IsPoisson) return k == 0 ? Elementary.Exp(-mean) : Elementary.Exp(-Stirling(k) - Deviance(k, mean) - HalfLogTwoPi - 0.5 * Elementary.Log(k));
        if (k == 0) return Elementary.Exp(Most * logFailure);
        if (k == Most) return Elementary.Exp(Most * Elementary.Log(success));
        var rest = Most - k;
        var exponent = Stirling(Most) - Stirling(k) - Stirling(rest) - Deviance(k, mean) - Deviance(rest, Most * failure);
        return Elementary.Exp(exponent - HalfLogTwoPi + 0.5 * Elementary.Log((double)Most / k / rest));
    }

    // x·ln(x/m) + m − x without cancellation near x = m.
    private static double Deviance(double x, double m)
    {
        var s = (x - m) / (x + m);
        if (Math.Abs(s) >= 0.1) return x * Elementary.Log(x / m) + m - x;
        var square = s * s;
        double power = 2 * x * s * square, sum = (x - m) * s;
        for (var j = 3; ; j += 2)
        {
            var next = sum + power / j;
            if (next == sum) return sum;
            (sum, power) = (next, power * square);
        }
    }

    // ln(n!) − [(n + ½)ln n − n + ½ ln 2π]
    private static double Stirling(int n)
    {
        if (n < SmallStirling.Length) return SmallStirling[n];
        var inverse = 1.0 / n;
        var square = inverse * inverse;
        return inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square * (1.0 / 1188)))));
    }

    private static double StirlingOfSmall(int n)
    {
        if (n == 0) return 0;
        var factorial = 1.0;
        for (var j = 2; j <= n; j++) factorial *= j;
        return Elementary.Log(factorial) - (n + 0.5) * Elementary.Log(n) + n - HalfLogTwoPi;
    }
}
