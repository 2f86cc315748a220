using System.Globalization;
using System.Text.Json;

namespace Rebound.Cli;

/// <summary>Draws, adjustments and bias corrections as lines of a terminal and as JSON.</summary>
internal static class EstimateEvidenceText
{
    public static IEnumerable<string> Lines(FittedModel model, EstimateEvidence evidence, int place)
    {
        if (model.Bias is { } bias)
            yield return $"Bias of effects taken off: {string.Join(", ", model.Estimate.Names.Select((n, j) => Invariant($"{n} {bias.Bias[j]:G4} ({string.Join("; ", bias.Parts.Select(p => Invariant($"{p.Effect} {p.Bias[j]:G4}")))})")))}";
        foreach (var test in evidence.Bootstraps[place])
            yield return Invariant($"Bootstrap of {Tested(test.Name, test.NullValue)}: t {test.T:0.000}, p {EstimateText.P(test.P)}, {100 * model.Estimate.Model.Confidence:0.##} % interval [{test.Low:G6}, {test.High:G6}]; {Draws(test.Draws, test.Enumerated)} of {test.Weights} weights for {test.Clusters:N0} clusters");
        foreach (var test in evidence.Randomised[place])
            yield return Invariant($"Randomisation of {Tested(test.Name, test.NullValue)}: t {test.Statistic:0.000}, p {EstimateText.P(test.P)}; {Draws(test.Assignments, test.Enumerated)} of {test.Units:N0} units in {test.Strata:N0} {(test.Strata == 1 ? "stratum" : "strata")}");
    }

    public static IEnumerable<string> Lines(EstimateEvidence evidence)
    {
        if (evidence.Familywise.Count > 0) yield return "Romano-Wolf: p alone, p of all together";
        foreach (var test in evidence.Familywise) yield return Invariant($"  {test.Outcome}: {Tested(test.Name, test.NullValue)}  {EstimateText.P(test.SingleP)}  {EstimateText.P(test.AdjustedP)}");
        if (evidence.Sharpened.Length > 0) yield return "Sharpened q-values: p, q";
        foreach (var test in evidence.Sharpened) yield return Invariant($"  {test.Outcome}: {Tested(test.Name, test.NullValue)}  {EstimateText.P(test.P)}  {EstimateText.P(test.Q)}");
    }

    public static void Write(Utf8JsonWriter json, FittedModel model, EstimateEvidence evidence, int place)
    {
        if (model.Bias is { } bias)
        {
            json.WriteStartObject("bias_correction");
            Each(json, "uncorrected", bias.Uncorrected.Coefficients.Select(c => c.Value));
            Each(json, "bias", bias.Bias);
            json.WriteStartArray("parts");
            foreach (var part in bias.Parts)
            {
                json.WriteStartObject();
                json.WriteString("effect", part.Effect);
                Each(json, "bias", part.Bias);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        Array(json, "bootstrap", evidence.Bootstraps[place], test =>
        {
            json.WriteString("name", test.Name);
            Numbers(json, ("value", test.NullValue), ("t", test.T), ("p", test.P), ("low", test.Low), ("high", test.High), ("draws", test.Draws), ("clusters", test.Clusters));
            json.WriteBoolean("enumerated", test.Enumerated);
            json.WriteString("weights", test.Weights.ToString().ToLowerInvariant());
        });
        Array(json, "randomisation", evidence.Randomised[place], test =>
        {
            json.WriteString("name", test.Name);
            Numbers(json, ("value", test.NullValue), ("t", test.Statistic), ("p", test.P), ("assignments", test.Assignments), ("units", test.Units), ("strata", test.Strata));
            json.WriteBoolean("enumerated", test.Enumerated);
        });
    }

    public static void Write(Utf8JsonWriter json, EstimateEvidence evidence)
    {
        Array(json, "romano_wolf", evidence.Familywise, test =>
        {
            json.WriteString("outcome", test.Outcome);
            json.WriteString("name", test.Name);
            Numbers(json, ("value", test.NullValue), ("t", test.T), ("p", test.SingleP), ("adjusted_p", test.AdjustedP));
        });
        Array(json, "q_values", evidence.Sharpened, test =>
        {
            json.WriteString("outcome", test.Outcome);
            json.WriteString("name", test.Name);
            Numbers(json, ("value", test.NullValue), ("p", test.P), ("q", test.Q));
        });
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        if (items.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter json, params (string Name, double Value)[] numbers)
    {
        foreach (var (name, value) in numbers) EstimateJson.Number(json, name, value);
    }

    private static void Each(Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) EstimateJson.Number(json, null, value);
        json.WriteEndArray();
    }

    private static string Tested(string name, double value) => value == 0 ? name : Invariant($"{name} = {value}");

    private static string Draws(int count, bool enumerated) => Invariant($"{(enumerated ? "all " : "")}{count:N0} draws");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
