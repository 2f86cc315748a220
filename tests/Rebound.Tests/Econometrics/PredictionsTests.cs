using CsCheck;
using Rebound.Econometrics;
using Xunit;

namespace Rebound.Tests.Econometrics;

/// <summary>Predictions with intervals against R, dummies and fitted values.</summary>
public sealed class PredictionsTests
{
    private static PredictionTable Of(Estimate estimate, ModelData data, ModelData? target = null, bool intervals = true) => new Predictions(new PredictionOptions { Intervals = intervals }).Of(estimate, data, target);

    [Theory]
    [InlineData("predict_ols", "y ~ x * z + g + I(x^2) + log(x + 3)")]
    [InlineData("predict_cubic", "y ~ poly(x, 3) + z")]
    [InlineData("predict_effects", "y ~ x * z | u")]
    public void Least_squares_predicts_as_R_does(string name, string formula)
    {
        var lines = PredictionReference.Lines(name);
        foreach (var (p, line) in Of(PredictionReference.Fit(formula), PredictionReference.Table, PredictionReference.New).Predictions.Zip(lines))
        {
            double[] own = [p.Value, p.Interval!.StandardError, p.Interval.Low, p.Interval.High, p.Interval.NewLow!.Value, p.Interval.NewHigh!.Value];
            for (var c = 0; c < own.Length; c++) Golden.Close(line[c], own[c], 1e-9, $"row {p.Row}, number {c}", 1e-10);
        }
    }

    [Theory]
    [InlineData("predict_logit", "any ~ x * z + g", GeneralisedFamily.Logit)]
    [InlineData("predict_poisson_effects", "count ~ x * z + g | u", GeneralisedFamily.Poisson)]
    public void Likelihoods_predict_as_R_does(string name, string formula, GeneralisedFamily family)
    {
        foreach (var (p, line) in Of(PredictionReference.Fit(formula, family), PredictionReference.Table, PredictionReference.New).Predictions.Zip(PredictionReference.Lines(name)))
        {
            double[] own = [p.Value, p.Interval!.StandardError, p.Interval.Low, p.Interval.High];
            for (var c = 0; c < own.Length; c++) Golden.Close(line[c], own[c], 1e-6, $"row {p.Row}, number {c}");
            Assert.Null(p.Interval.NewLow);
        }
    }

    private static readonly Gen<(ulong Seed, int Units)> Shapes = Gen.Select(Gen.ULong, Gen.Int[4, 7]);

    [Fact]
    public void Rows_of_the_sample_are_predicted_at_outcome_less_residual() => Shapes.Sample(shape =>
    {
        var data = Planted.Panel(shape.Units, 6, 0.5, shape.Seed, missing: 0.2);
        var estimate = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x + z | unit + month", Covariance.Iid));
        var predicted = Of(estimate, data, intervals: false).Predictions.ToDictionary(p => p.Row, p => p.Value);
        foreach (var (place, row) in estimate.Sample.Rows.Index()) Assert.Equal(data.Column("y")[row] - estimate.Residuals[place], predicted[row], 1e-9);
    }, iter: 1000);

    [Theory]
    [InlineData("iid")]
    [InlineData("hc2")]
    [InlineData("cluster(unit)")]
    public void Effects_of_pairs_that_do_not_occur_are_those_of_dummies(string covariance) => Shapes.Sample(shape =>
    {
        var data = Planted.Panel(shape.Units, 5, 0.5, shape.Seed, missing: 0.25);
        var rules = new SmallSample { Effects = EffectCount.All };
        LinearModel Model(string formula) => LinearModel.Parse(formula, Covariance.Parse(covariance)) with { SmallSample = rules, Singletons = SingletonRule.Keep };
        Estimate absorbed, dummies;
        try
        {
            (absorbed, dummies) = (new AbsorbedLeastSquares().Fit(data, Model("y ~ x | unit + month")), new AbsorbedLeastSquares().Fit(data, Model("y ~ x + unit + month")));
        }
        catch (Exception refused) when (refused is NotIdentifiedException or SingularDesignException)
        {
            return; // a row for itself, or so few rows that the effects explain x
        }
        if (dummies.Collinear.Count > 0) return; // sets of groups that nothing connects
        PredictionTable a = Of(absorbed, data), b = Of(dummies, data);
        Assert.Equal(b.Predictions.Select(p => p.Row), a.Predictions.Select(p => p.Row));
        foreach (var (own, wanted) in a.Predictions.Zip(b.Predictions))
        {
            Golden.Close(wanted.Value, own.Value, 1e-8, "mean", 1e-8);
            Golden.Close(wanted.Interval!.StandardError, own.Interval!.StandardError, 1e-6, "error", 1e-6); // of a residual that is zero
        }
    }, iter: 334);

    [Fact]
    public void Rows_that_cannot_be_predicted_are_counted_with_their_reasons()
    {
        // Units a, b meet months 1, 2; units c, d meet months 3, 4: nothing connects the two.
        string[] unit = ["a", "a", "b", "b", "a", "c", "c", "d", "d", "c"];
        double[] month = [1, 2, 1, 2, 1, 3, 4, 3, 4, 3], x = [1, 2, 4, 8, 3, 1, 5, 2, 9, 4], y = [1, 2.2, 2.9, 5.1, 2, 7, 9, 6, 11, 8];
        var data = ModelData.Of(10).With("x", x).With("y", y).With("month", month).WithFactor("unit", Factor.Of(unit));
        var estimate = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x | unit + month", Covariance.Iid) with { SmallSample = SmallSample.None });
        var target = ModelData.Of(5).With("x", [1, double.NaN, 1, 1, 2]).With("month", [1, 1, 9, 3, 4]).WithFactor("unit", Factor.Of(["a", "a", "a", "a", "c"]));
        var table = Of(estimate, data, target);
        Assert.Equal([0, 4], table.Predictions.Select(p => p.Row));
        Assert.Equal(["x has no finite value", "month has no group '9' in the sample", "no rows connect its groups of unit and month"], table.Dropped.Select(d => d.Reason));
        Assert.Equal(5, table.Predictions.Count + table.Dropped.Sum(d => d.Rows));
        Assert.Throws<NotIdentifiedException>(() => Of(estimate, data, target.Where(i => i == 1)));
        Assert.Throws<FormulaException>(() => Of(estimate, data, ModelData.Of(1).With("x", [1])));
    }

    [Fact]
    public void A_regressor_that_others_explain_must_be_explained_on_new_rows_too()
    {
        var data = PredictionReference.Table.With("sum", [.. PredictionReference.Table.Column("x").Zip(PredictionReference.Table.Column("z"), (a, b) => a + 2 * b)]);
        var estimate = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x + z + sum", Covariance.Iid));
        Assert.Equal(["sum"], estimate.Collinear);
        var table = Of(estimate, data, PredictionReference.New.With("sum", [1, -1, 0]));
        Assert.Equal([0, 1], table.Predictions.Select(p => p.Row));
        Assert.Contains("sum has no coefficient", table.Dropped[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_that_the_sample_does_not_have_are_not_taken_for_the_first()
    {
        var estimate = PredictionReference.Fit("y ~ x + g");
        var target = ModelData.Of(2).With("x", [1, 1]).WithFactor("g", Factor.Of(["a", "d"]));
        var table = Of(estimate, PredictionReference.Table, target);
        Assert.Equal(0, table.Predictions.Single().Row);
        Assert.Equal("g has no group 'd' in the sample", table.Dropped.Single().Reason);
    }
}
