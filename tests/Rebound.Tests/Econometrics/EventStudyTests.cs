using Rebound.Econometrics;
using Xunit;

namespace Rebound.Tests.Econometrics;

public sealed class EventStudyTests
{
    private static readonly EventStudySpecification Specification = new("y", "exposure", "k") { ShortEnd = 5, Seed = 7 };

    [Fact]
    public void Effects_by_period_are_those_of_fixest()
    {
        var expected = Golden.Case("did_event_study_twfe").GetProperty("cl");
        var data = Golden.Data("fx_base_did.csv");
        var k = data.Column("period");
        var result = new EventStudy(new("y", "treat", "k") { Controls = "x1", Unit = "id", Time = "period", ShortEnd = 2, Seed = 1 })
            .Run(data.With("k", [.. k.Select(p => p - 6)]));
        foreach (var horizon in result.Horizons.Where(h => !h.IsReference))
        {
            var name = $"period::{horizon.Horizon + 6}:treat";
            Golden.Close(expected.GetProperty("coef").GetProperty(name).GetDouble(), horizon.Effect.Value, 1e-8, name);
            Golden.Close(expected.GetProperty("se").GetProperty(name).GetDouble(), horizon.Effect.StandardError, 1e-8, $"se of {name}");
        }
    }

    [Fact]
    public void A_planted_effect_is_found_and_flatness_is_claimed_only_with_power()
    {
        var result = new EventStudy(Specification).Run(Planted.Event(60, -8, 11, -0.8, 0, 0.1, 4));
        Assert.Equal(20, result.Horizons.Count);
        Assert.InRange(-0.8, result.Short!.Effect.Low, result.Short.Effect.High);
        Assert.InRange(-0.8, result.Long!.Effect.Low, result.Long.Effect.High);
        Assert.True(result.PreTrend!.IsFlat);
        Assert.StartsWith("Flat before the shock", result.PreTrend.Statement, StringComparison.Ordinal);
        Assert.Equal(Verdict.Passed, result.PreTrend.ToGuard().Verdict);
    }

    [Fact]
    public void A_clean_design_earns_an_A_and_a_drift_does_not()
    {
        GradedEvidence Grade(double drift)
        {
            var (data, study) = (Planted.Event(60, -8, 11, -0.8, drift, 0.1, 4), new EventStudy(Specification));
            return GradedEvidence.Assign(new(DesignKind.DesignBased, true), [.. study.Check(data, plausible: 0.8), study.Run(data).PreTrend!.ToGuard()]);
        }
        Assert.Equal(EvidenceGrade.A, Grade(0).Grade);
        Assert.Equal(EvidenceGrade.C, Grade(0.1).Grade);
    }

    [Fact]
    public void A_drift_before_the_shock_is_reported()
    {
        var result = new EventStudy(Specification).Run(Planted.Event(60, -8, 11, -0.8, 0.1, 0.1, 4));
        Assert.Equal(Verdict.Warning, result.PreTrend!.ToGuard().Verdict);
        Assert.Contains("already differed", result.PreTrend.Statement, StringComparison.Ordinal);
        Golden.Close(0.1, result.PreTrend.Trend.Value, 0.5, "drift");
    }

    [Fact]
    public void Two_noisy_periods_before_the_shock_do_not_show_flatness()
    {
        var result = new EventStudy(Specification).Run(Planted.Event(12, -3, 11, -0.1, 0, 0.5, 4));
        Assert.False(result.PreTrend!.IsFlat);
        Assert.DoesNotContain("Flat", result.PreTrend.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void Bands_are_wider_than_intervals_and_hold_for_all_periods_at_once()
    {
        int pointwise = 0, simultaneous = 0;
        const int worlds = 150;
        for (var w = 0; w < worlds; w++)
        {
            var result = new EventStudy(Specification with { Draws = 500 }).Run(Planted.Event(40, -4, 5, 0.5, 0, 0.3, (ulong)w + 1));
            Assert.All(result.Horizons, h => Assert.True(h.BandLow <= h.Effect.Low && h.Effect.High <= h.BandHigh));
            double Truth(int k) => k >= 0 ? 0.5 : 0;
            if (result.Horizons.All(h => h.Effect.Low <= Truth(h.Horizon) && Truth(h.Horizon) <= h.Effect.High)) pointwise++;
            if (result.Horizons.All(h => h.BandLow <= Truth(h.Horizon) && Truth(h.Horizon) <= h.BandHigh)) simultaneous++;
        }
        Assert.InRange((double)simultaneous / worlds, 0.88, 1);
        Assert.InRange((double)pointwise / worlds, 0, 0.88);
    }

    [Fact]
    public void Averages_carry_the_covariance_of_their_parts()
    {
        var result = new EventStudy(Specification).Run(Planted.Event(30, -4, 11, -0.8, 0, 0.3, 2));
        var data = Planted.Event(30, -4, 11, -0.8, 0, 0.3, 2);
        var within = result.Horizons.Where(h => h.Horizon is >= 0 and <= 5).ToArray();
        Golden.Close(within.Average(h => h.Effect.Value), result.Short!.Effect.Value, 1e-12, "mean effect");
        // One coefficient for the short run and one for the long, all periods before pooled with the reference, is another estimand; the error is of like size.
        Assert.InRange(result.Short.Effect.StandardError, within.Min(h => h.Effect.StandardError) * 0.3, within.Max(h => h.Effect.StandardError));
        Assert.Equal(data.RowCount, result.Estimate.RowCount);
    }

    [Fact]
    public void The_breakdown_is_the_drift_at_which_the_interval_reaches_zero()
    {
        var result = new EventStudy(Specification).Run(Planted.Event(60, -8, 11, -0.8, 0, 0.1, 4));
        var breakdown = result.Short!.Breakdown!;
        double[] before = [.. result.Horizons.Where(h => h.Horizon < 0).OrderBy(h => h.Horizon).Select(h => h.Effect.Value)];
        var step = before.Zip(before.Skip(1), (a, b) => Math.Abs(b - a)).Max();
        Golden.Close(step, breakdown.LargestStep, 1e-12, "step");
        Golden.Close(3.5, breakdown.Distance, 1e-12, "distance"); // periods 0 to 5, measured from −1
        Golden.Close(-result.Short.Effect.High, breakdown.Breakdown * step * 3.5, 1e-12, "bias that takes the upper end to zero");
        Assert.Equal(Verdict.Passed, breakdown.ToGuard().Verdict);
        var nothing = new EventStudy(Specification).Run(Planted.Event(60, -8, 11, 0, 0, 0.1, 4)).Short!.Breakdown!;
        Assert.Equal((0.0, Verdict.Warning), (nothing.Breakdown, nothing.ToGuard().Verdict));
    }

    [Fact]
    public void Few_clusters_get_the_bootstrap_of_the_mean_effect()
    {
        var result = new EventStudy(Specification).Run(Planted.Event(14, -4, 11, -0.8, 0, 0.3, 2));
        Assert.NotNull(result.Short!.Bootstrap);
        Assert.Equal(14, result.Short.Bootstrap.Clusters);
        var mean = result.Horizons.Where(h => h.Horizon is >= 0 and <= 5).Average(h => h.Effect.Value);
        Golden.Close(mean, result.Short.Effect.Value, 1e-10, "mean effect");
        Assert.True(result.Short.Effect.Low < mean && mean < result.Short.Effect.High);
        // t of the bootstrapped coefficient is that of the mean effect: the other coordinates are the same regression.
        Golden.Close(mean / result.Short.Effect.StandardError, result.Short.Bootstrap.T, 1e-8, "t");
        Assert.Null(new EventStudy(Specification).Run(Planted.Event(40, -4, 11, -0.8, 0, 0.3, 2)).Short!.Bootstrap);
    }

    [Fact]
    public void The_pre_trend_test_keeps_its_size_with_many_periods()
    {
        const int worlds = 400;
        var rejected = Enumerable.Range(1, worlds).Count(w => new EventStudy(Specification with { Draws = 50 }).Run(Planted.Event(50, -12, 5, 0.5, 0, 0.3, (ulong)w)).PreTrend!.P < 0.05);
        Assert.InRange((double)rejected / worlds, 0.02, 0.09);
    }

    [Fact]
    public void The_window_cuts_and_counts()
    {
        var result = new EventStudy(Specification with { First = -3, Last = 7 }).Run(Planted.Event(30, -8, 11, -0.8, 0, 0.3, 2));
        Assert.Equal(11, result.Horizons.Count);
        Assert.Equal(30 * 9, result.RowsOutside);
    }

    [Fact]
    public void A_reference_that_is_not_observed_is_refused() =>
        Assert.Throws<NotIdentifiedException>(() => new EventStudy(Specification with { Reference = -99 }).Run(Planted.Event(30, -4, 11, -0.8, 0, 0.3, 2)));

    [Fact]
    public void The_same_exposure_for_all_is_refused()
    {
        var data = Planted.Event(30, -4, 11, -0.8, 0, 0.3, 2);
        var same = data.With("exposure", [.. data.Column("exposure").Select(_ => 1.0)]);
        Assert.ThrowsAny<Rebound.Numerics.NumericalException>(() => new EventStudy(Specification).Run(same));
    }
}
