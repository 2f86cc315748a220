using CsCheck;
using Rebound.Measures;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Measures;

public sealed class SurvivalTests
{
    private const int Cases = 1000;

    private static readonly Gen<Spell[]> Spells = Gen.Select(Gen.Int[1, 20], Gen.Int[0, 2]).Array[10, 40].Select(list => list.Select((s, i) => new Spell(i, 0, s.Item1, (SpellEnd)s.Item2)).ToArray());

    [Fact]
    public void Without_censoring_the_curve_is_the_share_still_waiting() => Gen.Int[1, 30].Array[3, 40].Sample(times =>
    {
        var curve = SurvivalCurve.Of([.. times.Select((t, i) => new Spell(i, 0, t, SpellEnd.Event))]);
        for (var k = 0; k < curve.Times.Length; k++) Assert.Equal(times.Count(t => t > curve.Times[k]) / (double)times.Length, curve.Survival[k], 1e-12);
        Assert.Equal(times.Average(), curve.RestrictedMean(times.Max()).Mean, 1e-9);
    }, iter: Cases);

    [Fact]
    public void The_restricted_mean_lies_below_its_horizon_and_grows_with_it() => Spells.Sample(spells =>
    {
        var curve = SurvivalCurve.Of(spells);
        Assert.InRange(curve.RestrictedMean(10).Mean, 0, 10);
        Assert.True(curve.RestrictedMean(15).Mean >= curve.RestrictedMean(10).Mean);
    }, iter: Cases);

    [Fact]
    public void Incidences_of_both_ends_are_what_the_curve_of_any_end_has_lost() => Spells.Sample(spells =>
    {
        if (spells.All(s => s.End == SpellEnd.Censored)) return;
        var incidence = CompetingRisks.Of(spells);
        var curve = SurvivalCurve.Of([.. spells.Select(s => s with { End = s.End == SpellEnd.Censored ? SpellEnd.Censored : SpellEnd.Event })]);
        for (var k = 0; k < incidence.Times.Length; k++) Assert.Equal(1 - curve.At(incidence.Times[k]), incidence.Recovered[k] + incidence.Ended[k], 1e-10);
    }, iter: Cases);

    [Fact]
    public void A_hazard_ratio_depends_neither_on_the_order_of_spells_nor_on_the_unit_of_a_covariate() => Gen.Select(Gen.Int[1, 15].Array[40], Gen.Double[-1, 1].Array[40], Gen.Double[0.1, 50]).Sample((times, x, factor) =>
    {
        if (x.Distinct().Count() < 5) return;
        Spell[] spells = [.. times.Select((t, i) => new Spell(i, 0, t, i % 4 == 0 ? SpellEnd.Censored : SpellEnd.Event))];
        try
        {
            var (one, other) = (CoxModel.Fit(spells, x), CoxModel.Fit([.. spells.Reverse()], [.. x.Reverse().Select(v => v * factor)]));
            Assert.Equal(one.Coefficients[0], other.Coefficients[0] * factor, 1e-6 * (1 + Math.Abs(one.Coefficients[0])));
            Assert.Equal(one.ClusterErrors[0], other.ClusterErrors[0] * factor, 1e-6);
            Assert.Equal(one.ProportionalHazards[0], other.ProportionalHazards[0], 1e-5);
            Assert.True(one.LogLikelihood >= one.NullLogLikelihood - 1e-9);
        }
        catch (NumericalException)
        {
            // Separated data have no finite coefficient, and say so.
        }
    }, iter: Cases);

    [Fact]
    public void Cutting_a_spell_in_two_changes_no_coefficient() => Gen.Select(Gen.Int[2, 15].Array[40], Gen.Double[-1, 1].Array[40]).Sample((times, x) =>
    {
        Spell[] spells = [.. times.Select((t, i) => new Spell(i, 0, t, i % 5 == 0 ? SpellEnd.Censored : SpellEnd.Event))];
        Spell[] cut = [.. spells.SelectMany(s => new[] { s with { Stop = 1, End = SpellEnd.Censored }, s with { Start = 1 } })];
        if (x.Distinct().Count() < 5) return;
        try
        {
            var (one, other) = (CoxModel.Fit(spells, x), CoxModel.Fit(cut, [.. x.SelectMany(v => new[] { v, v })]));
            Assert.Equal(one.Coefficients[0], other.Coefficients[0], 1e-6 * (1 + Math.Abs(one.Coefficients[0])));
            Assert.Equal(one.ClusterErrors[0], other.ClusterErrors[0], 1e-6 * (1 + one.ClusterErrors[0]));
        }
        catch (NumericalException)
        {
            // Separated data have no finite coefficient, and say so.
        }
    }, iter: Cases);

    [Fact]
    public void Without_a_recovery_or_with_collinear_covariates_there_is_a_refusal()
    {
        Spell[] spells = [.. Enumerable.Range(0, 10).Select(i => new Spell(i, 0, i + 1, SpellEnd.Event))];
        Assert.Throws<NumericalException>(() => CoxModel.Fit([.. spells.Select(s => s with { End = SpellEnd.Censored })], new double[10]));
        Assert.Throws<NumericalException>(() => CoxModel.Fit(spells, [.. spells.SelectMany(s => new double[] { s.Unit % 3, 2 * (s.Unit % 3) })]));
    }
}
