using System.Runtime.Intrinsics;
using CsCheck;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Numerics;

public sealed class KeyedRandomLanesTests
{
    [Fact]
    public void Eight_blocks_at_once_are_the_eight_blocks() => Gen.Select(Gen.ULong, Gen.ULong, Gen.ULong.Array[8], Gen.ULong.Array[8], Gen.ULong, Gen.ULong).Sample((seed, step, replicates, places, group, purpose) =>
    {
        var lanes = new KeyedRandomLanes(seed, Vector512.Create<ulong>(replicates)).Block(step, Vector512.Create<ulong>(places), group, purpose);
        for (var lane = 0; lane < 8; lane++)
        {
            var block = new KeyedRandom(seed, replicates[lane]).Block(step, places[lane], group, purpose);
            Assert.Equal((block.First, block.Second, block.Third, block.Fourth), (lanes.First[lane], lanes.Second[lane], lanes.Third[lane], lanes.Fourth[lane]));
        }
    }, iter: 1000);

    [Theory]
    [InlineData(0UL)]
    [InlineData(ulong.MaxValue)]
    [InlineData(0x7FF_FFFF_FFFF_FFFFUL)]
    public void Uniforms_of_the_outermost_words_are_the_same(ulong word) => Assert.Equal(UniformBlock.Uniform(word), KeyedRandomLanes.Uniform(Vector512.Create(word))[3]);
}
