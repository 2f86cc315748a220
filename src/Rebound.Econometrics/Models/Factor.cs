using System.Globalization;
using Rebound.Panels;

namespace Rebound.Econometrics;

/// <summary>A grouping of rows: one whole-number code a row.</summary>
/// <param name="Codes">0 … L − 1 for each row; −1 where the group is missing. Not to be changed.</param>
/// <param name="Labels">The L labels.</param>
public sealed record Factor(int[] Codes, IReadOnlyList<string> Labels)
{
    /// <summary>Groups texts: labels in ordinal order, null or empty means missing.</summary>
    /// <param name="values">One text a row.</param>
    public static Factor Of(IReadOnlyList<string?> values)
    {
        var labels = values.Where(v => !string.IsNullOrEmpty(v)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var index = new Dictionary<string, int>(labels.Length, StringComparer.Ordinal);
        for (var l = 0; l < labels.Length; l++) index.Add(labels[l]!, l);
        var codes = new int[values.Count];
        for (var i = 0; i < codes.Length; i++) codes[i] = string.IsNullOrEmpty(values[i]) ? -1 : index[values[i]!];
        return new Factor(codes, labels!);
    }

    /// <summary>Groups numbers: one group a distinct value, in ascending order; NaN means missing.</summary>
    /// <param name="values">One number a row.</param>
    public static Factor Of(ReadOnlySpan<double> values)
    {
        if (OfWholeNumbers(values) is { } quick) return quick;
        var set = new HashSet<double>();
        foreach (var v in values)
            if (!double.IsNaN(v)) set.Add(v + 0.0); // −0 joins 0
        double[] distinct = [.. set.Order()];
        var index = new Dictionary<double, int>(distinct.Length);
        for (var l = 0; l < distinct.Length; l++) index.Add(distinct[l], l);
        var codes = new int[values.Length];
        for (var i = 0; i < codes.Length; i++) codes[i] = double.IsNaN(values[i]) ? -1 : index[values[i]];
        return new Factor(codes, [.. distinct.Select(v => v.ToString("R", CultureInfo.InvariantCulture))]);
    }

    // Whole numbers that lie close together, as years and codes do, need no search.
    private static Factor? OfWholeNumbers(ReadOnlySpan<double> values)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (var v in values)
        {
            if (double.IsNaN(v)) continue;
            if (v != Math.Floor(v) || Math.Abs(v) > int.MaxValue / 2) return null;
            (low, high) = (Math.Min(low, v), Math.Max(high, v));
        }
        if (low > high || high - low > 4L * values.Length + 1024) return null;
        var first = (int)low;
        var place = new int[(int)high - first + 1];
        foreach (var v in values)
            if (!double.IsNaN(v)) place[(int)v - first] = 1;
        List<int> numbers = [];
        for (var p = 0; p < place.Length; p++)
            if (place[p] == 1)
            {
                place[p] = numbers.Count;
                numbers.Add(first + p);
            }
        var codes = new int[values.Length];
        for (var i = 0; i < codes.Length; i++) codes[i] = double.IsNaN(values[i]) ? -1 : place[(int)values[i] - first];
        return new Factor(codes, new NumberLabels([.. numbers]));
    }

    /// <summary>The rows that are kept.</summary>
    internal Factor Take(ReadOnlySpan<int> rows)
    {
        var codes = new int[rows.Length];
        for (var i = 0; i < codes.Length; i++) codes[i] = Codes[rows[i]];
        return this with { Codes = codes };
    }

    /// <summary>Codes 0 … L′ − 1 of the groups that occur, in the order of the labels, and L′; the array itself where all occur.</summary>
    internal static int[] Dense(int[] codes, int levels, out int count) => Dense(codes, levels, out count, out _);

    /// <summary>The same with the old code of each new one; null where all occur.</summary>
    internal static int[] Dense(int[] codes, int levels, out int count, out int[]? kept)
    {
        var seen = new int[levels];
        foreach (var c in codes) seen[c] = 1;
        count = 0;
        for (var l = 0; l < levels; l++) seen[l] = seen[l] == 1 ? count++ : -1;
        kept = null;
        if (count == levels) return codes;
        kept = new int[count];
        for (var l = 0; l < levels; l++)
            if (seen[l] >= 0) kept[seen[l]] = l;
        var dense = new int[codes.Length];
        for (var i = 0; i < dense.Length; i++) dense[i] = seen[codes[i]];
        return dense;
    }

    /// <summary>The groups of pairs (a, b), in the order of both; missing where either is.</summary>
    internal static Factor Cross(Factor a, Factor b)
    {
        var width = b.Labels.Count;
        var codes = new int[a.Codes.Length];
        long[] pairs;
        if ((long)a.Labels.Count * width <= Math.Max(1 << 20, 4L * codes.Length))
        {
            var place = new int[a.Labels.Count * width];
            for (var i = 0; i < codes.Length; i++)
                if (a.Codes[i] >= 0 && b.Codes[i] >= 0) place[a.Codes[i] * width + b.Codes[i]] = 1;
            var found = new List<long>();
            for (var p = 0; p < place.Length; p++)
                if (place[p] == 1)
                {
                    place[p] = found.Count;
                    found.Add(p);
                }
            pairs = [.. found];
            for (var i = 0; i < codes.Length; i++) codes[i] = a.Codes[i] < 0 || b.Codes[i] < 0 ? -1 : place[a.Codes[i] * width + b.Codes[i]];
        }
        else
        {
            var index = new Dictionary<long, int>();
            for (var i = 0; i < codes.Length; i++)
                if (a.Codes[i] >= 0 && b.Codes[i] >= 0) index.TryAdd((long)a.Codes[i] * width + b.Codes[i], 0);
            pairs = [.. index.Keys.Order()];
            for (var p = 0; p < pairs.Length; p++) index[pairs[p]] = p;
            for (var i = 0; i < codes.Length; i++) codes[i] = a.Codes[i] < 0 || b.Codes[i] < 0 ? -1 : index[(long)a.Codes[i] * width + b.Codes[i]];
        }
        return new Factor(codes, new PairLabels(a.Labels, b.Labels, pairs));
    }
}

/// <summary>Labels of pairs of groups, written out only where one is asked for.</summary>
internal sealed class PairLabels(IReadOnlyList<string> first, IReadOnlyList<string> second, long[] pairs) : IReadOnlyList<string>
{
    public int Count => pairs.Length;

    public string this[int index] => first[(int)(pairs[index] / second.Count)] + "^" + second[(int)(pairs[index] % second.Count)];

    public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
