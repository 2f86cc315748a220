namespace Rebound.Measures;

/// <summary>The units of an indicator that miss the same years, as sums, so that a round of EM takes a time that does not depend on how many they are.</summary>
internal sealed class GapPattern
{
    private readonly double[] centre;
    private readonly double[] sums; // Σ(x − centre) over observed years
    private readonly double[] products; // Σ(x − centre)(x − centre)ᵀ, observed × observed
    private readonly double[] cross; // scratch: regressions × products

    private GapPattern(int[] observed, int[] missing, double[] centre)
    {
        (Observed, Missing, this.centre) = (observed, missing, centre);
        (sums, products, cross) = (new double[observed.Length], new double[observed.Length * observed.Length], new double[missing.Length * observed.Length]);
    }

    /// <summary>Years that they have.</summary>
    public int[] Observed { get; }

    /// <summary>Years that they miss.</summary>
    public int[] Missing { get; }

    /// <summary>Number of units.</summary>
    public int Count { get; private set; }

    /// <summary>The patterns of a column in the order in which they come; units without any value are in none.</summary>
    public static IReadOnlyList<GapPattern> Of(ReadOnlySpan<double> column, int years, double[] mean)
    {
        var patterns = new List<GapPattern>();
        var places = new Dictionary<string, GapPattern>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> key = years <= 256 ? stackalloc char[years] : new char[years];
        double[] centre = [.. mean];
        for (var at = 0; at < column.Length; at += years)
        {
            var row = column.Slice(at, years);
            for (var t = 0; t < years; t++) key[t] = double.IsNaN(row[t]) ? '-' : '+';
            if (!key.Contains('+')) continue;
            if (!places.TryGetValue(key, out var pattern))
            {
                var (observed, missing) = Split(row);
                places[key] = pattern = new GapPattern(observed, missing, centre);
                patterns.Add(pattern);
            }
            pattern.Take(row);
        }
        return patterns;
    }

    /// <summary>The years of a row that are there, and those that are not.</summary>
    public static (int[] Observed, int[] Missing) Split(ReadOnlySpan<double> row)
    {
        var (observed, missing) = (new List<int>(), new List<int>());
        for (var t = 0; t < row.Length; t++) (double.IsNaN(row[t]) ? missing : observed).Add(t);
        return ([.. observed], [.. missing]);
    }

    /// <summary>Adds Σ(x − mean) and Σ(x − mean)(x − mean)ᵀ + Cov(x | observed), expectations in place of what is missing.</summary>
    /// <param name="mean">T means.</param>
    /// <param name="swept">T × T covariances with the observed years swept out; not looked at when none is missing.</param>
    /// <param name="deviations">Takes T sums.</param>
    /// <param name="spread">Takes T × T sums.</param>
    public void Add(ReadOnlySpan<double> mean, ReadOnlySpan<double> swept, Span<double> deviations, Span<double> spread)
    {
        var (years, k) = (mean.Length, Observed.Length);
        for (var a = 0; a < k; a++)
        {
            deviations[Observed[a]] += Sum(mean, a);
            for (var b = 0; b < k; b++) spread[Observed[a] * years + Observed[b]] += Product(mean, a, b);
        }
        for (var m = 0; m < Missing.Length; m++)
        {
            var row = Missing[m] * years;
            for (var b = 0; b < k; b++)
            {
                cross[m * k + b] = 0;
                for (var a = 0; a < k; a++) cross[m * k + b] += swept[row + Observed[a]] * Product(mean, a, b);
                deviations[Missing[m]] += swept[row + Observed[b]] * Sum(mean, b);
                spread[row + Observed[b]] += cross[m * k + b];
                spread[Observed[b] * years + Missing[m]] += cross[m * k + b];
            }
        }
        for (var m = 0; m < Missing.Length; m++)
            for (var l = 0; l < Missing.Length; l++)
            {
                var sum = Count * swept[Missing[m] * years + Missing[l]];
                for (var b = 0; b < k; b++) sum += cross[m * k + b] * swept[Missing[l] * years + Observed[b]];
                spread[Missing[m] * years + Missing[l]] += sum;
            }
    }

    private void Take(ReadOnlySpan<double> row)
    {
        Count++;
        for (var a = 0; a < Observed.Length; a++)
        {
            var d = row[Observed[a]] - centre[Observed[a]];
            sums[a] += d;
            for (var b = 0; b < Observed.Length; b++) products[a * Observed.Length + b] += d * (row[Observed[b]] - centre[Observed[b]]);
        }
    }

    private double Sum(ReadOnlySpan<double> mean, int a) => sums[a] - Count * (mean[Observed[a]] - centre[Observed[a]]);

    private double Product(ReadOnlySpan<double> mean, int a, int b)
    {
        double first = mean[Observed[a]] - centre[Observed[a]], second = mean[Observed[b]] - centre[Observed[b]];
        return products[a * Observed.Length + b] - first * sums[b] - second * sums[a] + Count * first * second;
    }
}
