namespace Rebound.Measures;

/// <summary>The record of one replication. Ranks are those of the units' means over the years.</summary>
/// <param name="Number">Its number in the run; it can be built alone by it.</param>
/// <param name="IsIndependent">Whether it is a random draw of its own, and not mixed from two for the Sobol indices.</param>
/// <param name="Choices">The label of each factor's choice, in the order of the factors.</param>
/// <param name="MeanRankShift">Mean of |rank − rank in the index|.</param>
/// <param name="LargestRankShift">Largest |rank − rank in the index|.</param>
/// <param name="LargestShiftUnit">The unit of that shift; the first in the order of the table when several tie.</param>
public sealed record Replication(int Number, bool IsIndependent, IReadOnlyList<string> Choices, double MeanRankShift, int LargestRankShift, string LargestShiftUnit)
{
    internal static Replication Of(IndexResult index, DesignSpace space, DesignSample sample, int number, RankOutcomes outcomes, int design)
    {
        var choices = sample.Of(number);
        var labels = new string[choices.Length];
        for (var f = 0; f < labels.Length; f++) labels[f] = space.LabelOf(f, choices[f]);
        return new Replication(number, number < sample.Independent, labels, outcomes.Shift(design, 0), outcomes.Largest(design), index.Units[outcomes.LargestUnit(design)]);
    }
}
