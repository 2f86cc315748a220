using System.Numerics;
using System.Runtime.InteropServices;

namespace Rebound.Measures;

/// <summary>The units of an indicator that miss the same years, as sums, so that a round of EM takes a time that does not depend on how many they are.</summary>
internal sealed class GapPattern
{
    private readonly int stride;
    private readonly double[] centre;
    private readonly double[] sums; // Σ(x − centre) by year; 0 for missing years, as in all that follows
    private readonly double[] products; // Σ(x − centre)(x − centre)ᵀ, years × stride
    private readonly double[] shift; // scratch: mean − centre
    private readonly double[] cross; // scratch: regressions × products, missing × stride
    private readonly List<int> starts = [];

    private GapPattern(int[] observed, int[] missing, double[] centre, int stride)
    {
        (Observed, Missing, this.centre, this.stride) = (observed, missing, centre, stride);
        (sums, products, shift, cross) = (new double[stride], new double[(observed.Length + missing.Length) * stride], new double[stride], new double[missing.Length * stride]);
    }

    /// <summary>Years that they have.</summary>
    public int[] Observed { get; }

    /// <summary>Years that they miss.</summary>
    public int[] Missing { get; }

    /// <summary>Where the years of each unit begin in the column.</summary>
    public IReadOnlyList<int> Starts => starts;

    /// <summary>Number of units.</summary>
    public int Count => starts.Count;

    /// <summary>The patterns of a column in the order in which they come; units without any value are in none.</summary>
    public static IReadOnlyList<GapPattern> Of(ReadOnlySpan<double> column, int years, int stride, double[] mean)
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
                places[key] = pattern = new GapPattern(observed, missing, centre, stride);
                patterns.Add(pattern);
            }
            pattern.Take(row, at);
        }
        return patterns;
    }

    /// <summary>Adds Σ(x − mean) and Σ(x − mean)(x − mean)ᵀ + Cov(x | observed), expectations in place of what is missing.</summary>
    /// <param name="mean">T means.</param>
    /// <param name="swept">Covariances with the observed years swept out, in the rows of missing years; not looked at when none is missing.</param>
    /// <param name="deviations">Takes T sums.</param>
    /// <param name="spread">Takes T × stride sums.</param>
    /// <param name="room">Scratch space of the same size.</param>
    public void Add(ReadOnlySpan<double> mean, ReadOnlySpan<double> swept, Span<double> deviations, Span<double> spread, Span<double> room)
    {
        foreach (var t in Observed)
        {
            shift[t] = mean[t] - centre[t];
            deviations[t] += sums[t] - Count * shift[t];
        }
        foreach (var a in Observed)
        {
            var moments = room.Slice(a * stride, stride);
            Moments(a, moments);
            Add(spread.Slice(a * stride, stride), moments);
        }
        for (var m = 0; m < Missing.Length; m++)
        {
            var row = Missing[m] * stride;
            var own = cross.AsSpan(m * stride, stride);
            own.Clear();
            foreach (var a in Observed)
            {
                Add(own, swept[row + a], room.Slice(a * stride, stride));
                deviations[Missing[m]] += swept[row + a] * (sums[a] - Count * shift[a]);
            }
            Add(spread.Slice(row, stride), own);
            foreach (var b in Observed) spread[b * stride + Missing[m]] += own[b];
        }
        for (var m = 0; m < Missing.Length; m++)
            for (var l = 0; l < Missing.Length; l++)
            {
                var sum = Count * swept[Missing[m] * stride + Missing[l]];
                foreach (var b in Observed) sum += cross[m * stride + b] * swept[Missing[l] * stride + b];
                spread[Missing[m] * stride + Missing[l]] += sum;
            }
    }

    /// <summary>The years of a row that are there, and those that are not.</summary>
    private static (int[] Observed, int[] Missing) Split(ReadOnlySpan<double> row)
    {
        var (observed, missing) = (new List<int>(), new List<int>());
        for (var t = 0; t < row.Length; t++) (double.IsNaN(row[t]) ? missing : observed).Add(t);
        return ([.. observed], [.. missing]);
    }

    private void Take(ReadOnlySpan<double> row, int at)
    {
        starts.Add(at);
        foreach (var a in Observed)
        {
            var d = row[a] - centre[a];
            sums[a] += d;
            foreach (var b in Observed) products[a * stride + b] += d * (row[b] - centre[b]);
        }
    }

    /// <summary>Row a of Σ(x − mean)(x − mean)ᵀ.</summary>
    private void Moments(int a, Span<double> moments)
    {
        var (first, sum, scaled) = (new Vector<double>(shift[a]), new Vector<double>(sums[a]), new Vector<double>(Count * shift[a]));
        var taken = MemoryMarshal.Cast<double, Vector<double>>(products.AsSpan(a * stride, stride));
        var others = MemoryMarshal.Cast<double, Vector<double>>(sums.AsSpan());
        var second = MemoryMarshal.Cast<double, Vector<double>>(shift.AsSpan());
        var into = MemoryMarshal.Cast<double, Vector<double>>(moments);
        for (var v = 0; v < into.Length; v++) into[v] = taken[v] - first * others[v] - second[v] * sum + scaled * second[v];
    }

    private static void Add(Span<double> sums, ReadOnlySpan<double> values)
    {
        var into = MemoryMarshal.Cast<double, Vector<double>>(sums);
        var from = MemoryMarshal.Cast<double, Vector<double>>(values);
        for (var v = 0; v < into.Length; v++) into[v] += from[v];
    }

    private static void Add(Span<double> sums, double factor, ReadOnlySpan<double> values)
    {
        var by = new Vector<double>(factor);
        var into = MemoryMarshal.Cast<double, Vector<double>>(sums);
        var from = MemoryMarshal.Cast<double, Vector<double>>(values);
        for (var v = 0; v < into.Length; v++) into[v] += by * from[v];
    }
}
