namespace Rebound.Measures;

/// <summary>Classes of values by unit and period.</summary>
/// <param name="Count">k.</param>
/// <param name="Periods">T.</param>
/// <param name="Classes">n × T classes 0 … k − 1, unit after unit.</param>
/// <param name="Bounds">The k − 1 bounds between classes where they are pooled; empty where each period has its own.</param>
public sealed record ValueClasses(int Count, int Periods, IReadOnlyList<int> Classes, IReadOnlyList<double> Bounds);
