using CsCheck;
using Rebound.Numerics;
using Rebound.Tests.Measures;
using Xunit;

namespace Rebound.Tests.Numerics;

public sealed class SobolIndicesTests
{
    private static readonly double[] First = [0.3139, 0.4424, 0], Totals = [0.5576, 0.4424, 0.2437]; // Ishigami, a = 7, b = 0.1, by integration

    [Theory]
    [InlineData(FirstOrderEstimator.Centred)]
    [InlineData(FirstOrderEstimator.Uncentred)]
    [InlineData(FirstOrderEstimator.Jansen)]
    public void The_Ishigami_function_has_its_known_indices(FirstOrderEstimator estimator)
    {
        var estimates = SobolIndices.Estimate(Outputs(3, 40_000, 5, x => Ishigami(x[0], x[1], x[2])), 3, new SobolOptions { Estimator = estimator, Bootstraps = 40 });
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(First[i], estimates[i].First, 0.02);
            Assert.Equal(Totals[i], estimates[i].Total, 0.02);
        }
    }

    [Fact]
    public void The_recorded_design_gives_the_numbers_of_another_program()
    {
        var golden = Reference.Case("COIN-42");
        var csv = Reference.Csv("golden/index/data/sobol_design_256x3.csv");
        double[][] x = [csv.Numbers("X1"), csv.Numbers("X2"), csv.Numbers("X3")];
        double[] y = [.. Enumerable.Range(0, x[0].Length).Select(r => Ishigami(Angle(x[0][r]), Angle(x[1][r]), Angle(x[2][r])))];
        var expected = golden.GetProperty("expected");
        var (a, b) = (y[..256], y[256..512]);
        Assert.Equal(expected.GetProperty("variance").GetDouble(), SobolIndices.Variance(a, b), 1e-9);
        for (var i = 0; i < 3; i++)
        {
            var ab = y[((i + 2) * 256)..((i + 3) * 256)];
            Assert.Equal(expected.Numbers("Si")[i], SobolIndices.First(a, b, ab, FirstOrderEstimator.Uncentred), 1e-10);
            Assert.Equal(expected.Numbers("STi")[i], SobolIndices.Total(a, b, ab), 1e-10);
        }

        static double Angle(double unit) => Math.PI * (2 * unit - 1);
    }

    [Fact]
    public void The_first_indices_of_an_additive_function_sum_to_one() => Gen.Select(Gen.Double[0.5, 3].Array[3], Gen.ULong).Sample((slopes, seed) =>
    {
        var estimates = SobolIndices.Estimate(Outputs(3, 400, seed, x => slopes[0] * x[0] + slopes[1] * x[1] + slopes[2] * x[2]), 3, new SobolOptions { Estimator = FirstOrderEstimator.Jansen, Bootstraps = 20 });
        Assert.Equal(1, estimates.Sum(estimate => estimate.First), 0.5);
        Assert.Equal(1, estimates.Sum(estimate => estimate.Total), 0.5);
        foreach (var estimate in estimates) Assert.True(estimate.First <= estimate.Total + 0.4);
    }, iter: 1000);

    [Fact]
    public void An_input_that_is_not_used_has_a_total_index_of_exactly_zero() => Gen.Select(Gen.Double[-5, 5].Array[2], Gen.ULong).Sample((slopes, seed) =>
    {
        var estimates = SobolIndices.Estimate(Outputs(3, 40, seed, x => slopes[0] * x[0] + Math.Sin(x[1]) * (1 + slopes[1] * x[0])), 3, new SobolOptions { Bootstraps = 20 });
        Assert.Equal((0.0, 0.0, 0.0), (estimates[2].Total, estimates[2].TotalLow, estimates[2].TotalHigh));
    }, iter: 1000);

    [Fact]
    public void A_constant_added_or_a_factor_changes_no_centred_index() => Gen.Select(Gen.Double[-1000, 1000], Gen.Double[0.1, 10], Gen.ULong).Sample((shift, factor, seed) =>
    {
        var y = Outputs(2, 50, seed, x => x[0] * x[1] + x[0]);
        double[] moved = [.. y.Select(value => factor * value + shift)];
        var (one, other) = (SobolIndices.Estimate(y, 2, new SobolOptions { Bootstraps = 20 }), SobolIndices.Estimate(moved, 2, new SobolOptions { Bootstraps = 20 }));
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(one[i].First, other[i].First, 1e-6);
            Assert.Equal(one[i].TotalHigh, other[i].TotalHigh, 1e-6);
        }
    }, iter: 1000);

    [Fact]
    public void The_interval_covers_the_truth_about_as_often_as_it_says()
    {
        var (covered, runs) = (0, 200);
        for (var run = 0; run < runs; run++)
        {
            var estimate = SobolIndices.Estimate(Outputs(2, 200, (ulong)(1000 + run), x => 2 * x[0] + x[1]), 2, new SobolOptions { Bootstraps = 200, Seed = (ulong)run })[0];
            if (estimate.TotalLow <= 0.8 && 0.8 <= estimate.TotalHigh) covered++;
        }
        Assert.InRange(covered, 178, 200); // 190 expected; four standard deviations of 3.1 below
    }

    [Fact]
    public void An_output_that_never_varies_is_refused() =>
        Assert.Throws<NumericalException>(() => SobolIndices.Estimate(new double[40], 2, new SobolOptions()));

    private static double Ishigami(double x, double y, double z) => Math.Sin(x) + 7 * Math.Sin(y) * Math.Sin(y) + 0.1 * z * z * z * z * Math.Sin(x);

    private static double[] Outputs(int inputs, int n, ulong seed, Func<double[], double> model)
    {
        var stream = new RandomStream(seed, 1);
        double[][] rows = [.. Enumerable.Range(0, 2 * n).Select(_ => Enumerable.Range(0, inputs).Select(_ => Math.PI * (2 * stream.NextUniform() - 1)).ToArray())];
        var y = new double[n * (inputs + 2)];
        for (var k = 0; k < 2 * n; k++) y[k] = model(rows[k]);
        for (var i = 0; i < inputs; i++)
            for (var k = 0; k < n; k++)
            {
                var mixed = (double[])rows[k].Clone();
                mixed[i] = rows[n + k][i];
                y[(i + 2) * n + k] = model(mixed);
            }
        return y;
    }
}
