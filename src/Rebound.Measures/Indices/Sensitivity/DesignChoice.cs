namespace Rebound.Measures;

/// <summary>One of the ways in which a factor can be set.</summary>
/// <param name="Label">Its name in tables; distinct within the factor.</param>
/// <param name="Change">What it does to a design; pure.</param>
/// <param name="Probability">How often it is drawn, relative to the other choices of the factor; positive.</param>
public sealed record DesignChoice(string Label, Func<IndexDesign, IndexDesign> Change, double Probability = 1);
