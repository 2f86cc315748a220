namespace Rebound.Measures;

/// <summary>A dimension of an index, or the index itself (the root, "total").</summary>
/// <param name="Path">"total", or the path of the dimension, for instance "society/health".</param>
/// <param name="Parent">Index of the node above; −1 at the root.</param>
/// <param name="Depth">0 at the root.</param>
/// <param name="FirstIndicator">Index of the first indicator below, in the order of <see cref="IndexResult.Indicators"/>.</param>
/// <param name="IndicatorCount">Number of indicators below; they are consecutive.</param>
/// <param name="ChildCount">Number of dimensions directly below; 0 when the node holds indicators.</param>
/// <param name="WeightWithin">Weight within the node above, 0 to 1; 1 at the root.</param>
/// <param name="WeightGlobal">Weight within the index, 0 to 1.</param>
public sealed record IndexNode(string Path, int Parent, int Depth, int FirstIndicator, int IndicatorCount, int ChildCount, double WeightWithin, double WeightGlobal)
{
    /// <summary>The path of the root.</summary>
    public const string Total = "total";
}
