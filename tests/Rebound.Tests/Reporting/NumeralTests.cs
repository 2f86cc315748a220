using Rebound.Reporting;
using Xunit;

namespace Rebound.Tests.Reporting;

public sealed class NumeralTests
{
    [Theory]
    [InlineData(-0.1976341, "−0.198")]
    [InlineData(1234567.0, "1\u202F234\u202F567")]
    [InlineData(9999.0, "9999")]
    [InlineData(0.0, "0.00")]
    [InlineData(double.NaN, "–")]
    public void A_number_shows_the_digits_that_mean_something(double value, string expected) => Assert.Equal(expected, Numeral.Sensible(value));

    [Fact]
    public void An_interval_is_written_with_the_digits_that_its_width_allows()
    {
        Assert.Equal("+0.089", Numeral.Estimate(0.0894, 0.0468, 0.132));
        Assert.Equal("+0.047 to +0.132", Numeral.Interval(0.0894, 0.0468, 0.132));
        Assert.Equal("0.0", Numeral.Signed(-0.04, 1));
    }

    [Theory]
    [InlineData("city", "cities")]
    [InlineData("country", "countries")]
    [InlineData("municipality", "municipalities")]
    [InlineData("bay", "bays")]
    [InlineData("parish", "parishes")]
    public void A_unit_has_a_plural(string one, string many) => Assert.Equal(many, Words.Plural(one));

    [Fact]
    public void Ticks_are_round_and_hold_the_values()
    {
        var scale = Scale.Nice([0.13, 7.9], 0, 100);
        Assert.Equal([0, 2, 4, 6, 8], scale.Ticks());
        Assert.Equal(100, scale.At(8));
    }
}
