using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Numerics;

public sealed class KeyedRandomTests
{
    // Known answers: Random123 1.14, tests/kat_vectors, philox4x64 with 10 rounds.
    [Theory]
    [InlineData(0UL, 0UL, 0UL, 0UL, 0UL, 0UL, 0x16554d9eca36314cUL, 0xdb20fe9d672d0fdcUL, 0xd7e772cee186176bUL, 0x7e68b68aec7ba23bUL)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x87b092c3013fe90bUL, 0x438c3c67be8d0224UL, 0x9cc7d7c69cd777b6UL, 0xa09caebf594f0ba0UL)]
    [InlineData(0x243f6a8885a308d3UL, 0x13198a2e03707344UL, 0xa4093822299f31d0UL, 0x082efa98ec4e6c89UL, 0x452821e638d01377UL, 0xbe5466cf34e90c6cUL, 0xa528f45403e61d95UL, 0x38c72dbd566e9788UL, 0xa5a1610e72fd18b5UL, 0x57bd43b5e52b7fe6UL)]
    public void Philox_gives_the_published_known_answers(ulong c0, ulong c1, ulong c2, ulong c3, ulong k0, ulong k1, ulong r0, ulong r1, ulong r2, ulong r3) =>
        Assert.Equal(new UniformBlock(r0, r1, r2, r3), new KeyedRandom(k0, k1).Block(c0, c1, c2, c3));

    [Fact]
    public void Uniforms_have_the_mean_and_variance_of_the_unit_interval()
    {
        double sum = 0, squares = 0;
        var random = new KeyedRandom(5, 2);
        for (ulong i = 0; i < 50_000; i++)
        {
            var block = random.Block(i, 17, 3, 1);
            foreach (var u in new[] { block.First, block.Second, block.Third, block.Fourth })
            {
                sum += u;
                squares += u * u;
            }
        }
        Assert.InRange(sum / 200_000, 0.498, 0.502);
        Assert.InRange(squares / 200_000, 0.331, 0.336);
    }

    [Theory]
    [InlineData(0UL, 1.1102230246251565e-16)]
    [InlineData(ulong.MaxValue, 1 - 1.1102230246251565e-16)]
    public void Uniforms_stay_inside_the_unit_interval(ulong word, double expected) => Assert.Equal(expected, UniformBlock.Uniform(word));
}
