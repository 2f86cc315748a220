using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>Units × years × indicators, one contiguous block an indicator; never changed after construction.</summary>
/// <remarks>Value of indicator j, unit i, year t: Values[(j × units + i) × years + t]. NaN means missing.</remarks>
public sealed class IndicatorTable
{
    /// <summary>Sets up a table.</summary>
    /// <param name="units">Distinct codes.</param>
    /// <param name="firstYear">The first year.</param>
    /// <param name="yearCount">Number of consecutive years.</param>
    /// <param name="indicators">Indicators with distinct codes.</param>
    /// <param name="values">The values in the order above; kept, not copied.</param>
    /// <exception cref="ArgumentException">A code is used twice or the length does not fit.</exception>
    public IndicatorTable(IReadOnlyList<string> units, int firstYear, int yearCount, IReadOnlyList<Indicator> indicators, double[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(yearCount);
        ThrowIfRepeated(units, nameof(units));
        ThrowIfRepeated(indicators.Select(indicator => indicator.Code), nameof(indicators));
        if (values.Length != indicators.Count * units.Count * yearCount)
            throw new ArgumentException($"{values.Length} values do not fill {indicators.Count} indicators × {units.Count} units × {yearCount} years.", nameof(values));
        (Units, FirstYear, YearCount, Indicators, Values) = (units, firstYear, yearCount, indicators, values);
    }

    /// <summary>Unit codes.</summary>
    public IReadOnlyList<string> Units { get; }

    /// <summary>The first year.</summary>
    public int FirstYear { get; }

    /// <summary>Number of years.</summary>
    public int YearCount { get; }

    /// <summary>The indicators.</summary>
    public IReadOnlyList<Indicator> Indicators { get; }

    /// <summary>All values; not to be changed.</summary>
    public double[] Values { get; }

    /// <summary>What indicators may be divided by: code → values by unit then year.</summary>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public IReadOnlyDictionary<string, double[]> Denominators
    {
        get;
        init
        {
            foreach (var (code, values) in value)
                if (values.Length != Units.Count * YearCount) throw new ArgumentException($"{values.Length} values of '{code}' do not fill {Units.Count} units × {YearCount} years.", nameof(value));
            field = value;
        }
    } = new Dictionary<string, double[]>();

    /// <summary>The group of each unit, for imputation by group and ranks within groups; empty when there are none.</summary>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public IReadOnlyList<string> Groups
    {
        get;
        init => field = value.Count == 0 || value.Count == Units.Count ? value : throw new ArgumentException($"{value.Count} groups do not fit {Units.Count} units.", nameof(value));
    } = [];

    /// <summary>The table of a yearly panel in which each indicator is a variable of that name.</summary>
    /// <param name="panel">A panel of years.</param>
    /// <param name="indicators">The indicators wanted.</param>
    /// <exception cref="ArgumentException">The panel is not yearly.</exception>
    /// <exception cref="KeyNotFoundException">The panel lacks an indicator.</exception>
    public static IndicatorTable From(Panel panel, IReadOnlyList<Indicator> indicators)
    {
        if (panel.First.Frequency != Frequency.Year) throw new ArgumentException("Indicators are yearly; this panel is not.", nameof(panel));
        var values = new double[indicators.Count * panel.RowCount];
        for (var j = 0; j < indicators.Count; j++)
            panel[indicators[j].Code].Values.CopyTo(values, j * panel.RowCount);
        return new IndicatorTable(panel.Cities, panel.First.Year, panel.PeriodCount, indicators, values);
    }

    /// <summary>The values of one indicator, by unit then year.</summary>
    /// <param name="indicator">Index of the indicator.</param>
    public ReadOnlySpan<double> Column(int indicator) => Values.AsSpan(indicator * Units.Count * YearCount, Units.Count * YearCount);

    private static void ThrowIfRepeated(IEnumerable<string> codes, string parameter)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var code in codes)
            if (!seen.Add(code))
                throw new ArgumentException($"'{code}' is there twice.", parameter);
    }
}
