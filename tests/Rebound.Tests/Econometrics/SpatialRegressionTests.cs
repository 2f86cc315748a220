using System.Globalization;
using System.Text.Json;
using CsCheck;
using Rebound.Econometrics;
using Rebound.Numerics;
using Rebound.Panels;
using Xunit;

namespace Rebound.Tests.Econometrics;

public sealed class SpatialRegressionTests
{
    private static readonly Gen<(int Size, double Rho, ulong Seed)> Worlds = Gen.Select(Gen.Int[15, 40], Gen.Double[-0.8, 0.8], Gen.ULong);

    [Theory]
    [InlineData("sar", SpatialForm.Outcome)]
    [InlineData("sem", SpatialForm.Disturbance)]
    [InlineData("sdm", SpatialForm.Durbin)]
    public void Anselins_columbus_is_that_of_spatialreg(string name, SpatialForm form) =>
        Same(Golden.Case("sp_anselin_columbus").GetProperty(name), Fit("columbus_old.csv", "columbus_old_w.csv", "CRIME ~ INC + HOVAL", form), 1e-6);

    [Theory]
    [InlineData("sdem", SpatialForm.DurbinDisturbance)]
    [InlineData("sac", SpatialForm.Combined)]
    [InlineData("sdm", SpatialForm.Durbin)]
    public void Columbus_in_every_form_is_that_of_spatialreg(string name, SpatialForm form) =>
        Same(Golden.Case("sp_columbus_sdm").GetProperty(name), Fit("columbus.csv", "columbus_w.csv", "CRIME ~ INC + HOVAL", form), 1e-5);

    [Fact]
    public void Neighbours_regressors_have_least_squares_errors()
    {
        var expected = Golden.Case("sp_columbus_sdm").GetProperty("slx");
        var actual = Fit("columbus.csv", "columbus_w.csv", "CRIME ~ INC + HOVAL", SpatialForm.Regressors);
        foreach (var part in expected.GetProperty("coef").EnumerateObject())
        {
            Golden.Close(part.Value.GetDouble(), actual[part.Name].Value, 1e-10, part.Name);
            Golden.Close(expected.GetProperty("se").GetProperty(part.Name).GetDouble(), actual[part.Name].StandardError, 1e-10, part.Name);
        }
    }

    [Theory]
    [InlineData("sar", SpatialForm.Outcome)]
    [InlineData("sem", SpatialForm.Disturbance)]
    [InlineData("sdm", SpatialForm.Durbin)]
    public void A_cross_section_of_cities_is_that_of_spatialreg(string name, SpatialForm form)
    {
        var panel = Golden.Data("own_city_panel.csv");
        var data = panel.Where(r => panel.Column("year")[r] == 2019);
        Same(Golden.Case("own_sp_cross").GetProperty(name), new SpatialRegression(Weights("own_city_w.csv", data.RowCount)).Fit(data, "lnx ~ resil + control + fdi", form), 1e-5);
    }

    [Fact]
    public void Tests_for_space_are_those_of_spdep()
    {
        var expected = Golden.Case("own_sp_cross").GetProperty("lm");
        var panel = Golden.Data("own_city_panel.csv");
        var data = panel.Where(r => panel.Column("year")[r] == 2019);
        var actual = new SpatialRegression(Weights("own_city_w.csv", data.RowCount)).Diagnose(data, "lnx ~ resil + control + fdi");
        foreach (var (name, test) in new[] { ("LMerr", actual.Disturbance), ("LMlag", actual.Outcome), ("RLMerr", actual.RobustDisturbance) })
        {
            Golden.Close(expected.GetProperty(name).GetProperty("statistic").GetDouble(), test.Statistic, 1e-8, name);
            Golden.Close(expected.GetProperty(name).GetProperty("p").GetDouble(), test.P, 1e-8, name);
        }
    }

    [Fact]
    public void The_log_determinant_and_its_slope_are_those_of_a_dense_matrix() => Worlds.Sample(world =>
    {
        var weights = Links(world.Size, world.Seed);
        var factor = new FilterFactor(new LagMatrix(weights), world.Rho);
        var dense = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(weights.ToMatrix());
        var filter = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseIdentity(world.Size) - world.Rho * dense;
        Assert.Equal(Math.Log(Math.Abs(filter.Determinant())), factor.LogDeterminant, 1e-9);
        Assert.Equal(-(dense * filter.Inverse()).Trace(), factor.LogDeterminantSlope, 1e-8 * world.Size);
        var b = Normals(world.Size, world.Seed, 7);
        var x = new double[world.Size];
        factor.Solve(b, x);
        var back = filter * MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(x);
        for (var i = 0; i < b.Length; i++) Assert.Equal(b[i], back[i], 1e-9);
    }, iter: 1000);

    [Fact]
    public void The_slopes_of_the_likelihood_are_those_of_its_values() => Worlds.Sample(world =>
    {
        var (data, weights) = Planted(world);
        var matrix = new LagMatrix(weights);
        var likelihood = new SpatialLikelihood(matrix, SpatialDesign.Of(data, "y ~ x", matrix, true));
        double rho = 0.7 * world.Rho, lambda = -0.4 * world.Rho;
        const double h = 1e-5;
        var point = likelihood.At(rho, lambda);
        Assert.Equal((likelihood.At(rho + h, lambda).Value - likelihood.At(rho - h, lambda).Value) / (2 * h), point.RhoSlope, 1e-4 * (1 + Math.Abs(point.RhoSlope)));
        Assert.Equal((likelihood.At(rho, lambda + h).Value - likelihood.At(rho, lambda - h).Value) / (2 * h), point.LambdaSlope, 1e-4 * (1 + Math.Abs(point.LambdaSlope)));
    }, iter: 1000);

    [Fact]
    public void Renaming_the_units_changes_nothing() => Worlds.Sample(world =>
    {
        var (data, weights) = Planted(world);
        int[] order = [.. Enumerable.Range(0, world.Size).OrderBy(i => new RandomStream(world.Seed, (ulong)i).NextBits())];
        var turned = ModelData.Of(world.Size)
            .With("x", [.. order.Select(i => data.Column("x")[i])]).With("y", [.. order.Select(i => data.Column("y")[i])]);
        if (!TryFit(weights, data, SpatialForm.Durbin, out var first)) return;
        var second = new SpatialRegression(weights.Select(order)).Fit(turned, "y ~ x", SpatialForm.Durbin);
        Assert.Equal(first.LogLikelihood, second.LogLikelihood, 1e-9 * Math.Abs(first.LogLikelihood));
        Assert.Equal(first.Rho!.Value, second.Rho!.Value, 1e-6);
        Assert.Equal(first.Impacts[0].Total.Value, second.Impacts[0].Total.Value, 1e-5 * (1 + Math.Abs(first.Impacts[0].Total.Value)));
    }, iter: 1000);

    [Fact]
    public void Impacts_are_what_a_changed_regressor_does_to_the_expected_outcomes() => Worlds.Sample(world =>
    {
        var (data, weights) = Planted(world);
        if (!TryFit(weights, data, SpatialForm.Durbin, out var fitted)) return;
        var factor = new FilterFactor(new LagMatrix(weights), fitted.Rho!.Value);
        double direct = 0, total = 0;
        for (var unit = 0; unit < world.Size; unit++)
        {
            var change = new double[world.Size];
            change[unit] = 1;
            var lag = weights.Lag(change);
            for (var i = 0; i < lag.Length; i++) change[i] = fitted["x"].Value * change[i] + fitted["lag.x"].Value * lag[i];
            factor.Solve(change, change);
            direct += change[unit] / world.Size;
            total += change.Sum() / world.Size;
        }
        Assert.Equal(direct, fitted.Impacts[0].Direct.Value, 1e-8 * (1 + Math.Abs(direct)));
        Assert.Equal(total, fitted.Impacts[0].Total.Value, 1e-8 * (1 + Math.Abs(total)));
        Assert.Equal(total - direct, fitted.Impacts[0].Indirect.Value, 1e-8 * (1 + Math.Abs(total)));
    }, iter: 1000);

    [Fact]
    public void A_planted_spillover_is_found_and_a_richer_form_fits_no_worse()
    {
        var (data, weights) = Planted((400, 0.6, 11));
        var regression = new SpatialRegression(weights);
        var outcome = regression.Fit(data, "y ~ x", SpatialForm.Outcome);
        Assert.InRange(outcome.Rho!.Value, 0.5, 0.7);
        Assert.InRange(outcome["x"].Value, 1.8, 2.2);
        var durbin = regression.Fit(data, "y ~ x", SpatialForm.Durbin);
        Assert.True(durbin.LogLikelihood >= outcome.LogLikelihood);
        Assert.True(durbin.LikelihoodRatio(outcome).P > 0.01);
        Assert.True(regression.Diagnose(data, "y ~ x").RobustOutcome.P < 1e-6);
    }

    [Fact]
    public void A_missing_value_is_refused_and_named()
    {
        var (data, weights) = Planted((20, 0.3, 5));
        var holes = (double[])data.Column("x").Clone();
        holes[3] = double.NaN;
        var refusal = Assert.Throws<SpatialSampleException>(() => new SpatialRegression(weights).Fit(data.With("x", holes), "y ~ x", SpatialForm.Outcome));
        Assert.Contains("row 4", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<SpatialSampleException>(() => new SpatialRegression(weights).Fit(data.Where(r => r > 0), "y ~ x", SpatialForm.Outcome));
        Assert.Throws<SpatialSampleException>(() => new SpatialRegression(weights).Fit(data.WithFactor("g", Factor.Of(Enumerable.Repeat("a", 20).ToArray())), "y ~ x | g", SpatialForm.Outcome));
    }

    [Fact]
    public void Regressors_that_explain_each_other_are_refused()
    {
        var (data, weights) = Planted((20, 0.3, 5));
        Assert.Throws<SingularDesignException>(() => new SpatialRegression(weights).Fit(data.With("z", [.. data.Column("x").Select(v => 2 * v)]), "y ~ x + z", SpatialForm.Outcome));
    }

    [Fact]
    public void An_outcome_without_noise_around_its_neighbours_has_no_maximum_inside_and_is_refused()
    {
        // Each neighbours' mean is the unit's own value: the residuals vanish as ρ comes to one.
        var data = ModelData.Of(30).With("y", [.. Enumerable.Repeat(5.0, 30)]).With("x", Normals(30, 3, 0));
        var weights = Chain(30);
        var refusal = Assert.Throws<SpatialBoundaryException>(() => new SpatialRegression(weights).Fit(data, "y ~ x - 1", SpatialForm.Outcome));
        Assert.Contains("ρ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3.841458820694124, 1, 0.05)]
    [InlineData(9.210340371976182, 2, 0.01)]
    [InlineData(18.307038053275146, 10, 0.05)]
    public void Upper_tails_of_chi_squared_are_those_of_the_tables(double x, int degrees, double p) => Assert.Equal(p, ChiSquared.UpperP(x, degrees), 1e-12);

    private static bool TryFit(SpatialWeights weights, ModelData data, SpatialForm form, out SpatialEstimate fitted)
    {
        try
        {
            fitted = new SpatialRegression(weights).Fit(data, "y ~ x", form);
            return true;
        }
        catch (SpatialBoundaryException)
        {
            fitted = null!;
            return false;
        }
    }

    private static void Same(JsonElement expected, SpatialEstimate actual, double tolerance)
    {
        foreach (var part in expected.GetProperty("coef").EnumerateObject())
        {
            Golden.Close(part.Value.GetDouble(), actual[part.Name].Value, tolerance, part.Name);
            Golden.Close(expected.GetProperty("se").GetProperty(part.Name).GetDouble(), actual[part.Name].StandardError, tolerance, $"error of {part.Name}");
        }
        foreach (var (name, coefficient) in new[] { ("rho", actual.Rho), ("lambda", actual.Lambda) })
            if (coefficient is not null) Golden.Close(expected.GetProperty(name).GetDouble(), coefficient.Value, tolerance, name);
        Golden.Close(expected.GetProperty("ll").GetDouble(), actual.LogLikelihood, 1e-10, "log-likelihood");
        Golden.Close(expected.GetProperty("s2").GetDouble(), actual.Variance, tolerance, "variance");
        if (!expected.TryGetProperty("impacts", out var impacts)) return;
        foreach (var impact in actual.Impacts)
        {
            Golden.Close(impacts.GetProperty("direct").GetProperty(impact.Regressor).GetDouble(), impact.Direct.Value, tolerance, "direct");
            Golden.Close(impacts.GetProperty("indirect").GetProperty(impact.Regressor).GetDouble(), impact.Indirect.Value, 10 * tolerance, "indirect");
            Golden.Close(impacts.GetProperty("total").GetProperty(impact.Regressor).GetDouble(), impact.Total.Value, tolerance, "total");
        }
    }

    private static SpatialEstimate Fit(string file, string links, string formula, SpatialForm form)
    {
        var data = Golden.Data(file);
        return new SpatialRegression(Weights(links, data.RowCount)).Fit(data, formula, form);
    }

    private static SpatialWeights Weights(string file, int units)
    {
        var links = Golden.Data(file);
        return SpatialWeights.FromLinks(Names(units), [.. links.Column("i").Select(i => (int)i - 1)], [.. links.Column("j").Select(j => (int)j - 1)]).WithStyle(WeightStyle.Row);
    }

    private static (ModelData Data, SpatialWeights Weights) Planted((int Size, double Rho, ulong Seed) world)
    {
        var weights = Links(world.Size, world.Seed);
        var (x, noise) = (Normals(world.Size, world.Seed, 1), Normals(world.Size, world.Seed, 2));
        double[] mean = [.. x.Zip(noise, (a, e) => 1 + 2 * a + e)];
        new FilterFactor(new LagMatrix(weights), world.Rho).Solve(mean, mean);
        return (ModelData.Of(world.Size).With("x", x).With("y", mean), weights);
    }

    // A chain and some random links, not symmetric.
    private static SpatialWeights Links(int size, ulong seed)
    {
        var stream = new RandomStream(seed, 99);
        var links = new SortedSet<(int From, int To)>();
        for (var i = 0; i + 1 < size; i++) links.UnionWith([(i, i + 1), (i + 1, i)]);
        for (var l = 0; l < size; l++)
        {
            var (from, to) = (stream.NextBelow(size), stream.NextBelow(size));
            if (from != to) links.Add((from, to));
        }
        return SpatialWeights.FromLinks(Names(size), [.. links.Select(l => l.From)], [.. links.Select(l => l.To)]).WithStyle(WeightStyle.Row);
    }

    private static SpatialWeights Chain(int size)
    {
        int[] from = [.. Enumerable.Range(0, size - 1), .. Enumerable.Range(1, size - 1)], to = [.. Enumerable.Range(1, size - 1), .. Enumerable.Range(0, size - 1)];
        return SpatialWeights.FromLinks(Names(size), from, to).WithStyle(WeightStyle.Row);
    }

    private static string[] Names(int count) => [.. Enumerable.Range(1, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    private static double[] Normals(int count, ulong seed, ulong stream)
    {
        var random = new RandomStream(seed, stream);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];
    }
}
