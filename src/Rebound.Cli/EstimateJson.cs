using System.Text.Encodings.Web;
using System.Text.Json;
using Rebound.Econometrics;

namespace Rebound.Cli;

/// <summary>Estimates as JSON: everything that stands behind the printed table. A number that does not exist is null.</summary>
internal static class EstimateJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Save(string file, IReadOnlyList<FittedModel> models, double seconds, IReadOnlyList<EstimateAnswers> answers, EstimateEvidence evidence)
    {
        using var stream = File.Create(file);
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteString("version", CommandLine.Version);
        json.WriteNumber("seconds", seconds);
        json.WriteStartArray("estimates");
        foreach (var (i, model) in models.Index()) Write(json, model, answers[i], evidence, i);
        json.WriteEndArray();
        EstimateEvidenceText.Write(json, evidence);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FittedModel fitted, EstimateAnswers answers, EstimateEvidence evidence, int place)
    {
        var estimate = fitted.Estimate;
        json.WriteStartObject();
        json.WriteString("model", estimate.Model.Formula.Text);
        json.WriteString("family", estimate.Likelihood?.Family.ToString().ToLowerInvariant() ?? "ols");
        if (estimate.Model.Weights is { } weights) json.WriteString("weights", weights);
        if (estimate.Model.Offset is { } offset) json.WriteString("offset", offset);
        if (estimate.Model.Where is { } where) json.WriteString("where", where);
        Coefficients(json, estimate);
        Errors(json, estimate.Facts);
        Sample(json, estimate);
        Fit(json, estimate);
        json.WriteStartObject("absorption");
        json.WriteNumber("iterations", estimate.Iterations);
        Number(json, "bound", estimate.AbsorptionBound);
        json.WriteStartArray("effects");
        foreach (var effect in estimate.Effects) Group(json, effect);
        json.WriteEndArray();
        json.WriteEndObject();
        if (fitted.Instruments is { } instruments) EstimateInstrumentJson.Write(json, instruments);
        EstimateAnswerText.Write(json, answers);
        EstimateEvidenceText.Write(json, fitted, evidence, place);
        json.WriteEndObject();
    }

    internal static void Coefficients(Utf8JsonWriter json, Estimate estimate)
    {
        json.WriteStartArray("names");
        foreach (var name in estimate.Names) json.WriteStringValue(name);
        json.WriteEndArray();
        Each(json, "coefficients", estimate, c => c.Value);
        Each(json, "errors", estimate, c => c.StandardError);
        Each(json, "statistics", estimate, c => c.T);
        Each(json, "p", estimate, c => c.P);
        Each(json, "degrees_of_freedom", estimate, c => c.DegreesOfFreedom);
        Number(json, "confidence", estimate.Model.Confidence);
        Each(json, "low", estimate, c => c.Low);
        Each(json, "high", estimate, c => c.High);
        json.WriteStartArray("covariance");
        for (var a = 0; a < estimate.Names.Count; a++)
        {
            json.WriteStartArray();
            for (var b = 0; b < estimate.Names.Count; b++) Number(json, null, estimate.CovarianceMatrix[a, b]);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteStartArray("collinear");
        foreach (var name in estimate.Collinear) json.WriteStringValue(name);
        json.WriteEndArray();
    }

    private static void Errors(Utf8JsonWriter json, CovarianceFacts facts)
    {
        json.WriteStartObject("inference");
        json.WriteString("estimator", facts.Estimator);
        json.WriteString("rule", facts.Rule);
        Number(json, "factor", facts.Factor);
        Number(json, "degrees_of_freedom", facts.DegreesOfFreedom);
        json.WriteNumber("parameters", facts.Parameters);
        json.WriteNumber("counted_parameters", facts.CountedParameters);
        json.WriteBoolean("positive", facts.IsPositive);
        json.WriteStartArray("clusters");
        foreach (var cluster in facts.Clusters) Group(json, cluster);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Sample(Utf8JsonWriter json, Estimate estimate)
    {
        json.WriteStartObject("sample");
        json.WriteNumber("rows_in", estimate.Sample.RowsIn);
        json.WriteNumber("n", estimate.RowCount);
        json.WriteNumber("singletons", estimate.Sample.SingletonsDropped);
        json.WriteNumber("separated", estimate.Likelihood?.SeparatedRows ?? 0);
        json.WriteStartArray("dropped");
        foreach (var dropped in estimate.Sample.Dropped)
        {
            json.WriteStartObject();
            json.WriteString("reason", dropped.Reason);
            json.WriteNumber("rows", dropped.Rows);
            json.WriteString("first", dropped.Example);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Fit(Utf8JsonWriter json, Estimate estimate)
    {
        var fit = estimate.Fit;
        json.WriteStartObject("fit");
        if (estimate.Likelihood is { } likelihood)
        {
            Number(json, "log_likelihood", likelihood.LogLikelihood);
            Number(json, "deviance", likelihood.Deviance);
            Number(json, "pseudo_r2", likelihood.PseudoR2 ?? double.NaN);
            Number(json, "bic", likelihood.Bic);
            json.WriteNumber("iterations", likelihood.Iterations);
            Number(json, "squared_correlation", fit.R2);
            if (likelihood.Theta is { } theta)
            {
                Number(json, "theta", theta);
                Number(json, "theta_error", likelihood.ThetaError ?? double.NaN);
            }
        }
        else
        {
            Number(json, "r2", fit.R2);
            Number(json, "r2_adjusted", fit.R2Adjusted);
            Number(json, "r2_within", fit.R2Within);
            Number(json, "r2_within_adjusted", fit.R2WithinAdjusted);
            Number(json, "ssr", fit.ResidualSumOfSquares);
            Number(json, "rmse", fit.RootMeanSquare);
            Number(json, "residual_deviation", fit.ResidualDeviation);
            Number(json, "log_likelihood", fit.LogLikelihood ?? double.NaN);
        }
        json.WriteEndObject();
    }

    private static void Group(Utf8JsonWriter json, EffectSize size)
    {
        json.WriteStartObject();
        json.WriteString("name", size.Name);
        json.WriteNumber("groups", size.Groups);
        json.WriteEndObject();
    }

    private static void Each(Utf8JsonWriter json, string name, Estimate estimate, Func<Coefficient, double> part)
    {
        json.WriteStartArray(name);
        foreach (var coefficient in estimate.Coefficients) Number(json, null, part(coefficient));
        json.WriteEndArray();
    }

    internal static void Number(Utf8JsonWriter json, string? name, double value)
    {
        if (name is not null) json.WritePropertyName(name);
        if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteNullValue();
    }
}
