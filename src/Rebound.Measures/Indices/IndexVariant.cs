namespace Rebound.Measures;

/// <summary>An index built otherwise, beside the index itself. Ranks are those of the units' total.</summary>
/// <param name="Name">For instance "minmax entropy topsis" or "flip density".</param>
/// <param name="Normalise">Its normalisation.</param>
/// <param name="Weights">Its weights.</param>
/// <param name="Aggregate">Its aggregation.</param>
/// <param name="Flipped">Disputed indicators whose direction is turned.</param>
/// <param name="Comparison">The index beside it: the ranks of each unit, first in the index and then here.</param>
/// <param name="Result">The index so built.</param>
public sealed record IndexVariant(
    string Name, NormaliseMethod Normalise, WeightMethod Weights, AggregateMethod Aggregate, IReadOnlyList<string> Flipped,
    IndexComparison Comparison, IndexResult Result)
{
    /// <summary>Spearman's ρ with the index, −1 to 1.</summary>
    public double RankCorrelation => Comparison.RankCorrelation;

    /// <summary>Mean of |rank − rank in the index|.</summary>
    public double MeanRankShift => Comparison.MeanAbsolute;

    /// <summary>Largest |rank − rank in the index|.</summary>
    public int LargestRankShift => Math.Abs(Comparison.Largest.Difference);

    /// <summary>The unit of that shift; the first in the order of the table when several tie.</summary>
    public string LargestShiftUnit => Comparison.Largest.Unit;
}
