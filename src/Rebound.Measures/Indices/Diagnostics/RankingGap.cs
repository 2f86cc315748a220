using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>How far two rankings of the same units are apart.</summary>
/// <param name="First">Name of the first ranking.</param>
/// <param name="Second">Name of the second.</param>
/// <param name="RankCorrelation">Spearman's ρ of the scores.</param>
/// <param name="MeanAbsolute">Mean of |rank in the second − rank in the first|.</param>
/// <param name="Largest">The largest of these.</param>
/// <param name="LargestUnit">Index of the first unit that moves so far.</param>
public sealed record RankingGap(string First, string Second, double RankCorrelation, double MeanAbsolute, int Largest, int LargestUnit)
{
    /// <summary>Compares two sets of scores; higher is better.</summary>
    /// <param name="first">Name of the first ranking.</param>
    /// <param name="firstScores">n ≥ 2 finite scores.</param>
    /// <param name="second">Name of the second.</param>
    /// <param name="secondScores">n finite scores.</param>
    /// <exception cref="NumericalException">All scores of a ranking are equal, or one is not finite.</exception>
    public static RankingGap Between(string first, ReadOnlySpan<double> firstScores, string second, ReadOnlySpan<double> secondScores)
    {
        var n = firstScores.Length;
        for (var i = 0; i < n; i++)
            if (!double.IsFinite(firstScores[i]) || !double.IsFinite(secondScores[i]))
                throw new NumericalException($"Unit {i + 1} has no score in '{first}' or '{second}', so it has no rank there.");
        var (a, b, order) = (new int[n], new int[n], new int[n]);
        Ranks.Descending(firstScores, a, order);
        Ranks.Descending(secondScores, b, order);
        var (sum, largest, unit) = (0, 0, 0);
        for (var i = 0; i < n; i++)
        {
            var shift = Math.Abs(b[i] - a[i]);
            sum += shift;
            if (shift > largest) (largest, unit) = (shift, i);
        }
        return new RankingGap(first, second, Ranks.Correlation(firstScores, secondScores), (double)sum / n, largest, unit);
    }

    /// <summary>Compares every pair of rankings, in the order given.</summary>
    /// <param name="names">m names.</param>
    /// <param name="scores">m sets of n scores.</param>
    public static IReadOnlyList<RankingGap> BetweenAll(IReadOnlyList<string> names, IReadOnlyList<double[]> scores)
    {
        var shifts = new List<RankingGap>();
        for (var i = 0; i < names.Count; i++)
            for (var j = i + 1; j < names.Count; j++)
                shifts.Add(Between(names[i], scores[i], names[j], scores[j]));
        return shifts;
    }
}
