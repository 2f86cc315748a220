namespace Rebound.Reporting;

/// <summary>How an estimate is called, and how its number is said.</summary>
internal static class EstimateText
{
    /// <summary>What an estimate answers, in plain words; the study's own models by their terms.</summary>
    public static string Title(TableView estimates, int row)
    {
        var parts = estimates.Text(row, "id").Split('.');
        var horizon = estimates.Text(row, "horizon");
        var about = parts[0] switch
        {
            "h1" => $"{(parts.Length > 1 ? Words.Capital(Words.Spoken(parts[1])) : "Resilience")} and cases per head",
            "h2" => "Resilience and exports",
            "shock" => "Exports against the months before the shock",
            "stringency" => "Stringency of policy and exports",
            "interaction" => "Stringency × resilience and exports",
            "channel" when parts.Length > 1 => $"Channel “{Words.Spoken(parts[1])}” and exports",
            "model" when parts.Length > 1 => $"The study’s model “{Words.Spoken(parts[1])}”",
            _ => estimates.Text(row, "term") is { Length: > 0 } term ? $"{Words.Capital(Words.Spoken(term))} → {Words.Spoken(estimates.Text(row, "outcome"))}" : Words.Capital(Words.Spoken(estimates.Text(row, "id").Replace('.', ' '))),
        };
        return about + (horizon.Length > 0 ? ", " + SpecificationFigure.HorizonName(horizon) : "");
    }

    /// <summary>Whether the outcome is a logarithm, so that the number can be said in per cent.</summary>
    public static bool IsLog(TableView estimates, int row) => estimates.Text(row, "id").Split('.')[0] is "h1" or "h2" or "shock";

    /// <summary>The per cent that a difference of logarithms stands for: 100 · (eᵇ − 1).</summary>
    public static double Percent(double difference) => 100 * (Math.Exp(difference) - 1);
}
