namespace Rebound.Measures;

/// <summary>An index built otherwise, beside the index itself. Ranks are those of the units' total.</summary>
/// <param name="Name">For instance "minmax entropy topsis" or "flip density".</param>
/// <param name="Normalise">Its normalisation.</param>
/// <param name="Weights">Its weights.</param>
/// <param name="Aggregate">Its aggregation.</param>
/// <param name="Flipped">Disputed indicators whose direction is turned.</param>
/// <param name="RankCorrelation">Spearman's ρ with the index, −1 to 1.</param>
/// <param name="MeanRankShift">Mean of |rank − rank in the index|.</param>
/// <param name="LargestRankShift">Largest |rank − rank in the index|.</param>
/// <param name="LargestShiftUnit">The unit of that shift; the first in the order of the table when several tie.</param>
/// <param name="Result">The index so built.</param>
public sealed record IndexVariant(
    string Name, NormaliseMethod Normalise, WeightMethod Weights, AggregateMethod Aggregate, IReadOnlyList<string> Flipped,
    double RankCorrelation, double MeanRankShift, int LargestRankShift, string LargestShiftUnit, IndexResult Result);
