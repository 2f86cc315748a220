namespace Rebound.Reporting;

/// <summary>How an estimate is called.</summary>
internal static class EstimateText
{
    public static string Title(TableView estimates, int row)
    {
        var outcome = Words.Spoken(estimates.Text(row, "outcome"));
        var horizon = estimates.Text(row, "horizon");
        var question = estimates.Text(row, "question");
        return $"{(question.Length > 0 ? question + ": " : "")}{Words.Spoken(estimates.Text(row, "term"))} → {outcome}{(horizon.Length > 0 ? ", " + SpecificationFigure.HorizonName(horizon) : "")}";
    }
}
