using Rebound.Panels;

namespace Rebound.Econometrics;

/// <summary>Streams what models need out of Parquet files: numbers of 8 bytes and codes of 4.</summary>
/// <remarks>The type of a column decides: texts, dates and instants group rows, numbers are numbers, and whole numbers that only group are codes.</remarks>
public sealed class ModelParquet
{
    private readonly ParquetTable table;
    private readonly string[] numbers;
    private readonly string[] groups;

    /// <summary>Finds the columns that models name; nothing is read yet.</summary>
    /// <param name="table">The files.</param>
    /// <param name="models">What is to be estimated.</param>
    /// <param name="others">Further columns, such as those of a panel.</param>
    public ModelParquet(ParquetTable table, IReadOnlyList<LinearModel> models, IReadOnlyList<string> others)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(others);
        this.table = table;
        var extra = others.SelectMany(o => o.Split('^', StringSplitOptions.TrimEntries)).ToArray();
        var needed = models.SelectMany(m => m.Variables).Concat(extra).ToHashSet(StringComparer.Ordinal);
        var arithmetic = models.SelectMany(m => m.Numbers).ToHashSet(StringComparer.Ordinal);
        var valued = models.SelectMany(m => m.Valued).Concat(extra).ToHashSet(StringComparer.Ordinal);
        var found = table.Columns.Where(c => needed.Contains(c.Name)).ToArray();
        numbers = [.. found.Where(c => arithmetic.Contains(c.Name) || c.Kind == ParquetKind.Number || (c.Kind == ParquetKind.Whole && valued.Contains(c.Name))).Select(c => c.Name)];
        groups = [.. found.Select(c => c.Name).Except(numbers, StringComparer.Ordinal)];
    }

    /// <summary>Columns that will be read.</summary>
    public int ColumnCount => numbers.Length + groups.Length;

    /// <summary>Bytes of the columns once they are read.</summary>
    public long Bytes => table.RowCount * (8L * numbers.Length + 4L * groups.Length);

    /// <summary>Reads them.</summary>
    /// <param name="problems">Takes texts where numbers are needed.</param>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public ModelData Read(ProblemLog problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var (values, codes) = table.Read(numbers, groups, problems);
        if (problems.HasErrors) return ModelData.Of(0);
        var data = ModelData.Of((int)table.RowCount, [.. table.Columns.Select(c => c.Name)]);
        foreach (var (name, column) in numbers.Zip(values)) data = data.With(name, column);
        foreach (var (name, factor) in groups.Zip(codes)) data = data.WithFactor(name, new Factor(factor.Codes, factor.Labels));
        return data;
    }
}
