namespace Rebound.Econometrics;

/// <summary>The mean effect over a run of periods after the shock.</summary>
/// <param name="Effect">With its interval: by t(G − 1), or by the wild cluster bootstrap below 30 clusters.</param>
/// <param name="Bootstrap">The bootstrap behind p and interval; null when t(G − 1) stands.</param>
/// <param name="Breakdown">How much drift it bears; null when that cannot be seen.</param>
public sealed record HorizonRun(Coefficient Effect, WildBootstrapResult? Bootstrap, PreTrendBreakdown? Breakdown);
