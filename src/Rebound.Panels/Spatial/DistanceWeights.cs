namespace Rebound.Panels;

/// <summary>Spatial weights from distances between points. All are raw; <see cref="SpatialWeights.WithStyle"/> scales them.</summary>
/// <remarks>Checked against spdep 1.2-7: four nearest neighbours, the largest first-nearest distance, the band of that width, inverse
/// distance and exponential decay on columbus.</remarks>
public static class DistanceWeights
{
    /// <summary>Each unit's k nearest others weigh 1; not symmetric in general. Equally far ones are taken in the order of the units.</summary>
    /// <param name="locations">n places.</param>
    /// <param name="count">k, 1 to n − 1.</param>
    public static SpatialWeights Nearest(Locations locations, int count)
    {
        var n = locations.Count;
        if (count < 1 || count > n - 1) throw new ArgumentOutOfRangeException(nameof(count), $"{count} nearest neighbours are asked for among {n - 1} other units.");
        var (starts, neighbours, weights) = (new int[n + 1], new int[n * count], new double[n * count]);
        Array.Fill(weights, 1);
        for (var i = 0; i < n; i++)
        {
            starts[i + 1] = (i + 1) * count;
            var row = neighbours.AsSpan(i * count, count);
            locations.Nearest(i, row);
            row.Sort();
        }
        return SpatialWeights.FromSortedRows(locations.Units, starts, neighbours, weights);
    }

    /// <summary>The largest distance from a unit to its nearest other: the smallest band without islands.</summary>
    /// <param name="locations">At least two places.</param>
    /// <returns>In the unit of the distance.</returns>
    public static double MaxMinDistance(Locations locations)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(locations.Count, 2, nameof(locations));
        var (largest, nearest) = (0.0, new int[1]);
        for (var i = 0; i < locations.Count; i++)
        {
            locations.Nearest(i, nearest);
            largest = Math.Max(largest, locations.Distance(i, nearest[0]));
        }
        return largest;
    }

    /// <summary>All others within a distance weigh 1: wᵢⱼ = 1 where dᵢⱼ ≤ c.</summary>
    /// <param name="locations">n places.</param>
    /// <param name="threshold">c, positive; for instance <see cref="MaxMinDistance"/>.</param>
    public static SpatialWeights Band(Locations locations, double threshold) => WithinReach(locations, threshold, (_, _, _) => 1);

    /// <summary>wᵢⱼ = dᵢⱼ^−α where dᵢⱼ ≤ c.</summary>
    /// <param name="locations">n places, no two at the same point within reach.</param>
    /// <param name="threshold">c; infinity links all pairs.</param>
    /// <param name="power">α, positive.</param>
    /// <exception cref="ArgumentException">Two units lie at the same point; both are named.</exception>
    public static SpatialWeights InverseDistance(Locations locations, double threshold, double power = 1)
    {
        if (!(power > 0 && double.IsFinite(power))) throw new ArgumentOutOfRangeException(nameof(power), "The power of the distance must be a positive number.");
        return WithinReach(locations, threshold, (i, j, distance) => distance > 0
            ? Math.Pow(distance, -power)
            : throw new ArgumentException($"Units '{locations.Units[i]}' and '{locations.Units[j]}' lie at the same point, so their inverse distance is infinite.", nameof(locations)));
    }

    /// <summary>wᵢⱼ = exp(−dᵢⱼ/δ) where dᵢⱼ ≤ c.</summary>
    /// <param name="locations">n places.</param>
    /// <param name="decay">δ, positive, in the unit of the distance.</param>
    /// <param name="threshold">c; infinity links all pairs.</param>
    public static SpatialWeights Exponential(Locations locations, double decay, double threshold = double.PositiveInfinity)
    {
        if (!(decay > 0 && double.IsFinite(decay))) throw new ArgumentOutOfRangeException(nameof(decay), "The decay distance must be a positive number.");
        return WithinReach(locations, threshold, (_, _, distance) => Math.Exp(-distance / decay));
    }

    private static SpatialWeights WithinReach(Locations locations, double threshold, Func<int, int, double, double> weight)
    {
        if (!(threshold > 0)) throw new ArgumentOutOfRangeException(nameof(threshold), "The distance must be positive.");
        var (n, row) = (locations.Count, new List<int>());
        var (starts, neighbours, weights) = (new int[n + 1], new List<int>(), new List<double>());
        for (var i = 0; i < n; i++)
        {
            if (double.IsInfinity(threshold)) Others(n, i, row);
            else locations.Within(i, threshold, row);
            foreach (var j in row)
            {
                neighbours.Add(j);
                weights.Add(weight(i, j, locations.Distance(i, j)));
            }
            starts[i + 1] = neighbours.Count;
        }
        return SpatialWeights.FromSortedRows(locations.Units, starts, [.. neighbours], [.. weights]);
    }

    private static void Others(int n, int unit, List<int> row)
    {
        row.Clear();
        for (var j = 0; j < n; j++)
            if (j != unit) row.Add(j);
    }
}
