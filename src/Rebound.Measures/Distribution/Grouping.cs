namespace Rebound.Measures;

/// <summary>Labels as numbers: groups in ordinal order of their names.</summary>
internal sealed class Grouping
{
    private Grouping(IReadOnlyList<string> names, int[] codes, int[] sizes) => (Names, Codes, Sizes) = (names, codes, sizes);

    public IReadOnlyList<string> Names { get; }

    public int[] Codes { get; }

    public int[] Sizes { get; }

    public int Count => Names.Count;

    public static Grouping Of(IReadOnlyList<string> labels)
    {
        string[] names = [.. labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var place = new Dictionary<string, int>(names.Length, StringComparer.Ordinal);
        for (var g = 0; g < names.Length; g++) place[names[g]] = g;
        return Of(names, [.. labels.Select(label => place[label])]);
    }

    public static Grouping Of(IReadOnlyList<string> names, int[] codes)
    {
        var sizes = new int[names.Count];
        foreach (var code in codes) sizes[code]++;
        return new Grouping(names, codes, sizes);
    }

    /// <summary>Pairs of a group of this grouping and one of another; only pairs that occur.</summary>
    public Grouping With(Grouping other, string between)
    {
        var pairs = new SortedDictionary<(int, int), int>();
        for (var i = 0; i < Codes.Length; i++) pairs.TryAdd((Codes[i], other.Codes[i]), 0);
        foreach (var (pair, number) in pairs.Keys.Select((pair, number) => (pair, number)).ToList()) pairs[pair] = number;
        return Of([.. pairs.Keys.Select(pair => Names[pair.Item1] + between + other.Names[pair.Item2])], [.. Codes.Zip(other.Codes, (a, b) => pairs[(a, b)])]);
    }

    /// <summary>The values of each group, in the order of the rows.</summary>
    public double[][] Split(ReadOnlySpan<double> values)
    {
        double[][] parts = [.. Sizes.Select(size => new double[size])];
        var next = new int[Count];
        for (var i = 0; i < values.Length; i++) parts[Codes[i]][next[Codes[i]]++] = values[i];
        return parts;
    }
}
