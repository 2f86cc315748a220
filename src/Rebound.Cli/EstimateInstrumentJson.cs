using System.Text.Json;
using Rebound.Econometrics;

namespace Rebound.Cli;

/// <summary>What the data say about instruments, as JSON.</summary>
internal static class EstimateInstrumentJson
{
    public static void Write(Utf8JsonWriter json, InstrumentalEstimate fitted)
    {
        json.WriteStartObject("instruments");
        json.WriteString("method", EstimateFamily.NameOf(fitted.Method));
        EstimateJson.Number(json, "kappa", fitted.Kappa);
        Texts(json, "endogenous", fitted.Endogenous);
        Texts(json, "excluded", fitted.Instruments);
        Texts(json, "dropped", fitted.Dropped);
        json.WriteStartArray("first_stages");
        foreach (var stage in fitted.FirstStages)
        {
            json.WriteStartObject();
            json.WriteString("name", stage.Name);
            EstimateJson.Number(json, "partial_r2", stage.PartialR2);
            Test(json, "f", stage.F);
            Test(json, "wald", stage.Wald);
            if (stage.Estimate is { } estimate) EstimateJson.Coefficients(json, estimate);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Test(json, "under_identification", fitted.UnderIdentification);
        Test(json, "rank_wald", fitted.RankWald);
        Test(json, "weak_identification", fitted.WeakIdentification);
        EstimateJson.Number(json, "cragg_donald", fitted.CraggDonald);
        if (fitted.EffectiveF is { } effective)
        {
            json.WriteStartObject("effective_f");
            EstimateJson.Number(json, "f", effective.F);
            EstimateJson.Number(json, "degrees_of_freedom", effective.EffectiveDegrees);
            EstimateJson.Number(json, "critical", effective.Critical);
            json.WriteEndObject();
        }
        Test(json, "endogeneity", fitted.Endogeneity);
        Test(json, "sargan", fitted.Sargan);
        Test(json, "hansen_j", fitted.HansenJ);
        Test(json, "anderson_rubin", fitted.AndersonRubin());
        if (fitted.Endogenous.Count == 1) Set(json, fitted.AndersonRubinSet());
        var strength = InstrumentStrength.Check(fitted);
        json.WriteStartObject("strength");
        json.WriteString("verdict", strength.Verdict.ToString().ToLowerInvariant());
        json.WriteString("message", strength.Message);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // An end at infinity is null.
    private static void Set(Utf8JsonWriter json, ConfidenceSet set)
    {
        json.WriteStartObject("anderson_rubin_set");
        EstimateJson.Number(json, "confidence", set.Confidence);
        json.WriteStartArray("parts");
        foreach (var part in set.Parts)
        {
            json.WriteStartArray();
            EstimateJson.Number(json, null, part.Low);
            EstimateJson.Number(json, null, part.High);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteBoolean("unbounded", set.IsUnbounded);
        json.WriteEndObject();
    }

    private static void Test(Utf8JsonWriter json, string name, SpecificationTest? test)
    {
        if (test is null) return;
        json.WriteStartObject(name);
        json.WriteString("test", test.Name);
        EstimateJson.Number(json, "statistic", test.Statistic);
        EstimateJson.Number(json, "degrees_of_freedom", test.DegreesOfFreedom);
        if (test.Denominator is { } denominator) EstimateJson.Number(json, "denominator", denominator);
        EstimateJson.Number(json, "p", test.P);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
