namespace Rebound.Reporting;

/// <summary>A cell of a table of models.</summary>
/// <param name="Text">What is shown; empty where the model has nothing to say.</param>
/// <param name="Stars">Marks of p.</param>
/// <param name="Below">What stands below.</param>
/// <param name="Number">The number itself, not rounded; null for texts.</param>
internal sealed record EstimateCell(string Text, string Stars = "", string Below = "", double? Number = null)
{
    public static readonly EstimateCell Empty = new("");
}

/// <summary>A line of a table of models, one cell a model.</summary>
internal sealed record EstimateLine(string Label, IReadOnlyList<EstimateCell> Cells);

/// <summary>Lines that belong together; the first block are the coefficients.</summary>
internal sealed record EstimateBlock(string Title, IReadOnlyList<EstimateLine> Lines);
