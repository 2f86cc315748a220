using System.Globalization;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace Rebound.Reporting;

/// <summary>A table of models as a workbook.</summary>
internal static class EstimateTableWorkbook
{
    public static void Save(EstimateTable table, string file)
    {
        var sheets = new Dictionary<string, object>(StringComparer.Ordinal) { ["table"] = Table(table), ["estimates"] = Estimates(table) };
        MiniExcel.SaveAs(file, sheets, configuration: new OpenXmlConfiguration { EnableAutoWidth = true, FastMode = true, TableStyles = TableStyles.None }, overwriteFile: true);
    }

    // As it is printed, but with numbers that can be computed with: the error stands on a line of its own, stars in the sheet of estimates.
    private static List<Dictionary<string, object?>> Table(EstimateTable table)
    {
        List<Dictionary<string, object?>> rows = [];
        void Add(string label, string what, Func<int, object?> cell)
        {
            var row = new Dictionary<string, object?>(StringComparer.Ordinal) { ["term"] = label, ["what"] = what };
            for (var m = 0; m < table.Columns.Count; m++) row[string.Create(CultureInfo.InvariantCulture, $"({m + 1})")] = cell(m);
            rows.Add(row);
        }
        Add("", "outcome", m => table.Columns[m].Estimate.Model.Formula.OutcomeText);
        foreach (var (b, block) in table.Blocks.Index())
            foreach (var line in block.Lines)
            {
                var coefficients = b == 0;
                Add(line.Label, coefficients ? "estimate" : block.Title.Length > 0 ? "groups absorbed" : "fact", m => line.Cells[m] switch { { Number: { } number } => number, { Text.Length: > 0 } cell => cell.Text, _ => (object?)null });
                if (!coefficients) continue;
                Add(line.Label, "std. error", m => table.Columns[m].Estimate is { } e && e.Has(line.Label) ? e[line.Label].StandardError : null);
                Add(line.Label, "p", m => table.Columns[m].Estimate is { } e && e.Has(line.Label) ? e[line.Label].P : null);
            }
        foreach (var note in table.Notes) Add(note, "note", _ => null);
        return rows;
    }

    private static List<Dictionary<string, object?>> Estimates(EstimateTable table) => [.. table.Columns.SelectMany((column, m) => column.Estimate.Coefficients.Select(c => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["column"] = m + 1,
        ["model"] = column.Estimate.Model.Formula.Text,
        ["method"] = column.Method,
        ["errors"] = column.Estimate.Facts.Estimator,
        ["term"] = c.Name,
        ["estimate"] = c.Value,
        ["std_error"] = c.StandardError,
        ["statistic"] = Finite(c.T),
        ["df"] = Finite(c.DegreesOfFreedom),
        ["p"] = c.P,
        ["low"] = c.Low,
        ["high"] = c.High,
        ["stars"] = EstimateTable.Stars(c.P),
        ["n"] = column.Estimate.RowCount,
    }))];

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
