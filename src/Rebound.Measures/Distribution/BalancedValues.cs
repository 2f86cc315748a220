namespace Rebound.Measures;

/// <summary>One variable over units and consecutive periods without gaps.</summary>
public sealed class BalancedValues
{
    private readonly double[] values;

    /// <summary>Takes the values over.</summary>
    /// <param name="variable">Its name.</param>
    /// <param name="units">n codes.</param>
    /// <param name="firstYear">Year of the first period; periods are counted in years for the refusals.</param>
    /// <param name="values">n × T values, unit after unit.</param>
    public BalancedValues(string variable, IReadOnlyList<string> units, int firstYear, double[] values)
    {
        if (units.Count == 0 || values.Length % units.Count != 0) throw new ArgumentException($"{values.Length} values do not fill {units.Count} units.", nameof(values));
        (Variable, Units, FirstYear, this.values) = (variable, units, firstYear, values);
    }

    /// <summary>The variable's name.</summary>
    public string Variable { get; }

    /// <summary>n codes.</summary>
    public IReadOnlyList<string> Units { get; }

    /// <summary>Year of the first period.</summary>
    public int FirstYear { get; }

    /// <summary>T.</summary>
    public int PeriodCount => values.Length / Units.Count;

    /// <summary>A value.</summary>
    /// <param name="unit">0 to n − 1.</param>
    /// <param name="period">0 to T − 1.</param>
    public double this[int unit, int period] => values[unit * PeriodCount + period];

    /// <summary>All units' values of a period, as a new array.</summary>
    /// <param name="period">0 to T − 1.</param>
    public double[] Period(int period)
    {
        var column = new double[Units.Count];
        for (var i = 0; i < column.Length; i++) column[i] = this[i, period];
        return column;
    }

    /// <summary>The values of some units alone, in the same order.</summary>
    internal BalancedValues Only(IReadOnlyList<int> units) =>
        new(Variable, [.. units.Select(i => Units[i])], FirstYear, [.. units.SelectMany(i => Enumerable.Range(0, PeriodCount).Select(t => this[i, t]))]);

    /// <summary>Each value over its period's mean.</summary>
    /// <exception cref="MeasureRefusedException">A period's mean is not positive.</exception>
    public BalancedValues RelativeToMean()
    {
        RequireFinite("A relative value");
        var relative = new double[values.Length];
        for (var t = 0; t < PeriodCount; t++)
        {
            var sum = 0.0;
            for (var i = 0; i < Units.Count; i++) sum += this[i, t];
            if (!(sum > 0)) throw new MeasureRefusedException(MeasureRefusalKind.NotPositive, SubjectAt(t), [], $"The mean of {SubjectAt(t)} is not positive, so nothing is relative to it.");
            for (var i = 0; i < Units.Count; i++) relative[i * PeriodCount + t] = this[i, t] / (sum / Units.Count);
        }
        return new BalancedValues(Variable, Units, FirstYear, relative);
    }

    internal Subject SubjectAt(int period) => new(Variable, FirstYear + period);

    internal void RequirePositive(string measure, int units, int periods)
    {
        RequireShape(measure, units, periods);
        for (var t = 0; t < PeriodCount; t++) Require.Positive(Period(t), SubjectAt(t), Units, measure);
    }

    internal void RequireFinite(string measure, int units = 1, int periods = 1)
    {
        RequireShape(measure, units, periods);
        for (var t = 0; t < PeriodCount; t++) Require.Finite(Period(t), SubjectAt(t), Units);
    }

    private void RequireShape(string measure, int units, int periods)
    {
        Require.AtLeast(Units.Count, units, new Subject(Variable), "units", measure);
        Require.AtLeast(PeriodCount, periods, new Subject(Variable), "periods", measure);
    }
}
