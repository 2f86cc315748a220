using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rebound.Conformance;

/// <summary>A case with the product's answers in the place of its expected values, in the same layout.</summary>
internal sealed class FilledCase
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Case question;
    private readonly List<string> unanswered = [];
    private readonly Dictionary<string, string> tables = new(StringComparer.Ordinal);
    private readonly JsonNode? values;

    public FilledCase(Case question, Answer answer)
    {
        this.question = question;
        values = Fill(question.Expected, answer, "");
    }

    /// <summary>Places that the answer says nothing about.</summary>
    public IReadOnlyList<string> Unanswered => unanswered;

    /// <summary>Whether the case holds no number to compare with: every value is null and every table has keys only.</summary>
    public static bool IsBlind(Case question) => !HasValue(question, question.Expected, "");

    public void Write(string folder)
    {
        var node = JsonNode.Parse(question.Root.GetRawText())!.AsObject();
        node[question.IsEconometrics ? "results" : "expected"] = values;
        Save(Path.Combine(folder, question.IsEconometrics ? "json" : "cases", question.Id + ".json"), node.ToJsonString(Layout) + "\n");
        foreach (var (path, text) in tables) Save(Path.Combine(folder, path), text);
    }

    private static void Save(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static bool HasValue(Case question, JsonElement expected, string name) => expected.ValueKind switch
    {
        JsonValueKind.Object => expected.EnumerateObject().Any(part => HasValue(question, part.Value, part.Name)),
        JsonValueKind.Array => expected.EnumerateArray().Any(item => HasValue(question, item, name)),
        JsonValueKind.String when question.HasExpectedFile(expected.GetString()!) => HasCell(question.ExpectedTable(expected.GetString()!), question.Keys),
        JsonValueKind.String => false, // names and keys are no values
        _ => expected.ValueKind != JsonValueKind.Null,
    };

    private static bool HasCell(DataTable table, IReadOnlyList<string> keys) =>
        table.Columns.Where((column, c) => keys.Count == 0 ? c > 0 : !keys.Contains(column)).Any(column => table.Text(column).Any(cell => cell.Length > 0));

    private JsonNode? Fill(JsonElement expected, Answer? answer, string path)
    {
        switch (expected.ValueKind, answer)
        {
            case (JsonValueKind.Object, Tree tree):
                var parts = new JsonObject();
                foreach (var part in expected.EnumerateObject())
                    parts[part.Name] = part.Name == "key" ? JsonNode.Parse(part.Value.GetRawText()) : Fill(part.Value, tree[part.Name], path.Length == 0 ? part.Name : $"{path}/{part.Name}");
                return parts;
            case (JsonValueKind.Array, ListAnswer list):
                return new JsonArray([.. list.Items.Select((item, i) => Fill(i < expected.GetArrayLength() ? expected[i] : default, item, $"{path}[{i}]"))]);
            case (JsonValueKind.Array, not null) when expected.GetArrayLength() == 1:
                return new JsonArray(Fill(expected[0], answer, path));
            case (JsonValueKind.String, TableAnswer table):
                tables[expected.GetString()!] = Text(question.ExpectedTable(expected.GetString()!), table, path);
                return JsonValue.Create(expected.GetString());
            case (_, null):
                unanswered.Add(path);
                return null;
            default:
                return Free(answer!, path);
        }
    }

    // Where the case only says null, the answer's own shape is written.
    private JsonNode? Free(Answer answer, string path)
    {
        switch (answer)
        {
            case NumberAnswer number: return double.IsFinite(number.Value) ? JsonValue.Create(number.Value) : null;
            case TextAnswer text: return text.Value is "TRUE" or "FALSE" ? JsonValue.Create(text.Value == "TRUE") : JsonValue.Create(text.Value);
            case ListAnswer list: return new JsonArray([.. list.Items.Select(item => Free(item, path))]);
            case Tree tree:
                var parts = new JsonObject();
                foreach (var (name, value) in tree) parts[name] = Free(value, path);
                return parts;
            default:
                unanswered.Add(path);
                return null;
        }
    }

    private string Text(DataTable layout, TableAnswer table, string path)
    {
        var match = new RowMatch(layout, table, question.Keys);
        var text = new StringBuilder(string.Join(",", layout.Columns.Select(Quoted))).Append('\n');
        string[]?[] columns = [.. layout.Columns.Select(column => match.Keys.Contains(column) ? layout.Text(column) : table.Column(column))];
        for (var c = 0; c < columns.Length; c++)
            if (columns[c] is null) unanswered.Add($"{path}/{layout.Columns[c]}");
        for (var r = 0; r < layout.RowCount; r++)
        {
            var row = match.RowOf(r);
            if (row < 0) unanswered.Add($"{path}/{match.Name(r)}");
            for (var c = 0; c < columns.Length; c++)
            {
                if (c > 0) text.Append(',');
                if (columns[c] is not { } column) continue;
                if (match.Keys.Contains(layout.Columns[c])) text.Append(Quoted(column[r]));
                else if (row >= 0) text.Append(Quoted(column[row]));
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(',', '"') < 0 ? cell : string.Create(CultureInfo.InvariantCulture, $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
}
