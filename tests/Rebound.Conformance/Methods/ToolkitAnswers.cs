using Rebound.Measures;

namespace Rebound.Conformance;

/// <summary>Weights, diagnostics and whole pipelines.</summary>
internal static class ToolkitAnswers
{
    public static IReadOnlyDictionary<string, Func<Case, Answer>> Methods { get; } = new Dictionary<string, Func<Case, Answer>>(StringComparer.Ordinal)
    {
        ["TOOL-03"] = question => Entropy(question, "city"),
    };

    private static Tree Entropy(Case question, string unit)
    {
        var data = question.Table("data");
        var direction = question.ParamNumbers("direction");
        string[] codes = [.. data.Columns.TakeLast(direction.Length)];
        Indicator[] indicators = [.. codes.Zip(direction, (code, sign) => new Indicator(code, "all", sign > 0 ? Direction.Positive : Direction.Negative))];
        var panel = PanelTable.Of(data, unit, "year", indicators);
        var index = new ResilienceIndex(new IndexOptions { FirstYear = panel.Table.FirstYear, LastYear = panel.Table.FirstYear + panel.Table.YearCount - 1 }).Build(panel.Table);
        return new Tree
        {
            ["e"] = Answer.Of(index.Indicators.Select(indicator => indicator.Entropy)),
            ["w"] = Answer.Of(index.Indicators.Select(indicator => indicator.WeightGlobal)),
            ["score"] = panel.InFileOrder(index.Scores(0)),
        };
    }
}
