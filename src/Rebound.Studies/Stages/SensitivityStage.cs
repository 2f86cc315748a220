using Rebound.Measures;

namespace Rebound.Studies;

/// <summary>Which choice the ranking hangs on: the table index_sensitivity.</summary>
internal static class SensitivityStage
{
    // Rows of the Sobol design for each draw of the rank intervals: a quarter keeps both about equally long.
    private const int DrawsARow = 4;
    private const int LeastRows = 64;

    public static void Run(Study study, MeasuredIndex measured, List<ResultTable> tables, CancellationToken cancellation)
    {
        var settings = study.Settings.Index!;
        var rows = Math.Max(LeastRows, settings.Options.Draws / DrawsARow);
        var found = new IndexSensitivity(IndexStage.Table(study.Data), measured.Result, Factors(measured.Result))
            .Run(new SensitivityOptions { Replications = 2 * rows, SobolSamples = rows, Seed = study.Settings.Seed, Sobol = new() { Seed = study.Settings.Seed } }, cancellation);
        var table = new TableBuilder("index_sensitivity", "factor", "year", "#first", "#first_low", "#first_high", "#total", "#total_low", "#total_high", "#samples", "reason");
        foreach (var s in found.Sensitivities)
            table.Add(s.Factor, s.Year?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "", s.Estimate?.First, s.Estimate?.FirstLow, s.Estimate?.FirstHigh, s.Estimate?.Total, s.Estimate?.TotalLow, s.Estimate?.TotalHigh, rows, s.Reason);
        tables.Add(table.Build());
    }

    // Normalisation with aggregation, weights, one indicator left out, and each disputed direction.
    private static List<DesignFactor> Factors(IndexResult index)
    {
        var factors = DesignFactor.Plausible().ToList();
        string[] spare = [.. index.Nodes.Where(node => node.ChildCount == 0 && node.IndicatorCount > 1)
            .SelectMany(node => index.Indicators.Skip(node.FirstIndicator).Take(node.IndicatorCount)).Select(summary => summary.Indicator.Code)];
        if (spare.Length > 0) factors.Add(DesignFactor.LeaveOut(spare));
        factors.AddRange(index.Indicators.Where(summary => summary.Indicator.Disputed).Select(summary => DesignFactor.Direction(summary.Indicator.Code)));
        return factors;
    }
}
