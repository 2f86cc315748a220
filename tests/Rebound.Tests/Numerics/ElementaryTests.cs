using CsCheck;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Numerics;

public sealed class ElementaryTests
{
    // The platform's functions are right to one unit in the last place, so twice that and our own.
    private const double Relative = 1e-15;

    [Fact]
    public void Exponentials_agree_with_the_platform() => Gen.Double[-700, 700].Sample(x =>
        Assert.InRange(Elementary.Exp(x) / Math.Exp(x), 1 - Relative, 1 + Relative), iter: 1000);

    [Fact]
    public void Logarithms_agree_with_the_platform() => Gen.Double[-300, 300].Sample(power =>
    {
        var x = Math.Pow(10, power);
        if (x == 1) return;
        Assert.InRange(Elementary.Log(x) / Math.Log(x), 1 - Relative, 1 + Relative);
    }, iter: 1000);

    [Fact]
    public void Small_arguments_keep_their_digits() => Gen.Double[-18, -1].Sample(power =>
    {
        var h = Math.Pow(10, power);
        double series = 0, term = h;
        for (var k = 2; k < 20; term *= -h / k, k++) series += term;
        Assert.InRange(Elementary.Strike(h) / series, 1 - Relative, 1 + Relative);
        Assert.InRange(Elementary.LogOnePlus(-h) / Logarithm.OnePlus(-h), 1 - Relative, 1 + Relative);
    }, iter: 1000);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-800, 0)]
    [InlineData(710, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0)]
    public void The_ends_of_the_exponential_are_its_limits(double x, double expected) => Assert.Equal(expected, Elementary.Exp(x));

    // The bits of a polynomial in a written order: they must not differ between processors or runtimes.
    [Fact]
    public void Bits_are_the_same_everywhere()
    {
        long hash = 17;
        for (var i = 1; i <= 2000; i++) hash = unchecked(hash * 31 + BitConverter.DoubleToInt64Bits(Elementary.Exp(-i * 0.37)) + BitConverter.DoubleToInt64Bits(Elementary.Log(i * 0.71)) * 7 + BitConverter.DoubleToInt64Bits(NormalQuantile.Of(i / 2001.0)));
        Assert.Equal(KnownBits, hash);
    }

    private const long KnownBits = -6001858850219254371;

    // Values of 60-digit arithmetic.
    [Theory]
    [InlineData(1e-12, -7.034483825301131)]
    [InlineData(0.001, -3.0902323061678132)]
    [InlineData(0.3, -0.5244005127080407)]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)]
    public void Normal_quantiles_are_right(double u, double z) => Assert.Equal(z, NormalQuantile.Of(u), 1e-13);
}
