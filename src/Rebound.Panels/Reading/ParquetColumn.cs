namespace Rebound.Panels;

/// <summary>A column of Parquet files.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its type says it holds.</param>
public sealed record ParquetColumn(string Name, ParquetKind Kind);

/// <summary>What a column of Parquet files holds.</summary>
public enum ParquetKind
{
    /// <summary>Floating-point or decimal numbers.</summary>
    Number,

    /// <summary>Whole numbers and truth values.</summary>
    Whole,

    /// <summary>Texts, dates and instants, which group rows.</summary>
    Text,
}

/// <summary>Texts or whole numbers as codes of four bytes.</summary>
/// <param name="Codes">One a row; −1 where missing.</param>
/// <param name="Labels">The values, texts in ordinal order and numbers by size.</param>
public sealed record ParquetCodes(int[] Codes, IReadOnlyList<string> Labels);
