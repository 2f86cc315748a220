using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>Which rows of the sample give the absorbed effects of a combination of groups: weights ±1 on rows whose groups add up to the combination.</summary>
internal sealed class EffectPaths
{
    private readonly IReadOnlyList<AbsorbedEffect> effects;
    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>[] levels;
    private List<int>[]? rowsOfFirst;
    private List<int>[]? rowsOfSecond;

    public EffectPaths(IReadOnlyList<AbsorbedEffect> effects, int rows)
    {
        this.effects = effects;
        levels = [.. effects.Select(e => Enumerable.Range(0, e.Levels).ToDictionary(e.LabelOf, l => l, StringComparer.Ordinal))];
        for (var i = 0; i < rows; i++) seen.TryAdd(Key([.. effects.Select(e => e.Codes[i])], [.. effects.Select(e => e.Slope?[i])]), i);
    }

    /// <summary>The group of an effect by its label; −1 where the sample has none.</summary>
    public int LevelOf(int effect, string label) => levels[effect].GetValueOrDefault(label, -1);

    public static string Key(int[] codes, double?[] slopes) => string.Create(CultureInfo.InvariantCulture, $"{string.Join(',', codes)};{string.Join(',', slopes.Select(s => s is { } v ? v.ToString("R", CultureInfo.InvariantCulture) : ""))}");

    /// <summary>Rows with their signs; null with a reason where the sample does not tell.</summary>
    public IReadOnlyList<(int Row, int Sign)>? Find(int[] codes, double?[] slopes, out string reason)
    {
        reason = "";
        if (seen.TryGetValue(Key(codes, slopes), out var row)) return [(row, 1)];
        if (effects.Any(e => e.Slope is not null)) reason = $"this combination of groups and slopes of {Names} does not occur in the sample";
        else if (effects.Count != 2) reason = $"this combination of {Names} does not occur in the sample";
        else
        {
            if (Connect(codes[0], codes[1]) is { } path) return path;
            reason = $"no rows connect its groups of {Names}";
        }
        return null;
    }

    private string Names => string.Join(" and ", effects.Select(e => e.Name));

    // Breadth first from a group of the first effect to one of the second; signs alternate along the rows.
    private List<(int Row, int Sign)>? Connect(int first, int second)
    {
        rowsOfFirst ??= RowsBy(effects[0]);
        rowsOfSecond ??= RowsBy(effects[1]);
        int[] toFirst = [.. Enumerable.Repeat(-1, effects[0].Levels)], toSecond = [.. Enumerable.Repeat(-1, effects[1].Levels)];
        var queue = new Queue<(int Level, bool IsFirst)>([(first, true)]);
        toFirst[first] = int.MaxValue;
        while (queue.Count > 0 && toSecond[second] < 0)
        {
            var (level, isFirst) = queue.Dequeue();
            foreach (var row in isFirst ? rowsOfFirst[level] : rowsOfSecond[level])
            {
                var (next, reached) = isFirst ? (effects[1].Codes[row], toSecond) : (effects[0].Codes[row], toFirst);
                if (reached[next] >= 0) continue;
                reached[next] = row;
                queue.Enqueue((next, !isFirst));
            }
        }
        if (toSecond[second] < 0) return null;
        List<(int, int)> path = [];
        for (int at = second, row = toSecond[second]; ;)
        {
            path.Add((row, 1));
            at = effects[0].Codes[row];
            if (at == first) return path;
            row = toFirst[at];
            path.Add((row, -1));
            row = toSecond[effects[1].Codes[row]];
        }
    }

    private static List<int>[] RowsBy(AbsorbedEffect effect)
    {
        List<int>[] rows = [.. Enumerable.Range(0, effect.Levels).Select(_ => new List<int>())];
        for (var i = 0; i < effect.Codes.Length; i++) rows[effect.Codes[i]].Add(i);
        return rows;
    }
}
