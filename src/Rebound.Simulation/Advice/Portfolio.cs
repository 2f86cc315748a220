namespace Rebound.Simulation;

/// <summary>What is worth doing under a budget.</summary>
/// <remarks>Options are chosen by their gains alone, exactly over all sets within the budget with at most one option of a group (depth first with the
/// fractional bound; Kellerer, Pferschy and Pisinger, 2004, chapter 11), and the chosen are then simulated together: what they give together is not the sum of what
/// they give alone. Tie: an option left out whose exchange for a chosen one, within the budget, is not worse beyond chance.</remarks>
/// <param name="Chosen">The options, by decreasing gain.</param>
/// <param name="Ties">Options left out that could as well have been chosen.</param>
/// <param name="Cost">What the chosen cost together.</param>
/// <param name="GainAlone">The sum of their gains alone.</param>
/// <param name="Gain">Their gain together, simulated; of pairs.</param>
public sealed record Portfolio(IReadOnlyList<OptionEffect> Chosen, IReadOnlyList<OptionEffect> Ties, double Cost, double GainAlone, PairedDifference Gain);
