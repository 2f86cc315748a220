using System.Globalization;
using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>The fit window of an indicator table after the data steps: every indicator varies, and every value is finite unless gaps were to stay.</summary>
internal sealed class CompleteTable
{
    /// <summary>A range below this share of the largest magnitude is rounding: 2⁻⁵² times about 500 operations.</summary>
    private const double RelativeRange = 1e-13;

    private readonly IndexWindow window;

    private CompleteTable(IndexWindow window, Normalisation.Moments[] moments, bool hasGap) => (this.window, Moments, HasGap) = (window, moments, hasGap);

    public IReadOnlyList<string> Units => window.Units;

    public int FirstYear => window.FirstYear;

    public int YearCount => window.YearCount;

    public int RowCount => window.RowCount;

    /// <summary>The indicators kept, in the order of the tree.</summary>
    public IReadOnlyList<Indicator> Indicators => window.Indicators;

    public IndexTree Tree => window.Tree;

    /// <summary>Indicator by indicator, then unit, then year.</summary>
    public double[] Values => window.Values;

    /// <summary>Number of imputed years, indicator × units + unit.</summary>
    public int[] Imputed => window.Imputed;

    public Normalisation.Moments[] Moments { get; }

    public IReadOnlyList<LeftOut> LeftOut => window.LeftOut;

    /// <summary>Whether a value is missing; only when gaps are not filled.</summary>
    public bool HasGap { get; }

    /// <summary>The group of each unit, by number; empty when there are none.</summary>
    public int[] Groups => window.Groups;

    public IReadOnlyList<string> GroupNames => window.GroupNames;

    public IReadOnlyList<ChangedValues> Steps => window.Steps;

    public IReadOnlyList<IndicatorTreatment> Treatments => window.Treatments;

    /// <summary>Runs the data steps over a table.</summary>
    public static CompleteTable From(IndicatorTable table, IndexOptions options) =>
        Of(IndexSteps.Treat(IndexSteps.Impute(IndexSteps.Denominate(IndexSteps.Select(table, options), inPlace: true), options, inPlace: true), options, inPlace: true)); // the window is nobody else's

    /// <summary>Describes a window; refuses what cannot be normalised.</summary>
    public static CompleteTable Of(IndexWindow window)
    {
        var (rows, count) = (window.RowCount, window.Indicators.Count);
        var (moments, refusals, gaps) = (new Normalisation.Moments[count], new IndexRefusal?[count], new bool[count]);
        FixedChunks.Run(count, IndexSteps.ColumnsAChunk(rows), (first, end) =>
        {
            for (var j = first; j < end; j++) (moments[j], gaps[j], refusals[j]) = Describe(window.Column(j), window.Indicators[j].Code);
        });
        IndexRefusedException.ThrowIfAny([.. refusals.OfType<IndexRefusal>()]);
        return new CompleteTable(window, moments, gaps.Contains(true));
    }

    /// <summary>One year alone.</summary>
    /// <param name="year">0 for the first year.</param>
    /// <exception cref="IndexRefusedException">An indicator is the same for every unit in that year.</exception>
    public CompleteTable Year(int year)
    {
        try
        {
            return Of(window with { FirstYear = FirstYear + year, YearCount = 1, Values = OfYear(Values, YearCount, year) });
        }
        catch (IndexRefusedException refused)
        {
            throw new IndexRefusedException([.. refused.Refusals.Select(refusal => refusal with { Year = FirstYear + year, Reason = string.Create(CultureInfo.InvariantCulture, $"In {FirstYear + year}, of which weights are wanted: {refusal.Reason} Or weigh over the whole window.") })]);
        }
    }

    /// <summary>The rows of one year of blocks of rows.</summary>
    public static double[] OfYear(ReadOnlySpan<double> rows, int years, int year)
    {
        var cut = new double[rows.Length / years];
        for (var i = 0; i < cut.Length; i++) cut[i] = rows[i * years + year];
        return cut;
    }

    public ReadOnlySpan<double> Column(int indicator) => Values.AsSpan(indicator * RowCount, RowCount);

    /// <summary>The same values with the direction of some indicators turned.</summary>
    public CompleteTable WithFlipped(IReadOnlyCollection<string> codes)
    {
        Indicator[] flipped = [.. Indicators.Select(indicator => codes.Contains(indicator.Code) ? indicator with { Direction = (Direction)(-(int)indicator.Direction) } : indicator)];
        return new CompleteTable(window with { Indicators = flipped }, Moments, HasGap);
    }

    /// <summary>To weigh anew: the indicators that stay beside one that is left out, those of its dimension, or all. Their given weights are rescaled to the sum they had with it.</summary>
    /// <param name="indicator">Position of the indicator that is left out.</param>
    /// <param name="all">Whether all other indicators stay, and not only those of its dimension.</param>
    /// <param name="room">Takes their values, one after the other; null where weights look at none. It must last as long as the table.</param>
    /// <exception cref="IndexRefusedException">Its dimension would be empty.</exception>
    public CompleteTable Beside(int indicator, bool all, double[]? room)
    {
        var (gone, rows) = (Indicators[indicator], RowCount);
        int[] kept = [.. Enumerable.Range(0, Indicators.Count).Where(j => j != indicator && (all || Indicators[j].Dimension == gone.Dimension))];
        if (!kept.Any(j => Indicators[j].Dimension == gone.Dimension))
            throw new IndexRefusedException([new(IndexRefusalKind.EmptyDimension, null, null, gone.Code, $"Without '{gone.Code}' the dimension '{gone.Dimension}' is empty, and the index another one.")]);
        var weight = kept.Sum(j => Indicators[j].Weight ?? 0);
        var scale = weight > 0 ? (weight + (gone.Weight ?? 0)) / weight : 1;
        Indicator[] indicators = [.. kept.Select(j => Indicators[j] with { Weight = Indicators[j].Weight * scale })];
        for (var k = 0; k < kept.Length && room is not null; k++) Column(kept[k]).CopyTo(room.AsSpan(k * rows));
        return new CompleteTable(window with { Indicators = indicators, Tree = IndexTree.Of(indicators), Values = room ?? [], Imputed = [] }, [.. kept.Select(j => Moments[j])], HasGap && room is not null && Imputation.HasGap(room.AsSpan(0, kept.Length * rows)));
    }

    private static (Normalisation.Moments Moments, bool HasGap, IndexRefusal? Refusal) Describe(ReadOnlySpan<double> column, string code)
    {
        var known = Normalisation.Observed(column);
        var m = Normalisation.Describe(known);
        IndexRefusal? refusal = null;
        if (m.Minimum == m.Maximum)
            refusal = new(IndexRefusalKind.Constant, null, null, code, string.Create(CultureInfo.InvariantCulture, $"Indicator '{code}' is {m.Minimum:R} for every unit and year of the fit window: it tells units apart in nothing. Drop it."));
        else if (m.Maximum - m.Minimum <= RelativeRange * Math.Max(Math.Abs(m.Minimum), Math.Abs(m.Maximum)) || !double.IsFinite(m.Deviation) || !(m.Deviation > 0))
            refusal = new(IndexRefusalKind.ZeroRange, null, null, code, string.Create(CultureInfo.InvariantCulture, $"Indicator '{code}' runs from {m.Minimum:R} to {m.Maximum:R}: its range cannot be told from rounding, or its numbers are too large to square. Change its unit or drop it."));
        return (m, known.Length < column.Length, refusal);
    }
}
