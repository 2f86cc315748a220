using System.Text.Json;
using CsCheck;
using Rebound.Econometrics;
using Rebound.Numerics;
using Rebound.Tests.Architecture;
using Xunit;

namespace Rebound.Tests.Econometrics;

/// <summary>Bootstraps with instruments and of likelihoods, randomisation inference, p-values of several tests together.</summary>
public sealed class ResamplingTests
{
    private const int Cases = 1000;
    private static readonly Gen<(int Clusters, int Size, ulong Seed)> Shapes = Gen.Select(Gen.Int[5, 8], Gen.Int[4, 7], Gen.ULong).Select(t => (t.Item1, t.Item2, t.Item3));

    // y hangs on two endogenous regressors p, q and on x; instruments z1 to z3; errors move with the cluster.
    private static ModelData Instrumented((int Clusters, int Size, ulong Seed) shape)
    {
        var stream = new RandomStream(shape.Seed, 1);
        var n = shape.Clusters * shape.Size;
        double[] y = new double[n], x = new double[n], p = new double[n], q = new double[n], z1 = new double[n], z2 = new double[n], z3 = new double[n], w = new double[n], c = new double[n], e = new double[n];
        double[] common = [.. Enumerable.Range(0, shape.Clusters).Select(_ => stream.NextNormal())];
        for (var i = 0; i < n; i++)
        {
            c[i] = i / shape.Size;
            e[i] = i % 3;
            (x[i], z1[i], z2[i], z3[i], w[i]) = (stream.NextNormal(), stream.NextNormal(), stream.NextNormal(), stream.NextNormal(), 0.5 + stream.NextUniform());
            var u = stream.NextNormal() + 0.5 * common[i / shape.Size];
            p[i] = z1[i] + 0.5 * z2[i] + 0.3 * x[i] + 0.7 * u + stream.NextNormal();
            q[i] = z3[i] - 0.5 * z2[i] - 0.4 * u + stream.NextNormal();
            y[i] = 0.5 * p[i] - 0.3 * q[i] + x[i] + u;
        }
        return ModelData.Of(n).With("y", y).With("x", x).With("p", p).With("q", q).With("z1", z1).With("z2", z2).With("z3", z3).With("w", w).With("c", c).With("e", e);
    }

    [Theory]
    [InlineData("y ~ x | p ~ z1 + z2", "p", false)]
    [InlineData("y ~ x | e | p ~ z1 + z2", "p", true)]
    [InlineData("y ~ x | p + q ~ z1 + z2 + z3", "q", false)]
    [InlineData("y ~ x | p ~ z1 + z2", "x", true)]
    public void A_draw_with_instruments_is_the_model_estimated_on_that_draw(string formula, string tested, bool weighted) => Gen.Select(Shapes, Gen.Double[-1, 1]).Sample((shape, value) =>
    {
        var data = Instrumented(shape);
        var model = LinearModel.Parse(formula, Covariance.ClusteredBy("c")) with { Weights = weighted ? "w" : null };
        var estimate = new InstrumentalVariables().Fit(data, model);
        var cluster = estimate.Structural.Absorbed.Design.Clusters[0];
        var space = InstrumentalDraws.Of(estimate, tested, cluster);
        var v = new double[cluster.Count];
        var stream = new RandomStream(shape.Seed, 2);
        for (var g = 0; g < v.Length; g++) v[g] = stream.NextUniform() < 0.5 ? 1 : -1;
        var projection = new double[space.Length];
        space.Project(v, projection);
        var statistic = space.Statistic(space.Under(value), projection, space.Room());
        if (double.IsInfinity(statistic)) return;
        var drawn = Draw(data, formula, tested, value, v, weighted ? "w" : null);
        var again = new InstrumentalVariables().Fit(drawn, model).Structural[tested];
        Golden.Close((again.Value - value) / again.StandardError, statistic, 1e-6, "t*", 1e-7);
    }, iter: 2 * Cases / 5); // four models, 1,600 cases

    // The recipe of Davidson and MacKinnon written out: restricted estimate, first stages with its residuals, new y and new endogenous regressors.
    private static ModelData Draw(ModelData data, string formula, string tested, double value, double[] v, string? weights)
    {
        var parts = formula.Split('|', StringSplitOptions.TrimEntries);
        var effects = parts.Length == 3 ? " | " + parts[1] : "";
        string[] sides = parts[^1].Split('~', StringSplitOptions.TrimEntries), endogenous = sides[0].Split('+', StringSplitOptions.TrimEntries), others = [.. endogenous.Where(e => e != tested)];
        Estimate Fit(ModelData table, string text) => text.Count(ch => ch == '~') > 1
            ? new InstrumentalVariables().Fit(table, LinearModel.Parse(text, Covariance.Iid) with { Weights = weights }).Structural
            : new AbsorbedLeastSquares().Fit(table, LinearModel.Parse(text, Covariance.Iid) with { Weights = weights });
        var n = data.RowCount;
        var codes = data.FactorOf("c").Codes;
        var held = new double[n];
        for (var i = 0; i < n; i++) held[i] = data.Column("y")[i] - value * data.Column(tested)[i];
        var testsExogenous = !endogenous.Contains(tested);
        var exogenous = testsExogenous ? "1" : "x";
        var instruments = testsExogenous ? sides[1] + " + x" : sides[1];
        var restricted = Fit(data.With("h", held), others.Length == 0 ? $"h ~ {exogenous}{effects}" : $"h ~ {exogenous}{effects} | {string.Join(" + ", others)} ~ {instruments}");
        var u = restricted.Residuals;
        var table = data.With("u", u);
        double[] y = (double[])held.Clone(), change = new double[n];
        for (var i = 0; i < n; i++) y[i] += (v[codes[i]] - 1) * u[i]; // restricted fit + drawn residual, still less value·tested
        foreach (var name in endogenous)
        {
            var first = Fit(table, $"{name} ~ x + {sides[1]} + u{effects}");
            var moved = (double[])data.Column(name).Clone();
            for (var i = 0; i < n; i++) moved[i] += (v[codes[i]] - 1) * (first.Residuals[i] + first["u"].Value * u[i]);
            var beta = name == tested ? value : restricted[name].Value;
            for (var i = 0; i < n; i++) change[i] += beta * (moved[i] - data.Column(name)[i]) + (name == tested ? beta * data.Column(name)[i] : 0);
            table = table.With(name, moved);
        }
        if (testsExogenous)
            for (var i = 0; i < n; i++) change[i] += value * data.Column(tested)[i];
        for (var i = 0; i < n; i++) y[i] += change[i];
        return table.With("y", y);
    }

    [Fact]
    public void The_bootstrap_with_instruments_rejects_a_true_value_about_as_often_as_it_says_and_its_interval_holds_the_values_it_does_not_reject()
    {
        int rejected = 0, asymptotic = 0;
        for (ulong seed = 0; seed < 200; seed++)
        {
            var estimate = new InstrumentalVariables().Fit(Instrumented((9, 8, seed + 7)), LinearModel.Parse("y ~ x | p ~ z1 + z2", Covariance.ClusteredBy("c")));
            var single = new InstrumentalVariables().Fit(Instrumented((9, 8, seed + 7)), LinearModel.Parse("y ~ x | p + q ~ z1 + z2 + z3", Covariance.ClusteredBy("c")));
            if (new InstrumentalBootstrap(new WildBootstrapOptions { Seed = seed, Draws = 99, Weights = WildWeights.Webb }).P(single, "p", 0.5) <= 0.1) rejected++;
            var c = single.Structural["p"];
            if (StudentT.TwoSidedP((c.Value - 0.5) / c.StandardError, 8) <= 0.1) asymptotic++;
            if (seed >= 4) continue;
            var bootstrap = new InstrumentalBootstrap(new WildBootstrapOptions { Seed = seed, Draws = 199, Weights = WildWeights.Webb });
            var interval = bootstrap.Test(estimate, "p");
            Assert.True(interval.Low <= estimate.Structural["p"].Value && estimate.Structural["p"].Value <= interval.High);
            if (double.IsFinite(interval.Low)) Assert.True(bootstrap.Test(estimate, "p", interval.Low - 1e-6 * estimate.Structural["p"].StandardError).P <= 0.05);
        }
        Assert.InRange(rejected, 9, 34); // 20 of 200
        Assert.InRange(asymptotic, 9, 60);
    }

    [Fact]
    public void The_bootstrap_with_instruments_says_the_same_at_any_number_of_threads_and_refuses_what_it_is_not()
    {
        var data = Instrumented((7, 6, 3));
        var estimate = new InstrumentalVariables().Fit(data, LinearModel.Parse("y ~ x | p ~ z1 + z2", Covariance.ClusteredBy("c")));
        var bootstrap = new InstrumentalBootstrap(new WildBootstrapOptions { Seed = 1, Draws = 999 });
        Assert.Equal(bootstrap.Test(estimate, "p"), bootstrap.Test(estimate, "p"));
        Assert.Throws<ArgumentException>(() => bootstrap.Test(new InstrumentalVariables().Fit(data, LinearModel.Parse("y ~ x | p ~ z1 + z2", Covariance.Robust)), "p"));
        Assert.Throws<ArgumentException>(() => bootstrap.Test(new InstrumentalVariables().Fit(data, LinearModel.Parse("y ~ x | p ~ z1 + z2", Covariance.ClusteredBy("c")), InstrumentalMethod.LimitedInformation), "p"));
        Assert.Throws<KeyNotFoundException>(() => bootstrap.Test(estimate, "nothing"));
    }

    private static ModelData ScoreTable()
    {
        double[] Of(Func<int, double> value) => [.. Enumerable.Range(0, 80).Select(value)];
        double[] g = Of(i => i / 8), x = Of(i => Math.Sin(1.7 * i) + 0.3 * g[i]), z = Of(i => Math.Cos(0.9 * i)), linear = Of(i => 0.3 * x[i] - 0.2 * z[i] + 0.4 * Math.Sin(2.1 * g[i]));
        return ModelData.Of(80).With("g", g).With("x", x).With("z", z).With("count", Of(i => Math.Floor(Math.Exp(linear[i]) + 1.5 * Math.Abs(Math.Sin(5.3 * i))))).With("binary", Of(i => linear[i] + Math.Sin(3.7 * i * i) > 0.2 ? 1 : 0));
    }

    [Theory]
    [InlineData("poisson_0", "count", GeneralisedFamily.Poisson, 0)]
    [InlineData("poisson_0.4", "count", GeneralisedFamily.Poisson, 0.4)]
    [InlineData("logit_0", "binary", GeneralisedFamily.Logit, 0)]
    [InlineData("probit_0.5", "binary", GeneralisedFamily.Probit, 0.5)]
    public void The_score_bootstrap_is_that_of_R(string id, string outcome, GeneralisedFamily family, double value)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests/Rebound.Tests/Econometrics/References/score_bootstrap.json")));
        double[] expected = [.. document.RootElement.GetProperty(id).EnumerateArray().Select(v => v.GetDouble())];
        var result = new ScoreBootstrap(new WildBootstrapOptions { Seed = 1, Draws = 1024, Weights = WildWeights.Rademacher }).Test(ScoreTable(), LinearModel.Parse($"{outcome} ~ x + z | g", Covariance.ClusteredBy("g")), family, "x", value);
        Golden.Close(expected[0], result.T, 1e-6, "t");
        Golden.Close(expected[1], result.P, 1e-12, "p");
        Assert.True(result.Enumerated);
        Assert.InRange(value, double.NegativeInfinity, expected[1] > 0.05 ? result.High : double.PositiveInfinity);
    }

    [Fact]
    public void The_score_bootstrap_does_not_mind_units_of_the_regressor_or_names_of_clusters() => Gen.Select(Gen.Int[6, 9], Gen.Double[0.1, 10], Gen.ULong).Sample((clusters, scale, seed) =>
    {
        var data = Counts(clusters, 6, seed);
        var model = LinearModel.Parse("y ~ x + z", Covariance.ClusteredBy("c"));
        WildBootstrapOptions options = new() { Seed = seed, Draws = 64, Weights = WildWeights.Rademacher };
        var other = data.With("x", [.. data.Column("x").Select(v => scale * v)]).With("c", [.. data.Column("c").Select(v => 10 * v + 3)]);
        double Of(ModelData table, double value) => Statistic(table, model, options, value);
        Golden.Close(Of(data, 0.2), Of(other, 0.2 / scale), 1e-5, "t", 1e-7);
    }, iter: Cases);

    private static double Statistic(ModelData data, LinearModel model, WildBootstrapOptions options, double value) => new ScoreBootstrap(options).TestValue(data, model, GeneralisedFamily.Poisson, "x", value).T;

    private static ModelData Counts(int clusters, int size, ulong seed)
    {
        var stream = new RandomStream(seed, 3);
        var n = clusters * size;
        double[] y = new double[n], x = new double[n], z = new double[n], c = new double[n], common = [.. Enumerable.Range(0, clusters).Select(_ => 0.4 * stream.NextNormal())];
        for (var i = 0; i < n; i++)
        {
            (c[i], x[i], z[i]) = (i / size, stream.NextNormal(), stream.NextNormal());
            var mean = Math.Exp(0.5 + 0.2 * x[i] + 0.2 * z[i] + common[i / size]);
            double limit = Math.Exp(-mean), product = stream.NextUniform();
            for (; product > limit; product *= stream.NextUniform()) y[i]++;
        }
        return ModelData.Of(n).With("y", y).With("x", x).With("z", z).With("c", c);
    }

    [Fact]
    public void The_score_bootstrap_rejects_a_true_value_about_as_often_as_it_says()
    {
        var rejected = 0;
        for (ulong seed = 0; seed < 300; seed++)
        {
            var data = Counts(10, 12, seed + 100);
            var t = new ScoreBootstrap(new WildBootstrapOptions { Seed = seed, Draws = 199 }).TestValue(data, LinearModel.Parse("y ~ x + z", Covariance.ClusteredBy("c")), GeneralisedFamily.Poisson, "x", 0.2);
            if (t.P <= 0.1) rejected++;
        }
        Assert.InRange(rejected, 15, 48); // 30 of 300
    }

    private static ModelData Treated(int units, int periods, int treated, ulong seed, double effect = 0)
    {
        var stream = new RandomStream(seed, 4);
        var n = units * periods;
        double[] y = new double[n], d = new double[n], x = new double[n], unit = new double[n], time = new double[n], draw = [.. Enumerable.Range(0, units).Select(_ => stream.NextNormal())];
        for (var i = 0; i < n; i++)
        {
            (unit[i], time[i], x[i]) = (i / periods, i % periods, stream.NextNormal());
            d[i] = unit[i] < treated ? 1 : 0;
            y[i] = effect * d[i] + 0.5 * x[i] + draw[i / periods] + stream.NextNormal();
        }
        return ModelData.Of(n).With("y", y).With("d", d).With("x", x).With("unit", unit).With("t", time).With("s", [.. unit.Select(u => u % 2)]).With("post", [.. d.Select((v, i) => v * (time[i] >= 2 ? 1 : 0))]);
    }

    [Fact]
    public void All_assignments_are_gone_through_and_each_is_the_regression_on_that_assignment() => Gen.Select(Gen.Int[4, 6], Gen.Int[1, 3], Gen.ULong).Sample((units, treated, seed) =>
    {
        var data = Treated(units, 3, Math.Min(treated, units - 2), seed);
        var model = LinearModel.Parse("y ~ d + x", Covariance.ClusteredBy("unit"));
        var result = new RandomisationInference(new RandomisationOptions { Seed = 1, Draws = 500 }).Test(data, model, "d", "unit");
        Assert.True(result.Enumerated);
        var chosen = Enumerable.Range(0, 1 << units).Where(set => int.PopCount(set) == Math.Min(treated, units - 2)).ToArray();
        Assert.Equal(chosen.Length, result.Assignments);
        double[] written = [.. chosen.Select(set => new AbsorbedLeastSquares().Fit(data.With("d", [.. data.Column("unit").Select(u => (double)(set >> (int)u & 1))]), model)["d"].T).Order()];
        double[] found = [.. result.Replicates.Order()];
        for (var r = 0; r < written.Length; r++) Golden.Close(written[r], found[r], 1e-7, "t", 1e-8);
        Golden.Close(written.Count(t => Math.Abs(t) >= Math.Abs(result.Statistic) * (1 - 1e-8)) / (double)written.Length, result.P, 1e-12, "p");
    }, iter: Cases);

    [Fact]
    public void Whatever_the_assignment_the_exact_test_rejects_no_more_often_than_it_says() => Gen.Select(Gen.Int[5, 6], Gen.ULong).Sample((units, seed) =>
    {
        var data = Treated(units, 2, 2, seed);
        var model = LinearModel.Parse("y ~ d", Covariance.Robust);
        var test = new RandomisationInference(new RandomisationOptions { Seed = 1, Draws = 500, Statistic = RandomisationStatistic.Coefficient });
        double[] p = [.. Enumerable.Range(0, 1 << units).Where(set => int.PopCount(set) == 2).Select(set => test.Test(data.With("d", [.. data.Column("unit").Select(u => (double)(set >> (int)u & 1))]), model, "d", "unit").P)];
        foreach (var level in p.Distinct()) Assert.True(p.Count(v => v <= level + 1e-12) <= level * p.Length + 1e-9, $"level {level}");
    }, iter: Cases / 4);

    [Fact]
    public void Strata_keep_their_numbers_of_treated_and_paths_are_exchanged_whole()
    {
        var data = Treated(8, 4, 4, 5, 3).WithPanel("unit", "t");
        var options = new RandomisationOptions { Seed = 1, Draws = 200 };
        var strata = new RandomisationInference(options).Test(data, LinearModel.Parse("y ~ d + x", Covariance.ClusteredBy("unit")), "d", "unit", "s");
        Assert.Equal((36, true, 2), (strata.Assignments, strata.Enumerated, strata.Strata)); // (4 over 2)²
        data = data.With("y2", [.. data.Column("y").Select((v, i) => v + 4 * data.Column("post")[i])]);
        var paths = new RandomisationInference(options).Test(data, LinearModel.Parse("y2 ~ post | unit + t", Covariance.ClusteredBy("unit")), "post", "unit");
        Assert.Equal((70, true), (paths.Assignments, paths.Enumerated)); // 8 over 4
        Assert.InRange(paths.P, 1 / 70.0, 0.1);
        Assert.Throws<NotIdentifiedException>(() => new RandomisationInference(options).Test(data.Where(r => r != 3), LinearModel.Parse("y ~ post | unit + t", Covariance.ClusteredBy("unit")), "post", "unit"));
        Assert.Throws<ArgumentException>(() => new RandomisationInference(options).Test(data, LinearModel.Parse("y ~ d + x", Covariance.ClusteredBy("unit")), "d", "unit", "t"));
        Assert.Throws<NotIdentifiedException>(() => new RandomisationInference(options).Test(data.With("one", [.. data.Column("d").Select(_ => 1.0)]), LinearModel.Parse("y ~ 0 + one", Covariance.Robust), "one", "unit"));
        var many = new RandomisationInference(options with { Draws = 50 }).Test(data, LinearModel.Parse("y ~ d", Covariance.Robust), "d", "unit");
        Assert.Equal((50, false), (many.Assignments, many.Enumerated));
        Assert.True(many.P >= 1 / 51.0);
    }

    private static Estimate[] Outcomes(int clusters, int size, int outcomes, ulong seed, double effect = 0)
    {
        var stream = new RandomStream(seed, 5);
        var n = clusters * size;
        double[] x = new double[n], c = new double[n], shared = [.. Enumerable.Range(0, n).Select(_ => stream.NextNormal())];
        double[] common = [.. Enumerable.Range(0, clusters).Select(_ => stream.NextNormal())];
        for (var i = 0; i < n; i++) (c[i], x[i]) = (i / size, stream.NextNormal() + 0.5 * common[i / size]);
        var data = ModelData.Of(n).With("x", x).With("c", c);
        for (var o = 0; o < outcomes; o++) data = data.With($"y{o}", [.. Enumerable.Range(0, n).Select(i => (o == 0 ? effect * x[i] : 0) + shared[i] + stream.NextNormal())]);
        return [.. Enumerable.Range(0, outcomes).Select(o => new AbsorbedLeastSquares().Fit(data, LinearModel.Parse($"y{o} ~ x", Covariance.ClusteredBy("c"))))];
    }

    [Fact]
    public void Adjusted_p_values_are_never_below_single_ones_follow_the_statistics_and_hold_no_more_than_Bonferroni() => Gen.Select(Gen.Int[6, 10], Gen.Int[2, 4], Gen.ULong).Sample((clusters, outcomes, seed) =>
    {
        var estimates = Outcomes(clusters, 5, outcomes, seed, 0.5);
        WildBootstrapOptions options = new() { Seed = seed, Draws = 79, Weights = WildWeights.Webb };
        var found = new RomanoWolf(options).Test([.. estimates.Select(e => new TestedCoefficient(e, "x"))]);
        foreach (var test in found)
        {
            Assert.InRange(test.AdjustedP, test.SingleP, 1);
            Assert.True(test.AdjustedP <= Math.Min(1, found.Count * found.Where(o => Math.Abs(o.T) >= Math.Abs(test.T)).Max(o => Largest(estimates, options, o))) + 1e-9);
        }
        var order = found.OrderByDescending(f => Math.Abs(f.T)).ToArray();
        for (var s = 1; s < order.Length; s++) Assert.True(order[s].AdjustedP >= order[s - 1].AdjustedP);
        Golden.Close(new WildClusterBootstrap(options).Test(estimates[0], "x").P, found[0].SingleP, 1e-12, "single p");
        var alone = new RomanoWolf(options).Test([new TestedCoefficient(estimates[0], "x"), new TestedCoefficient(estimates[0], "x")]);
        Assert.Equal(alone[0].SingleP, alone[0].AdjustedP); // a test beside itself is one test
    }, iter: Cases);

    // The largest share of draws, over the tests, that is as far out as one statistic.
    private static double Largest(Estimate[] estimates, WildBootstrapOptions options, FamilywiseP test)
    {
        var plan = new ClusterDraws(options, estimates[0].Facts.Clusters[0].Groups);
        return estimates.Max(e => plan.P(WildClusterBootstrap.Statistics(e, "x", 0, options.Null, plan.Fill, plan.Count), test.T));
    }

    [Fact]
    public void The_chance_of_any_false_finding_is_about_what_it_says()
    {
        int any = 0, single = 0;
        for (ulong seed = 0; seed < 300; seed++)
        {
            var found = new RomanoWolf(new WildBootstrapOptions { Seed = seed, Draws = 199, Weights = WildWeights.Webb }).Test([.. Outcomes(10, 6, 4, seed + 50).Select(e => new TestedCoefficient(e, "x"))]);
            if (found.Any(f => f.AdjustedP <= 0.1)) any++;
            if (found.Any(f => f.SingleP <= 0.1)) single++;
        }
        Assert.InRange(any, 14, 48);
        Assert.True(single > any);
    }

    [Fact]
    public void Estimates_whose_samples_lack_different_clusters_share_the_draws_of_those_they_have_in_common()
    {
        var full = Outcomes(8, 5, 2, 9);
        var stream = new RandomStream(9, 6);
        var n = full[0].RowCount;
        double[] c = [.. Enumerable.Range(0, n).Select(i => (double)(i / 5))], x = [.. c.Select(_ => stream.NextNormal())], y = [.. x.Select(v => v + stream.NextNormal())];
        var data = ModelData.Of(n).With("c", c).With("x", x).With("y", y).With("g", [.. y.Select((v, i) => c[i] == 0 ? double.NaN : v)]);
        Estimate Fit(string outcome) => new AbsorbedLeastSquares().Fit(data, LinearModel.Parse($"{outcome} ~ x", Covariance.ClusteredBy("c")));
        var draws = new WildBootstrapOptions { Seed = 2, Draws = 299, Weights = WildWeights.Webb };
        var part = new RomanoWolf(draws).Test([new TestedCoefficient(Fit("y"), "x"), new TestedCoefficient(Fit("g"), "x")]);
        Assert.InRange(part[1].AdjustedP, part[1].SingleP, 1);
        Assert.Throws<ArgumentException>(() => new RomanoWolf(draws).Test([]));
        Assert.Throws<ArgumentException>(() => new RomanoWolf(draws).Test([new TestedCoefficient(new AbsorbedLeastSquares().Fit(data, LinearModel.Parse("y ~ x", Covariance.Robust)), "x")]));
    }
}
