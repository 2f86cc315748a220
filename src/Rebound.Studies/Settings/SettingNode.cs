using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Rebound.Studies;

/// <summary>A value of the study file with the line it stands on: a table, a list or a scalar.</summary>
internal sealed class SettingNode(int line)
{
    public int Line { get; } = line;

    /// <summary>string, long, double or bool of a scalar; null for tables and lists.</summary>
    public object? Scalar { get; private init; }

    public List<SettingNode>? Items { get; private init; }

    public Dictionary<string, SettingNode>? Fields { get; private init; }

    /// <summary>What the value is, for messages.</summary>
    public string Kind => Scalar switch
    {
        string => "text",
        long => "whole number",
        double => "number",
        bool => "true or false",
        null => Items is null ? "table" : "list",
        _ => "date",
    };

    public static SettingNode Table(int line) => new(line) { Fields = new(StringComparer.Ordinal) };

    /// <summary>Reads TOML text; syntax errors are problems, one each.</summary>
    public static SettingNode Parse(string text, string file, Action<int, int, string> syntaxError)
    {
        var document = SyntaxParser.Parse(text, file, true);
        foreach (var message in document.Diagnostics)
            syntaxError(message.Span.Start.Line + 1, message.Span.Start.Column + 1, message.Message);
        var root = Table(1);
        if (document.HasErrors) return root;
        foreach (var pair in document.KeyValues) Put(root, pair);
        foreach (var table in document.Tables)
        {
            var target = Descend(root, Path(table.Name!), LineOf(table), last: table is TableArraySyntax);
            foreach (var pair in table.Items) Put(target, pair);
        }
        return root;
    }

    private static void Put(SettingNode table, KeyValueSyntax pair)
    {
        var path = Path(pair.Key!);
        var target = Descend(table, path[..^1], LineOf(pair), last: false);
        target.Fields![path[^1]] = Value(pair.Value!, LineOf(pair));
    }

    private static SettingNode Descend(SettingNode node, string[] path, int line, bool last)
    {
        for (var i = 0; i < path.Length; i++)
        {
            var list = last && i == path.Length - 1;
            if (!node.Fields!.TryGetValue(path[i], out var next))
                node.Fields[path[i]] = next = list ? new SettingNode(line) { Items = [] } : Table(line);
            if (list) next.Items!.Add(Table(line));
            node = next.Items is { Count: > 0 } items ? items[^1] : next;
        }
        return node;
    }

    private static SettingNode Value(ValueSyntax value, int line) => value switch
    {
        StringValueSyntax text => new(line) { Scalar = text.Value ?? "" },
        IntegerValueSyntax whole => new(line) { Scalar = whole.Value },
        FloatValueSyntax number => new(line) { Scalar = number.Value },
        BooleanValueSyntax flag => new(line) { Scalar = flag.Value },
        ArraySyntax array => new(line) { Items = [.. array.Items.Select(i => Value(i.Value!, LineOf(i)))] },
        InlineTableSyntax inline => Inline(inline, line),
        DateTimeValueSyntax date => new(line) { Scalar = date.ToString().Trim() },
        _ => new(line) { Scalar = value.ToString().Trim() },
    };

    private static SettingNode Inline(InlineTableSyntax inline, int line)
    {
        var table = Table(line);
        foreach (var item in inline.Items) Put(table, item.KeyValue!);
        return table;
    }

    private static string[] Path(KeySyntax key) => [KeyText(key.Key!), .. key.DotKeys.Select(d => KeyText(d.Key!))];

    private static string KeyText(BareKeyOrStringValueSyntax key) => key is StringValueSyntax text ? text.Value ?? "" : key.ToString().Trim();

    private static int LineOf(SyntaxNodeBase node) => node.Span.Start.Line + 1;
}
