using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>Two ways to build an index, side by side.</summary>
/// <param name="Shifts">The ranks of each unit that both have, in the order of the first; ranks are among these units.</param>
/// <param name="RankCorrelation">Spearman's ρ of the scores, −1 to 1.</param>
public sealed record IndexComparison(IReadOnlyList<RankShift> Shifts, double RankCorrelation)
{
    /// <summary>Mean of |rank in the second − rank in the first|.</summary>
    public double MeanAbsolute
    {
        get
        {
            var sum = 0L;
            foreach (var shift in Shifts) sum += Math.Abs(shift.Difference);
            return (double)sum / Shifts.Count;
        }
    }

    /// <summary>The unit that moves most; the first in the order of the units when several do.</summary>
    public RankShift Largest
    {
        get
        {
            var most = Shifts[0];
            foreach (var shift in Shifts)
                if (Math.Abs(shift.Difference) > Math.Abs(most.Difference)) most = shift;
            return most;
        }
    }

    /// <summary>Compares the totals of two indices.</summary>
    /// <param name="first">The one.</param>
    /// <param name="second">The other.</param>
    /// <exception cref="NumericalException">They share fewer than two units, or all of them score alike.</exception>
    public static IndexComparison Of(IndexResult first, IndexResult second)
    {
        var place = second.Units.Index().ToDictionary(item => item.Item, item => item.Index, StringComparer.Ordinal);
        int[] shared = [.. Enumerable.Range(0, first.Units.Count).Where(i => place.ContainsKey(first.Units[i]))];
        double[] a = [.. shared.Select(i => first.UnitScores(0)[i])];
        double[] b = [.. shared.Select(i => second.UnitScores(0)[place[first.Units[i]]])];
        return Of([.. shared.Select(i => first.Units[i])], a, b);
    }

    /// <summary>Compares two scores of the same units; higher is better.</summary>
    /// <param name="units">n ≥ 2 names.</param>
    /// <param name="first">n finite scores.</param>
    /// <param name="second">n finite scores.</param>
    /// <exception cref="NumericalException">There are fewer than two units, a score is not finite, or all scores of a ranking are equal.</exception>
    public static IndexComparison Of(IReadOnlyList<string> units, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (units.Count < 2) throw new NumericalException($"The two indices share {units.Count} units; ranks need two to be compared.");
        for (var i = 0; i < units.Count; i++)
            if (!double.IsFinite(first[i]) || !double.IsFinite(second[i])) throw new NumericalException($"'{units[i]}' has no score in one of two indices, so it has no rank there.");
        var (a, b, order) = (new int[units.Count], new int[units.Count], new int[units.Count]);
        Ranks.Descending(first, a, order);
        Ranks.Descending(second, b, order);
        return new IndexComparison([.. units.Select((unit, i) => new RankShift(unit, a[i], b[i]))], Ranks.Correlation(first, second));
    }
}
