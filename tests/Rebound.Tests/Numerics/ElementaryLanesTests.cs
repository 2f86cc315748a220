using System.Runtime.Intrinsics;
using CsCheck;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Numerics;

public sealed class ElementaryLanesTests
{
    // From hazards far below the border of the polynomial to hazards beyond it, alone and mixed in one vector.
    [Fact]
    public void Eight_chances_of_a_hazard_at_once_have_the_bits_of_one() => Gen.Select(Gen.Double[-18, 2].Array[8], Gen.Bool).Sample((powers, small) =>
    {
        double[] hazards = [.. powers.Select(x => Math.Pow(10, small ? Math.Min(x, -0.5) : x))];
        var lanes = ElementaryLanes.Strike(Vector512.Create<double>(hazards));
        for (var lane = 0; lane < 8; lane++) Assert.Equal(Elementary.Strike(hazards[lane]), lanes[lane]);
    }, iter: 5000);

    [Fact]
    public void No_hazard_never_strikes() => Assert.Equal(Vector512<double>.Zero, ElementaryLanes.Strike(Vector512<double>.Zero));
}
