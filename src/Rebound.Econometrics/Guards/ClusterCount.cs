using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>Are there enough clusters for clustered errors?</summary>
public static class ClusterCount
{
    /// <summary>Name of the check.</summary>
    public const string Name = "clusters";

    /// <summary>Below this number even the wild bootstrap has too few distinct draws for a 5 % test.</summary>
    public const int Fewest = 5;

    /// <summary>Below <see cref="Fewest"/> refused, below <see cref="WildClusterBootstrap.EnoughClusters"/> a warning.</summary>
    /// <param name="cluster">What the rows are clustered by.</param>
    /// <param name="count">Number of clusters, the smallest over the dimensions.</param>
    public static GuardResult Check(string cluster, int count)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"{count} clusters by {cluster}.");
        return count switch
        {
            < Fewest => new(Name, count, Fewest, Verdict.Refused, message, "Cluster by a finer grouping, or use more units."),
            < WildClusterBootstrap.EnoughClusters => new(Name, count, WildClusterBootstrap.EnoughClusters, Verdict.Warning, message, "Read the wild cluster bootstrap's p value and interval."),
            _ => new(Name, count, WildClusterBootstrap.EnoughClusters, Verdict.Passed, message, ""),
        };
    }

    /// <summary>The same for an estimate; an estimate without clusters passes with its number of rows.</summary>
    /// <param name="estimate">Any estimate.</param>
    public static GuardResult Check(Estimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        if (estimate.Facts.Clusters.Count == 0)
            return new(Name, estimate.RowCount, WildClusterBootstrap.EnoughClusters, Verdict.Passed, string.Create(CultureInfo.InvariantCulture, $"{estimate.RowCount} rows taken as independent."), "");
        var smallest = estimate.Facts.Clusters.MinBy(c => c.Groups)!;
        return Check(smallest.Name, smallest.Groups);
    }
}
