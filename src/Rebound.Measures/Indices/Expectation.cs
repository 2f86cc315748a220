using System.Numerics;
using System.Runtime.InteropServices;
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
        var stride = (years + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count; // rows of matrices are whole vectors, zero beyond the years
        var (mean, covariance) = Start(column, years, stride);
        var patterns = GapPattern.Of(column, years, stride, mean);
        var used = patterns.Sum(pattern => pattern.Count);
        var (sums, products, swept, room) = (new double[years], new double[years * stride], new double[years * stride], new double[years * stride]);
        for (var iteration = 1; iteration <= MostIterations; iteration++)
        {
            Array.Clear(sums);
            Array.Clear(products);
            foreach (var pattern in patterns)
            {
                if (pattern.Missing.Length > 0) Sweep(covariance, pattern, stride, swept);
                pattern.Add(mean, swept, sums, products, room);
            }
            if (!Step(mean, covariance, sums, products, used, years, stride)) continue;
            Complete(column, years, stride, mean, covariance, patterns, swept);
            return iteration;
        }
        throw new NumericalException($"the EM iteration did not settle within {MostIterations} rounds");
    }

    /// <summary>Means and variances of the observed values, no covariance; complete rows alone need not exist.</summary>
    private static (double[] Mean, double[] Covariance) Start(ReadOnlySpan<double> column, int years, int stride)
    {
        var n = column.Length / years;
        var (mean, covariance, used) = (new double[stride], new double[years * stride], 0);
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
            covariance[t * stride + t] = squares / count;
        }
        return (mean, covariance);
    }

    /// <summary>Sweeps the observed years out of the covariance, in the rows of the missing ones: there stand then their regressions on the observed, and their covariance given these.</summary>
    /// <remarks>A row that was swept out is not looked at again, so only rows still to come and those of missing years are kept up.</remarks>
    private static void Sweep(double[] covariance, GapPattern pattern, int stride, double[] swept)
    {
        covariance.CopyTo(swept, 0);
        for (var k = 0; k < pattern.Observed.Length; k++)
        {
            var o = pattern.Observed[k];
            var row = swept.AsSpan(o * stride, stride);
            var pivot = row[o];
            if (!(pivot > PivotTolerance * covariance[o * stride + o])) throw new NumericalException($"year {o + 1} of the fit window is a combination of the others over the units that have it");
            foreach (var s in pattern.Observed.AsSpan(k + 1)) Reduce(swept.AsSpan(s * stride, stride), row, o, pivot);
            foreach (var s in pattern.Missing) Reduce(swept.AsSpan(s * stride, stride), row, o, pivot);
            foreach (var t in pattern.Observed.AsSpan(k + 1)) swept[t * stride + o] = row[t] / pivot;
            foreach (var t in pattern.Missing) swept[t * stride + o] = row[t] / pivot;
        }
    }

    /// <summary>row −= (row at o / pivot) · the row swept out; the entry at o is set anew afterwards.</summary>
    private static void Reduce(Span<double> row, ReadOnlySpan<double> swept, int o, double pivot)
    {
        var factor = new Vector<double>(row[o] / pivot);
        var own = MemoryMarshal.Cast<double, Vector<double>>(row);
        var other = MemoryMarshal.Cast<double, Vector<double>>(swept);
        for (var v = 0; v < own.Length; v++) own[v] -= factor * other[v];
    }

    /// <summary>Puts the expectation given the unit's other years into every gap.</summary>
    private static void Complete(Span<double> column, int years, int stride, double[] mean, double[] covariance, IReadOnlyList<GapPattern> patterns, double[] swept)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Missing.Length == 0) continue;
            Sweep(covariance, pattern, stride, swept);
            foreach (var at in pattern.Starts)
                foreach (var m in pattern.Missing)
                {
                    var value = mean[m];
                    foreach (var o in pattern.Observed) value += swept[m * stride + o] * (column[at + o] - mean[o]);
                    column[at + m] = value;
                }
        }
        for (var at = 0; at < column.Length; at += years) // units without any value
            for (var t = 0; t < years; t++)
                if (double.IsNaN(column[at + t])) column[at + t] = mean[t];
    }

    /// <summary>One M step; tells whether nothing moves any more.</summary>
    private static bool Step(double[] mean, double[] covariance, double[] sums, double[] products, int used, int years, int stride)
    {
        var largest = 0.0;
        var shift = new double[years];
        for (var t = 0; t < years; t++) shift[t] = sums[t] / used;
        for (var s = 0; s < years; s++)
            for (var t = 0; t < years; t++)
            {
                var next = products[s * stride + t] / used - shift[s] * shift[t];
                largest = Math.Max(largest, Math.Abs(next - covariance[s * stride + t]) / Math.Sqrt(covariance[s * stride + s] * covariance[t * stride + t]));
                products[s * stride + t] = next;
            }
        for (var t = 0; t < years; t++)
        {
            largest = Math.Max(largest, Math.Abs(shift[t]) / Math.Sqrt(covariance[t * stride + t]));
            mean[t] += shift[t];
        }
        products.CopyTo(covariance, 0);
        return largest <= Tolerance;
    }
}
