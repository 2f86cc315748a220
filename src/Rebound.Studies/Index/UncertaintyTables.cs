using Rebound.Measures;

namespace Rebound.Studies;

/// <summary>Uncertainty and sensitivity of an index as result tables: index_ranks, index_sobol, index_replications, index_conclusions.</summary>
public static class UncertaintyTables
{
    /// <summary>All tables of a run.</summary>
    /// <param name="index">The index.</param>
    /// <param name="result">The run, with years and dimensions ranked.</param>
    /// <param name="conclusions">The rankings that were stated, those that name unknown units among them.</param>
    public static IReadOnlyList<ResultTable> Of(IndexResult index, SensitivityResult result, IReadOnlyList<RankingConclusion> conclusions)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(result);
        return [Ranks(index, result), Sobol(result), Replications(result), Conclusions(index, result, conclusions)];
    }

    private static ResultTable Ranks(IndexResult index, SensitivityResult result)
    {
        var table = new TableBuilder("index_ranks", "city", "dimension", "#year", "#rank", "#rank_mean", "#rank_low", "#rank_median", "#rank_high", "#resolution");
        for (var node = 0; node < index.Nodes.Count; node++)
            if (index.Nodes[node].Depth <= 1) Add(index.Nodes[node].Path, null, index.Ranks(node), result.Of(node));
        for (var t = 0; t < index.YearCount; t++) Add(IndexNode.Total, index.FirstYear + t, result.StatedYear(t), result.OfYear(t));
        return table.Build();

        void Add(string path, int? year, ReadOnlySpan<int> ranks, ReadOnlySpan<RankInterval> intervals)
        {
            for (var u = 0; u < index.Units.Count; u++)
                table.Add(index.Units[u], path, year, ranks[u], intervals[u].Mean, intervals[u].Low, intervals[u].Median, intervals[u].High, result.RankResolution);
        }
    }

    private static ResultTable Sobol(SensitivityResult result)
    {
        var table = new TableBuilder("index_sobol", "factor", "#year", "#first", "#first_low", "#first_high", "#total", "#total_low", "#total_high", "#samples", "reason");
        foreach (var s in result.Sensitivities)
            table.Add(s.Factor, s.Year, s.Estimate?.First, s.Estimate?.FirstLow, s.Estimate?.FirstHigh, s.Estimate?.Total, s.Estimate?.TotalLow, s.Estimate?.TotalHigh, result.Options.SobolSamples, s.Reason);
        return table.Build();
    }

    private static ResultTable Replications(SensitivityResult result)
    {
        var table = new TableBuilder("index_replications", "#replication", "kind", "choices", "#mean_rank_shift", "#largest_rank_shift", "largest_shift_city");
        foreach (var r in result.Replications)
            table.Add(r.Number, r.IsIndependent ? "drawn" : "mixed", string.Join("; ", result.Factors.Select((factor, f) => $"{factor}: {r.Choices[f]}")), r.MeanRankShift, r.LargestRankShift, r.LargestShiftUnit);
        return table.Build();
    }

    private static ResultTable Conclusions(IndexResult index, SensitivityResult result, IReadOnlyList<RankingConclusion> conclusions)
    {
        var table = new TableBuilder("index_conclusions", "conclusion", "over", "#share", "#share_low", "#share_high", "exact", "#draws", "reason");
        foreach (var share in result.Conclusions) Add(share, "designs");
        var linear = index.Options is { Aggregate: AggregateMethod.Arithmetic, AggregateByLevel: null } && index.Nodes.Any(node => node.Parent == 0);
        if (linear)
            foreach (var share in result.Conclusions) Add(WeightSpace.Of(index).Share(share.Conclusion, seed: index.Options.Seed), "dimension weights");
        foreach (var conclusion in conclusions)
            if (conclusion.Units.FirstOrDefault(unit => !index.Units.Contains(unit)) is { } unknown)
                table.Add(conclusion.ToString(), "designs", null, null, null, "", null, $"'{unknown}' is not among the units ranked");
        return table.Build();

        void Add(ConclusionShare share, string over) =>
            table.Add(share.Conclusion.ToString(), over, share.Share.Share, share.Share.Low, share.Share.High, share.IsExact ? "yes" : "no", share.Draws, "");
    }
}
