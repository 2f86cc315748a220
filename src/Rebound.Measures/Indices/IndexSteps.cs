namespace Rebound.Measures;

/// <summary>The steps of an index in their order. Each is a pure function of its arguments, so that a design that differs in a late step reuses the early ones.</summary>
/// <remarks>Values lie indicator by indicator, then unit, then year: value of row r = unit × years + year of indicator j is [j × rows + r].
/// The order is: select, impute, describe, normalise, prepare, weigh, score. Normalised columns are not changed by later steps.</remarks>
internal static class IndexSteps
{
    /// <summary>Takes the fit window and leaves out thin units and indicators.</summary>
    public static IndexWindow Select(IndicatorTable table, IndexOptions options) => IndexWindow.Of(table, options);

    /// <summary>Fills gaps; the values given are shared when there is none.</summary>
    public static IndexWindow Impute(IndexWindow window, IndexOptions options)
    {
        if (!Imputation.HasGap(window.Values)) return window;
        var values = window.Values.ToArray();
        var (units, years, rows) = (window.Units.Count, window.YearCount, window.RowCount);
        var imputed = new int[window.Indicators.Count * units];
        var refusals = new List<IndexRefusal>();
        Span<double> present = new double[units];
        for (var j = 0; j < window.Indicators.Count; j++)
        {
            var column = values.AsSpan(j * rows, rows);
            if (!Imputation.HasGap(column)) continue;
            for (var i = 0; i < units; i++) imputed[j * units + i] = Imputation.CountGaps(column.Slice(i * years, years));
            for (var i = 0; i < units; i++) Imputation.WithinSeries(column.Slice(i * years, years), options.Impute);
            for (var t = 0; t < years; t++)
                if (!Imputation.WithMedian(column, t, years, present))
                    refusals.Add(new(IndexRefusalKind.StillMissing, null, window.FirstYear + t, window.Indicators[j].Code, $"Indicator '{window.Indicators[j].Code}' has no value in {window.FirstYear + t} from which a gap could be filled. Start the fit window later, impute linearly or drop it."));
        }
        IndexRefusedException.ThrowIfAny(refusals);
        return window with { Values = values, Imputed = imputed };
    }

    /// <summary>Describes a window without gaps; refuses constant columns and ranges below rounding.</summary>
    public static CompleteTable Describe(IndexWindow window) => CompleteTable.Of(window);

    /// <summary>Normalises every indicator; higher is better in what comes out.</summary>
    public static double[] Normalise(CompleteTable table, IndexOptions options)
    {
        var columns = new double[table.Values.Length];
        for (var j = 0; j < table.Indicators.Count; j++) Normalise(table, j, options.Normalise, columns.AsSpan(j * table.RowCount, table.RowCount));
        return columns;
    }

    /// <summary>Normalises indicator j.</summary>
    public static void Normalise(CompleteTable table, int j, NormaliseMethod method, Span<double> column)
    {
        var (m, direction) = (table.Moments[j], table.Indicators[j].Direction);
        if (method == NormaliseMethod.ZScore) Normalisation.ZScore(table.Column(j), m.Mean, m.Deviation, direction, column);
        else Normalisation.MinMax(table.Column(j), m.Minimum, m.Maximum, direction, column);
    }

    /// <summary>The entropy of each indicator, always from its min-max normalised values.</summary>
    public static double[] Entropies(CompleteTable table, ZeroRule rule)
    {
        var (entropies, column) = (new double[table.Indicators.Count], new double[table.RowCount]);
        for (var j = 0; j < entropies.Length; j++)
        {
            Normalise(table, j, NormaliseMethod.MinMax, column);
            entropies[j] = Entropy.Of(column, rule);
        }
        return entropies;
    }

    /// <summary>What an aggregation sums: the columns themselves, or a new array of their logs for a geometric mean.</summary>
    public static double[] Prepare(double[] columns, AggregateMethod method)
    {
        if (method != AggregateMethod.Geometric) return columns;
        var logs = columns.ToArray();
        Aggregation.Log(logs);
        return logs;
    }

    /// <summary>Scores every node from the leaves up; weights that depend on scores are set on the way.</summary>
    /// <param name="table">The table.</param>
    /// <param name="options">The aggregation.</param>
    /// <param name="prepared">Columns as <see cref="Prepare"/> gives them.</param>
    /// <param name="weighting">Weights.</param>
    /// <param name="scorer">Scratch space.</param>
    /// <returns>Node by node, then row.</returns>
    public static double[] Score(CompleteTable table, IndexOptions options, ReadOnlySpan<double> prepared, IndexWeighting weighting, IndexScorer scorer)
    {
        var scores = new double[table.Tree.Nodes.Count * table.RowCount];
        for (var node = table.Tree.Nodes.Count - 1; node >= 0; node--)
        {
            weighting.SetByScores(node, scores);
            scorer.Score(node, options.Aggregate, prepared, weighting.Within, weighting.NodeWithin, scores.AsSpan(node * table.RowCount, table.RowCount));
        }
        return scores;
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
}
