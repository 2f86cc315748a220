using CsCheck;
using Rebound.Econometrics;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Econometrics;

public sealed class SwitchingEffectTests
{
    [Fact]
    public void Joiners_and_leavers_are_compared_with_those_who_stay()
    {
        // a joins at 1 (+5 against +1 of b and c), c joins at 2 (+4 against 0 of b; a is treated, so no control for a joiner): (4 + 4)/2.
        var data = Table([[0, 1, 1], [0, 0, 0], [0, 0, 1]], [[0, 5, 7], [0, 1, 1], [0, 1, 5]]);
        var effect = SwitchingEffect.Of(data, "y", "d");
        Golden.Close(4, effect.Effect.Value, 1e-12, "effect");
        Assert.Equal((2, 2, 3, 2, 3), (effect.Switches, effect.Compared, effect.StayingCells, effect.PeriodsUsed, effect.Units));
        Golden.Close(Sandwich(data, effect.Effect.Value), effect.Effect.StandardError, 1e-12, "error");
    }

    [Fact]
    public void A_leaver_counts_with_the_opposite_sign()
    {
        var data = Table([[1, 0], [1, 1], [0, 0]], [[5, 2], [5, 5.5], [1, 0.5]]);
        Golden.Close(3.5, SwitchingEffect.Of(data, "y", "d").Effect.Value, 1e-12, "effect"); // −(−3 − 0.5)/1, against b that stays treated
    }

    [Fact]
    public void Effects_that_differ_are_averaged_with_positive_weights()
    {
        // Goodman-Bacon's case with effects that grow after adoption: the two-way coefficient subtracts the growth of those already treated and turns the sign;
        // everybody gains by the policy, and at each switch the gain is 1.
        double[][] d = [[0, 1, 1, 1, 1, 1], [0, 0, 0, 0, 1, 1]];
        double[][] y = [[0, 1, 5, 9, 13, 17], [0, 0, 0, 0, 1, 5]];
        var twoWay = new AbsorbedLeastSquares().Fit(Table(d, y), LinearModel.Parse("y ~ d | unit + month", Covariance.Iid))["d"].Value;
        Assert.True(twoWay < 0, $"two-way {twoWay}");
        var bySwitches = SwitchingEffect.Of(Table([d[0], d[1], [0, 0, 0, 0, 0, 0]], [y[0], y[1], [0, 0, 0, 0, 0, 0]]), "y", "d").Effect.Value;
        Assert.True(bySwitches > 0, $"by switches {bySwitches}");
    }

    [Fact]
    public void Intervals_cover_a_planted_effect_that_differs_between_units()
    {
        const int worlds = 400;
        int covered = 0, placebo = 0, carried = 0;
        for (var w = 1; w <= worlds; w++)
        {
            var data = World((ulong)w, carryOver: 0);
            var effect = SwitchingEffect.Of(data, "y", "d").Effect;
            if (effect.Low <= -0.5 && -0.5 <= effect.High) covered++;
            if (SwitchingPlacebo.Check(data, "y", "d").Verdict == Verdict.Warning) placebo++;
            if (CarryOver.Check(data, "y", "d").Verdict == Verdict.Warning) carried++;
        }
        Assert.InRange((double)covered / worlds, 0.91, 0.98);
        Assert.InRange((double)placebo / worlds, 0.02, 0.09);
        Assert.InRange((double)carried / worlds, 0.02, 0.09);
    }

    [Fact]
    public void A_treatment_that_lasts_is_noticed() =>
        Assert.True(Enumerable.Range(1, 50).Count(w => CarryOver.Check(World((ulong)w, carryOver: -0.4), "y", "d").Verdict == Verdict.Warning) > 40);

    [Fact]
    public void Unit_and_month_effects_do_not_matter_and_scale_does() =>
        Gen.Select(Gen.ULong, Gen.Double[-3, 3], Gen.Double[0.1, 5]).Sample((seed, shift, scale) =>
        {
            var data = World(seed % 1000 + 1, 0, units: 12);
            var effect = SwitchingEffect.Of(data, "y", "d").Effect;
            var (unit, month) = (data.FactorOf("unit").Codes, data.FactorOf("month").Codes);
            var moved = data.With("y", [.. data.Column("y").Select((v, i) => scale * v + shift * unit[i] + Math.Sin(month[i]) * shift)]);
            var other = SwitchingEffect.Of(moved, "y", "d").Effect;
            Golden.Close(scale * effect.Value, other.Value, 1e-8, "effect");
            Golden.Close(scale * effect.StandardError, other.StandardError, 1e-8, "error");
            Golden.Close(Sandwich(data, effect.Value), effect.StandardError, 1e-9, "sandwich");
        }, iter: 1000);

    [Fact]
    public void Without_stayers_nothing_is_said()
    {
        var data = Table([[0, 1], [0, 1]], [[0, 1], [0, 2]]);
        Assert.Throws<NotIdentifiedException>(() => SwitchingEffect.Of(data, "y", "d"));
        Assert.Equal((Verdict.Refused, 0.0), (CleanControls.CheckSwitches(data, "y", "d").Verdict, CleanControls.CheckSwitches(data, "y", "d").Value));
        Assert.Throws<NotIdentifiedException>(() => CleanControls.CheckSwitches(Table([[0, 0], [1, 1]], [[0, 1], [0, 2]]), "y", "d"));
    }

    [Fact]
    public void Changes_with_a_stayer_are_counted()
    {
        var data = Table([[0, 1, 0], [0, 0, 1], [0, 0.005, 0.5]], [[0, 1, 2], [0, 2, 3], [1, 1, 1]]);
        Golden.Close(0.25, CleanControls.CheckSwitches(data, "y", "d").Value, 1e-12, "share"); // at 1 one of three changes; at 2 all change
        Assert.Equal(Verdict.Warning, Reversals.Check(data, "d").Verdict);
        Golden.Close(1.0 / 3, Reversals.Check(data, "d").Value, 1e-12, "reversed");
        Assert.Equal(Verdict.Passed, Reversals.Check(Table([[0, 1, 1], [0, 0, 1]], [[0, 1, 2], [0, 2, 3]]), "d").Verdict);
    }

    // The instrument of the estimator: the sign of the change for changers, minus the mean sign a stayer for stayers, within each month.
    private static double Sandwich(ModelData data, double effect)
    {
        var (d, y) = (data.Column("d"), data.Column("y"));
        var months = data.FactorOf("month").Labels.Count;
        var units = d.Length / months;
        var scores = new double[units];
        double dose = 0;
        for (var t = 1; t < months; t++)
        {
            double Delta(double[] v, int u) => v[u * months + t] - v[u * months + t - 1];
            foreach (var treated in new[] { false, true })
            {
                var group = Enumerable.Range(0, units).Where(u => d[u * months + t - 1] > SwitchingEffect.Stays == treated).ToArray();
                var stayers = group.Where(u => Math.Abs(Delta(d, u)) <= SwitchingEffect.Stays).ToArray();
                if (stayers.Length == 0 || stayers.Length == group.Length) continue;
                var signs = group.Except(stayers).Sum(u => Math.Sign(Delta(d, u)));
                var (meanY, meanD) = (stayers.Average(u => Delta(y, u)), stayers.Average(u => Delta(d, u)));
                foreach (var u in group)
                {
                    var z = stayers.Contains(u) ? -(double)signs / stayers.Length : Math.Sign(Delta(d, u));
                    dose += z * Delta(d, u);
                    scores[u] += z * (Delta(y, u) - meanY - effect * (Delta(d, u) - meanD));
                }
            }
        }
        return Math.Sqrt(scores.Sum(s => s * s) * units / (units - 1.0)) / Math.Abs(dose);
    }

    private static ModelData World(ulong seed, double carryOver, int units = 50)
    {
        const int months = 12;
        var stream = new RandomStream(seed, 3);
        double[] d = new double[units * months], y = new double[units * months];
        for (var u = 0; u < units; u++)
        {
            var (own, level) = (2 * stream.NextNormal(), 0.0);
            var sensitivity = -0.5 + 0.1 * stream.NextNormal();
            for (var t = 0; t < months; t++)
            {
                var i = u * months + t;
                if (t > 0) d[i] = stream.NextUniform() < 0.6 ? d[i - 1] : stream.NextUniform() < 0.4 ? 0 : stream.NextUniform();
                level = 0.5 * level + 0.1 * stream.NextNormal();
                y[i] = own + 0.2 * t + sensitivity * d[i] + (t > 0 ? carryOver * d[i - 1] : 0) + level;
            }
        }
        return Frame(units, months, d, y);
    }

    private static ModelData Table(double[][] d, double[][] y) => Frame(d.Length, d[0].Length, [.. d.SelectMany(v => v)], [.. y.SelectMany(v => v)]);

    private static ModelData Frame(int units, int months, double[] d, double[] y) => ModelData.Of(d.Length).With("d", d).With("y", y)
        .WithFactor("unit", new Factor([.. Enumerable.Range(0, d.Length).Select(i => i / months)], [.. Enumerable.Range(0, units).Select(u => $"u{u:000}")]))
        .WithFactor("month", new Factor([.. Enumerable.Range(0, d.Length).Select(i => i % months)], [.. Enumerable.Range(0, months).Select(t => $"m{t:00}")]));
}
