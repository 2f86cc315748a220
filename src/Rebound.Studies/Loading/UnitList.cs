using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>The units of a study: those chosen, and those that the city table lists but its filter leaves out.</summary>
internal sealed class UnitList
{
    private readonly Dictionary<string, int> index;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> chosen;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> filtered;

    public UnitList(IReadOnlyList<City> cities, HashSet<string> leftOut)
    {
        Cities = [.. cities.OrderBy(c => c.Code, StringComparer.Ordinal)];
        index = new(StringComparer.Ordinal);
        for (var c = 0; c < Cities.Count; c++) index[Cities[c].Code] = c;
        chosen = index.GetAlternateLookup<ReadOnlySpan<char>>();
        filtered = leftOut.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IReadOnlyList<City> Cities { get; }

    public int IndexOf(ReadOnlySpan<char> code) => chosen.TryGetValue(code, out var found) ? found : -1;

    public bool IsFiltered(ReadOnlySpan<char> code) => filtered.Contains(code);

    public StudyProblem Unknown(TableSource source, int column)
    {
        var code = source.Field(column).Trim().ToString();
        return new StudyProblem("RB2021", source.Place(column), code, $"\"{code}\" is not in the table of units",
            "the row belongs to no unit and is not used", SettingsReader.Suggest(code, index.Keys) ?? "add the unit to the cities table, or correct the code");
    }
}
