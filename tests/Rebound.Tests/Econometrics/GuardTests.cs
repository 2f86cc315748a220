using Rebound.Econometrics;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Econometrics;

public sealed class GuardTests
{
    [Fact]
    public void Staggered_adoption_gives_the_weights_of_the_textbook()
    {
        // Goodman-Bacon's smallest case: unit e treated from period 1, unit l from period 2, periods 0…2 (de Chaisemartin and D'Haultfœuille, 2020,
        // section 2): ε = D − D_u. − D_.t + D_.. gives weights 1 (e,1), −1/2 (e,2), 1/2 (l,2).
        var data = ModelData.Of(6).With("d", [0, 1, 1, 0, 0, 1]).WithFactor("unit", Factor.Of(["e", "e", "e", "l", "l", "l"])).WithFactor("month", Factor.Of(["0", "1", "2", "0", "1", "2"]));
        var weights = NegativeWeights.Of(data, "d");
        Assert.Equal(3, weights.TreatedCells);
        Golden.Close(1.0 / 3, weights.ShareNegative, 1e-12, "share");
        Golden.Close(-0.5, weights.SumNegative, 1e-12, "sum");
        Assert.Equal(Verdict.Warning, NegativeWeights.Check(data, "d").Verdict);
    }

    [Fact]
    public void One_date_of_treatment_has_no_negative_weights()
    {
        var data = ModelData.Of(6).With("d", [0, 1, 1, 0, 0, 0]).WithFactor("unit", Factor.Of(["e", "e", "e", "l", "l", "l"])).WithFactor("month", Factor.Of(["0", "1", "2", "0", "1", "2"]));
        Assert.Equal(Verdict.Passed, NegativeWeights.Check(data, "d").Verdict);
    }

    [Fact]
    public void Nothing_treated_or_all_treated_alike_is_refused()
    {
        var data = ModelData.Of(4).With("none", [0, 0, 0, 0]).With("all", [0, 1, 0, 1]).WithFactor("unit", Factor.Of(["a", "a", "b", "b"])).WithFactor("month", Factor.Of(["0", "1", "0", "1"]));
        Assert.Throws<NotIdentifiedException>(() => NegativeWeights.Of(data, "none"));
        Assert.Throws<NotIdentifiedException>(() => NegativeWeights.Of(data, "all"));
        Assert.Throws<NotIdentifiedException>(() => CleanControls.Check(data, "none"));
        var refused = CleanControls.Check(data, "all");
        Assert.Equal((Verdict.Refused, 0.0), (refused.Verdict, refused.Value));
    }

    [Fact]
    public void Clean_controls_are_units_not_treated_up_to_that_month()
    {
        // a from 1, b from 2 and switched off at 3, c never until 3: at 3 no unit is clean.
        var data = ModelData.Of(12).With("d", [0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 1])
            .WithFactor("unit", Factor.Of(["a", "a", "a", "a", "b", "b", "b", "b", "c", "c", "c", "c"])).WithFactor("month", Factor.Of(["0", "1", "2", "3", "0", "1", "2", "3", "0", "1", "2", "3"]));
        var result = CleanControls.Check(data, "d");
        Golden.Close(3.0 / 5, result.Value, 1e-12, "share"); // (a,1), (a,2), (b,2) of (a,1), (a,2), (a,3), (b,2), (c,3)
        Assert.Equal(Verdict.Warning, result.Verdict);
    }

    [Theory]
    [InlineData(4, Verdict.Refused)]
    [InlineData(5, Verdict.Warning)]
    [InlineData(29, Verdict.Warning)]
    [InlineData(30, Verdict.Passed)]
    public void Few_clusters_warn_and_very_few_refuse(int count, Verdict verdict) => Assert.Equal(verdict, ClusterCount.Check("unit", count).Verdict);

    [Fact]
    public void The_detectable_effect_is_found_with_the_power_it_states()
    {
        const int worlds = 400;
        var found = 0;
        var model = LinearModel.Parse("y ~ x + z | unit + month", Covariance.ClusteredBy("unit"));
        double sum = 0;
        for (var w = 0; w < worlds; w++)
        {
            var data = Planted.Panel(40, 8, 0, (ulong)w + 1);
            var smallest = DetectableEffect.Before(data, model, "x").Effect;
            sum += smallest;
            var x = data.Column("x");
            var y = data.Column("y");
            if (new AbsorbedLeastSquares().Fit(data.With("y", [.. y.Select((v, i) => v + smallest * x[i])]), model)["x"].P < 0.05) found++;
        }
        Assert.InRange((double)found / worlds, 0.70, 0.90);
        Assert.InRange(sum / worlds, 0.01, 1);
    }

    [Fact]
    public void The_detectable_effect_does_not_look_at_the_slope()
    {
        var model = LinearModel.Parse("y ~ x + z | unit + month", Covariance.Iid);
        var data = Planted.Panel(40, 8, 0, 5);
        var effect = DetectableEffect.Before(data, model, "x");
        Golden.Close((StudentT.Quantile(0.975, effect.DegreesOfFreedom) + StudentT.Quantile(0.8, effect.DegreesOfFreedom)) * effect.StandardError, effect.Effect, 1e-12, "multiple");
        Assert.Equal(Verdict.Passed, effect.Check().Verdict);
        Assert.Equal(Verdict.Passed, effect.Check(-2 * effect.Effect).Verdict);
        Assert.Equal(Verdict.Warning, effect.Check(0.5 * effect.Effect).Verdict);
    }

    [Fact]
    public void A_regressor_that_the_effects_explain_is_refused_with_its_name()
    {
        var data = Planted.Panel(10, 6, 0.5, 5);
        var unit = data.FactorOf("unit");
        data = data.With("area", [.. unit.Codes.Select(c => (double)(c * c))]);
        var model = LinearModel.Parse("y ~ area + x | unit + month", Covariance.ClusteredBy("unit"));
        Assert.Equal(Verdict.Refused, RemainingVariation.Check(data, model, "area").Verdict);
        Assert.Equal(Verdict.Passed, RemainingVariation.Check(data, model, "x").Verdict);
        Assert.Equal([RemainingVariation.Name, ClusterCount.Name], BeforeEstimation.Check(data, model, "area", "unit").Select(g => g.Guard));
        Assert.Equal([RemainingVariation.Name, ClusterCount.Name, EffectiveUnits.Name, DetectableEffect.Name], BeforeEstimation.Check(data, model, "x", "unit").Select(g => g.Guard));
        var alone = LinearModel.Parse("y ~ area | unit + month", Covariance.ClusteredBy("unit"));
        Assert.Equal(["area"], Assert.Throws<SingularDesignException>(() => new AbsorbedLeastSquares().Fit(data, alone)).Regressors);
        Assert.Equal(Verdict.Refused, RemainingVariation.Check(data, alone, "area").Verdict);
    }

    [Fact]
    public void One_unit_that_moves_is_one_effective_unit_and_equal_units_are_all()
    {
        var data = Planted.Panel(12, 6, 0.5, 5);
        var unit = data.FactorOf("unit").Codes;
        var month = data.FactorOf("month").Codes;
        data = data.With("one", [.. unit.Select((u, i) => u == 3 ? (double)month[i] * month[i] : 0)]).With("all", [.. unit.Select((u, i) => (double)(month[i] * month[i] * (u % 2 == 0 ? 1 : -1)))]);
        Assert.Equal(Verdict.Refused, EffectiveUnits.Check(data, LinearModel.Parse("y ~ one | unit", Covariance.Iid), "one").Verdict);
        Golden.Close(12, EffectiveUnits.Check(data, LinearModel.Parse("y ~ all | unit", Covariance.Iid), "all").Value, 1e-9, "units");
    }

    [Fact]
    public void A_perfect_fit_is_refused()
    {
        var data = Planted.Panel(10, 6, 0.5, 5);
        data = data.With("y", [.. data.Column("x").Select((x, i) => 3 * x + data.FactorOf("unit").Codes[i])]);
        Assert.Throws<PerfectFitException>(() => new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x | unit", Covariance.Iid)));
        Assert.Throws<PerfectFitException>(() => new AbsorbedLeastSquares().Fit(data.With("y", [.. Enumerable.Repeat(1e6, data.RowCount)]), LinearModel.Parse("y ~ x | unit", Covariance.Iid)));
    }

    [Fact]
    public void One_cluster_and_too_few_rows_are_refused()
    {
        var data = Planted.Panel(3, 2, 0.5, 5).WithFactor("all", Factor.Of([.. Enumerable.Repeat("1", 6)]));
        Assert.Throws<TooFewClustersException>(() => new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x", Covariance.ClusteredBy("all"))));
        Assert.Throws<NotIdentifiedException>(() => new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x + z | unit + month", Covariance.Iid)));
        Assert.Throws<NotIdentifiedException>(() => new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("log(0 * y) ~ x", Covariance.Iid)));
    }

    [Fact]
    public void Grades_follow_the_design_its_diagnostics_and_its_sensitivity()
    {
        GuardResult Guard(string name, Verdict verdict) => new(name, 1, 1, verdict, $"{name} said so.", "");
        GuardResult[] good = [Guard(ClusterCount.Name, Verdict.Passed), Guard(RemainingVariation.Name, Verdict.Passed), Guard(PreTrendTest.GuardName, Verdict.Passed)];
        EvidenceGrade Grade(DesignKind kind, bool sensitivity, params GuardResult[] guards) => GradedEvidence.Assign(new(kind, sensitivity), guards).Grade;
        Assert.Equal(EvidenceGrade.A, Grade(DesignKind.DesignBased, true, good));
        Assert.Equal(EvidenceGrade.B, Grade(DesignKind.DesignBased, true, good[..2]));
        Assert.Equal(EvidenceGrade.B, Grade(DesignKind.DesignBased, true, [.. good, Guard("x", Verdict.Warning)]));
        Assert.Equal(EvidenceGrade.C, Grade(DesignKind.DesignBased, false, [.. good, Guard("x", Verdict.Warning)]));
        Assert.Equal(EvidenceGrade.B, Grade(DesignKind.Conditional, true, good));
        Assert.Equal(EvidenceGrade.C, Grade(DesignKind.Conditional, false, good));
        Assert.Equal(EvidenceGrade.C, Grade(DesignKind.Association, true, good));
        Assert.Equal(EvidenceGrade.D, Grade(DesignKind.Descriptive, true, good));
        foreach (var kind in Enum.GetValues<DesignKind>())
            Assert.Equal(EvidenceGrade.Refused, Grade(kind, true, [.. good, Guard("x", Verdict.Refused)]));
    }
}
