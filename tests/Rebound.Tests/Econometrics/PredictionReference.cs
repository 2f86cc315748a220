using System.Text.Json;
using Rebound.Econometrics;
using Rebound.Tests.Architecture;

namespace Rebound.Tests.Econometrics;

/// <summary>The table of References/predictions.R, and what R says of it.</summary>
internal static class PredictionReference
{
    private static readonly Lazy<JsonElement> Values = new(() =>
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests/Rebound.Tests/Econometrics/References/predictions.json")));
        return document.RootElement.Clone();
    });

    public static ModelData Table { get; } = Make();

    public static ModelData New { get; } = ModelData.Of(3).With("x", [0, 1, -0.4]).With("z", [0.5, -1, 2]).With("u", [3, 0, 7]).WithFactor("g", Factor.Of(["a", "b", "c"]));

    public static double[] Numbers(string name) => [.. Values.Value.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    public static double[] Numbers(string name, string part) => [.. Values.Value.GetProperty(name).GetProperty(part).EnumerateArray().Select(v => v.GetDouble())];

    public static double[][] Lines(string name) => [.. Values.Value.GetProperty(name).EnumerateArray().Select(line => (double[])[.. line.EnumerateArray().Select(v => v.GetDouble())])];

    private static ModelData Make()
    {
        double[] Of(Func<int, double> value) => [.. Enumerable.Range(0, 120).Select(value)];
        double[] x = Of(i => Math.Sin(1.3 * i) + 0.5), z = Of(i => Math.Cos(0.7 * i)), u = Of(i => i % 8);
        string[] g = [.. Enumerable.Range(0, 120).Select(i => "abc"[(i % 3)..(i % 3 + 1)])];
        var data = ModelData.Of(120).With("x", x).With("z", z).With("u", u).With("w", Of(i => 1 + i % 4)).WithFactor("g", Factor.Of(g));
        data = data.With("y", Of(i => 1 + 0.5 * x[i] - 0.3 * x[i] * z[i] + (g[i] == "b" ? 0.4 : g[i] == "c" ? -0.6 : 0) + 0.3 * Math.Sin(5.1 * i) + 0.1 * u[i]))
            .With("any", Of(i => 0.8 * x[i] - 0.5 * z[i] + (g[i] == "b" ? 0.4 : 0) + 1.2 * Math.Sin(9.7 * i) > 0.1 ? 1 : 0))
            .With("count", Of(i => Math.Floor(Math.Exp(0.4 * x[i] + 0.2 * z[i]) * (1.5 + 1.2 * Math.Sin(3.3 * i)) + 0.1 * u[i])));
        return data.With("over", Of(i => data.Column("count")[i] * (i % 5)));
    }

    /// <summary>R's models have no factors for small samples where they are likelihoods.</summary>
    public static Estimate Fit(string formula, GeneralisedFamily? family = null, string? weights = null, Covariance? covariance = null)
    {
        var model = LinearModel.Parse(formula, covariance ?? Covariance.Iid) with { Weights = weights };
        return family is { } f ? new AbsorbedGeneralised().Fit(Table, model with { SmallSample = SmallSample.None }, f) : new AbsorbedLeastSquares().Fit(Table, model);
    }
}
