using System.Globalization;
using System.Text;

namespace Rebound.Studies;

/// <summary>Every setting that was asked for, with the value in force: the known keys and the resolved study file.</summary>
internal sealed class SettingsRecord
{
    private readonly List<(string Path, string Key, object Value)> entries = [];

    /// <summary>Known keys as "index.fit".</summary>
    public IReadOnlyList<string> Keys => [.. entries.Select(e => e.Path.Length == 0 ? e.Key : $"{e.Path}.{e.Key}").Distinct(StringComparer.Ordinal)];

    public void Put(string path, string key, object value)
    {
        entries.RemoveAll(e => e.Path == path && e.Key == key);
        entries.Add((path, key, value));
    }

    /// <summary>The study file with every default written in.</summary>
    public string ToToml()
    {
        var text = new StringBuilder();
        foreach (var section in entries.GroupBy(e => e.Path))
        {
            if (section.Key.Length > 0) text.Append('\n').Append(section.Key.Contains('[', StringComparison.Ordinal) ? $"[[{section.Key.Split('[')[0]}]]" : $"[{section.Key}]").Append('\n');
            foreach (var (_, key, value) in section)
                if (value is not "") text.Append(CultureInfo.InvariantCulture, $"{key} = {Toml(value)}\n");
        }
        return text.ToString();
    }

    private static string Toml(object value) => value switch
    {
        string text => Quote(text),
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IReadOnlyList<string> list => $"[{string.Join(", ", list.Select(Quote))}]",
        IReadOnlyDictionary<string, string> map => $"{{ {string.Join(", ", map.Select(m => $"{Quote(m.Key)} = {Quote(m.Value)}"))} }}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
