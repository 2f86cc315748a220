using Rebound.Measures;

namespace Rebound.Studies;

/// <summary>An index as result tables: index_scores, index_panel, index_weights, index_variants, index_directions, index_refusals, index_changes, index_treatment, index_trends; index_weights_by_year or index_unit_weights where weights differ.</summary>
public static class IndexTables
{
    /// <summary>All tables of an index.</summary>
    /// <param name="result">The index.</param>
    /// <param name="intervals">Its rank intervals.</param>
    /// <param name="variants">The designs it is compared with.</param>
    public static IReadOnlyList<ResultTable> Of(IndexResult result, SensitivityResult intervals, IReadOnlyList<IndexVariant> variants)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(intervals);
        return [Scores(result, intervals), PanelOf(result), Weights(result), Variants(variants), Directions(variants), Refusals(result), Changes(result), Treatments(result), Trends(result), .. Differing(result)];
    }

    /// <summary>What an index of four units or more says of itself: index_influence, index_obstacles, index_coupling, index_reliability, index_correlations; nothing for fewer units or with gaps.</summary>
    /// <param name="result">The index.</param>
    public static IReadOnlyList<ResultTable> Diagnosis(IndexResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Units.Count < DiagnosisStage.LeastUnits || result.Options.Impute == ImputeMethod.None ? [] : DiagnosisStage.TablesOf(result);
    }

    private static ResultTable Scores(IndexResult result, SensitivityResult intervals)
    {
        var table = new TableBuilder("index_scores", "city", "dimension", "#score", "#rank", "#rank_low", "#rank_high", "tercile", "#imputed_share");
        for (var node = 0; node < result.Nodes.Count; node++)
        {
            if (result.Nodes[node].Depth > 1) continue;
            for (var u = 0; u < result.Units.Count; u++)
                table.Add(result.Units[u], result.Nodes[node].Path, result.UnitScores(node)[u], result.Ranks(node)[u], intervals.Of(node)[u].Low, intervals.Of(node)[u].High,
                    result.TercilesOf(node)[u].ToString().ToLowerInvariant(), result.ImputedShare(node, u));
        }
        return table.Build();
    }

    private static ResultTable PanelOf(IndexResult result)
    {
        var table = new TableBuilder("index_panel", "city", "#year", "dimension", "#score");
        for (var node = 0; node < result.Nodes.Count; node++)
            for (var u = 0; u < result.Units.Count; u++)
                for (var t = 0; t < result.YearCount; t++)
                    table.Add(result.Units[u], result.FirstYear + t, result.Nodes[node].Path, result.Scores(node)[u * result.YearCount + t]);
        return table.Build();
    }

    private static ResultTable Weights(IndexResult result)
    {
        var table = new TableBuilder("index_weights", "indicator", "label", "dimension", "direction", "disputed", "#weight_within", "#weight_global", "weight_is", "#entropy", "#minimum", "#maximum", "#values", "#imputed");
        foreach (var i in result.Indicators)
            table.Add(i.Indicator.Code, i.Indicator.Label, i.Indicator.Dimension, i.Indicator.Direction == Direction.Positive ? "+" : "-", i.Indicator.Disputed ? "yes" : "",
                i.WeightWithin, i.WeightGlobal, WeightIs(result), i.Entropy, i.Minimum, i.Maximum, i.Values, i.Imputed);
        return table.Build();
    }

    /// <summary>What a stated weight is: one that all unit-years share, or a mean of weights that differ.</summary>
    /// <param name="result">The index.</param>
    internal static string WeightIs(IndexResult result) => result.WeightVariation switch
    {
        WeightVariation.Years => "mean of yearly weights",
        WeightVariation.UnitYears => "mean of own weights",
        _ => "common",
    };

    /// <summary>Weights that differ by year, or by unit and year, in full; no table where all share them.</summary>
    private static List<ResultTable> Differing(IndexResult result)
    {
        if (result.WeightVariation == WeightVariation.None) return [];
        var own = result.WeightVariation == WeightVariation.UnitYears;
        var table = own
            ? new TableBuilder("index_unit_weights", "city", "#year", "node", "part", "#weight", "#share_of_score")
            : new TableBuilder("index_weights_by_year", "#year", "node", "part", "#weight");
        for (var u = 0; u < (own ? result.Units.Count : 1); u++)
            for (var t = 0; t < result.YearCount; t++)
                for (var node = 0; node < result.Nodes.Count; node++)
                    foreach (var part in result.WeightsOf(node, u, t))
                    {
                        if (own) table.Add(result.Units[u], result.FirstYear + t, result.Nodes[node].Path, part.Part, part.Weight, part.Share);
                        else table.Add(result.FirstYear + t, result.Nodes[node].Path, part.Part, part.Weight);
                    }
        return [table.Build()];
    }

    private static ResultTable Variants(IReadOnlyList<IndexVariant> variants)
    {
        var table = new TableBuilder("index_variants", "variant", "normalise", "weights", "aggregate", "#rank_correlation", "#mean_rank_shift", "#largest_rank_shift", "largest_shift_city");
        foreach (var v in variants)
            table.Add(v.Name, IndexVariants.Name(v.Normalise), IndexVariants.Name(v.Weights), IndexVariants.Name(v.Aggregate), v.RankCorrelation, v.MeanRankShift, v.LargestRankShift, v.LargestShiftUnit);
        return table.Build();
    }

    // Units that keep their rank have no row.
    private static ResultTable Directions(IReadOnlyList<IndexVariant> variants)
    {
        var table = new TableBuilder("index_directions", "turned", "city", "#rank", "#rank_turned", "#shift");
        foreach (var variant in variants.Where(variant => variant.Flipped.Count > 0))
            foreach (var shift in variant.Comparison.Shifts.Where(shift => shift.Difference != 0))
                table.Add(variant.Flipped.Count == 1 ? variant.Flipped[0] : "all disputed", shift.Unit, shift.First, shift.Second, shift.Difference);
        return table.Build();
    }

    private static ResultTable Refusals(IndexResult result)
    {
        var table = new TableBuilder("index_refusals", "kind", "code", "reason");
        foreach (var left in result.LeftOut) table.Add(left.Kind.ToString().ToLowerInvariant(), left.Code, left.Reason);
        return table.Build();
    }

    private static ResultTable Changes(IndexResult result)
    {
        var table = new TableBuilder("index_changes", "step", "city", "#year", "indicator", "#before", "#after");
        foreach (var change in result.Changes()) table.Add(change.Step.ToString().ToLowerInvariant(), change.Unit, change.Year, change.Indicator, change.Before, change.After);
        return table.Build();
    }

    private static ResultTable Treatments(IndexResult result)
    {
        var table = new TableBuilder("index_treatment", "indicator", "#skewness_before", "#kurtosis_before", "passed_before", "#winsorised", "transformation", "#skewness_after", "#kurtosis_after", "passed");
        foreach (var t in result.Treatments)
            table.Add(t.Indicator, t.SkewnessBefore, t.KurtosisBefore, t.PassedBefore ? "yes" : "no", t.Winsorised, t.Transformation, t.SkewnessAfter, t.KurtosisAfter, t.Passed ? "yes" : "no");
        return table.Build();
    }

    private static ResultTable Trends(IndexResult result)
    {
        var table = new TableBuilder("index_trends", "city", "group", "dimension", "#slope", "#change_pct", "#growth", "#rank_in_group");
        for (var node = 0; node < result.Nodes.Count; node++)
        {
            if (result.Nodes[node].Depth > 1) continue;
            var ranks = result.GroupRanks(node);
            for (var u = 0; u < result.Units.Count; u++)
            {
                var trend = result.Trend(node, u);
                table.Add(result.Units[u], result.GroupOf(u) < 0 ? "" : result.GroupNames[result.GroupOf(u)], result.Nodes[node].Path,
                    trend.Slope, trend.PercentChange ?? double.NaN, trend.CompoundGrowth ?? double.NaN, ranks.Count == 0 ? double.NaN : ranks[u]);
            }
        }
        return table.Build();
    }
}
