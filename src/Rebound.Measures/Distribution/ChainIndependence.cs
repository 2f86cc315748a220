using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Whether units rise and fall over the mean independently of their neighbours: P(quadrant to quadrant) = P(own side) · P(neighbours' side).</summary>
/// <param name="LikelihoodRatio">2 Σ n ln(p/(p_own p_near)) over the moves between the four quadrants.</param>
/// <param name="DegreesOfFreedom">Three a quadrant that is left, less one a side that is left by units and by neighbours.</param>
/// <param name="P">P(χ² ≥ LR): small where they move together. Neighbours share their surroundings, so it is too small rather than too large.</param>
public sealed record ChainIndependence(double LikelihoodRatio, int DegreesOfFreedom, double P)
{
    private static readonly int[] Own = [1, 0, 0, 1]; // HH, LH, LL, HL: whether the unit is high
    private static readonly int[] Near = [1, 1, 0, 0]; // whether its neighbours are

    /// <summary>Tests a chain between the quadrants HH, LH, LL, HL.</summary>
    /// <param name="chain">Four classes.</param>
    /// <exception cref="MeasureRefusedException">Too few quadrants are left for a comparison.</exception>
    public static ChainIndependence Of(TransitionMatrix chain)
    {
        if (chain.Classes != 4) throw new ArgumentException($"The quadrants are four classes; these are {chain.Classes}.", nameof(chain));
        var (own, near) = (Side(chain, Own), Side(chain, Near));
        var (ratio, freedom) = (0.0, -own.Left - near.Left);
        for (var i = 0; i < 4; i++)
        {
            if (chain.RowCount(i) > 0) freedom += 3;
            for (var j = 0; j < 4; j++)
                if (chain.Count(i, j) > 0) ratio += 2 * chain.Count(i, j) * Math.Log(chain[i, j] / (own.Matrix[Own[i], Own[j]] * near.Matrix[Near[i], Near[j]]));
        }
        if (freedom <= 0) throw new MeasureRefusedException(MeasureRefusalKind.OneGroup, new Subject("quadrants"), [], "Units and neighbours leave too few quadrants to compare their moves.");
        return new ChainIndependence(Math.Max(0, ratio), freedom, ChiSquared.UpperP(Math.Max(0, ratio), freedom));
    }

    private static (TransitionMatrix Matrix, int Left) Side(TransitionMatrix chain, int[] side)
    {
        var counts = new double[2, 2];
        for (var i = 0; i < 4; i++)
            for (var j = 0; j < 4; j++) counts[side[i], side[j]] += chain.Count(i, j);
        var matrix = new TransitionMatrix(counts);
        return (matrix, (matrix.RowCount(0) > 0 ? 1 : 0) + (matrix.RowCount(1) > 0 ? 1 : 0));
    }
}
