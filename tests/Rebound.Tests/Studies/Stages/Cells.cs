using Rebound.Studies;

namespace Rebound.Tests.Studies;

/// <summary>Rows of a result table by what their texts say.</summary>
internal static class Cells
{
    public static IReadOnlyList<int> Where(this ResultTable table, params (string Column, string Text)[] wanted) =>
        [.. Enumerable.Range(0, table.RowCount).Where(row => wanted.All(w => table[w.Column].Text(row) == w.Text))];

    public static double Number(this ResultTable table, string column, params (string Column, string Text)[] wanted) => table[column].Number(table.Where(wanted).Single());

    public static string Text(this ResultTable table, string column, params (string Column, string Text)[] wanted) => table[column].Text(table.Where(wanted).Single());

    public static string Reason(this IReadOnlyDictionary<string, ResultTable> tables, string stage) => tables["stages"].Text("reason", ("stage", stage));
}
