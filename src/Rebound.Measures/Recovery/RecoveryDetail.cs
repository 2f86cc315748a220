namespace Rebound.Measures;

/// <summary>What else is known of a recovery.</summary>
/// <param name="Model">The baseline's model in words.</param>
/// <param name="DepthLowPercent">Lower end of the prediction interval of the depth; NaN when the baseline leaves no residual.</param>
/// <param name="DepthHighPercent">Upper end.</param>
/// <param name="Earliest">First end of the interval of the months to recovery; null when even that is later than the data.</param>
/// <param name="Latest">Last end; null when it is later than the data.</param>
/// <param name="Chance">Chance that the unit is back by month 1, 2, … of the shock; empty when the baseline leaves no residual.</param>
/// <param name="Bands">Lower and upper end of the expected level by month of the shock, in the unit of the level; empty likewise.</param>
/// <param name="Times">Times to recovery by other definitions.</param>
/// <param name="Rebound">Drop, and the gain in the six months after the trough.</param>
/// <param name="Episodes">Falls below the level, one after the other.</param>
/// <param name="Notes">What a reader should know of the fit, in sentences.</param>
public sealed record RecoveryDetail(string Model, double DepthLowPercent, double DepthHighPercent, int? Earliest, int? Latest, double[] Chance, double[] Bands, RecoveryTimes Times, DropRebound Rebound, IReadOnlyList<Episode> Episodes, IReadOnlyList<string> Notes);
