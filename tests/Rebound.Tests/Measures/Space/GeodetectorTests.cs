using CsCheck;
using Rebound.Measures;
using Rebound.Numerics;
using Rebound.Panels;
using Xunit;

namespace Rebound.Tests.Measures;

/// <summary>The geodetector, its search, and the ellipse.</summary>
public sealed class GeodetectorTests
{
    private static readonly Subject Y = new("y", 2020);

    private static readonly Gen<(double[] Values, string[] Labels)> Stratified =
        from strata in Gen.Int[2, 4]
        from each in Gen.Int[2, 8]
        from values in Gen.Double[-10, 10].Array[strata * each]
        where values.Max() - values.Min() > 1e-3
        select (values, Enumerable.Range(0, values.Length).Select(i => $"s{i % strata}").ToArray());

    [Fact]
    public void Two_strata_of_three_have_the_published_values()
    {
        var found = Geodetector.Factor([1, 2, 3, 7, 8, 9], ["a", "a", "a", "b", "b", "b"], "zone", Y);
        Assert.Equal((0.931034, 54, 1.862, 0.0098), (Math.Round(found.Q, 6), Math.Round(found.F, 6), Math.Round(found.Noncentrality, 3), Math.Round(found.P, 4)));
    }

    [Fact]
    public void Q_lies_between_0_and_1_and_ignores_names_of_strata() => Stratified.Sample(sample =>
    {
        var found = Geodetector.Factor(sample.Values, sample.Labels, "zone", Y);
        Assert.InRange(found.Q, 0, 1);
        string[] renamed = [.. sample.Labels.Select(label => label switch { "s0" => "z", "s1" => "k", _ => label })];
        Assert.Equal(found.Q, Geodetector.Factor(sample.Values, renamed, "zone", Y).Q, 1e-12);
        double[] moved = [.. sample.Values.Select(x => 3 - 2 * x)];
        Assert.Equal(found.Q, Geodetector.Factor(moved, sample.Labels, "zone", Y).Q, 1e-9);
    }, iter: 1000);

    [Fact]
    public void Its_own_classes_explain_a_variable_fully() => Stratified.Sample(sample =>
    {
        double[] classes = [.. sample.Labels.Select(label => (double)label[1])];
        Assert.Equal(1, Geodetector.Factor(classes, sample.Labels, "zone", Y).Q, 1e-12);
    }, iter: 1000);

    [Fact]
    public void Two_factors_together_explain_at_least_what_each_does() => Stratified.Sample(sample =>
    {
        string[] halves = [.. Enumerable.Range(0, sample.Values.Length).Select(i => i < sample.Values.Length / 2 ? "west" : "east")];
        var cells = sample.Labels.Zip(halves).CountBy(cell => cell).ToList();
        if (cells.Any(cell => cell.Value == 1)) return;
        var found = Geodetector.Interaction(sample.Values, sample.Labels, halves, "zone", "half", Y);
        Assert.True(found.JointQ >= Math.Max(found.FirstQ, found.SecondQ) - 1e-12);
        Assert.NotEqual(InteractionKind.NonlinearWeakening, found.Kind);
    }, iter: 1000);

    [Fact]
    public void Strata_of_one_unit_are_refused_by_name()
    {
        var refusal = Assert.Throws<MeasureRefusedException>(() => Geodetector.Factor([1, 2, 3, 4, 5], ["a", "a", "b", "b", "only"], "zone", Y));
        Assert.Equal((MeasureRefusalKind.Singleton, "only"), (refusal.Kind, Assert.Single(refusal.Units)));
        Assert.Equal(["only"], Geodetector.Factor([1, 2, 3, 4, 5], ["a", "a", "b", "b", "only"], "zone", Y, SingletonRule.Drop).Dropped);
        Assert.Equal(MeasureRefusalKind.OneGroup, Assert.Throws<MeasureRefusedException>(() => Geodetector.Factor([1, 2, 3], ["a", "a", "a"], "zone", Y)).Kind);
    }

    [Fact]
    public void Dropping_and_counting_single_strata_changes_p_and_not_q()
    {
        double[] values = [1, 2, 3, 7, 8, 9, 4];
        string[] labels = ["a", "a", "a", "b", "b", "b", "only"];
        var (dropped, counted) = (Geodetector.Factor(values, labels, "zone", Y, SingletonRule.Drop), Geodetector.Factor(values, labels, "zone", Y, SingletonRule.DropButCount));
        Assert.Equal(dropped.Q, counted.Q);
        Assert.True(counted.P > dropped.P);
    }

    [Fact]
    public void Given_strata_are_tested_by_orders_and_a_constant_more_changes_nothing()
    {
        double[] values = [1, 2, 3, 7, 8, 9];
        string[] labels = ["a", "a", "a", "b", "b", "b"];
        var found = Geodetector.Permute(values, labels, "zone", 19_999, 3, Y);
        Assert.Equal(Geodetector.Factor(values, labels, "zone", Y).Q, found.Value, 1e-12);
        Assert.Equal(0.2, found.Mean, 0.01); // (L − 1)/(N − 1)
        Assert.Equal(0.1, found.PGreater, 0.01); // 2 of the 20 ways to halve six values are as good
        double[] moved = [.. values.Select(x => x + 1000)];
        Assert.Equal(found.PGreater, Geodetector.Permute(moved, labels, "zone", 19_999, 3, Y).PGreater);
        Assert.NotEqual(Geodetector.Factor(values, labels, "zone", Y).P, Geodetector.Factor([.. values.Select(x => x * x)], labels, "zone", Y).P);
    }

    [Fact]
    public void Noise_is_rarely_found_once_the_search_is_counted()
    {
        var honest = 0;
        for (var run = 0; run < 60; run++)
        {
            var stream = new RandomStream(11, (ulong)run);
            double[] y = [.. Enumerable.Range(0, 60).Select(_ => stream.NextNormal())];
            double[] x = [.. Enumerable.Range(0, 60).Select(_ => stream.NextNormal())];
            var found = OptimalDetector.Default.Search(y, [("x", x)], 99, (ulong)run, Y)[0];
            if (found.SearchP <= 0.05) honest++;
            Assert.True(found.FamilyP >= found.SearchP);
        }
        Assert.InRange(honest, 0, 9); // 60 × 0.05 = 3, and 9 is beyond 3.5 standard deviations
    }

    [Fact]
    public void A_step_is_found_where_it_is()
    {
        double[] x = [.. Enumerable.Range(0, 90).Select(i => (double)(i * 37 % 90))];
        double[] y = [.. x.Select(v => v < 30 ? 0.0 : v < 60 ? 1 : 5)];
        var found = OptimalDetector.Default.Search(y, [("x", x)], 199, 1, Y)[0];
        Assert.Equal(1, found.Best.Q, 1e-12);
        Assert.Equal(0.005, found.SearchP, 1e-12);
        Assert.Equal(found.Tried.Max(cut => cut.Q), found.Best.Q);
    }

    [Fact]
    public void Natural_breaks_beat_every_other_cut() => Gen.Select(Gen.Int[0, 30].Array[3, 11], Gen.Int[2, 3]).Sample((numbers, k) =>
    {
        double[] sorted = [.. numbers.Order().Select(x => (double)x)];
        var cuts = NaturalBreaks.Of(sorted, k);
        if (cuts.Count < k) return;
        var best = double.PositiveInfinity;
        for (var a = 1; a < sorted.Length; a++)
        {
            if (k == 2) best = Math.Min(best, Within(sorted, [a, sorted.Length]));
            for (var b = a + 1; k == 3 && b < sorted.Length; b++) best = Math.Min(best, Within(sorted, [a, b, sorted.Length]));
        }
        Assert.Equal(best, Within(sorted, cuts[k - 1]), 1e-9);
    }, iter: 1000);

    [Fact]
    public void Adjusted_p_values_are_those_of_R()
    {
        double[] p = [0.01, 0.04, 0.03, 0.005, 0.5];
        Near([0.025, 0.05, 0.05, 0.025, 0.5], AdjustedP.Of(p, PAdjustment.BenjaminiHochberg));
        Near([0.05, 0.2, 0.15, 0.025, 1], AdjustedP.Of(p, PAdjustment.Bonferroni));
        Near([0.04, 0.09, 0.09, 0.025, 0.5], AdjustedP.Of(p, PAdjustment.Holm));
        Near([0.0570833333, 0.1141666667, 0.1141666667, 0.0570833333, 1], AdjustedP.Of(p, PAdjustment.BenjaminiYekutieli));
        static void Near(double[] expected, double[] actual) => Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void Adjusting_keeps_the_order_and_never_lowers_a_p_value() => Gen.Select(Gen.Double[0, 1].Array[1, 30], Gen.Int[1, 4]).Sample((p, method) =>
    {
        var adjusted = AdjustedP.Of(p, (PAdjustment)method);
        for (var i = 0; i < p.Length; i++)
        {
            Assert.InRange(adjusted[i], p[i] - 1e-15, 1);
            for (var j = 0; j < p.Length; j++) Assert.True(p[i] > p[j] || adjusted[i] <= adjusted[j]);
        }
    }, iter: 1000);

    [Fact]
    public void An_ellipse_turns_with_its_points() => Gen.Select(Gen.Double[-10, 10].Array[5, 12], Gen.Double[0, 3.1]).Sample((x, turn) =>
    {
        double[] y = [.. x.Select((v, i) => 0.5 * v + i % 3)];
        if (x.Max() - x.Min() < 1) return;
        var names = SpaceSamples.Names(x.Length);
        var (sin, cos) = (Math.Sin(turn), Math.Cos(turn));
        var before = DeviationalEllipse.Of(new Locations(names, x, y), [], Y);
        double[] rx = [.. x.Zip(y, (a, b) => cos * a + sin * b)];
        double[] ry = [.. x.Zip(y, (a, b) => cos * b - sin * a)];
        var after = DeviationalEllipse.Of(new Locations(names, rx, ry), [], Y);
        Assert.Equal(before.AlongDeviation, after.AlongDeviation, 1e-7);
        Assert.Equal(before.AcrossDeviation, after.AcrossDeviation, 1e-6);
        if (before.AlongDeviation < 1.01 * before.AcrossDeviation) return; // nearly round: no direction to speak of
        var apart = Math.Abs(before.Rotation + turn * 180 / Math.PI - after.Rotation) % 180;
        Assert.Equal(0, Math.Min(apart, 180 - apart), 1e-4);
    }, iter: 1000);

    [Fact]
    public void Four_points_have_the_published_ellipse()
    {
        var ellipse = DeviationalEllipse.Of(new Locations(SpaceSamples.Names(4), [0, 2, 4, 6], [0, 1, 2.5, 2]), [], Y);
        Assert.Equal((3, 1.375, 68.70, 2.39396, 0.43686), (ellipse.CentreX, ellipse.CentreY, Math.Round(ellipse.Rotation, 2), Math.Round(ellipse.AlongDeviation, 5), Math.Round(ellipse.AcrossDeviation, 5)));
    }

    private static double Within(double[] sorted, int[] ends)
    {
        var (sum, from) = (0.0, 0);
        foreach (var end in ends)
        {
            var part = sorted[from..end];
            sum += part.Sum(x => (x - part.Average()) * (x - part.Average()));
            from = end;
        }
        return sum;
    }
}
