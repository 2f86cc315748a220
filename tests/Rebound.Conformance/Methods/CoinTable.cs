using Rebound.Measures;

namespace Rebound.Conformance;

/// <summary>The tables of the COIN cases as the product takes them: one row a unit, what the indicators are in a second file.</summary>
internal static class CoinTable
{
    private const int Year = 2018;

    /// <summary>Options that look at that one year and leave nothing out.</summary>
    public static IndexOptions Options { get; } = new() { FirstYear = Year, LastYear = Year, MinimumCoverage = 0, Impute = ImputeMethod.None, MinimumAvailable = 0, Weights = WeightMethod.Equal };

    /// <summary>The indicators of a meta table whose values a data table holds; all of one dimension, or placed by their parents.</summary>
    public static Indicator[] Indicators(DataTable data, DataTable meta, bool tree = false)
    {
        var (codes, levels, parents) = (meta.Text("iCode"), meta.Text("Level"), meta.Text("Parent"));
        var (directions, targets, denominators) = (meta.Numbers("Direction"), meta.Numbers("Target"), meta.Text("Denominator"));
        string Path(string code)
        {
            var parent = parents[Array.IndexOf(codes, code)];
            return parent is "" or "Index" ? "" : $"{Path(parent)}/{parent}";
        }
        return [.. Enumerable.Range(0, codes.Length).Where(m => levels[m] == "1" && data.Has(codes[m])).Select(m =>
            new Indicator(codes[m], tree ? Path(codes[m]).TrimStart('/') : "all", directions[m] < 0 ? Direction.Negative : Direction.Positive)
            {
                Target = double.IsNaN(targets[m]) ? null : targets[m],
                Denominator = denominators[m] is "" or "NA" ? null : denominators[m],
            })];
    }

    /// <summary>The indicators of a table without a meta file: every column but the names of the rows.</summary>
    public static Indicator[] Indicators(DataTable data) => [.. data.Columns.Where(column => column is not ("uCode" or "Time")).Select(column => new Indicator(column, "all", Direction.Positive))];

    /// <summary>One row a unit.</summary>
    public static IndicatorTable CrossSection(DataTable data, IReadOnlyList<Indicator> indicators, IReadOnlyList<string>? groups = null) =>
        new(data.Text("uCode"), Year, 1, indicators, data.Block(indicators.Select(indicator => indicator.Code)))
        {
            Groups = groups ?? [],
            Denominators = indicators.Select(indicator => indicator.Denominator).OfType<string>().Distinct().Where(data.Has).ToDictionary(code => code, data.Numbers),
        };

    /// <summary>One row a unit and year.</summary>
    public static PanelTable Panel(DataTable data, IReadOnlyList<Indicator> indicators) => PanelTable.Of(data, "uCode", "Time", indicators);

    /// <summary>A table answer with the values of a window, times a factor plus a shift.</summary>
    public static TableAnswer Answer(IReadOnlyList<string> units, IReadOnlyList<Indicator> indicators, double[] columns, double shift = 0, double scale = 1)
    {
        var answer = new TableAnswer().With("uCode", units);
        for (var j = 0; j < indicators.Count; j++)
            answer.With(indicators[j].Code, columns.Skip(j * units.Count).Take(units.Count).Select(value => shift + scale * value));
        return answer;
    }
}
