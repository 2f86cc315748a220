using Rebound.Numerics;

namespace Rebound.Measures;

/// <summary>EM for one indicator of a panel: the years of a unit are one draw from a normal distribution with free means and covariances over the years (Dempster, Laird and Rubin, 1977; the missing data formulas of Little and Rubin, Statistical Analysis with Missing Data).</summary>
internal static class Expectation
{
    /// <summary>Largest relative change of a mean or covariance, in deviations, at which the iteration has converged.</summary>
    private const double Tolerance = 1e-9;

    private const int MostIterations = 5000;

    /// <summary>A pivot below this share of its variance says that years are collinear over the units.</summary>
    private const double PivotTolerance = 1e-10;

    /// <summary>Fills the gaps with their expectation at the maximum of the likelihood.</summary>
    /// <param name="column">n units × T years; NaN means missing. Changed in place.</param>
    /// <param name="years">T.</param>
    /// <returns>Number of iterations.</returns>
    /// <exception cref="NumericalException">Fewer than T + 2 units have a value, a year has none or one, the years are collinear, or the iteration does not converge.</exception>
    public static int Fill(Span<double> column, int years)
    {
        var n = column.Length / years;
        var (mean, covariance) = Start(column, years);
        var (sums, products) = (new double[years], new double[years * years]);
        var (filled, spread) = (new double[years], new double[years * years]);
        for (var iteration = 1; iteration <= MostIterations; iteration++)
        {
            Array.Clear(sums);
            Array.Clear(products);
            var used = 0;
            for (var i = 0; i < n; i++)
            {
                var row = column.Slice(i * years, years);
                if (Imputation.CountGaps(row) == years) continue; // it says nothing about the distribution
                used++;
                if (Imputation.HasGap(row)) Condition(row, mean, covariance, filled, spread);
                else
                {
                    row.CopyTo(filled);
                    Array.Clear(spread);
                }
                for (var s = 0; s < years; s++)
                {
                    sums[s] += filled[s];
                    for (var t = 0; t < years; t++) products[s * years + t] += (filled[s] - mean[s]) * (filled[t] - mean[t]) + spread[s * years + t];
                }
            }
            if (!Step(mean, covariance, sums, products, used, years)) continue;
            for (var i = 0; i < n; i++)
            {
                var row = column.Slice(i * years, years);
                if (!Imputation.HasGap(row)) continue;
                Condition(row, mean, covariance, filled, spread);
                filled.CopyTo(row);
            }
            return iteration;
        }
        throw new NumericalException($"the EM iteration did not settle within {MostIterations} rounds");
    }

    /// <summary>Means and variances of the observed values, no covariance; complete rows alone need not exist.</summary>
    private static (double[] Mean, double[] Covariance) Start(ReadOnlySpan<double> column, int years)
    {
        var n = column.Length / years;
        var (mean, covariance, used) = (new double[years], new double[years * years], 0);
        for (var i = 0; i < n; i++)
            if (Imputation.CountGaps(column.Slice(i * years, years)) < years) used++;
        if (used < years + 2) throw new NumericalException($"{used} units have a value, and a normal distribution of {years} years needs {years + 2}");
        for (var t = 0; t < years; t++)
        {
            var (count, sum, squares) = (0, 0.0, 0.0);
            for (var i = 0; i < n; i++)
                if (!double.IsNaN(column[i * years + t])) (count, sum) = (count + 1, sum + column[i * years + t]);
            if (count < 2) throw new NumericalException($"year {t + 1} of the fit window has {count} values, too few for a variance");
            mean[t] = sum / count;
            for (var i = 0; i < n; i++)
                if (!double.IsNaN(column[i * years + t])) squares += (column[i * years + t] - mean[t]) * (column[i * years + t] - mean[t]);
            if (!(squares > 0)) throw new NumericalException($"year {t + 1} of the fit window is constant over the units");
            covariance[t * years + t] = squares / count;
        }
        return (mean, covariance);
    }

    /// <summary>E(x | observed) and Cov(x | observed) of one row: sweeps the observed years out of the covariance one by one.</summary>
    private static void Condition(ReadOnlySpan<double> row, double[] mean, double[] covariance, double[] filled, double[] spread)
    {
        var years = row.Length;
        mean.CopyTo(filled, 0);
        covariance.CopyTo(spread, 0);
        for (var o = 0; o < years; o++)
        {
            if (double.IsNaN(row[o])) continue;
            var pivot = spread[o * years + o];
            if (!(pivot > PivotTolerance * covariance[o * years + o])) throw new NumericalException($"year {o + 1} of the fit window is a combination of the others over the units that have it");
            var surprise = (row[o] - filled[o]) / pivot;
            for (var t = 0; t < years; t++)
                if (t != o) filled[t] += spread[t * years + o] * surprise;
            for (var s = 0; s < years; s++)
            {
                if (s == o) continue;
                var factor = spread[s * years + o] / pivot;
                for (var t = 0; t < years; t++)
                    if (t != o) spread[s * years + t] -= factor * spread[o * years + t];
            }
            for (var t = 0; t < years; t++) spread[o * years + t] = spread[t * years + o] = 0;
            filled[o] = row[o];
        }
        for (var o = 0; o < years; o++)
            if (!double.IsNaN(row[o])) filled[o] = row[o];
    }

    /// <summary>One M step; tells whether nothing moves any more.</summary>
    private static bool Step(double[] mean, double[] covariance, double[] sums, double[] products, int used, int years)
    {
        var largest = 0.0;
        var shift = new double[years];
        for (var t = 0; t < years; t++) shift[t] = sums[t] / used - mean[t];
        for (var s = 0; s < years; s++)
            for (var t = 0; t < years; t++)
            {
                var next = products[s * years + t] / used - shift[s] * shift[t];
                largest = Math.Max(largest, Math.Abs(next - covariance[s * years + t]) / Math.Sqrt(covariance[s * years + s] * covariance[t * years + t]));
                products[s * years + t] = next;
            }
        for (var t = 0; t < years; t++)
        {
            largest = Math.Max(largest, Math.Abs(shift[t]) / Math.Sqrt(covariance[t * years + t]));
            mean[t] += shift[t];
        }
        products.CopyTo(covariance, 0);
        return largest <= Tolerance;
    }
}
