using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>The "solve the equation" bandwidth of Sheather and Jones (1991), equation 12, from distances in 1,000 bins.</summary>
internal static class SheatherJones
{
    private const int Bins = 1000;
    private const double Furthest = 1000; // squared distance in kernel widths beyond which a term is 0

    /// <summary>The bandwidth of sorted values with a given robust spread.</summary>
    public static double Bandwidth(double[] sorted, double spread, double tolerance)
    {
        double n = sorted.Length;
        var (width, pairs) = CountPairs(sorted);
        var (a, b) = (1.24 * spread * Math.Pow(n, -1.0 / 7), 1.23 * spread * Math.Pow(n, -1.0 / 9));
        var ratio = 1.357 * Math.Pow(Fourth(pairs, width, n, a) / -Sixth(pairs, width, n, b), 1.0 / 7);
        var kernel = 1 / (2 * Math.Sqrt(Math.PI) * n);
        double widest = 1.144 * spread * Math.Pow(n, -0.2), low = 0.1 * widest, high = widest;
        for (var step = 1; Excess(low) * Excess(high) > 0; step++)
        {
            if (step > 99) throw new NumericalException("The equation for the bandwidth has no root within reach: the values are too few or heaped; take another rule.");
            if (step % 2 == 1) high *= 1.2;
            else low *= 0.8;
        }
        return BrentRoot.Find(Excess, low, high, tolerance * widest);

        double Excess(double h) => Math.Pow(kernel / Fourth(pairs, width, n, ratio * Math.Pow(h, 5.0 / 7)), 0.2) - h;
    }

    /// <summary>The number of pairs whose bins lie so many bins apart.</summary>
    private static (double Width, double[] Pairs) CountPairs(double[] sorted)
    {
        var width = (sorted[^1] - sorted[0]) * 1.01 / Bins;
        var first = (long)Math.Floor(sorted[0] / width);
        var held = new double[Bins + 1];
        foreach (var x in sorted) held[(long)Math.Floor(x / width) - first]++;
        var pairs = new double[Bins + 1];
        for (var i = 0; i < held.Length; i++)
        {
            if (held[i] == 0) continue;
            pairs[0] += held[i] * (held[i] - 1) / 2;
            for (var j = 0; j < i; j++) pairs[i - j] += held[i] * held[j];
        }
        return (width, pairs);
    }

    private static double Fourth(double[] pairs, double width, double n, double h)
    {
        var sum = 0.0;
        for (var k = 0; k < pairs.Length; k++)
        {
            var delta = k * width / h * (k * width / h);
            if (delta >= Furthest) break;
            sum += Math.Exp(-delta / 2) * (delta * delta - 6 * delta + 3) * pairs[k];
        }
        return (2 * sum + 3 * n) / (n * (n - 1) * Math.Pow(h, 5) * Math.Sqrt(2 * Math.PI));
    }

    private static double Sixth(double[] pairs, double width, double n, double h)
    {
        var sum = 0.0;
        for (var k = 0; k < pairs.Length; k++)
        {
            var delta = k * width / h * (k * width / h);
            if (delta >= Furthest) break;
            sum += Math.Exp(-delta / 2) * (delta * delta * delta - 15 * delta * delta + 45 * delta - 15) * pairs[k];
        }
        return (2 * sum - 15 * n) / (n * (n - 1) * Math.Pow(h, 7) * Math.Sqrt(2 * Math.PI));
    }
}
