namespace Rebound.Reporting;

/// <summary>A table of known numbers beside the band of a model: observed, median, low, high, inside.</summary>
/// <param name="Name">Name of the figure.</param>
/// <param name="Table">The table.</param>
/// <param name="Title">Its title.</param>
/// <param name="Label">What a row is called.</param>
/// <param name="Unit">The unit of a row: rows of one unit share a scale.</param>
internal readonly record struct KnownNumbers(string Name, string Table, string Title, Func<int, string> Label, Func<int, string> Unit);
