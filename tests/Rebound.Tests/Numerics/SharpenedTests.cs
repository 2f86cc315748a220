using CsCheck;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Numerics;

/// <summary>Sharpened q-values against the search that Anderson (2008) describes.</summary>
public sealed class SharpenedTests
{
    private static readonly Gen<double[]> Many = Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1]).Select(t => t.Item1 * t.Item2 * t.Item2).Array[1, 12];

    // The smallest of 1, 0.999, 0.998 … at which both stages still reject.
    private static double[] Searched(double[] p, double step)
    {
        var m = p.Length;
        int Rejected(double level)
        {
            double[] sorted = [.. p.Order()];
            for (var i = m; i >= 1; i--)
                if (sorted[i - 1] <= level * i / m) return i;
            return 0;
        }
        double[] q = [.. p.Select(_ => 1.0)], ranks = [.. p.Order()];
        for (var k = (int)Math.Round(1 / step); k > 0; k--)
        {
            var level = k * step / (1 + k * step);
            var first = Rejected(level);
            var second = first == 0 ? 0 : first == m ? m : Rejected(level * m / (m - first));
            for (var i = 0; i < m; i++)
                if (second > 0 && p[i] <= ranks[second - 1]) q[i] = k * step;
        }
        return q;
    }

    [Fact]
    public void They_are_those_of_a_fine_search_over_levels() => Many.Sample(p =>
    {
        const double step = 0.001;
        double[] exact = AdjustedP.Of(p, PAdjustment.Sharpened), searched = Searched(p, step);
        for (var i = 0; i < p.Length; i++) Assert.InRange(searched[i] - exact[i], -1e-9, step + 1e-9);
    }, iter: 1000);

    [Fact]
    public void They_follow_the_p_values_and_lie_below_the_odds_of_the_unsharpened_ones() => Many.Sample(p =>
    {
        double[] sharp = AdjustedP.Of(p, PAdjustment.Sharpened), plain = AdjustedP.Of(p, PAdjustment.BenjaminiHochberg);
        for (var i = 0; i < p.Length; i++)
        {
            Assert.InRange(sharp[i], 0, 1);
            if (plain[i] < 0.5) Assert.True(sharp[i] <= plain[i] / (1 - plain[i]) + 1e-12);
            for (var j = 0; j < p.Length; j++)
                if (p[i] <= p[j]) Assert.True(sharp[i] <= sharp[j] + 1e-12);
        }
    }, iter: 1000);

    [Fact]
    public void Many_false_nulls_sharpen()
    {
        double[] p = [0.001, 0.002, 0.003, 0.01, 0.02, 0.04, 0.6];
        Assert.True(AdjustedP.Of(p, PAdjustment.Sharpened)[5] < p[5]);
        Assert.Equal([0.0], AdjustedP.Of([0.0], PAdjustment.Sharpened));
        Assert.Equal([1.0], AdjustedP.Of([1.0], PAdjustment.Sharpened));
    }
}
