using CsCheck;
using Rebound.Econometrics;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Econometrics;

public sealed class MultiplicityTests
{
    [Fact]
    public void One_of_many_that_looks_clear_alone_is_warned_of() => Gen.Double[0, 1].Array[1, 30].Sample(p =>
    {
        var adjusted = AdjustedP.Of(p, PAdjustment.BenjaminiHochberg);
        for (var i = 0; i < p.Length; i++)
        {
            var result = Multiplicity.Check(p[i], adjusted[i], p.Length);
            Assert.Equal(adjusted[i], result.Value);
            Assert.Equal(p[i] < 0.05 && adjusted[i] >= 0.05 ? Verdict.Warning : Verdict.Passed, result.Verdict);
            Assert.Equal(result.Verdict == Verdict.Passed, result.Repair.Length == 0);
        }
    }, iter: 1000);

    [Fact]
    public void A_single_question_is_its_own_family() => Assert.Equal(Verdict.Passed, Multiplicity.Check(0.03, 0.03, 1).Verdict);
}
