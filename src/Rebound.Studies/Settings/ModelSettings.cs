using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>A model of the study's own.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Formula">Outcome ~ regressors | absorbed effects.</param>
/// <param name="Cluster">Clusters of the standard errors.</param>
/// <param name="Window">First and last month.</param>
public sealed record ModelSettings(string Id, string Formula, IReadOnlyList<string> Cluster, (Period First, Period Last)? Window);
