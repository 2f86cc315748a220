using System.Globalization;
using System.Text.Json;

namespace Rebound.Conformance;

/// <summary>An answer beside the expected values of a case.</summary>
internal sealed class Comparison
{
    private readonly Case question;
    private readonly List<string> faults = [];

    private Comparison(Case question) => this.question = question;

    /// <summary>The largest |answer − expected| / max(1, |expected|).</summary>
    public double Worst { get; private set; }

    /// <summary>What differs or is not answered, with its place.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>Number of entries looked at.</summary>
    public int Entries { get; private set; }

    public static Comparison Of(Case question, Answer answer)
    {
        var comparison = new Comparison(question);
        comparison.Compare(question.Expected, answer, "");
        return comparison;
    }

    private void Compare(JsonElement expected, Answer? answer, string path)
    {
        if (answer is null) Fault(path, "no answer");
        else if (expected.ValueKind == JsonValueKind.Object) CompareParts(expected, answer, path);
        else if (expected.ValueKind == JsonValueKind.Array) CompareItems(expected, answer, path);
        else if (answer is TableAnswer table) CompareTable(question.ExpectedTable(expected.GetString()!), table, path);
        else CompareScalar(expected, answer, path);
    }

    private void CompareParts(JsonElement expected, Answer answer, string path)
    {
        if (answer is not Tree tree)
        {
            Fault(path, "named parts are expected");
            return;
        }
        foreach (var part in expected.EnumerateObject())
            if (!IsKey(expected, part.Name)) Compare(part.Value, tree[part.Name], path.Length == 0 ? part.Name : $"{path}/{part.Name}");
    }

    private void CompareItems(JsonElement expected, Answer answer, string path)
    {
        var count = expected.GetArrayLength();
        // The references were written by R, which wraps single numbers.
        if (answer is not ListAnswer list)
        {
            if (count == 1) Compare(expected[0], answer, path);
            else Fault(path, $"a list of {count} is expected");
            return;
        }
        if (list.Items.Count != count) Fault(path, $"{list.Items.Count} answers, {count} expected");
        for (var i = 0; i < Math.Min(count, list.Items.Count); i++) Compare(expected[i], list.Items[i], $"{path}[{i}]");
    }

    private void CompareScalar(JsonElement expected, Answer answer, string path)
    {
        if (answer is ListAnswer { Items.Count: 1 } single)
        {
            CompareScalar(expected, single.Items[0], path);
            return;
        }
        if (answer is not (NumberAnswer or TextAnswer))
        {
            Fault(path, "one value is expected");
            return;
        }
        var text = answer is NumberAnswer number ? Write(number.Value) : ((TextAnswer)answer).Value;
        CompareCell(expected.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.True => "TRUE",
            JsonValueKind.False => "FALSE",
            JsonValueKind.Number => Write(expected.GetDouble()),
            _ => expected.GetString()!,
        }, text, path);
    }

    private void CompareTable(DataTable expected, TableAnswer answer, string path)
    {
        var matcher = new RowMatch(expected, answer, question.Keys);
        if (answer.RowCount != expected.RowCount) Fault(path, $"{answer.RowCount} rows, {expected.RowCount} expected");
        foreach (var column in expected.Columns.Where(column => !matcher.Keys.Contains(column)))
        {
            var cells = answer.Column(column);
            if (cells is null)
            {
                Fault($"{path}/{column}", "no answer");
                continue;
            }
            var wanted = expected.Text(column);
            for (var r = 0; r < wanted.Length; r++)
            {
                var row = matcher.RowOf(r);
                if (row < 0) Fault($"{path}/{column}", $"no row {matcher.Name(r)}");
                else CompareCell(wanted[r], cells[row], $"{path}/{column}/{matcher.Name(r)}");
            }
        }
    }

    private void CompareCell(string expected, string actual, string path)
    {
        Entries++;
        var (wanted, got) = (DataTable.Number(expected), DataTable.Number(actual));
        if (double.IsNaN(wanted) || double.IsNaN(got))
        {
            if (!(IsMissing(expected) ? IsMissing(actual) : expected == actual)) Fault(path, $"'{Shown(expected)}' expected, '{Shown(actual)}' answered");
            return;
        }
        var difference = wanted.Equals(got) ? 0 : Math.Abs(wanted - got);
        Worst = Math.Max(Worst, difference / Math.Max(1, Math.Abs(wanted)));
        if (!question.Tolerance.At(question.Id, path).Allows(wanted, got)) Fault(path, $"{expected} expected, {actual} answered");
    }

    private static string Shown(string cell) => IsMissing(cell) ? "missing" : cell;

    private static bool IsMissing(string cell) => cell is "" or "NA" or "NaN";

    private static bool IsKey(JsonElement parts, string name) =>
        name == "key" && parts.EnumerateObject().Any(part => part.Value.ValueKind == JsonValueKind.String && part.Value.GetString()!.EndsWith(".csv", StringComparison.Ordinal));

    private static string Write(double value) => double.IsNaN(value) ? "" : double.IsInfinity(value) ? (value > 0 ? "Inf" : "-Inf") : value.ToString("R", CultureInfo.InvariantCulture);

    private void Fault(string path, string message) => faults.Add(path.Length == 0 ? message : $"{path}: {message}");
}
