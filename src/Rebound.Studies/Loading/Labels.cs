namespace Rebound.Studies;

/// <summary>Numbers the distinct texts of a column in the order met.</summary>
internal sealed class Labels
{
    private readonly Dictionary<string, int> index = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;

    public Labels() => lookup = index.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Count => index.Count;

    public int Of(ReadOnlySpan<char> text)
    {
        if (lookup.TryGetValue(text, out var found)) return found;
        index[text.ToString()] = index.Count;
        return index.Count - 1;
    }
}
