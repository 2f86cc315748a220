using System.Globalization;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Hands out the keys of one table of the study file, and tells of the keys that nobody asked for.</summary>
/// <remarks>Every question is remembered with its answer, given or default: the questions are the known keys, and together
/// with the answers they make the resolved study file.</remarks>
internal sealed class SettingsReader(SettingNode table, string path, string file, ProblemLog problems, SettingsRecord record)
{
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private int wrong;

    public bool Has(string key)
    {
        asked.Add(key);
        return table.Fields!.ContainsKey(key);
    }

    public string Text(string key, string fallback) => Scalar(key, fallback, "text", n => n.Scalar as string);

    public string RequiredText(string key)
    {
        if (Has(key)) return Text(key, "");
        Missing(key);
        return "";
    }

    public double Number(string key, double fallback, double low, double high)
    {
        var value = Scalar(key, fallback, "a number", n => n.Scalar is long whole ? whole : n.Scalar is double number ? number : (object?)null);
        if (value >= low && value <= high) return value;
        Wrong("RB1005", key, value.ToString("R", CultureInfo.InvariantCulture), $"{key} must lie between {low.ToString("R", CultureInfo.InvariantCulture)} and {high.ToString("R", CultureInfo.InvariantCulture)}", "the setting cannot be used", $"write a number in that range (default {fallback.ToString("R", CultureInfo.InvariantCulture)})");
        return fallback;
    }

    public int Whole(string key, int fallback, int low, int high)
    {
        var value = Number(key, fallback, low, high);
        if (value == Math.Floor(value)) return (int)value;
        Wrong("RB1005", key, value.ToString("R", CultureInfo.InvariantCulture), $"{key} must be a whole number", "the setting cannot be used", "write a whole number");
        return fallback;
    }

    public bool Flag(string key, bool fallback) => Scalar(key, fallback, "true or false", n => n.Scalar is bool flag ? flag : (object?)null);

    public T Choice<T>(string key, T fallback, params (string Word, T Value)[] words)
    {
        var word = Text(key, words.First(w => Equals(w.Value, fallback)).Word);
        foreach (var (text, value) in words)
            if (text == word) return value;
        Wrong("RB1004", key, word, $"\"{word}\" is not one of {string.Join(", ", words.Select(w => w.Word))}", "the setting cannot be used", Suggest(word, words.Select(w => w.Word)) ?? $"write one of {string.Join(", ", words.Select(w => w.Word))}");
        return fallback;
    }

    public IReadOnlyList<string> Texts(string key, IReadOnlyList<string> fallback)
    {
        asked.Add(key);
        var found = table.Fields!.GetValueOrDefault(key);
        var value = found is null ? fallback
            : found.Scalar is string one ? [one]
            : found.Items is { } items && items.All(i => i.Scalar is string) ? [.. items.Select(i => (string)i.Scalar!)]
            : null;
        if (value is null) WrongKind(key, found!, "a list of texts");
        record.Put(path, key, value ?? fallback);
        return value ?? fallback;
    }

    public IReadOnlyDictionary<string, string> TextMap(string key)
    {
        asked.Add(key);
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (table.Fields!.TryGetValue(key, out var found))
        {
            if (found.Fields is null) WrongKind(key, found, "a table of texts");
            foreach (var (name, node) in found.Fields ?? [])
                map[name] = node.Scalar switch
                {
                    string text => text,
                    long whole => whole.ToString(CultureInfo.InvariantCulture),
                    double number => number.ToString("R", CultureInfo.InvariantCulture),
                    bool flag => flag ? "true" : "false",
                    _ => "",
                };
        }
        if (map.Count > 0) record.Put(path, key, map);
        return map;
    }

    /// <summary>A title in one or several languages: a text, or a table of texts by language.</summary>
    public IReadOnlyDictionary<string, string> Localised(string key, string fallback)
    {
        var found = table.Fields!.GetValueOrDefault(key);
        if (found?.Fields is not null) return TextMap(key);
        return new SortedDictionary<string, string>(StringComparer.Ordinal) { ["en"] = Text(key, fallback) };
    }

    /// <summary>A month, day or year; null and a problem when the text is none.</summary>
    public Period? Time(string key, Frequency frequency, Period? fallback)
    {
        var text = Text(key, fallback?.ToString() ?? "");
        if (text.Length == 0) return null;
        if (Period.TryParse(text, out var period) && period.Frequency == frequency) return period;
        Wrong("RB1006", key, text, $"\"{text}\" is not a {frequency.ToString().ToLowerInvariant()}", "the study cannot be placed in time", frequency == Frequency.Month ? "write a month as \"2020-03\"" : "write a year as \"2020\"");
        return fallback;
    }

    /// <summary>A list of exactly two years or months, first and last.</summary>
    public (Period First, Period Last)? Span(string key, Frequency frequency)
    {
        if (!Has(key)) return null;
        var texts = Texts(key, []);
        if (texts.Count == 2 && Period.TryParse(texts[0], out var first) && Period.TryParse(texts[1], out var last)
            && first.Frequency == frequency && last.Frequency == frequency && first.CompareTo(last) <= 0) return (first, last);
        var form = frequency == Frequency.Year ? "[\"2015\", \"2019\"]" : "[\"2020-01\", \"2020-12\"]";
        Wrong("RB1006", key, string.Join(", ", texts), $"{key} must be the first and the last {frequency.ToString().ToLowerInvariant()}", "the study cannot be placed in time", $"write {key} = {form}");
        return null;
    }

    /// <summary>A table below this one; empty when absent.</summary>
    public SettingsReader Section(string key)
    {
        asked.Add(key);
        var found = table.Fields!.GetValueOrDefault(key);
        if (found is { Fields: null }) WrongKind(key, found, "a table");
        return new SettingsReader(found?.Fields is null ? SettingNode.Table(found?.Line ?? table.Line) : found, path.Length == 0 ? key : $"{path}.{key}", file, problems, record);
    }

    /// <summary>The tables of a list of tables.</summary>
    public IReadOnlyList<SettingsReader> Sections(string key)
    {
        asked.Add(key);
        var found = table.Fields!.GetValueOrDefault(key);
        if (found is null) return [];
        if (found.Items is null || found.Items.Any(i => i.Fields is null)) WrongKind(key, found, $"a list of tables, [[{key}]]");
        return [.. (found.Items ?? []).Where(i => i.Fields is not null).Select((n, i) => new SettingsReader(n, $"{key}[{i}]", file, problems, record))];
    }

    /// <summary>Tells of each key that was never asked for.</summary>
    public void Close()
    {
        foreach (var (key, node) in table.Fields!)
        {
            if (asked.Contains(key)) continue;
            problems.Add(new StudyProblem("RB1003", $"{file}, line {node.Line}", path.Length == 0 ? key : $"{path}.{key}",
                $"there is no setting '{key}' in {(path.Length == 0 ? "the study file" : $"[{path}]")}",
                "what it was meant to set keeps its default",
                Suggest(key, asked) ?? $"remove it; known here: {string.Join(", ", asked.Order(StringComparer.Ordinal))}"));
        }
    }

    /// <summary>Tells of a wrong value of a key.</summary>
    public void Wrong(string code, string key, string value, string message, string effect, string repair) => WrongAt(PlaceOf(key), code, value, message, effect, repair);

    /// <summary>Tells of something wrong at a place of the study file that <see cref="PlaceOf"/> gave.</summary>
    public void WrongAt(string place, string code, string value, string message, string effect, string repair)
    {
        wrong++;
        problems.Add(new StudyProblem(code, place, value, message, effect, repair));
    }

    /// <summary>Where a key stands, or its table where it is not written.</summary>
    public string PlaceOf(string key) => $"{file}, line {(table.Fields!.TryGetValue(key, out var node) ? node.Line : table.Line)}, {(path.Length == 0 ? key : $"{path}.{key}")}";

    /// <summary>Where the table begins.</summary>
    public string PlaceOfTable => $"{file}, line {table.Line}, [{path}]";

    /// <summary>Whether nothing wrong was told of this table so far.</summary>
    public bool IsSound => wrong == 0;

    /// <summary>Tells of a required key that is absent.</summary>
    public void Missing(string key) => WrongAt(PlaceOfTable, "RB1002", "", $"the setting '{key}' is missing from [{path}]", "the table cannot be read", $"add {key} = \"…\"");

    /// <summary>"did you mean", or null when nothing is near.</summary>
    public static string? Suggest(string word, IEnumerable<string> known)
    {
        var best = known.Select(k => (Word: k, Distance: Distance(word, k))).OrderBy(k => k.Distance).ThenBy(k => k.Word, StringComparer.Ordinal).FirstOrDefault();
        return best.Word is not null && best.Distance <= Math.Max(2, word.Length / 3) ? $"did you mean '{best.Word}'?" : null;
    }

    private T Scalar<T>(string key, T fallback, string wanted, Func<SettingNode, object?> read)
    {
        asked.Add(key);
        var value = fallback;
        if (table.Fields!.TryGetValue(key, out var node))
        {
            if (read(node) is { } found) value = (T)Convert.ChangeType(found, typeof(T), CultureInfo.InvariantCulture);
            else WrongKind(key, node, wanted);
        }
        record.Put(path, key, value!);
        return value;
    }

    private void WrongKind(string key, SettingNode node, string wanted) =>
        Wrong("RB1007", key, node.Scalar?.ToString() ?? node.Kind, $"'{key}' is {(node.Items is not null && wanted.StartsWith("a list", StringComparison.Ordinal) ? "a list of other things" : $"a {node.Kind}")} where {wanted} is wanted", "the setting cannot be used", $"write {wanted}{(wanted == "text" ? " in quotes" : "")}");

    // Edits, insertions and deletions between two words (Levenshtein, 1966).
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1));
                diagonal = above;
            }
        }
        return row[^1];
    }
}
