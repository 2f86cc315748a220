namespace Rebound.Measures;

/// <summary>What a data step changed, in the order of the cells; parts follow each other.</summary>
internal sealed record ChangedValues(DataStep Step, IReadOnlyList<IReadOnlyList<CellChange>> Parts)
{
    /// <summary>The changes by unit, year and indicator.</summary>
    public IEnumerable<ValueChange> Changes(CompleteTable table) => Parts.SelectMany(part => part).Select(change => new ValueChange(
        Step, table.Units[change.Cell / table.YearCount % table.Units.Count], table.FirstYear + change.Cell % table.YearCount, table.Indicators[change.Cell / table.RowCount].Code, change.Before, change.After));
}
