using System.Globalization;

namespace Rebound.Measures;

/// <summary>The fit window of an indicator table after screening and imputation: every value is finite and every indicator varies.</summary>
internal sealed class CompleteTable
{
    /// <summary>A range below this share of the largest magnitude is rounding: 2⁻⁵² times about 500 operations.</summary>
    private const double RelativeRange = 1e-13;

    private CompleteTable(IReadOnlyList<string> units, int firstYear, int yearCount, IReadOnlyList<Indicator> indicators, IndexTree tree, double[] values, int[] imputed, Normalisation.Moments[] moments, IReadOnlyList<LeftOut> leftOut)
    {
        (Units, FirstYear, YearCount, Indicators, Tree) = (units, firstYear, yearCount, indicators, tree);
        (Values, Imputed, Moments, LeftOut) = (values, imputed, moments, leftOut);
    }

    public IReadOnlyList<string> Units { get; }

    public int FirstYear { get; }

    public int YearCount { get; }

    public int RowCount => Units.Count * YearCount;

    /// <summary>The indicators kept, in the order of the tree.</summary>
    public IReadOnlyList<Indicator> Indicators { get; }

    public IndexTree Tree { get; }

    /// <summary>Indicator by indicator, then unit, then year.</summary>
    public double[] Values { get; }

    /// <summary>Number of imputed years, indicator × units + unit.</summary>
    public int[] Imputed { get; }

    public Normalisation.Moments[] Moments { get; }

    public IReadOnlyList<LeftOut> LeftOut { get; }

    /// <summary>Takes the fit window, leaves out what is too thin, fills gaps and refuses what cannot be normalised.</summary>
    public static CompleteTable From(IndicatorTable table, IndexOptions options)
    {
        RefuseBadRequest(table, options);
        var years = options.LastYear - options.FirstYear + 1;
        var offset = options.FirstYear - table.FirstYear;
        var leftOut = new List<LeftOut>();
        var (units, indicators) = Screen(table, offset, years, options.MinimumCoverage, leftOut);
        RefuseEmpty(table, units, indicators, leftOut);
        Indicator[] kept = [.. indicators.Select(j => table.Indicators[j])];
        var tree = IndexTree.Of(kept);
        var rows = units.Count * years;
        var values = new double[kept.Length * rows];
        for (var j = 0; j < kept.Length; j++)
        {
            var source = table.Column(indicators[tree.Order[j]]);
            for (var i = 0; i < units.Count; i++)
                source.Slice(units[i] * table.YearCount + offset, years).CopyTo(values.AsSpan(j * rows + i * years));
        }
        Indicator[] ordered = [.. tree.Order.Select(j => kept[j])];
        string[] names = [.. units.Select(i => table.Units[i])];
        var imputed = Impute(values, ordered, names, options);
        return new CompleteTable(names, options.FirstYear, years, ordered, tree, values, imputed, Describe(values, ordered, rows), leftOut);
    }

    public ReadOnlySpan<double> Column(int indicator) => Values.AsSpan(indicator * RowCount, RowCount);

    /// <summary>The same values with the direction of some indicators turned.</summary>
    public CompleteTable WithFlipped(IReadOnlyCollection<string> codes)
    {
        Indicator[] flipped = [.. Indicators.Select(indicator => codes.Contains(indicator.Code) ? indicator with { Direction = (Direction)(-(int)indicator.Direction) } : indicator)];
        return new CompleteTable(Units, FirstYear, YearCount, flipped, Tree, Values, Imputed, Moments, LeftOut);
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
        for (var k = 0; k < table.Values.Length; k++)
        {
            if (!double.IsInfinity(table.Values[k])) continue;
            var (unit, year, indicator) = (table.Units[k / table.YearCount % table.Units.Count], table.FirstYear + k % table.YearCount, table.Indicators[k / table.YearCount / table.Units.Count].Code);
            refusals.Add(new(IndexRefusalKind.NotFinite, unit, year, indicator, $"Indicator '{indicator}' of '{unit}' in {year} is infinite."));
        }
        IndexRefusedException.ThrowIfAny(refusals);
    }

    /// <summary>Leaves out units without any value, then thin indicators over the units left, then thin units over the indicators left.</summary>
    private static (List<int> Units, List<int> Indicators) Screen(IndicatorTable table, int offset, int years, double minimum, List<LeftOut> leftOut)
    {
        var (n, k) = (table.Units.Count, table.Indicators.Count);
        var observed = new int[k * n];
        for (var j = 0; j < k; j++)
        {
            var column = table.Column(j);
            for (var i = 0; i < n; i++)
                foreach (var value in column.Slice(i * table.YearCount + offset, years))
                    if (!double.IsNaN(value)) observed[j * n + i]++;
        }
        var units = Enumerable.Range(0, n).ToList();
        units.RemoveAll(i => Leave(LeftOutKind.Unit, table.Units[i], Enumerable.Range(0, k).Sum(j => observed[j * n + i]), k * years, 0, leftOut));
        var indicators = Enumerable.Range(0, k).ToList();
        indicators.RemoveAll(j => Leave(LeftOutKind.Indicator, table.Indicators[j].Code, units.Sum(i => observed[j * n + i]), units.Count * years, minimum, leftOut));
        units.RemoveAll(i => Leave(LeftOutKind.Unit, table.Units[i], indicators.Sum(j => observed[j * n + i]), indicators.Count * years, minimum, leftOut));
        return (units, indicators);
    }

    private static bool Leave(LeftOutKind kind, string code, int observed, int possible, double minimum, List<LeftOut> leftOut)
    {
        if (possible == 0) return false; // nothing to judge by: refused below
        var share = (double)observed / possible;
        if (observed > 0 && share >= minimum) return false;
        var reason = observed == 0
            ? "It has no value in the fit window."
            : string.Create(CultureInfo.InvariantCulture, $"{observed} of {possible} values are observed ({100 * share:0.0} %), below the minimum of {100 * minimum:0.#} %.");
        leftOut.Add(new LeftOut(kind, code, share, reason));
        return true;
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

    private static int[] Impute(double[] values, Indicator[] indicators, string[] units, IndexOptions options)
    {
        var years = options.LastYear - options.FirstYear + 1;
        var rows = units.Length * years;
        var imputed = new int[indicators.Length * units.Length];
        var refusals = new List<IndexRefusal>();
        Span<double> present = new double[units.Length];
        for (var j = 0; j < indicators.Length; j++)
        {
            var column = values.AsSpan(j * rows, rows);
            if (!Imputation.HasGap(column)) continue;
            for (var i = 0; i < units.Length; i++) imputed[j * units.Length + i] = Imputation.CountGaps(column.Slice(i * years, years));
            for (var i = 0; i < units.Length; i++) Imputation.WithinSeries(column.Slice(i * years, years), options.Impute);
            for (var t = 0; t < years; t++)
                if (!Imputation.WithMedian(column, t, years, present))
                    refusals.Add(new(IndexRefusalKind.StillMissing, null, options.FirstYear + t, indicators[j].Code, $"Indicator '{indicators[j].Code}' has no value in {options.FirstYear + t} from which a gap could be filled. Start the fit window later, impute linearly or drop it."));
        }
        IndexRefusedException.ThrowIfAny(refusals);
        return imputed;
    }

    private static Normalisation.Moments[] Describe(double[] values, Indicator[] indicators, int rows)
    {
        var moments = new Normalisation.Moments[indicators.Length];
        var refusals = new List<IndexRefusal>();
        for (var j = 0; j < indicators.Length; j++)
        {
            var (code, m) = (indicators[j].Code, moments[j] = Normalisation.Describe(values.AsSpan(j * rows, rows)));
            if (m.Minimum == m.Maximum)
                refusals.Add(new(IndexRefusalKind.Constant, null, null, code, string.Create(CultureInfo.InvariantCulture, $"Indicator '{code}' is {m.Minimum:R} for every unit and year of the fit window: it tells units apart in nothing. Drop it.")));
            else if (m.Maximum - m.Minimum <= RelativeRange * Math.Max(Math.Abs(m.Minimum), Math.Abs(m.Maximum)) || !double.IsFinite(m.Deviation) || !(m.Deviation > 0))
                refusals.Add(new(IndexRefusalKind.ZeroRange, null, null, code, string.Create(CultureInfo.InvariantCulture, $"Indicator '{code}' runs from {m.Minimum:R} to {m.Maximum:R}: its range cannot be told from rounding, or its numbers are too large to square. Change its unit or drop it.")));
        }
        IndexRefusedException.ThrowIfAny(refusals);
        return moments;
    }
}
