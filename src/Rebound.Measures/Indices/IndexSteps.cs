using System.Runtime.InteropServices;
using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>The steps of an index in their order. Each is a pure function of its arguments, so that a design that differs in a late step reuses the early ones.</summary>
/// <remarks>Values lie indicator by indicator, then unit, then year: value of row r = unit × years + year of indicator j is [j × rows + r].
/// The order is: select, denominate, impute, treat, describe, normalise, prepare, weigh, score. No step changes the arrays it is given, but those of data steps that are told that they may.</remarks>
internal static class IndexSteps
{
    private const int ValuesAChunk = 8192;

    /// <summary>Takes the fit window and leaves out thin units and indicators.</summary>
    public static IndexWindow Select(IndicatorTable table, IndexOptions options) => IndexWindow.Of(table, options);

    /// <summary>Divides the indicators that name a denominator by it; a missing denominator leaves a gap.</summary>
    /// <param name="window">The window.</param>
    /// <param name="inPlace">Whether the window's own array may be changed.</param>
    public static IndexWindow Denominate(IndexWindow window, bool inPlace = false)
    {
        if (window.Indicators.All(indicator => indicator.Denominator is null)) return window;
        var (values, rows, refusals, changes) = (inPlace ? window.Values : window.Values.ToArray(), window.RowCount, new List<IndexRefusal>(), new List<CellChange>());
        for (var j = 0; j < window.Indicators.Count; j++)
        {
            if (window.Indicators[j].Denominator is not { } code) continue;
            if (!window.Denominators.TryGetValue(code, out var denominator))
            {
                refusals.Add(new(IndexRefusalKind.Denominator, null, null, window.Indicators[j].Code, $"Indicator '{window.Indicators[j].Code}' is to be divided by '{code}', of which there are no values. Add it or leave the denominator empty."));
                continue;
            }
            for (var r = 0; r < rows; r++)
            {
                if (denominator[r] == 0)
                    refusals.Add(new(IndexRefusalKind.Denominator, window.Units[r / window.YearCount], window.FirstYear + r % window.YearCount, window.Indicators[j].Code, $"Indicator '{window.Indicators[j].Code}' of '{window.Units[r / window.YearCount]}' in {window.FirstYear + r % window.YearCount} would be divided by a '{code}' of zero. Mend it or leave it empty."));
                var before = values[j * rows + r];
                values[j * rows + r] /= denominator[r];
                if (!before.Equals(values[j * rows + r])) changes.Add(new CellChange(j * rows + r, before, values[j * rows + r]));
            }
        }
        IndexRefusedException.ThrowIfAny(refusals);
        return window.After(DataStep.Denominate, values, [changes]);
    }

    /// <summary>Fills gaps; the values given are shared when there is none.</summary>
    /// <param name="window">The window.</param>
    /// <param name="options">How.</param>
    /// <param name="inPlace">Whether the window's own array may be changed.</param>
    public static IndexWindow Impute(IndexWindow window, IndexOptions options, bool inPlace = false)
    {
        if (options.Impute == ImputeMethod.None || !Imputation.HasGap(window.Values)) return window;
        var values = inPlace ? window.Values : window.Values.ToArray();
        var (units, years, rows) = (window.Units.Count, window.YearCount, window.RowCount);
        var imputed = new int[window.Indicators.Count * units];
        if (options.Impute is ImputeMethod.GroupMean or ImputeMethod.GroupMedian && window.Groups.Length == 0)
            throw new IndexRefusedException([new(IndexRefusalKind.Method, null, null, null, "Gaps are to be filled by group, and the units have no groups. Name the groups or fill gaps otherwise.")]);
        var parts = FixedChunks.Collect(window.Indicators.Count, ColumnsAChunk(rows), (first, end) =>
        {
            var (found, changes, present) = (new List<IndexRefusal>(), new List<CellChange>(), new double[units]);
            for (var j = first; j < end; j++)
            {
                var column = values.AsSpan(j * rows, rows);
                if (!Imputation.HasGap(column)) continue;
                var gaps = changes.Count;
                for (var r = 0; r < rows; r++)
                {
                    if (!double.IsNaN(column[r])) continue;
                    imputed[j * units + r / years]++;
                    changes.Add(new CellChange(j * rows + r, double.NaN, double.NaN));
                }
                Fill(window, j, column, options.Impute, present, found);
                foreach (ref var gap in CollectionsMarshal.AsSpan(changes)[gaps..]) gap = gap with { After = values[gap.Cell] };
            }
            return (Refusals: found, Changes: changes);
        });
        IndexRefusedException.ThrowIfAny([.. parts.SelectMany(part => part.Refusals)]);
        return window.After(DataStep.Impute, values, [.. parts.Select(part => part.Changes)]) with { Imputed = imputed };
    }

    /// <summary>Treats outliers over all unit-years of each indicator.</summary>
    /// <param name="window">The window.</param>
    /// <param name="options">How.</param>
    /// <param name="inPlace">Whether the window's own array may be changed.</param>
    public static IndexWindow Treat(IndexWindow window, IndexOptions options, bool inPlace = false)
    {
        if (options.Treat == TreatMethod.None) return window;
        var (values, rows, count) = (inPlace ? window.Values : window.Values.ToArray(), window.RowCount, window.Indicators.Count);
        var (treatments, changes) = (new IndicatorTreatment[count], new List<CellChange>[count]);
        FixedChunks.Run(count, ColumnsAChunk(rows), () => new double[rows], (first, end, before) =>
        {
            for (var j = first; j < end; j++)
            {
                var column = values.AsSpan(j * rows, rows);
                column.CopyTo(before);
                treatments[j] = OutlierTreatment.Treat(window.Indicators[j].Code, column, options.Treat, options.TreatSettings);
                changes[j] = [];
                for (var r = 0; r < rows; r++)
                    if (!before[r].Equals(column[r])) changes[j].Add(new CellChange(j * rows + r, before[r], column[r]));
            }
        });
        return window.After(DataStep.Treat, values, changes) with { Treatments = treatments };
    }

    /// <summary>Describes a window; refuses constant columns and ranges below rounding.</summary>
    public static CompleteTable Describe(IndexWindow window) => CompleteTable.Of(window);

    /// <summary>Normalises every indicator; higher is better in what comes out.</summary>
    /// <param name="table">The table.</param>
    /// <param name="options">How.</param>
    /// <param name="into">An array that may be overwritten, when it has the right length.</param>
    public static double[] Normalise(CompleteTable table, IndexOptions options, double[]? into = null)
    {
        var columns = into?.Length == table.Values.Length ? into : new double[table.Values.Length];
        var refusals = FixedChunks.Collect(table.Indicators.Count, ColumnsAChunk(table.RowCount), (first, end) =>
        {
            var normaliser = new Normaliser(table, options.Normalise, options.NormaliseSettings);
            for (var j = first; j < end; j++) normaliser.Normalise(j, columns.AsSpan(j * table.RowCount, table.RowCount));
            return normaliser.Refusals;
        });
        IndexRefusedException.ThrowIfAny([.. refusals.SelectMany(found => found)]);
        return columns;
    }

    /// <summary>The scale of every indicator, for normalisations that are one scale for all years.</summary>
    public static LinearScale[] Scales(CompleteTable table, IndexOptions options)
    {
        var scales = new LinearScale[table.Indicators.Count];
        var refusals = FixedChunks.Collect(scales.Length, ColumnsAChunk(table.RowCount), (first, end) =>
        {
            var normaliser = new Normaliser(table, options.Normalise, options.NormaliseSettings);
            for (var j = first; j < end; j++) scales[j] = normaliser.Scale(j);
            return normaliser.Refusals;
        });
        IndexRefusedException.ThrowIfAny([.. refusals.SelectMany(found => found)]);
        return scales;
    }

    /// <summary>The entropy of each indicator, always from its min-max normalised values.</summary>
    public static double[] Entropies(CompleteTable table, ZeroRule rule)
    {
        var entropies = new double[table.Indicators.Count];
        FixedChunks.Run(entropies.Length, ColumnsAChunk(table.RowCount), () => new double[table.RowCount], (first, end, column) =>
        {
            for (var j = first; j < end; j++)
            {
                var m = table.Moments[j];
                Normalisation.MinMax(table.Column(j), m.Minimum, m.Maximum, table.Indicators[j].Direction, column);
                entropies[j] = Entropy.Of(table.HasGap ? Normalisation.Observed(column) : column, rule);
            }
        });
        return entropies;
    }

    /// <summary>What an aggregation sums: the columns themselves, or for means of positive values f(0.01 + 0.99 z) in a new array.</summary>
    /// <exception cref="IndexRefusedException">Such a mean meets a value that is not positive.</exception>
    public static double[] Prepare(double[] columns, AggregateRule rule) => rule.NeedsPositive ? Raised(columns, null, rule.Exponent!.Value) : columns;

    /// <summary>The same for the aggregation of the options; values are raised but not transformed when nodes are scored level by level.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Normalised columns.</param>
    /// <param name="options">The aggregation.</param>
    /// <param name="into">An array that may be overwritten, when it has the right length.</param>
    public static double[] Prepare(CompleteTable table, double[] columns, IndexOptions options, double[]? into = null)
    {
        if (!options.ByLevel) return options.Rule.NeedsPositive ? Raised(columns, table, options.Rule.Exponent!.Value, into) : columns;
        var levels = LevelScores.Heights(table.Tree).Max();
        return Enumerable.Range(1, levels).Any(height => options.RuleAt(height).NeedsPositive) ? Raised(columns, table, 1, into) : columns;
    }

    /// <summary>Scores every node from the leaves up; weights that depend on scores are set on the way.</summary>
    /// <param name="table">The table.</param>
    /// <param name="options">The aggregation.</param>
    /// <param name="prepared">Columns as <see cref="Prepare(CompleteTable, double[], IndexOptions, double[])"/> gives them.</param>
    /// <param name="weights">Weights.</param>
    /// <returns>Node by node, then row.</returns>
    public static double[] Score(CompleteTable table, IndexOptions options, ReadOnlySpan<double> prepared, IndexWeights weights)
    {
        var (rows, years) = (table.RowCount, weights.Years.Count);
        var scores = new double[table.Tree.Nodes.Count * rows];
        var heights = options.ByLevel ? LevelScores.Heights(table.Tree) : [];
        var scorer = new IndexScorer(table.Tree, rows, table.YearCount);
        for (var node = table.Tree.Nodes.Count - 1; node >= 0; node--)
        {
            foreach (var weighting in weights.Years) weighting.SetByScores(node, scores);
            if (weights.IsOwn(node))
            {
                weights.SetOwn(node, prepared, scores);
                continue;
            }
            for (var t = 0; t < years; t++)
            {
                var (within, nodeWithin) = (weights.Years[t].Within, weights.Years[t].NodeWithin);
                if (options.ByLevel) LevelScores.Score(table.Tree, node, rows, prepared, scores, within, nodeWithin, options.RuleAt(heights[node]).Exponent!.Value, table.HasGap ? options.MinimumAvailable : 0, t, years);
                else if (years == 1) scorer.Score(node, options.Rule, prepared, within, nodeWithin, scores.AsSpan(node * rows, rows));
                else ScoreYear(scorer, node, options.Rule, prepared, weights.Years[t], scores.AsSpan(node * rows, rows), t, years);
            }
        }
        RefuseMissing(table, options, scores);
        return scores;
    }

    /// <summary>Scores the rows of a year by its weights; ideals, ranges and references stay those of all years.</summary>
    private static void ScoreYear(IndexScorer scorer, int node, AggregateRule rule, ReadOnlySpan<double> prepared, IndexWeighting weighting, Span<double> score, int year, int years)
    {
        scorer.WeighBelow(node, weighting.Within, weighting.NodeWithin);
        var all = new double[score.Length];
        scorer.Score(node, rule, prepared, weighting.Within, weighting.NodeWithin, all);
        for (var r = year; r < all.Length; r += years) score[r] = all[r];
    }

    /// <summary>The mean over the years of each unit, for blocks of rows one after the other.</summary>
    public static void MeanOverYears(ReadOnlySpan<double> rows, Span<double> means)
    {
        var years = rows.Length / means.Length;
        for (var i = 0; i < means.Length; i++)
        {
            var sum = 0.0;
            for (var t = 0; t < years; t++) sum += rows[i * years + t];
            means[i] = sum / years;
        }
    }

    /// <summary>Indicators are worked on apart from each other, so many at a time that a chunk pays.</summary>
    public static int ColumnsAChunk(int rows) => Math.Max(1, ValuesAChunk / Math.Max(1, rows));

    private static void Fill(IndexWindow window, int j, Span<double> column, ImputeMethod method, double[] present, List<IndexRefusal> refusals)
    {
        var (code, years) = (window.Indicators[j].Code, window.YearCount);
        if (method == ImputeMethod.Em)
        {
            try
            {
                Expectation.Fill(column, years);
            }
            catch (NumericalException cause)
            {
                refusals.Add(new(IndexRefusalKind.StillMissing, null, null, code, $"The gaps of indicator '{code}' cannot be filled by EM: {cause.Message}. Impute linearly, or drop it."));
            }
        }
        else if (method is ImputeMethod.Linear or ImputeMethod.Latest or ImputeMethod.Constant)
            for (var i = 0; i < window.Units.Count; i++) Imputation.WithinSeries(column.Slice(i * years, years), method);
        var grouped = method is ImputeMethod.GroupMean or ImputeMethod.GroupMedian;
        var median = method is not (ImputeMethod.Mean or ImputeMethod.GroupMean);
        for (var group = 0; group < (grouped ? window.GroupNames.Count : 1); group++)
            for (var t = 0; t < years; t++)
                if (refusals.Count == 0 || method != ImputeMethod.Em)
                    if (!Imputation.AcrossUnits(column, t, years, median, grouped ? window.Groups : [], group, present))
                        refusals.Add(StillMissing(window, code, t, grouped ? window.GroupNames[group] : null));
    }

    private static IndexRefusal StillMissing(IndexWindow window, string code, int year, string? group) =>
        new(IndexRefusalKind.StillMissing, null, window.FirstYear + year, code, group is null
            ? $"Indicator '{code}' has no value in {window.FirstYear + year} from which a gap could be filled. Start the fit window later, impute linearly or drop it."
            : $"Indicator '{code}' has no value in {window.FirstYear + year} in group '{group}' from which a gap could be filled. Merge the group, impute linearly or drop it.");

    private static double[] Raised(double[] columns, CompleteTable? table, double exponent, double[]? into = null)
    {
        var raised = into?.Length == columns.Length ? into : new double[columns.Length];
        columns.CopyTo(raised, 0);
        Aggregation.Raise(raised);
        var refusals = new List<IndexRefusal>();
        for (var k = 0; k < raised.Length; k++)
        {
            if (!(raised[k] <= 0)) continue; // NaN is a gap
            if (table is null) throw new NumericalException("A mean of positive values meets a normalised value that is not positive.");
            var (unit, year, indicator) = (table.Units[k / table.YearCount % table.Units.Count], table.FirstYear + k % table.YearCount, table.Indicators[k / table.RowCount].Code);
            refusals.Add(new(IndexRefusalKind.Method, unit, year, indicator, $"Indicator '{indicator}' of '{unit}' in {year} is not positive once normalised, and the chosen mean exists for positive values only. Normalise to [0, 1] over all years, or aggregate arithmetically."));
        }
        IndexRefusedException.ThrowIfAny(refusals);
        FixedChunks.Run(raised.Length, ValuesAChunk, (first, end) => PowerMean.Transform(raised.AsSpan(first..end), exponent));
        return raised;
    }

    private static void RefuseMissing(CompleteTable table, IndexOptions options, double[] scores)
    {
        if (!table.HasGap && options.Aggregate is not (AggregateMethod.MazziottaPareto or AggregateMethod.AdjustedMazziottaPareto)) return;
        var refusals = new List<IndexRefusal>();
        for (var i = 0; i < table.Units.Count; i++)
        {
            var bad = -1;
            for (var node = table.Tree.Nodes.Count - 1; node >= 0 && bad < 0; node--)
                for (var t = 0; t < table.YearCount && bad < 0; t++)
                    if (double.IsNaN(scores[node * table.RowCount + i * table.YearCount + t])) bad = node * table.YearCount + t;
            if (bad < 0) continue;
            var (path, year) = (table.Tree.Nodes[bad / table.YearCount].Path, table.FirstYear + bad % table.YearCount);
            refusals.Add(table.HasGap
                ? new(IndexRefusalKind.StillMissing, table.Units[i], year, path, $"'{path}' of '{table.Units[i]}' in {year} has too few values for a score. Leave the unit out, impute, or lower the share that must be available.")
                : new(IndexRefusalKind.Method, table.Units[i], year, path, $"'{path}' of '{table.Units[i]}' in {year} has a mean of the indicators that is not positive, for which the Mazziotta-Pareto penalty is not defined. Normalise otherwise or aggregate arithmetically."));
        }
        IndexRefusedException.ThrowIfAny(refusals);
    }
}
