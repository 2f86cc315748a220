namespace Rebound.Measures;

/// <summary>The values before and after a data step, indicator by indicator, then unit, then year. The arrays are those of the steps, not copies.</summary>
internal sealed record ChangedValues(DataStep Step, double[] Before, double[] After)
{
    /// <summary>The values that differ, in the order of the arrays.</summary>
    public IEnumerable<ValueChange> Changes(CompleteTable table)
    {
        for (var k = 0; k < Before.Length; k++)
            if (!Before[k].Equals(After[k]))
                yield return new ValueChange(Step, table.Units[k / table.YearCount % table.Units.Count], table.FirstYear + k % table.YearCount, table.Indicators[k / table.RowCount].Code, Before[k], After[k]);
    }
}
