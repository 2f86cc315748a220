using System.Globalization;
using System.Text.Json;
using Rebound.Econometrics;

namespace Rebound.Cli;

/// <summary>Answers about an estimate, as lines of a terminal and as JSON.</summary>
internal static class EstimateAnswerText
{
    public static IEnumerable<string> Lines(EstimateAnswers answers, Estimate estimate)
    {
        if (answers.Margins is { } margins)
        {
            yield return "";
            yield return string.Create(CultureInfo.InvariantCulture, $"Marginal effects on {(estimate.Likelihood is null ? estimate.Model.Formula.OutcomeText : $"the mean of {estimate.Model.Formula.OutcomeText}")}, averaged over {margins.RowCount:N0} rows; errors by the delta method");
            foreach (var line in EstimateText.Rows(estimate, [.. margins.Effects.Select(e => e.Effect with { Name = Name(e) })])) yield return line;
            foreach (var refused in margins.Refused) yield return $"No effect of {refused.Variable}: {refused.Reason}";
        }
        if (answers.Test is not { } test) yield break;
        yield return "";
        yield return $"Restrictions, left less right{(test.IsLinear ? "" : "; errors by the delta method")}";
        foreach (var line in EstimateText.Rows(estimate, test.Restrictions)) yield return line;
        var joint = test.Joint;
        yield return double.IsInfinity(joint.Denominator)
            ? string.Create(CultureInfo.InvariantCulture, $"Together: χ²({joint.Numerator}) = {joint.F * joint.Numerator:0.0000}, p {EstimateText.P(joint.P)}")
            : string.Create(CultureInfo.InvariantCulture, $"Together: F({joint.Numerator}, {joint.Denominator:0.##}) = {joint.F:0.0000}, p {EstimateText.P(joint.P)}");
    }

    public static void Write(Utf8JsonWriter json, EstimateAnswers answers)
    {
        if (answers.Margins is { } margins)
        {
            json.WriteStartArray("marginal_effects");
            foreach (var effect in margins.Effects) Number(json, effect.Effect, ("variable", effect.Variable), ("contrast", effect.Contrast), ("at", effect.At));
            json.WriteEndArray();
            json.WriteStartArray("marginal_effects_refused");
            foreach (var refused in margins.Refused)
            {
                json.WriteStartObject();
                json.WriteString("variable", refused.Variable);
                json.WriteString("reason", refused.Reason);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        if (answers.Test is not { } test) return;
        json.WriteStartObject("test");
        json.WriteString("text", test.Text);
        json.WriteBoolean("linear", test.IsLinear);
        EstimateJson.Number(json, "f", test.Joint.F);
        json.WriteNumber("numerator", test.Joint.Numerator);
        EstimateJson.Number(json, "denominator", test.Joint.Denominator);
        EstimateJson.Number(json, "p", test.Joint.P);
        json.WriteStartArray("restrictions");
        foreach (var restriction in test.Restrictions) Number(json, restriction, ("text", restriction.Name));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Name(MarginalEffect effect) => $"{effect.Variable}{(effect.Contrast == "dy/dx" ? "" : $", {effect.Contrast}")}{(effect.At.Length > 0 ? $" | {effect.At}" : "")}";

    private static void Number(Utf8JsonWriter json, Coefficient value, params (string Name, string Text)[] texts)
    {
        json.WriteStartObject();
        foreach (var (name, text) in texts) json.WriteString(name, text);
        EstimateJson.Number(json, "value", value.Value);
        EstimateJson.Number(json, "error", value.StandardError);
        EstimateJson.Number(json, "statistic", value.T);
        EstimateJson.Number(json, "p", value.P);
        EstimateJson.Number(json, "low", value.Low);
        EstimateJson.Number(json, "high", value.High);
        json.WriteEndObject();
    }
}
