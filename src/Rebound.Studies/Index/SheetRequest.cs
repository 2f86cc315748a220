namespace Rebound.Studies;

/// <summary>Which table is to become an index, and what its columns are. What is null is found by its name.</summary>
/// <param name="File">The table: CSV, TSV, Parquet or XLSX ("file.xlsx#sheet").</param>
public sealed record SheetRequest(string File)
{
    /// <summary>The list of indicators with directions; without one every column of numbers is an indicator of which more is better.</summary>
    public string? Indicators { get; init; }

    /// <summary>The column of the unit's code; by default unit, city, code …, or the first column.</summary>
    public string? Unit { get; init; }

    /// <summary>The column of the year; by default year or time, where there is one.</summary>
    public string? Time { get; init; }

    /// <summary>The column of the indicator's code, in a table with one value a row.</summary>
    public string? Indicator { get; init; }

    /// <summary>The column of the value, in a table with one value a row.</summary>
    public string? Value { get; init; }

    /// <summary>The column of a unit's group, for imputation by group.</summary>
    public string? Group { get; init; }

    /// <summary>Indicators of which less is better, where there is no list.</summary>
    public IReadOnlyList<string> Negative { get; init; } = [];
}
