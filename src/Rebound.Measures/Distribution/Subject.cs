namespace Rebound.Measures;

/// <summary>What a measure is taken of, for its refusals.</summary>
/// <param name="Variable">The variable's name.</param>
/// <param name="Year">The year, where there is one.</param>
public readonly record struct Subject(string Variable, int? Year = null)
{
    /// <summary>For instance "'gdp' in 2019".</summary>
    public override string ToString() => $"'{Variable}'{(Year is { } year ? $" in {year}" : "")}";
}
