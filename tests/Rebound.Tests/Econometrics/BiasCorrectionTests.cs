using System.Text.Json;
using CsCheck;
using Rebound.Econometrics;
using Rebound.Numerics;
using Rebound.Tests.Architecture;
using Xunit;

namespace Rebound.Tests.Econometrics;

public sealed class BiasCorrectionTests
{
    private const int Cases = 1000;
    private static readonly Lazy<JsonElement> Expected = new(() =>
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests/Rebound.Tests/Econometrics/References/bias_correction.json")));
        return document.RootElement.Clone();
    });

    private static double[] Numbers(string id) => [.. Expected.Value.GetProperty(id).EnumerateArray().Select(v => v.GetDouble())];

    private static ModelData Binary()
    {
        double[] Of(Func<int, double> value) => [.. Enumerable.Range(0, 240).Select(value)];
        double[] u = Of(k => k / 8), t = Of(k => k % 8), x = Of(k => Math.Sin(1.9 * k) + 0.4 * Math.Cos(0.8 * (k / 8))), z = Of(k => Math.Cos(2.3 * k + 1));
        double[] y = Of(k => 0.8 * x[k] - 0.5 * z[k] + 0.5 * Math.Sin(3.1 * u[k]) + 0.3 * Math.Cos(1.1 * t[k]) + 1.4 * Math.Sin(7.7 * k * k + k) > 0 ? 1 : 0);
        return ModelData.Of(240).With("u", u).With("t", t).With("x", x).With("z", z).With("y", y).WithPanel("u", "t");
    }

    [Theory]
    [InlineData("logit", GeneralisedFamily.Logit)]
    [InlineData("probit", GeneralisedFamily.Probit)]
    [InlineData("cloglog", GeneralisedFamily.ComplementaryLogLog)]
    public void Binary_outcomes_with_one_and_two_effects_and_lags_are_those_of_R(string link, GeneralisedFamily family)
    {
        foreach (var ways in new[] { 1, 2 })
            foreach (var lags in new[] { 0, 2 })
            {
                var corrected = new BiasCorrection(new BiasOptions { Lags = lags }).Fit(Binary(), LinearModel.Parse(ways == 1 ? "y ~ x + z | u" : "y ~ x + z | u + t", Covariance.Iid), family);
                var expected = Numbers($"{link}_{ways}_{lags}");
                Golden.Close(expected[0], corrected.Corrected["x"].Value, 1e-7, $"x, {ways} ways, {lags} lags");
                Golden.Close(expected[1], corrected.Corrected["z"].Value, 1e-7, $"z, {ways} ways, {lags} lags");
            }
    }

    [Fact]
    public void The_corrected_logit_lies_beside_the_conditional_one_and_the_uncorrected_far_from_it()
    {
        var found = new BiasCorrection().Fit(Binary(), LinearModel.Parse("y ~ x + z | u", Covariance.Iid), GeneralisedFamily.Logit);
        var conditional = Numbers("conditional");
        foreach (var (j, name) in new[] { "x", "z" }.Index())
            Assert.True(Math.Abs(found.Corrected[name].Value - conditional[j]) < 0.05 * Math.Abs(found.Uncorrected[name].Value - conditional[j]));
    }

    private static ModelData Gravity()
    {
        List<double> i = [], j = [], t = [];
        for (var a = 0; a < 7; a++)
            for (var b = 0; b < 7; b++)
                for (var s = 0; s < 3; s++)
                    if (a != b) (i, j, t) = ([.. i, a], [.. j, b], [.. t, s]);
        var n = i.Count;
        double[] x = [.. Enumerable.Range(0, n).Select(r => Math.Sin(1.3 * r) + 0.2 * t[r] * Math.Cos(i[r] + 2 * j[r]))];
        double[] y = [.. Enumerable.Range(0, n).Select(r => Math.Round(20 * Math.Exp(0.5 * x[r] + 0.3 * Math.Sin(i[r] * t[r]) + 0.2 * Math.Cos(j[r] * t[r]) + Math.Sin(i[r] + 3 * j[r])) * (0.2 + Math.Abs(Math.Sin(4.7 * r + t[r])))) / 4)];
        return ModelData.Of(n).With("i", [.. i]).With("j", [.. j]).With("t", [.. t]).With("x", x).With("y", y);
    }

    [Fact]
    public void Gravity_is_that_of_R_with_the_derivatives_written_out()
    {
        var expected = Numbers("gravity");
        foreach (var formula in new[] { "y ~ x | i^t + j^t + i^j", "y ~ x | i^j + t^j + t^i" })
        {
            var found = new BiasCorrection().Fit(Gravity(), LinearModel.Parse(formula, Covariance.ClusteredBy("i^j")), GeneralisedFamily.Poisson);
            Golden.Close(expected[0], found.Uncorrected["x"].Value, 1e-8, "estimate");
            Golden.Close(expected[1], found.Parts.First(p => p.Effect is "i^t" or "t^i").Bias[0], 1e-6, "exporters");
            Golden.Close(expected[2], found.Parts.First(p => p.Effect is "j^t" or "t^j").Bias[0], 1e-6, "importers");
            Golden.Close(expected[0] - expected[1] - expected[2], found.Corrected["x"].Value, 1e-8, "corrected");
        }
    }

    private static readonly Gen<(int Units, int Periods, ulong Seed)> Shapes = Gen.Select(Gen.Int[15, 25], Gen.Int[6, 8], Gen.ULong).Select(s => (s.Item1, s.Item2, s.Item3));

    private static ModelData Simulated(int units, int periods, ulong seed, double beta = 1, bool dynamic = false)
    {
        var stream = new RandomStream(seed, 8);
        var n = units * periods;
        double[] y = new double[n], x = new double[n], u = new double[n], t = new double[n], last = new double[n], time = [.. Enumerable.Range(0, periods).Select(_ => 0.3 * stream.NextNormal())];
        for (var i = 0; i < units; i++)
        {
            double effect = stream.NextNormal(), before = stream.NextUniform() < 0.5 ? 1 : 0;
            for (var s = 0; s < periods; s++)
            {
                var k = i * periods + s;
                (u[k], t[k], x[k], last[k]) = (i, s, 0.5 * effect + stream.NextNormal(), before);
                var p = stream.NextUniform();
                y[k] = before = Math.Log(p / (1 - p)) < beta * x[k] + 0.5 * effect + time[s] + (dynamic ? 0.5 * before : 0) ? 1 : 0;
            }
        }
        return ModelData.Of(n).With("y", y).With("x", x).With("u", u).With("t", t).With("l", last).WithPanel("u", "t");
    }

    [Fact]
    public void The_effects_are_most_likely_beside_the_corrected_coefficients_and_units_of_a_regressor_do_not_matter() => Gen.Select(Shapes, Gen.Double[0.1, 10]).Sample((shape, scale) =>
    {
        var data = Simulated(shape.Units, shape.Periods, shape.Seed, 0.5);
        var model = LinearModel.Parse("y ~ x | u", Covariance.Iid);
        var found = new BiasCorrection().Fit(data, model, GeneralisedFamily.Logit);
        Golden.Close(found.Uncorrected["x"].Value - found.Bias[0], found.Corrected["x"].Value, 1e-12, "less its bias", 1e-14);
        Golden.Close(found.Bias[0], found.Parts.Sum(p => p.Bias[0]), 1e-12, "parts", 1e-14);
        var sums = new double[shape.Units];
        for (var i = 0; i < found.Corrected.RowCount; i++)
        {
            var row = found.Corrected.Sample.RowAt(i);
            sums[(int)data.Column("u")[row]] += data.Column("y")[row] - found.Corrected.Likelihood!.Fitted[i];
        }
        foreach (var sum in sums) Assert.InRange(sum, -1e-6, 1e-6);
        var scaled = new BiasCorrection().Fit(data.With("x", [.. data.Column("x").Select(v => scale * v)]), model, GeneralisedFamily.Logit);
        Golden.Close(found.Corrected["x"].Value, scale * scaled.Corrected["x"].Value, 1e-6, "scaled", 1e-8);
        Golden.Close(found.Corrected["x"].StandardError, scale * scaled.Corrected["x"].StandardError, 1e-6, "error");
    }, iter: Cases);

    [Fact]
    public void Bias_falls_on_simulated_panels_with_one_and_two_effects_and_a_lagged_outcome()
    {
        double raw = 0, corrected = 0, raw2 = 0, corrected2 = 0, rawLag = 0, correctedLag = 0;
        const int Worlds = 60;
        for (ulong seed = 0; seed < Worlds; seed++)
        {
            var one = new BiasCorrection().Fit(Simulated(80, 8, seed), LinearModel.Parse("y ~ x | u", Covariance.Iid), GeneralisedFamily.Logit);
            var two = new BiasCorrection().Fit(Simulated(40, 14, seed + 500), LinearModel.Parse("y ~ x | u + t", Covariance.Iid), GeneralisedFamily.Logit);
            var lag = new BiasCorrection(new BiasOptions { Lags = 1 }).Fit(Simulated(80, 12, seed + 900, 1, true), LinearModel.Parse("y ~ x + l | u", Covariance.Iid), GeneralisedFamily.Logit);
            (raw, corrected) = (raw + (one.Uncorrected["x"].Value - 1) / Worlds, corrected + (one.Corrected["x"].Value - 1) / Worlds);
            (raw2, corrected2) = (raw2 + (two.Uncorrected["x"].Value - 1) / Worlds, corrected2 + (two.Corrected["x"].Value - 1) / Worlds);
            (rawLag, correctedLag) = (rawLag + (lag.Uncorrected["l"].Value - 0.5) / Worlds, correctedLag + (lag.Corrected["l"].Value - 0.5) / Worlds);
        }
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"one way {raw:0.000} -> {corrected:0.000}, two ways {raw2:0.000} -> {corrected2:0.000}, lagged outcome {rawLag:0.000} -> {correctedLag:0.000}"));
        Assert.InRange(raw, 0.1, 0.3);
        Assert.InRange(corrected, -0.04, 0.04);
        Assert.InRange(raw2, 0.08, 0.3);
        Assert.InRange(corrected2, -0.05, 0.05);
        Assert.InRange(rawLag, -1, -0.15);
        Assert.InRange(Math.Abs(correctedLag), 0, 0.5 * Math.Abs(rawLag));
    }

    [Fact]
    public void Bias_falls_on_simulated_gravity()
    {
        double raw = 0, corrected = 0, squares = 0;
        const int Worlds = 60;
        for (ulong seed = 0; seed < Worlds; seed++)
        {
            var found = new BiasCorrection().Fit(Trade(20, 3, seed), LinearModel.Parse("y ~ x | i^t + j^t + i^j", Covariance.ClusteredBy("i^j")), GeneralisedFamily.Poisson);
            raw += (found.Uncorrected["x"].Value - 1) / Worlds;
            corrected += (found.Corrected["x"].Value - 1) / Worlds;
            squares += Math.Pow(found.Uncorrected["x"].Value - 1, 2) / Worlds;
        }
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"gravity {raw:0.0000} -> {corrected:0.0000}, deviation {Math.Sqrt(squares):0.0000}"));
        Assert.InRange(raw, 0.012, 0.04);
        Assert.True(Math.Abs(corrected) < 0.5 * raw);
    }

    // The design of Weidner and Zylkin's section 4 with errors of one variance in levels, correlated within pairs.
    private static ModelData Trade(int countries, int years, ulong seed)
    {
        var stream = new RandomStream(seed, 9);
        double[] Effects(int count) => [.. Enumerable.Range(0, count).Select(_ => 0.25 * stream.NextNormal())];
        double[] exporter = Effects(countries * years), importer = Effects(countries * years);
        List<double> i = [], j = [], t = [], x = [], y = [];
        for (var a = 0; a < countries; a++)
            for (var b = 0; b < countries; b++)
            {
                if (a == b) continue;
                double pair = 0.25 * stream.NextNormal(), state = pair, shock = stream.NextNormal();
                for (var s = 0; s < years; s++)
                {
                    state = 0.5 * state + exporter[a * years + s] + importer[b * years + s] + Math.Sqrt(0.5) * stream.NextNormal();
                    var mean = Math.Exp(state + exporter[a * years + s] + importer[b * years + s] + pair);
                    var spread = Math.Sqrt(Math.Log(1 + 1 / (mean * mean)));
                    shock = 0.3 * shock + Math.Sqrt(1 - 0.09) * stream.NextNormal();
                    i.Add(a);
                    j.Add(b);
                    t.Add(s);
                    x.Add(state);
                    y.Add(mean * Math.Exp(spread * shock - 0.5 * spread * spread));
                }
            }
        return ModelData.Of(i.Count).With("i", [.. i]).With("j", [.. j]).With("t", [.. t]).With("x", [.. x]).With("y", [.. y]);
    }

    [Fact]
    public void What_has_no_bias_or_no_formula_is_refused()
    {
        var correction = new BiasCorrection();
        Assert.Throws<ArgumentException>(() => correction.Fit(Gravity(), LinearModel.Parse("y ~ x | i^t + j^t", Covariance.Iid), GeneralisedFamily.Poisson));
        Assert.Throws<ArgumentException>(() => correction.Fit(Binary(), LinearModel.Parse("y ~ x", Covariance.Iid), GeneralisedFamily.Logit));
        Assert.Throws<ArgumentException>(() => correction.Fit(Binary(), LinearModel.Parse("y ~ x | u", Covariance.Iid), GeneralisedFamily.NegativeBinomial));
        Assert.Throws<ArgumentException>(() => correction.Fit(Binary(), LinearModel.Parse("y ~ x | u", Covariance.Iid) with { Weights = "z + 2" }, GeneralisedFamily.Logit));
        Assert.Throws<ArgumentException>(() => new BiasCorrection(new BiasOptions { Lags = 1 }).Fit(Binary(), LinearModel.Parse("y ~ x | t", Covariance.Iid), GeneralisedFamily.Logit));
        Assert.Throws<ArgumentException>(() => new BiasCorrection(new BiasOptions { Time = "year" }).Fit(Gravity(), LinearModel.Parse("y ~ x | i^t + j^t + i^j", Covariance.Iid), GeneralisedFamily.Poisson));
    }
}
