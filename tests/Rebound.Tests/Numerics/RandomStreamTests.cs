using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Numerics;

public sealed class RandomStreamTests
{
    // Known answers: Random123 1.14, tests/kat_vectors, philox4x32 with 10 rounds.
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_gives_the_published_known_answers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3)
    {
        uint[] counter = [c0, c1, c2, c3];
        RandomStream.Philox(counter, k0, k1);
        Assert.Equal([r0, r1, r2, r3], counter);
    }

    [Fact]
    public void Uniforms_have_the_mean_and_variance_of_the_unit_interval()
    {
        var stream = new RandomStream(7, 1);
        double sum = 0, squares = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var u = stream.NextUniform();
            Assert.InRange(u, double.Epsilon, 1 - 1e-16);
            sum += u;
            squares += u * u;
        }
        Assert.InRange(sum / 100_000, 0.497, 0.503);
        Assert.InRange(squares / 100_000, 0.330, 0.337);
    }
}
