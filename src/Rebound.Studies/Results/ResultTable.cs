namespace Rebound.Studies;

/// <summary>A table of the results folder: named columns of equal length.</summary>
/// <param name="Name">Its name, which is also its file's.</param>
/// <param name="Columns">The columns, in order.</param>
public sealed record ResultTable(string Name, IReadOnlyList<ResultColumn> Columns)
{
    /// <summary>Number of rows.</summary>
    public int RowCount => Columns.Count == 0 ? 0 : Columns[0].Count;

    /// <summary>A column by name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public ResultColumn this[string name] => Columns.FirstOrDefault(c => c.Name == name)
        ?? throw new KeyNotFoundException($"Table '{Name}' has no column '{name}'; it has {string.Join(", ", Columns.Select(c => c.Name))}.");
}
