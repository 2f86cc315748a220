using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>Means and least-squares slopes of complete tables, city × month, over windows of months.</summary>
internal sealed class Projection(int cities, int months)
{
    /// <summary>Below this share of its squares a regressor is rounding error of what the effects took.</summary>
    private const double Nothing = 1e-12;

    /// <summary>Least-squares slope of y on a standardised x; 0 where x is 0 everywhere.</summary>
    internal static double Slope(double[] x, double[] y)
    {
        double sum = 0;
        for (var i = 0; i < x.Length; i++) sum += x[i] * y[i];
        return sum / (x.Length - 1);
    }

    /// <summary>Mean of a path over a window.</summary>
    internal static double Mean(ReadOnlySpan<double> path, (int First, int Last) window)
    {
        double sum = 0;
        for (var t = window.First; t <= window.Last; t++) sum += path[t];
        return sum / (window.Last - window.First + 1);
    }

    internal double[] Month(double[] table, int month) => [.. Enumerable.Range(0, cities).Select(c => table[c * months + month])];

    internal double[] CityMeans(double[] table, (int First, int Last) window) => [.. Enumerable.Range(0, cities).Select(c => Mean(table.AsSpan(c * months, months), window))];

    internal double MeanOfAll(double[] table, (int First, int Last) window) => Moments.Of(CityMeans(table, window)).Mean;

    internal double Sum(double[] table, (int First, int Last) window)
    {
        double sum = 0;
        for (var c = 0; c < cities; c++)
            for (var t = window.First; t <= window.Last; t++) sum += table[c * months + t];
        return sum;
    }

    /// <summary>Standard deviation over the cells of a window, n − 1.</summary>
    internal double Spread(double[] table, (int First, int Last) window) =>
        Moments.Of([.. Enumerable.Range(0, cities).SelectMany(c => table[(c * months + window.First)..(c * months + window.Last + 1)])]).Deviation;

    /// <summary>Least-squares slope with city and month effects; 0 where x does not vary.</summary>
    internal double WithinSlope(double[] x, double[] y, (int First, int Last) window)
    {
        var (a, b) = (Within(x, window), Within(y, window));
        var (cross, square) = (Product(a, b), Product(a, a));
        return square > 0 ? cross / square : 0;
    }

    /// <summary>The slope of x·z in y ~ x + x·z with city and month effects, z a number a city.</summary>
    internal double WithinInteraction(double[] x, double[] z, double[] y, (int First, int Last) window)
    {
        double[] product = [.. x.Select((v, i) => v * z[i / months])];
        var (a, b, c) = (Within(x, window), Within(product, window), Within(y, window));
        var (aa, ab, bb) = (Product(a, a), Product(a, b), Product(b, b));
        var determinant = aa * bb - ab * ab;
        return determinant > 0 ? (aa * Product(b, c) - ab * Product(a, c)) / determinant : 0;
    }

    /// <summary>Least-squares slopes of several regressors with city and month effects; 0 for one that they leave nothing of.</summary>
    internal double[] WithinSlopes(double[][] x, double[] y, (int First, int Last) window)
    {
        var within = x.Select(v => Within(v, window)).ToArray();
        var outcome = Within(y, window);
        int[] kept = [.. Enumerable.Range(0, x.Length).Where(j => Product(within[j], within[j]) > Nothing * Product(x[j], x[j]))];
        var (square, slopes) = (new double[kept.Length * kept.Length], new double[kept.Length]);
        for (var i = 0; i < kept.Length; i++)
        {
            slopes[i] = Product(within[kept[i]], outcome);
            for (var j = 0; j < kept.Length; j++) square[i * kept.Length + j] = Product(within[kept[i]], within[kept[j]]);
        }
        var all = new double[x.Length];
        if (!PositiveDefinite.TryFactor(square, kept.Length)) return all;
        PositiveDefinite.Solve(square, slopes);
        for (var i = 0; i < kept.Length; i++) all[kept[i]] = slopes[i];
        return all;
    }

    private static double Product(double[] a, double[] b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>x − its city mean − its month mean + its mean, which is exact because no cell is missing.</summary>
    private double[] Within(double[] x, (int First, int Last) window)
    {
        var width = window.Last - window.First + 1;
        var within = new double[cities * width];
        var monthly = new double[width];
        for (var c = 0; c < cities; c++)
        {
            var city = Mean(x.AsSpan(c * months, months), window);
            for (var t = 0; t < width; t++)
            {
                within[c * width + t] = x[c * months + window.First + t] - city;
                monthly[t] += within[c * width + t] / cities;
            }
        }
        for (var i = 0; i < within.Length; i++) within[i] -= monthly[i % width];
        return within;
    }
}
