namespace Rebound.Panels;

/// <summary>Cities by consecutive periods, with one contiguous array a variable; never changed after construction.</summary>
/// <remarks>Row r = city index × number of periods + period index: sorted by city, then period. NaN means missing and
/// exists only here; whoever computes drops missing rows once, and counts them.</remarks>
public sealed class Panel
{
    private readonly Dictionary<string, Variable> variables;
    private readonly Dictionary<string, int> cityIndex;

    private Panel(IReadOnlyList<string> cities, Period first, int periodCount, Dictionary<string, Variable> variables, Dictionary<string, int> cityIndex)
    {
        (Cities, First, PeriodCount) = (cities, first, periodCount);
        (this.variables, this.cityIndex) = (variables, cityIndex);
    }

    /// <summary>City codes in ordinal order; n of them.</summary>
    public IReadOnlyList<string> Cities { get; }

    /// <summary>The first period.</summary>
    public Period First { get; }

    /// <summary>T, the number of consecutive periods.</summary>
    public int PeriodCount { get; }

    /// <summary>n × T.</summary>
    public int RowCount => Cities.Count * PeriodCount;

    /// <summary>The variables, by name in ordinal order.</summary>
    public IEnumerable<Variable> Variables => variables.Values.OrderBy(v => v.Name, StringComparer.Ordinal);

    /// <summary>An empty panel over the given grid.</summary>
    /// <param name="cities">Distinct codes in any order; the panel sorts them.</param>
    /// <param name="first">The first period.</param>
    /// <param name="periodCount">Number of consecutive periods, at least one.</param>
    /// <exception cref="ArgumentException">A city is named twice.</exception>
    public static Panel Over(IEnumerable<string> cities, Period first, int periodCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(periodCount);
        var sorted = cities.Order(StringComparer.Ordinal).ToArray();
        var index = new Dictionary<string, int>(sorted.Length, StringComparer.Ordinal);
        for (var c = 0; c < sorted.Length; c++)
            if (!index.TryAdd(sorted[c], c))
                throw new ArgumentException($"City '{sorted[c]}' is named twice.", nameof(cities));
        return new Panel(sorted, first, periodCount, new(StringComparer.Ordinal), index);
    }

    /// <summary>This panel and one variable more (or in place of one of that name); the arrays are shared.</summary>
    /// <param name="variable">n × T values.</param>
    /// <exception cref="ArgumentException">The length is not n × T.</exception>
    public Panel With(Variable variable)
    {
        if (variable.Values.Length != RowCount)
            throw new ArgumentException($"'{variable.Name}' has {variable.Values.Length} values where the panel has {RowCount} rows.", nameof(variable));
        return new Panel(Cities, First, PeriodCount, new(variables, StringComparer.Ordinal) { [variable.Name] = variable }, cityIndex);
    }

    /// <summary>Whether a variable is there.</summary>
    /// <param name="name">Its name.</param>
    public bool Has(string name) => variables.ContainsKey(name);

    /// <summary>A variable by name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Variable this[string name] => variables.TryGetValue(name, out var found)
        ? found
        : throw new KeyNotFoundException($"The panel has no variable '{name}'; it has {string.Join(", ", variables.Keys.Order(StringComparer.Ordinal))}.");

    /// <summary>Index of a city, or −1.</summary>
    /// <param name="city">Its code.</param>
    public int IndexOf(string city) => cityIndex.TryGetValue(city, out var index) ? index : -1;

    /// <summary>Index of a period, or −1 when it lies outside or has another frequency.</summary>
    /// <param name="period">Any period.</param>
    public int IndexOf(Period period)
    {
        var index = period.Ordinal - First.Ordinal;
        return period.Frequency == First.Frequency && index >= 0 && index < PeriodCount ? index : -1;
    }

    /// <summary>The period of an index 0…T−1.</summary>
    /// <param name="index">Index of the period.</param>
    public Period PeriodAt(int index) => First.Plus(index);

    /// <summary>The T values of one variable in one city.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="city">Index of the city.</param>
    public ReadOnlySpan<double> Series(string name, int city) => this[name].Values.AsSpan(city * PeriodCount, PeriodCount);
}
