namespace Rebound.Measures;

/// <summary>Loss over the short run in per cent of the expected level times months (resilience triangle of Bruneau et al., 2003).</summary>
/// <param name="Net">Trapezoid rule between the first and last month; months above the baseline make good for months below.</param>
/// <param name="Capped">The same with months above the baseline counted as at the baseline.</param>
/// <param name="Step">Every month counts for one month, the last too; net. Losses of adjoining windows add up.</param>
/// <param name="Months">Number of months.</param>
public sealed record ShockLoss(double Net, double Capped, double Step, int Months);
