using System.Globalization;

namespace Rebound.Measures;

/// <summary>A statement about the ranks of named units: an order ("A &gt; B &gt; C": A ranks above B and B above C) or a place among the first ("A in top 10").</summary>
public sealed record RankingConclusion
{
    private RankingConclusion(IReadOnlyList<string> units, int top) => (Units, Top) = (units, top);

    /// <summary>The units named, in the stated order.</summary>
    public IReadOnlyList<string> Units { get; }

    /// <summary>Largest rank allowed; 0 when an order is stated.</summary>
    public int Top { get; }

    /// <summary>The first unit ranks strictly above the second, and so on.</summary>
    /// <param name="units">At least two distinct units, the better first.</param>
    public static RankingConclusion InOrder(params IReadOnlyList<string> units)
    {
        if (units.Count < 2 || units.Distinct(StringComparer.Ordinal).Count() < units.Count) throw new ArgumentException("An order names at least two units, each once.", nameof(units));
        return new RankingConclusion(units, 0);
    }

    /// <summary>The unit ranks among the first.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="count">At least 1.</param>
    public static RankingConclusion InTop(string unit, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return new RankingConclusion([unit], count);
    }

    /// <summary>Reads "A &gt; B", "A &gt; B &gt; C" or "A in top 10".</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null when it is neither.</returns>
    public static RankingConclusion? Find(string text)
    {
        const string among = " in top ";
        var at = text.LastIndexOf(among, StringComparison.Ordinal);
        if (at > 0 && int.TryParse(text.AsSpan(at + among.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0) return InTop(text[..at].Trim(), count);
        var units = text.Split('>', StringSplitOptions.TrimEntries);
        return units.Length < 2 || units.Any(unit => unit.Length == 0) || units.Distinct(StringComparer.Ordinal).Count() < units.Length ? null : InOrder(units);
    }

    /// <inheritdoc/>
    public override string ToString() => Top > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Units[0]} in top {Top}") : string.Join(" > ", Units);

    /// <summary>The positions of the units in a list.</summary>
    /// <exception cref="ArgumentException">A unit is not in it.</exception>
    internal Positions Among(IReadOnlyList<string> units)
    {
        var places = new int[Units.Count];
        for (var u = 0; u < places.Length; u++)
        {
            places[u] = -1;
            for (var i = 0; i < units.Count; i++)
                if (units[i] == Units[u]) places[u] = i;
            if (places[u] < 0) throw new ArgumentException($"'{this}' names '{Units[u]}', which is not among the units ranked.", nameof(units));
        }
        return new Positions(places, Top);
    }

    /// <summary>A conclusion about units by their position.</summary>
    internal readonly record struct Positions(int[] Units, int Top)
    {
        public bool IsTop => Top > 0;

        public bool IsPair => Top == 0 && Units.Length == 2;

        public bool Holds(ReadOnlySpan<int> ranks)
        {
            if (IsTop) return ranks[Units[0]] <= Top;
            for (var u = 1; u < Units.Length; u++)
                if (ranks[Units[u - 1]] >= ranks[Units[u]]) return false;
            return true;
        }
    }
}
