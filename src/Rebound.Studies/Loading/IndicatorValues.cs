namespace Rebound.Studies;

/// <summary>Observed indicator values: cities × years × indicators, NaN where nothing was observed.</summary>
/// <param name="Years">Consecutive years.</param>
/// <param name="Indicators">The indicators of the study, in the order of indicators.csv.</param>
/// <param name="Values">Value of city c, year y, indicator k at (c · years + y) · indicators + k.</param>
public sealed record IndicatorValues(IReadOnlyList<int> Years, IReadOnlyList<IndicatorRow> Indicators, double[] Values)
{
    /// <summary>What indicators are divided by: code → value of city c, year y at c · years + y, NaN where nothing was observed.</summary>
    public IReadOnlyDictionary<string, double[]> Denominators { get; init; } = new Dictionary<string, double[]>();
}
