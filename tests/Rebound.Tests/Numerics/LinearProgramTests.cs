using CsCheck;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Numerics;

public sealed class LinearProgramTests
{
    [Fact]
    public void The_best_vertex_of_two_variables_is_that_of_trying_all() => Gen.Select(Gen.Double[0.1, 3].Array[2], Gen.Double[0.1, 3].Array[10], Gen.Double[0, 2].Array[5]).Sample((c, rows, limits) =>
    {
        var best = 0.0; // the origin
        double[] all = [.. rows, -1, 0, 0, -1], right = [.. limits, 0, 0];
        for (var p = 0; p < 7; p++)
            for (var q = p + 1; q < 7; q++)
            {
                var determinant = all[2 * p] * all[2 * q + 1] - all[2 * p + 1] * all[2 * q];
                if (Math.Abs(determinant) < 1e-12) continue;
                var x = (right[p] * all[2 * q + 1] - all[2 * p + 1] * right[q]) / determinant;
                var y = (all[2 * p] * right[q] - right[p] * all[2 * q]) / determinant;
                if (Enumerable.Range(0, 7).All(r => all[2 * r] * x + all[2 * r + 1] * y <= right[r] + 1e-9)) best = Math.Max(best, c[0] * x + c[1] * y);
            }
        Assert.Equal(best, LinearProgram.Maximise(c, rows, limits).Value, 1e-7); // the vertices tried may miss a limit by 1e-9, which a multiplier of up to 60 turns into gain
    }, iter: 1000);

    [Fact]
    public void A_program_on_which_the_plain_rule_cycles_ends()
    {
        // Beale (1955): cycles with the largest reduced cost and the smallest index.
        double[] c = [0.75, -150, 0.02, -6];
        double[] rows = [0.25, -60, -0.04, 9, 0.5, -90, -0.02, 3, 0, 0, 1, 0];
        Assert.Equal(0.05, LinearProgram.Maximise(c, rows, [0, 0, 1]).Value, 1e-12);
    }

    [Fact]
    public void Objectives_without_limit_and_origins_that_are_not_feasible_are_refused()
    {
        Assert.Throws<NumericalException>(() => LinearProgram.Maximise([1, 1], [1, -1], [1]));
        Assert.Throws<ArgumentException>(() => LinearProgram.Maximise([1], [1], [-1]));
    }
}
