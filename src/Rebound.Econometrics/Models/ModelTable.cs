using Rebound.Panels;

namespace Rebound.Econometrics;

/// <summary>Reads what models need out of a table file: columns of numbers, and groupings.</summary>
/// <remarks>A column is numbers when every cell that is not missing is one; otherwise, and where a number starts with a zero as codes do, it is a grouping.
/// A column that only numbers can use and that holds other text is told cell by cell.</remarks>
public static class ModelTable
{
    private const int ShownProblems = 20;

    /// <summary>Reads the columns that models name.</summary>
    /// <param name="open">Opens the table; called a second time where groupings are texts.</param>
    /// <param name="models">What is to be estimated.</param>
    /// <param name="others">Further columns, such as those of a panel.</param>
    /// <param name="problems">Takes cells that are no numbers and ragged rows.</param>
    public static ModelData Read(Func<TableSource> open, IReadOnlyList<LinearModel> models, IReadOnlyList<string> others, ProblemLog problems)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(problems);
        var needed = new HashSet<string>(models.SelectMany(m => m.Variables).Concat(others.SelectMany(o => o.Split('^', StringSplitOptions.TrimEntries))), StringComparer.Ordinal);
        var numeric = new HashSet<string>(models.SelectMany(m => m.Numbers), StringComparer.Ordinal);
        string[] header;
        List<Column> columns;
        var rows = 0;
        using (var source = open())
        {
            header = [.. source.Header];
            columns = [.. Enumerable.Range(0, header.Length).Where(c => needed.Contains(header[c])).DistinctBy(c => header[c], StringComparer.Ordinal).Select(c => new Column(header[c], c))];
            while (source.Next())
            {
                if (source.FieldCount != header.Length) problems.Add(ReadingProblems.Ragged(source));
                foreach (var column in columns) column.Add(source, numeric.Contains(column.Name), problems);
                rows++;
            }
        }
        var data = ModelData.Of(rows, header);
        foreach (var column in columns.Where(c => c.IsNumber)) data = data.With(column.Name, [.. column.Values]);
        Column[] texts = [.. columns.Where(c => !c.IsNumber)];
        if (texts.Length == 0) return data;
        using var again = open();
        return Texts(again, texts, rows).Aggregate(data, (table, text) => table.WithFactor(text.Name, text.Factor));
    }

    private static IEnumerable<(string Name, Factor Factor)> Texts(TableSource source, Column[] columns, int rows)
    {
        Dictionary<string, int>[] seen = [.. columns.Select(_ => new Dictionary<string, int>(StringComparer.Ordinal))];
        int[][] codes = [.. columns.Select(_ => new int[rows])];
        for (var i = 0; i < rows && source.Next(); i++)
            for (var c = 0; c < columns.Length; c++)
            {
                var cell = source.Field(columns[c].Index).Trim();
                if (NumberText.IsMissing(cell)) codes[c][i] = -1;
                else
                {
                    var look = seen[c].GetAlternateLookup<ReadOnlySpan<char>>();
                    if (!look.TryGetValue(cell, out codes[c][i])) look[cell] = codes[c][i] = seen[c].Count;
                }
            }
        for (var c = 0; c < columns.Length; c++)
        {
            string[] labels = [.. seen[c].Keys.Order(StringComparer.Ordinal)];
            var rank = new int[labels.Length];
            for (var l = 0; l < labels.Length; l++) rank[seen[c][labels[l]]] = l;
            for (var i = 0; i < rows; i++)
                if (codes[c][i] >= 0) codes[c][i] = rank[codes[c][i]];
            yield return (columns[c].Name, new Factor(codes[c], labels));
        }
    }

    private sealed class Column(string name, int index)
    {
        private int told;

        public string Name => name;

        public int Index => index;

        public List<double> Values { get; } = [];

        public bool IsNumber { get; private set; } = true;

        public void Add(TableSource source, bool mustBeNumber, ProblemLog problems)
        {
            if (!IsNumber && !mustBeNumber) return;
            var cell = source.Field(index);
            var kind = NumberText.Read(cell, false, out var value);
            Values.Add(value);
            if (mustBeNumber)
            {
                if (kind is NumberCell.NotANumber or NumberCell.NotFinite && told++ < ShownProblems) problems.Add(ReadingProblems.Number(source, index, kind, "the model cannot use the column"));
                return;
            }
            IsNumber &= kind is not (NumberCell.NotANumber or NumberCell.NotFinite) && !IsCode(cell.Trim());
            if (!IsNumber) Values.Clear();
        }

        // 007 and 0130 are names of units, which lose their zeros as numbers.
        private static bool IsCode(ReadOnlySpan<char> cell) => cell.Length > 1 && cell[0] == '0' && char.IsAsciiDigit(cell[1]);
    }
}
