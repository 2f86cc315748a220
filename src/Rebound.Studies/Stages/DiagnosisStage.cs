using Rebound.Measures;
using Rebound.Numerics;

namespace Rebound.Studies;

/// <summary>Looks into an index: the tables index_influence, index_obstacles, index_coupling, index_reliability, index_correlations.</summary>
internal static class DiagnosisStage
{
    public const int LeastUnits = 4; // below, correlations over units say nothing

    public static void Run(IndexResult index, List<ResultTable> tables)
    {
        if (index.Units.Count < LeastUnits)
            throw new IndexRefusedException([new(IndexRefusalKind.TooFewUnits, null, null, null, $"{index.Units.Count} units are too few to correlate an index with its parts; at least {LeastUnits} are needed.")]);
        // A part that is refused takes no other part with it: the stage says why, and the others' tables are there.
        var attempt = new Attempt();
        foreach (var part in Parts(index)) tables.AddRange(attempt.Take(() => part().ToList()) ?? []);
        if (attempt.Reason.Length > 0) throw new NumericalException(attempt.Reason);
    }

    /// <summary>The tables of an index of four units or more.</summary>
    public static IReadOnlyList<ResultTable> TablesOf(IndexResult index) => [.. Parts(index).SelectMany(part => part())];

    private static Func<IEnumerable<ResultTable>>[] Parts(IndexResult index) => [() => [Influence(index)], () => [Obstacles(index)], () => Coupling(index), () => Nodes(index)];

    private static ResultTable Influence(IndexResult index)
    {
        var table = new TableBuilder("index_influence", "part", "kind", "parent", "#weight_within", "#weight_effective", "weight_is", "#correlation_parent", "#correlation_index", "#removal_rank_correlation", "#removal_mean_shift", "#removal_largest_shift", "removal_city");
        var removals = index.Indicators.Count < 2 ? [] : IndexDiagnostics.Removals(index).ToDictionary(r => r.Indicator, StringComparer.Ordinal);
        var codes = index.Indicators.Select(summary => summary.Indicator.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var part in IndexDiagnostics.Influences(index))
        {
            var shift = codes.Contains(part.Name) ? removals.GetValueOrDefault(part.Name)?.Shift : null;
            table.Add(part.Name, codes.Contains(part.Name) ? "indicator" : "dimension", part.Parent, part.WeightWithin, part.WeightEffective, IndexTables.WeightIs(index), part.CorrelationWithParent, part.CorrelationWithIndex,
                shift?.RankCorrelation, shift?.MeanAbsolute, shift is null ? null : Math.Abs(shift.Largest.Difference), shift is null || shift.Largest.Difference == 0 ? "" : shift.Largest.Unit);
        }
        return table.Build();
    }

    // Means over the years: what held a unit back in the whole window.
    private static ResultTable Obstacles(IndexResult index)
    {
        var table = new TableBuilder("index_obstacles", "city", "indicator", "dimension", "#degree_pct");
        var obstacles = IndexDiagnostics.Obstacles(index);
        for (var u = 0; u < index.Units.Count; u++)
        {
            var mean = obstacles.Mean(Enumerable.Range(u * index.YearCount, index.YearCount));
            for (var j = 0; j < index.Indicators.Count; j++)
                table.Add(index.Units[u], index.Indicators[j].Indicator.Code, index.Indicators[j].Indicator.Dimension, mean.Length == 0 ? null : mean[j]);
        }
        return table.Build();
    }

    // Only scores from 0 to 1 couple; an index of one dimension or of z-scores has no such table.
    private static List<ResultTable> Coupling(IndexResult index)
    {
        if (index.Nodes[0].ChildCount < 2 || index.Nodes.Where(node => node.Depth == 1).Any(node => !IsShare(index, node.Path))) return [];
        var table = new TableBuilder("index_coupling", "city", "#year", "formula", "#coupling", "#level", "#coordination", "grade");
        foreach (var formula in Enum.GetValues<CouplingFormula>())
        {
            var couplings = IndexDiagnostics.Couplings(index, formula);
            for (var row = 0; row < couplings.Count; row++)
                table.Add(index.Units[row / index.YearCount], index.FirstYear + row % index.YearCount, Measures.Coupling.Name(formula), couplings[row]?.C, couplings[row]?.T, couplings[row]?.D, couplings[row] is { } found ? Measures.Coupling.Name(found.Level) : "not defined");
        }
        return [table.Build()];
    }

    private static bool IsShare(IndexResult index, string path)
    {
        foreach (var score in index.Scores(index.NodeOf(path)))
            if (!(score is >= 0 and <= 1 + 1e-12)) return false;
        return true;
    }

    private static List<ResultTable> Nodes(IndexResult index)
    {
        var reliability = new TableBuilder("index_reliability", "node", "#parts", "#alpha", "#components", "#first_component", "reason");
        var correlations = new TableBuilder("index_correlations", "node", "first", "second", "#r", "#p");
        foreach (var node in IndexDiagnostics.Nodes(index))
        {
            var parts = node.Correlations.Names.Count;
            reliability.Add(node.Path, parts, node.Alpha, node.Components.AboveOne, node.Components.Explained[0], node.AlphaRefusal);
            for (var a = 0; a < parts; a++)
                for (var b = a + 1; b < parts; b++) correlations.Add(node.Path, node.Correlations.Names[a], node.Correlations.Names[b], node.Correlations.Values[a * parts + b], node.Correlations.PValues[a * parts + b]);
        }
        return [reliability.Build(), correlations.Build()];
    }
}
