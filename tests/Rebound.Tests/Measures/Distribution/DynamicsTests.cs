using CsCheck;
using Rebound.Measures;
using Rebound.Numerics;
using Xunit;
using static Rebound.Tests.Measures.SpaceSamples;

namespace Rebound.Tests.Measures;

/// <summary>Densities, convergence and transitions.</summary>
public sealed class DynamicsTests
{
    private static readonly Subject X = new("income", 2020);

    private static readonly Gen<double[,]> Counts =
        from k in Gen.Int[2, 5]
        from flat in Gen.Int[1, 20].Array[k * k]
        select Square(flat, k);

    [Fact]
    public void Three_values_have_the_published_density()
    {
        var h = KernelDensity.BandwidthOf([1, 2, 4], BandwidthRule.Silverman, X);
        Assert.Equal((0.808732, 0.248713), (Math.Round(h, 6), Math.Round(KernelDensity.Of([1, 2, 4], [2.0], h, X).Density[0], 6)));
    }

    [Fact]
    public void A_density_integrates_to_one() => Gen.Select(Gen.Double[-50, 50].Array[3, 30], Gen.Int[0, 1]).Sample((values, rule) =>
    {
        if (values.Max() - values.Min() < 1) return;
        var h = KernelDensity.BandwidthOf(values, (BandwidthRule)rule, X);
        if (h < 0.02 * (values.Max() - values.Min())) return;
        double low = values.Min() - 9 * h, step = h / 4;
        double[] grid = [.. Enumerable.Range(0, (int)((values.Max() + 9 * h - low) / step) + 1).Select(g => low + g * step)];
        Assert.Equal(1, KernelDensity.Of(values, grid, h, X).Density.Sum() * step, 1e-9);
    }, iter: 1000);

    [Fact]
    public void Rules_for_the_bandwidth_scale_with_the_values() => Gen.Select(Gen.Double[1, 50].Array[8, 30], Gen.Double[0.1, 10], Gen.Int[0, 1]).Sample((values, scale, rule) =>
    {
        if (values.Max() - values.Min() < 1) return;
        double[] scaled = [.. values.Select(x => x * scale)];
        var (first, second) = (KernelDensity.BandwidthOf(values, (BandwidthRule)rule, X), KernelDensity.BandwidthOf(scaled, (BandwidthRule)rule, X));
        Assert.Equal(scale, second / first, 1e-9 * scale);
    }, iter: 1000);

    [Fact]
    public void Three_units_converge_at_the_published_speed()
    {
        double[] values = new double[33];
        double[] first = [1, 2, 4], last = [2, 3, 5];
        for (var i = 0; i < 3; i++)
            for (var t = 0; t <= 10; t++) values[i * 11 + t] = t == 10 ? last[i] : first[i];
        var panel = new BalancedValues("income", ["a", "b", "c"], 2010, values);
        var beta = BetaConvergence.CrossSection(panel);
        Assert.Equal((-0.033904, 0.041406, 16.74), (Math.Round(beta.Slope, 6), Math.Round(beta.Speed, 6), Math.Round(beta.HalfLife, 2)));
        var sigma = SigmaConvergence.Of(panel);
        Assert.Equal((0.6931, 0.4592), (Math.Round(sigma.Deviations[0], 4), Math.Round(sigma.Deviations[^1], 4)));
        Assert.True(sigma.Trend < 0);
    }

    [Fact]
    public void Growing_apart_has_no_speed()
    {
        var panel = new BalancedValues("income", ["a", "b", "c"], 2019, [1, 1, 2, 3, 4, 9]);
        Assert.Equal(MeasureRefusalKind.Diverging, Assert.Throws<MeasureRefusedException>(() => BetaConvergence.CrossSection(panel).Speed).Kind);
        var missing = new BalancedValues("income", ["a", "b", "c"], 2019, [1, 1, 2, 0, 4, 9]);
        var refusal = Assert.Throws<MeasureRefusedException>(() => BetaConvergence.CrossSection(missing));
        Assert.Contains("'income' in 2020 is 0 for 'b'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_classes_have_the_published_chain()
    {
        var chain = new TransitionMatrix(new double[,] { { 3, 1 }, { 2, 4 } });
        Assert.Equal((0.75, 1.0 / 3), (chain[0, 0], chain[1, 0]));
        Assert.Equal(0.5714, chain.Ergodic()[0], 1e-4);
        Assert.Equal(Math.Log(2) / -Math.Log(5.0 / 12), chain.HalfLife(), 1e-12);
        Assert.Equal((0, 4), (chain.ThinRows[0].State, chain.ThinRows[0].Transitions));
    }

    [Fact]
    public void Rows_sum_to_one_and_the_ergodic_distribution_stays() => Counts.Sample(counts =>
    {
        var chain = new TransitionMatrix(counts);
        var pi = chain.Ergodic();
        Assert.Equal(1, pi.Sum(), 1e-12);
        for (var i = 0; i < chain.Classes; i++)
        {
            Assert.Equal(1, Enumerable.Range(0, chain.Classes).Sum(j => chain[i, j]), 1e-12);
            Assert.Equal(pi[i], Enumerable.Range(0, chain.Classes).Sum(j => pi[j] * chain[j, i]), 1e-12);
        }
    }, iter: 1000);

    [Fact]
    public void First_passages_solve_their_equation() => Counts.Sample(counts =>
    {
        var chain = new TransitionMatrix(counts);
        var (m, pi) = (chain.FirstPassage(), chain.Ergodic());
        for (var i = 0; i < chain.Classes; i++)
        {
            Assert.Equal(1 / pi[i], m[i, i], 1e-8 * m[i, i]);
            for (var j = 0; j < chain.Classes; j++)
                Assert.Equal(1 + Enumerable.Range(0, chain.Classes).Where(c => c != j).Sum(c => chain[i, c] * m[c, j]), m[i, j], 1e-8 * m[i, j]);
        }
    }, iter: 1000);

    [Fact]
    public void Equal_matrices_are_homogeneous_and_the_test_counts_them() => Counts.Sample(counts =>
    {
        var chain = new TransitionMatrix(counts);
        var test = HomogeneityTest.Of([chain, chain, chain]);
        Assert.Equal(0, test.Q, 1e-10);
        Assert.Equal(0, test.LikelihoodRatio, 1e-10);
        Assert.Equal(2 * chain.Classes * (chain.Classes - 1), test.DegreesOfFreedom);
    }, iter: 1000);

    [Fact]
    public void Chains_by_neighbours_sum_to_the_plain_chain() => Gen.Select(Gen.Double[1, 9].Array[60], Gen.Int[2, 3]).Sample((values, k) =>
    {
        if (values.Distinct().Count() < 60) return;
        var panel = new BalancedValues("income", Names(10), 2000, values);
        var chain = MarkovChain.Spatial(panel, Chain(10), k, Cutoffs.Pooled);
        for (var i = 0; i < k; i++)
            for (var j = 0; j < k; j++) Assert.Equal(chain.Pooled.Count(i, j), chain.ByNeighbours.Sum(part => part.Count(i, j)));
        Assert.Equal(50, Enumerable.Range(0, 4).Sum(MarkovChain.Lisa(panel, Chain(10)).RowCount));
    }, iter: 1000);

    [Fact]
    public void A_level_of_one_makes_every_quadrant_significant_and_a_level_of_nought_none() => Gen.Double[1, 9].Array[60].Sample(values =>
    {
        var panel = new BalancedValues("income", Names(10), 2000, [.. values.Select((v, at) => v + 0.001 * at)]);
        var (all, none) = (MarkovChain.SignificantLisa(panel, Chain(10), 19, 1, 1), MarkovChain.SignificantLisa(panel, Chain(10), 19, 1, 0));
        for (var i = 0; i < 4; i++)
            for (var j = 0; j < 4; j++) Assert.Equal(all.All.Count(i, j), all.Significant.Count(i, j));
        Assert.Equal(50, none.Significant.Count(LisaChain.NotSignificant, LisaChain.NotSignificant));
        Assert.Equal(all.All.ToMatrix(), MarkovChain.Lisa(panel, Chain(10)).ToMatrix());
    }, iter: 1000);

    [Fact]
    public void Significant_quadrants_are_those_of_the_local_Moran_of_the_period()
    {
        var panel = new BalancedValues("income", Names(40), 2000, [.. Enumerable.Range(0, 80).Select(at => Math.Sin(at / 2 / 5.0) + 0.1 * Math.Sin(at * 7.0))]);
        var chain = MarkovChain.SignificantLisa(panel, Chain(40), 1999, 3);
        Assert.Contains(LisaChain.NotSignificant, chain.Classes);
        Assert.Contains(chain.Classes, c => c < LisaChain.NotSignificant);
        for (var t = 0; t < 2; t++)
        {
            var local = Moran.Local(panel.Period(t), Chain(40), LocalNull.Conditional, new Subject("income"), 1999, 3);
            var p = local.Adjusted(PAdjustment.BenjaminiHochberg);
            for (var i = 0; i < 40; i++) Assert.Equal(p[i] <= 0.05 ? (int)local.Quadrants[i] - 1 : LisaChain.NotSignificant, chain.Classes[2 * i + t]);
        }
    }

    [Fact]
    public void Own_moves_beside_the_neighbours_are_independent_where_the_chain_is_their_product()
    {
        double[,] own = { { 0.8, 0.2 }, { 0.4, 0.6 } }, near = { { 0.7, 0.3 }, { 0.1, 0.9 } }, counts = new double[4, 4];
        int[] high = [1, 0, 0, 1], around = [1, 1, 0, 0];
        for (var i = 0; i < 4; i++)
            for (var j = 0; j < 4; j++) counts[i, j] = 100 * own[high[i], high[j]] * near[around[i], around[j]];
        var test = ChainIndependence.Of(new TransitionMatrix(counts));
        Assert.Equal((0.0, 8), (Math.Round(test.LikelihoodRatio, 9), test.DegreesOfFreedom));
        counts[0, 2] += 50; // units that fall with their neighbours, and rise with them
        counts[2, 0] += 50;
        Assert.InRange(ChainIndependence.Of(new TransitionMatrix(counts)).P, 0, 1e-3);
    }

    [Fact]
    public void A_chain_with_a_trap_or_a_circle_has_no_long_run()
    {
        var trap = new TransitionMatrix(new double[,] { { 3, 1 }, { 0, 4 } });
        Assert.Equal(MeasureRefusalKind.Reducible, Assert.Throws<MeasureRefusedException>(() => trap.Ergodic()).Kind);
        Assert.Throws<MeasureRefusedException>(() => trap.Sojourn(1));
        Assert.Throws<MeasureRefusedException>(() => new TransitionMatrix(new double[,] { { 0, 4 }, { 4, 0 } }).HalfLife());
        Assert.Throws<MeasureRefusedException>(() => MarkovChain.Classify(new BalancedValues("x", Names(4), 2000, [1, 1, 1, 1, 1, 1, 2, 3]), 4, Cutoffs.Pooled));
    }

    private static double[,] Square(int[] flat, int k)
    {
        var square = new double[k, k];
        for (var i = 0; i < flat.Length; i++) square[i / k, i % k] = flat[i];
        return square;
    }
}
