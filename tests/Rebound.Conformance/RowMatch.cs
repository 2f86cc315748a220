namespace Rebound.Conformance;

/// <summary>Which row of an answer belongs to which row of an expected table: by the key columns, or by position where there is no key.</summary>
internal sealed class RowMatch
{
    private readonly string[] names;
    private readonly Dictionary<string, int>? rows;
    private readonly int answerRows;

    public RowMatch(DataTable expected, TableAnswer answer, IReadOnlyList<string> stated)
    {
        answerRows = answer.RowCount;
        Keys = [.. stated.Where(expected.Has)];
        if (Keys.Count == 0 && expected.RowCount > 0 && double.IsNaN(DataTable.Number(expected.Text(expected.Columns[0])[0]))) Keys = [expected.Columns[0]];
        names = Names(expected.RowCount, [.. Keys.Select(expected.Text)]);
        if (Keys.Count == 0 || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
        {
            Keys = [];
            names = Names(expected.RowCount, []);
            return;
        }
        var missing = Keys.FirstOrDefault(key => answer.Column(key) is null);
        if (missing is not null) throw new InvalidOperationException($"The answer has no column '{missing}', by which its rows are named.");
        rows = new Dictionary<string, int>(StringComparer.Ordinal);
        var found = Names(answer.RowCount, [.. Keys.Select(key => answer.Column(key)!)]);
        for (var r = 0; r < found.Length; r++) rows.TryAdd(found[r], r);
    }

    public IReadOnlyList<string> Keys { get; }

    /// <summary>The row of the answer, or −1.</summary>
    public int RowOf(int expectedRow) => rows is null ? (expectedRow < answerRows ? expectedRow : -1) : rows.GetValueOrDefault(names[expectedRow], -1);

    public string Name(int expectedRow) => names[expectedRow];

    private static string[] Names(int count, string[][] keys) =>
        [.. Enumerable.Range(0, count).Select(r => keys.Length == 0 ? $"row {r + 1}" : string.Join(",", keys.Select(key => key[r])))];
}
