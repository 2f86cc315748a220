using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>What the values of one indicator look like before anything is done to them.</summary>
/// <param name="Indicator">Its code.</param>
/// <param name="Possible">Number of cells.</param>
/// <param name="Observed">Number of values.</param>
/// <param name="NonZero">Number of values that are not zero.</param>
/// <param name="Unique">Number of distinct values.</param>
/// <param name="Same">How often the commonest value occurs.</param>
/// <param name="Minimum">Smallest value; this and all below are NaN when nothing is observed.</param>
/// <param name="Maximum">Largest value.</param>
/// <param name="Mean">Mean.</param>
/// <param name="Median">Median (quantile of type 7).</param>
/// <param name="Deviation">Sample standard deviation (n − 1); NaN for one value.</param>
/// <param name="Skewness">Skewness (type 2); see <see cref="SampleShape"/>.</param>
/// <param name="Kurtosis">Excess kurtosis (type 2).</param>
/// <remarks>Missing values count in <paramref name="Possible"/> alone. Checked against COINr 1.1.14.</remarks>
public sealed record IndicatorStatistics(
    string Indicator, int Possible, int Observed, int NonZero, int Unique, int Same,
    double Minimum, double Maximum, double Mean, double Median, double Deviation, double Skewness, double Kurtosis)
{
    /// <summary>Describes a column.</summary>
    /// <param name="indicator">Its code.</param>
    /// <param name="values">Values; NaN means missing.</param>
    public static IndicatorStatistics Of(string indicator, ReadOnlySpan<double> values)
    {
        var sorted = Normalisation.Observed(values).ToArray();
        if (sorted.Length == 0) return new(indicator, values.Length, 0, 0, 0, 0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        var m = Normalisation.Describe(sorted);
        var shape = SampleShape.Of(sorted);
        Array.Sort(sorted);
        var (nonZero, unique, same, run) = (0, 0, 0, 0);
        for (var k = 0; k < sorted.Length; k++)
        {
            if (sorted[k] != 0) nonZero++;
            var again = k > 0 && sorted[k] == sorted[k - 1];
            if (!again) unique++;
            run = again ? run + 1 : 1;
            same = Math.Max(same, run);
        }
        return new(indicator, values.Length, sorted.Length, nonZero, unique, same, m.Minimum, m.Maximum, m.Mean, Quantile.OfSorted(sorted, 0.5), m.Deviation, shape.Skewness, shape.Kurtosis);
    }

    /// <summary>Describes every indicator of a table over the years of a fit window; nothing is screened or filled.</summary>
    /// <param name="table">The table.</param>
    /// <param name="firstYear">First year looked at.</param>
    /// <param name="lastYear">Last year looked at.</param>
    /// <returns>One an indicator, in the order of the table.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The years lie outside the table.</exception>
    public static IReadOnlyList<IndicatorStatistics> Of(IndicatorTable table, int firstYear, int lastYear)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(firstYear, table.FirstYear);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lastYear, table.FirstYear + table.YearCount - 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstYear, lastYear);
        var (years, offset) = (lastYear - firstYear + 1, firstYear - table.FirstYear);
        var cut = new double[table.Units.Count * years];
        var all = new IndicatorStatistics[table.Indicators.Count];
        for (var j = 0; j < all.Length; j++)
        {
            var column = table.Column(j);
            for (var i = 0; i < table.Units.Count; i++) column.Slice(i * table.YearCount + offset, years).CopyTo(cut.AsSpan(i * years));
            all[j] = Of(table.Indicators[j].Code, cut);
        }
        return all;
    }
}
