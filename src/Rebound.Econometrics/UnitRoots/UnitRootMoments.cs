namespace Rebound.Econometrics;

/// <summary>Moments of unit-root statistics with intercepts under the null, as their authors print them, with straight lines between lengths.</summary>
internal static class UnitRootMoments
{
    // Im, Pesaran and Shin (2003), table 3: t with 0 to 8 lags; a line for each length.
    private static readonly int[] Lengths = [10, 15, 20, 25, 30, 40, 50, 60, 70, 100];

    private static readonly double[][] Means =
    [
        [-1.504, -1.488, -1.319, -1.306, -1.171],
        [-1.514, -1.503, -1.387, -1.366, -1.260],
        [-1.522, -1.516, -1.428, -1.413, -1.329, -1.313],
        [-1.520, -1.514, -1.443, -1.433, -1.363, -1.351, -1.289, -1.273, -1.212],
        [-1.526, -1.519, -1.460, -1.453, -1.394, -1.384, -1.331, -1.319, -1.266],
        [-1.523, -1.520, -1.476, -1.471, -1.428, -1.421, -1.380, -1.371, -1.329],
        [-1.527, -1.524, -1.493, -1.489, -1.454, -1.451, -1.418, -1.411, -1.377],
        [-1.519, -1.519, -1.490, -1.486, -1.458, -1.454, -1.427, -1.423, -1.393],
        [-1.524, -1.522, -1.498, -1.495, -1.470, -1.467, -1.444, -1.441, -1.415],
        [-1.532, -1.530, -1.514, -1.512, -1.495, -1.494, -1.476, -1.474, -1.456],
    ];

    private static readonly double[][] Variances =
    [
        [1.069, 1.255, 1.421, 1.759, 2.080],
        [0.923, 1.011, 1.078, 1.181, 1.279],
        [0.851, 0.915, 0.969, 1.037, 1.097, 1.171],
        [0.809, 0.861, 0.905, 0.952, 1.005, 1.055, 1.114, 1.164, 1.217],
        [0.789, 0.831, 0.865, 0.907, 0.946, 0.980, 1.023, 1.062, 1.105],
        [0.770, 0.803, 0.830, 0.858, 0.886, 0.912, 0.942, 0.968, 0.996],
        [0.760, 0.781, 0.798, 0.819, 0.842, 0.863, 0.886, 0.910, 0.929],
        [0.749, 0.770, 0.789, 0.802, 0.819, 0.839, 0.858, 0.875, 0.896],
        [0.736, 0.753, 0.766, 0.782, 0.801, 0.814, 0.834, 0.851, 0.871],
        [0.735, 0.745, 0.754, 0.761, 0.771, 0.781, 0.795, 0.806, 0.818],
    ];

    // Levin, Lin and Chu (2002), table 2: the pooled t with intercepts; the last line holds for any length beyond.
    private static readonly int[] PooledLengths = [25, 30, 35, 40, 45, 50, 60, 70, 80, 90, 100, 250];
    private static readonly double[] PooledMeans = [-0.554, -0.546, -0.541, -0.537, -0.533, -0.531, -0.527, -0.524, -0.521, -0.520, -0.518, -0.509];
    private static readonly double[] PooledDeviations = [0.919, 0.889, 0.867, 0.850, 0.837, 0.826, 0.810, 0.798, 0.789, 0.782, 0.776, 0.742];

    public static (double Mean, double Variance) OfMeanT(int used, int lags)
    {
        var (low, high, share) = Between(Lengths, used);
        if (Means[low].Length <= lags) throw new NotIdentifiedException($"The moments of {lags} lags are not known for {used} rows a unit; use fewer lags.");
        return (Mix(Means[low][lags], Means[high][lags], share), Mix(Variances[low][lags], Variances[high][lags], share));
    }

    public static (double Mean, double Deviation) OfPooledT(int used)
    {
        var (low, high, share) = Between(PooledLengths, used);
        return (Mix(PooledMeans[low], PooledMeans[high], share), Mix(PooledDeviations[low], PooledDeviations[high], share));
    }

    private static double Mix(double low, double high, double share) => (1 - share) * low + share * high;

    private static (int Low, int High, double Share) Between(int[] lengths, int length)
    {
        if (length <= lengths[0]) return (0, 0, 0);
        if (length >= lengths[^1]) return (lengths.Length - 1, lengths.Length - 1, 0);
        var high = Array.FindIndex(lengths, l => l >= length);
        return (high - 1, high, (length - lengths[high - 1]) / (double)(lengths[high] - lengths[high - 1]));
    }
}
