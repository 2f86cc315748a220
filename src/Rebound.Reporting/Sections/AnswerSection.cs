namespace Rebound.Reporting;

internal static class AnswerSection
{
    public static Html Write(Draft draft)
    {
        if (draft.View("answer") is not { } answer) return draft.Refusal("the question of this study", "answer", "mechanism", "answer", "recovery");
        var order = answer.Rows.OrderBy(r => answer.Number(r, "order")).ToList();
        var sentences = order.Select(r => Html.Of($"""<p>{answer.Text(r, "sentence")} {Badge.Grade(answer.Text(r, "grade"))}</p>"""));
        return Html.Of($"""
            <div class="lead">{sentences}</div>
            {Keys(draft, answer, order)}
            <ul class="legend" aria-label="Strength of evidence">
            <li>{Badge.Grade("A")} diagnostics passed</li><li>{Badge.Grade("B")} sensitivity reported</li><li>{Badge.Grade("C")} no causal reading</li><li>{Badge.Grade("D")} no inference</li><li>{Badge.Grade("refused")} the data cannot answer</li></ul>

            """);
    }

    private static Html Keys(Draft draft, TableView answer, List<int> order)
    {
        if (draft.View("estimates") is not { } estimates) return Html.Empty;
        var ids = order.Select(r => answer.Text(r, "estimate_id")).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal);
        var keys = ids.SelectMany(id => estimates.Where("id", id).Take(1)).Where(r => double.IsFinite(estimates.Number(r, "estimate"))).Take(6).Select(r =>
        {
            var (value, low, high) = (estimates.Number(r, "estimate"), estimates.Number(r, "ci_low"), estimates.Number(r, "ci_high"));
            var unit = "";
            if (EstimateText.IsLog(estimates, r)) (value, low, high, unit) = (EstimateText.Percent(value), EstimateText.Percent(low), EstimateText.Percent(high), Numeral.PercentSign);
            var rise = estimates.Text(r, "id")[0] == 'h' ? " for one standard deviation more" : "";
            var clusters = double.IsFinite(estimates.Number(r, "clusters")) ? $", {Numeral.Count(estimates.Number(r, "clusters"))} clusters" : "";
            return Html.Of($"""
                <div><p class="what">{EstimateText.Title(estimates, r)}</p><p class="value">{Numeral.Estimate(value, low, high)}{unit}</p>
                <p class="range">{(double.IsFinite(low) ? "95 % interval " + Numeral.Interval(value, low, high) + unit : "no interval")}{rise}<br>n = {Numeral.Count(estimates.Number(r, "n"))}{clusters}</p>{Badge.Grade(estimates.Text(r, "grade"))}</div>

                """);
        }).ToList();
        return keys.Count == 0 ? Html.Empty : Html.Of($"""<div class="keys">{keys}</div>""");
    }
}
