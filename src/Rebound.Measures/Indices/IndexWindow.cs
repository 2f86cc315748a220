using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>The fit window of an indicator table on its way through the data steps; NaN means missing. Every step gives a new window and shares what it leaves alone.</summary>
internal sealed record IndexWindow(
    IReadOnlyList<string> Units, int FirstYear, int YearCount, IReadOnlyList<Indicator> Indicators, IndexTree Tree, double[] Values, IReadOnlyList<LeftOut> LeftOut)
{
    /// <summary>Values that one thread looks through at a time.</summary>
    private const int ValuesLookedAt = 1 << 16;

    public int RowCount => Units.Count * YearCount;

    /// <summary>Number of imputed years, indicator × units + unit.</summary>
    public int[] Imputed { get; init; } = new int[Indicators.Count * Units.Count];

    /// <summary>The group of each unit, by number; empty when there are none.</summary>
    public int[] Groups { get; init; } = [];

    /// <summary>The name of each group.</summary>
    public IReadOnlyList<string> GroupNames { get; init; } = [];

    /// <summary>What indicators are divided by, by unit then year of the window.</summary>
    public IReadOnlyDictionary<string, double[]> Denominators { get; init; } = new Dictionary<string, double[]>();

    /// <summary>The steps that changed values, with the cells that they changed.</summary>
    public IReadOnlyList<ChangedValues> Steps { get; init; } = [];

    /// <summary>What outlier treatment did, by indicator; empty when it was not asked for.</summary>
    public IReadOnlyList<IndicatorTreatment> Treatments { get; init; } = [];

    /// <summary>The window after a step that changed values.</summary>
    public IndexWindow After(DataStep step, double[] values, IReadOnlyList<IReadOnlyList<CellChange>> changes) => this with { Values = values, Steps = [.. Steps, new ChangedValues(step, changes)] };

    /// <summary>Takes the fit window and leaves out what is too thin.</summary>
    public static IndexWindow Of(IndicatorTable table, IndexOptions options)
    {
        RefuseBadRequest(table, options);
        var years = options.LastYear - options.FirstYear + 1;
        var offset = options.FirstYear - table.FirstYear;
        var leftOut = new List<LeftOut>();
        var (units, indicators) = Screen(table, offset, years, options, leftOut);
        RefuseEmpty(table, units, indicators, leftOut);
        Indicator[] kept = [.. indicators.Select(j => table.Indicators[j])];
        var tree = IndexTree.Of(kept);
        var rows = units.Count * years;
        var values = new double[kept.Length * rows];
        FixedChunks.Run(kept.Length, IndexSteps.ColumnsAChunk(rows), (first, end) =>
        {
            for (var j = first; j < end; j++)
            {
                var source = table.Column(indicators[tree.Order[j]]);
                if (rows == source.Length) source.CopyTo(values.AsSpan(j * rows, rows));
                else
                    for (var i = 0; i < units.Count; i++) source.Slice(units[i] * table.YearCount + offset, years).CopyTo(values.AsSpan(j * rows + i * years));
            }
        });
        string[] groups = [.. units.Where(_ => table.Groups.Count > 0).Select(i => table.Groups[i])];
        string[] names = [.. groups.Distinct(StringComparer.Ordinal)];
        return new IndexWindow([.. units.Select(i => table.Units[i])], options.FirstYear, years, [.. tree.Order.Select(j => kept[j])], tree, values, leftOut)
        {
            GroupNames = names,
            Groups = [.. groups.Select(group => Array.IndexOf(names, group))],
            Denominators = table.Denominators.ToDictionary(pair => pair.Key, pair => Cut(pair.Value, units, table.YearCount, offset, years), StringComparer.Ordinal),
        };
    }

    public ReadOnlySpan<double> Column(int indicator) => Values.AsSpan(indicator * RowCount, RowCount);

    private static double[] Cut(double[] values, List<int> units, int tableYears, int offset, int years)
    {
        var cut = new double[units.Count * years];
        for (var i = 0; i < units.Count; i++) values.AsSpan(units[i] * tableYears + offset, years).CopyTo(cut.AsSpan(i * years));
        return cut;
    }

    private static void RefuseBadRequest(IndicatorTable table, IndexOptions options)
    {
        var refusals = new List<IndexRefusal>();
        if (options.FirstYear > options.LastYear || options.FirstYear < table.FirstYear || options.LastYear >= table.FirstYear + table.YearCount)
            refusals.Add(new(IndexRefusalKind.FitWindow, null, null, null, $"The fit window {options.FirstYear}–{options.LastYear} lies outside the data ({table.FirstYear}–{table.FirstYear + table.YearCount - 1})."));
        if (options.ShockYear is { } shock && options.LastYear >= shock)
            refusals.Add(new(IndexRefusalKind.FitWindow, null, options.LastYear, null, $"The fit window ends in {options.LastYear} but the shock starts in {shock}: an index that has seen the shock cannot explain it. End it in {shock - 1} or before."));
        if (table.Units.Count < 2)
            refusals.Add(new(IndexRefusalKind.TooFewUnits, table.Units.Count == 1 ? table.Units[0] : null, null, null, $"An index compares units; the table has {table.Units.Count}. Give at least two."));
        if (table.Indicators.Count == 0)
            refusals.Add(new(IndexRefusalKind.EmptyDimension, null, null, null, "The table has no indicator."));
        foreach (var indicator in table.Indicators)
            if (indicator.Direction is not (Direction.Positive or Direction.Negative))
                refusals.Add(new(IndexRefusalKind.UnknownDirection, null, null, indicator.Code, $"Indicator '{indicator.Code}' has no direction: state + or - and mark it disputed if the literature disagrees."));
        foreach (var k in FixedChunks.Collect(table.Values.Length, ValuesLookedAt, (first, end) => Infinite(table.Values, first, end)).SelectMany(found => found))
        {
            var (unit, year, indicator) = (table.Units[k / table.YearCount % table.Units.Count], table.FirstYear + k % table.YearCount, table.Indicators[k / table.YearCount / table.Units.Count].Code);
            refusals.Add(new(IndexRefusalKind.NotFinite, unit, year, indicator, $"Indicator '{indicator}' of '{unit}' in {year} is infinite."));
        }
        IndexRefusedException.ThrowIfAny(refusals);
    }

    private static List<int> Infinite(double[] values, int first, int end)
    {
        var found = new List<int>();
        for (var k = first; k < end; k++)
            if (double.IsInfinity(values[k])) found.Add(k);
        return found;
    }

    /// <summary>Leaves out units without any value, then thin indicators over the units left, then thin units over the indicators left.</summary>
    private static (List<int> Units, List<int> Indicators) Screen(IndicatorTable table, int offset, int years, IndexOptions options, List<LeftOut> leftOut)
    {
        var (n, k) = (table.Units.Count, table.Indicators.Count);
        var coverage = new Coverage[k * n];
        FixedChunks.Run(k, IndexSteps.ColumnsAChunk(n * years), (from, end) =>
        {
            for (var j = from; j < end; j++)
            {
                var column = table.Column(j);
                var denominator = table.Indicators[j].Denominator is { } code ? table.Denominators.GetValueOrDefault(code) : null;
                for (var i = 0; i < n; i++)
                {
                    var first = i * table.YearCount + offset;
                    coverage[j * n + i] = Coverage.Of(column.Slice(first, years), denominator is null ? [] : denominator.AsSpan(first, years));
                }
            }
        });
        Coverage[] OfUnits(List<int> indicators) // indicator by indicator, as they lie
        {
            var sums = new Coverage[n];
            foreach (var j in indicators)
                for (var i = 0; i < n; i++) sums[i] += coverage[j * n + i];
            return sums;
        }
        Coverage OfIndicator(int j, List<int> units)
        {
            var sum = default(Coverage);
            foreach (var i in units) sum += coverage[j * n + i];
            return sum;
        }
        var units = Enumerable.Range(0, n).ToList();
        var indicators = Enumerable.Range(0, k).ToList();
        var any = options with { Screen = ScreenRule.Missing, MinimumCoverage = 0 };
        var ofUnits = OfUnits(indicators);
        units.RemoveAll(i => ofUnits[i].Leave(LeftOutKind.Unit, table.Units[i], any, leftOut));
        indicators.RemoveAll(j => OfIndicator(j, units).Leave(LeftOutKind.Indicator, table.Indicators[j].Code, options, leftOut));
        ofUnits = OfUnits(indicators);
        units.RemoveAll(i => ofUnits[i].Leave(LeftOutKind.Unit, table.Units[i], options, leftOut));
        return (units, indicators);
    }

    private static void RefuseEmpty(IndicatorTable table, List<int> units, List<int> indicators, List<LeftOut> leftOut)
    {
        var refusals = new List<IndexRefusal>();
        var kept = indicators.Select(j => table.Indicators[j].Dimension).ToHashSet(StringComparer.Ordinal);
        foreach (var dimension in table.Indicators.Select(indicator => indicator.Dimension).Distinct(StringComparer.Ordinal))
            if (!kept.Contains(dimension))
                refusals.Add(new(IndexRefusalKind.EmptyDimension, null, null, dimension, $"No indicator of dimension '{dimension}' has enough values in the fit window ({string.Join(", ", table.Indicators.Where(indicator => indicator.Dimension == dimension).Select(indicator => indicator.Code))}). Widen the window, lower the minimum coverage or drop the dimension."));
        if (units.Count < 2)
        {
            var missing = leftOut.Count(left => left.Kind == LeftOutKind.Unit);
            refusals.Add(new(units.Count == 0 ? IndexRefusalKind.AllMissing : IndexRefusalKind.TooFewUnits, units.Count == 1 ? table.Units[units[0]] : null, null, null, $"{units.Count} of {table.Units.Count} units have enough values in the fit window ({missing} left out); an index compares at least two."));
        }
        IndexRefusedException.ThrowIfAny(refusals);
    }
}
