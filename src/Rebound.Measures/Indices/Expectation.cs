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
        var (mean, covariance) = Start(column, years);
        var patterns = GapPattern.Of(column, years, mean);
        var used = patterns.Sum(pattern => pattern.Count);
        var (sums, products, swept) = (new double[years], new double[years * years], new double[years * years]);
        for (var iteration = 1; iteration <= MostIterations; iteration++)
        {
            Array.Clear(sums);
            Array.Clear(products);
            foreach (var pattern in patterns)
            {
                if (pattern.Missing.Length > 0) Sweep(covariance, pattern.Observed, years, swept);
                pattern.Add(mean, swept, sums, products);
            }
            if (!Step(mean, covariance, sums, products, used, years)) continue;
            Complete(column, years, mean, covariance, swept);
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

    /// <summary>Sweeps the observed years out of the covariance: what is left among the others is their covariance given these, and between the two stand the regressions.</summary>
    private static void Sweep(double[] covariance, int[] observed, int years, double[] swept)
    {
        covariance.CopyTo(swept, 0);
        foreach (var o in observed)
        {
            var pivot = swept[o * years + o];
            if (!(pivot > PivotTolerance * covariance[o * years + o])) throw new NumericalException($"year {o + 1} of the fit window is a combination of the others over the units that have it");
            for (var s = 0; s < years; s++)
            {
                if (s == o) continue;
                var factor = swept[s * years + o] / pivot;
                for (var t = 0; t < years; t++)
                    if (t != o) swept[s * years + t] -= factor * swept[o * years + t];
            }
            for (var t = 0; t < years; t++)
                if (t != o) swept[o * years + t] = swept[t * years + o] = swept[o * years + t] / pivot;
            swept[o * years + o] = -1 / pivot;
        }
    }

    /// <summary>Puts the expectation given the unit's other years into every gap.</summary>
    private static void Complete(Span<double> column, int years, double[] mean, double[] covariance, double[] swept)
    {
        for (var at = 0; at < column.Length; at += years)
        {
            var row = column.Slice(at, years);
            if (!Imputation.HasGap(row)) continue;
            var (observed, missing) = GapPattern.Split(row);
            Sweep(covariance, observed, years, swept);
            foreach (var m in missing)
            {
                var value = mean[m];
                foreach (var o in observed) value += swept[m * years + o] * (row[o] - mean[o]);
                row[m] = value;
            }
        }
    }

    /// <summary>One M step; tells whether nothing moves any more.</summary>
    private static bool Step(double[] mean, double[] covariance, double[] sums, double[] products, int used, int years)
    {
        var largest = 0.0;
        var shift = new double[years];
        for (var t = 0; t < years; t++) shift[t] = sums[t] / used;
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
