using System.Buffers;

namespace Rebound.Numerics;

/// <summary>Ranks and rank correlation.</summary>
public static class Ranks
{
    /// <summary>Competition ranks from the highest value down: 1 + the number of values that are strictly higher. Equal values share the better rank.</summary>
    /// <param name="values">n finite values.</param>
    /// <param name="ranks">Takes n ranks, 1 to n.</param>
    /// <param name="order">Scratch space of n.</param>
    public static void Descending(ReadOnlySpan<double> values, Span<int> ranks, Span<int> order)
    {
        SortDescending(values, order);
        for (var position = 0; position < order.Length; position++)
            ranks[order[position]] = position > 0 && values[order[position]] == values[order[position - 1]]
                ? ranks[order[position - 1]]
                : position + 1;
    }

    /// <summary>Competition ranks from the highest value down within each group.</summary>
    /// <param name="values">n finite values.</param>
    /// <param name="groups">Group of each value.</param>
    /// <returns>n ranks, 1 to the size of the group.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static int[] WithinGroups(ReadOnlySpan<double> values, ReadOnlySpan<int> groups)
    {
        if (values.Length != groups.Length) throw new ArgumentException($"{groups.Length} groups are set beside {values.Length} values.", nameof(groups));
        var (order, ranks) = (new int[values.Length], new int[values.Length]);
        SortDescending(values, order);
        var (seen, last) = (new Dictionary<int, int>(), new Dictionary<int, int>());
        foreach (var i in order)
        {
            var place = seen[groups[i]] = seen.GetValueOrDefault(groups[i]) + 1;
            ranks[i] = last.TryGetValue(groups[i], out var before) && values[before] == values[i] ? ranks[before] : place;
            last[groups[i]] = i;
        }
        return ranks;
    }

    /// <summary>Spearman's ρ: Pearson's correlation of the average ranks, so ties are allowed.</summary>
    /// <param name="first">n ≥ 2 finite values.</param>
    /// <param name="second">n finite values.</param>
    /// <returns>A number in [−1, 1].</returns>
    /// <exception cref="NumericalException">One of the two is constant.</exception>
    public static double Correlation(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length) throw new ArgumentException($"{first.Length} values are set beside {second.Length}.", nameof(second));
        var (a, b) = (new double[first.Length], new double[second.Length]);
        Averages(first, a);
        Averages(second, b);
        var middle = (first.Length + 1) / 2.0;
        double product = 0, squareA = 0, squareB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            product += (a[i] - middle) * (b[i] - middle);
            squareA += (a[i] - middle) * (a[i] - middle);
            squareB += (b[i] - middle) * (b[i] - middle);
        }
        if (squareA == 0 || squareB == 0) throw new NumericalException("A rank correlation needs two values that differ on either side.");
        return product / Math.Sqrt(squareA * squareB);
    }

    /// <summary>Average ranks from the highest value down: values that are equal share the mean of their places.</summary>
    /// <param name="values">n finite values.</param>
    /// <param name="averages">Takes n ranks, 1 to n.</param>
    public static void Averages(ReadOnlySpan<double> values, Span<double> averages)
    {
        var order = new int[values.Length];
        SortDescending(values, order);
        for (var from = 0; from < order.Length;)
        {
            var to = from + 1;
            while (to < order.Length && values[order[to]] == values[order[from]]) to++;
            for (var position = from; position < to; position++) averages[order[position]] = (from + 1 + to) / 2.0;
            from = to;
        }
    }

    private static void SortDescending(ReadOnlySpan<double> values, Span<int> order)
    {
        var room = values.Length <= 512 ? null : ArrayPool<double>.Shared.Rent(values.Length);
        Span<double> keys = room is null ? stackalloc double[values.Length] : room.AsSpan(0, values.Length);
        for (var i = 0; i < values.Length; i++) (order[i], keys[i]) = (i, -values[i]);
        keys.Sort(order);
        if (room is not null) ArrayPool<double>.Shared.Return(room);
    }
}
