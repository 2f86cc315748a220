using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>The shape of a sorted sample whose ends are set to the value next to them, in constant time for any cut.</summary>
/// <remarks>Powers of the distances from the median are added up from the middle outwards, so that what is cut off never enters and no digits cancel;
/// the mean lies within one deviation of the median, which bounds the loss of the step to central moments.</remarks>
internal sealed class TailSums
{
    private readonly double[] sorted;
    private readonly double[] sums; // four powers a value: from the middle to it
    private readonly double median;
    private readonly int middle;

    /// <summary>Adds up; the values are copied.</summary>
    /// <param name="values">n ≥ 1 sorted finite values.</param>
    public TailSums(ReadOnlySpan<double> values)
    {
        (sorted, sums, middle) = (values.ToArray(), new double[4 * values.Length], values.Length / 2);
        median = sorted[middle];
        for (var i = middle + 1; i < sorted.Length; i++) Add(i, i - 1);
        for (var i = middle - 1; i >= 0; i--) Add(i, i + 1);
    }

    /// <summary>The shape when the first <paramref name="low"/> values become the next one, and those after <paramref name="high"/> that one.</summary>
    /// <param name="low">First value that stays.</param>
    /// <param name="high">Last value that stays.</param>
    public SampleShape Cut(int low, int high)
    {
        if (low > middle || high < middle) // the middle itself is cut: rare, and done the long way
        {
            var cut = (double[])sorted.Clone();
            cut.AsSpan(0, low).Fill(cut[low]);
            cut.AsSpan(high + 1).Fill(cut[high]);
            return SampleShape.Of(cut);
        }
        double n = sorted.Length, below = sorted[low] - median, above = sorted[high] - median;
        Span<double> s = stackalloc double[4];
        double powerBelow = low, powerAbove = n - 1 - high;
        for (var p = 0; p < 4; p++)
        {
            (powerBelow, powerAbove) = (powerBelow * below, powerAbove * above);
            s[p] = (sums[4 * low + p] + sums[4 * high + p] + powerBelow + powerAbove) / n;
        }
        var shift = s[0];
        var second = s[1] - shift * shift;
        var third = s[2] - 3 * shift * s[1] + 2 * shift * shift * shift;
        var fourth = s[3] - 4 * shift * s[2] + 6 * shift * shift * s[1] - 3 * shift * shift * shift * shift;
        return SampleShape.OfMoments(sorted.Length, second, third, fourth);
    }

    private void Add(int i, int before)
    {
        double d = sorted[i] - median, power = 1;
        for (var p = 0; p < 4; p++)
        {
            power *= d;
            sums[4 * i + p] = sums[4 * before + p] + power;
        }
    }
}
