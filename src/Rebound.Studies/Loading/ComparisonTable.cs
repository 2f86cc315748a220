using System.Globalization;
using Rebound.Measures;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Reads pairwise comparisons: a row says how many times as important the first is as the second, below one node of the index.</summary>
/// <remarks>A pair is written once; the other way round is its reciprocal, and is checked where it is written too. A ratio is a number or a fraction such as 1/3.</remarks>
internal static class ComparisonTable
{
    private const string Code = "RB2069";

    public static IReadOnlyDictionary<string, PairwiseMatrix> Read(StudyFiles files, string file, ProblemLog problems, List<Provenance> provenance)
    {
        string[] columns = ["node", "first", "second", "ratio"];
        var settings = new TableSettings("comparisons", file, columns.ToDictionary(c => c, c => c, StringComparer.Ordinal), new Dictionary<string, string>(), Unit.Number, MissingRule.Error, TextEncoding.Auto, MonthCalendar.Month, "");
        var matrices = new Dictionary<string, PairwiseMatrix>(StringComparer.Ordinal);
        if (LongTable.Open(files, settings, problems) is not { } table) return matrices;
        using var source = table.Source;
        var pairs = new SortedDictionary<string, Dictionary<(string First, string Second), double>>(StringComparer.Ordinal);
        while (table.Next())
        {
            if (ReadRow(table, pairs, problems)) table.Count.Use();
            else table.Count.Drop("comparison refused", source);
        }
        provenance.Add(table.Close());
        foreach (var (node, ratios) in pairs)
            if (Matrix(file, node, ratios, problems) is { } matrix) matrices[node] = matrix;
        return matrices;
    }

    private static bool ReadRow(LongTable table, SortedDictionary<string, Dictionary<(string, string), double>> pairs, ProblemLog problems)
    {
        var (node, first, second, text) = (table.Text("node"), table.Text("first"), table.Text("second"), table.Text("ratio"));
        bool Refuse(string column, string value, string message, string repair)
        {
            problems.Add(new StudyProblem(Code, table.Source.Place(table.ColumnOf(column)), value, message, "the weights would not be defined", repair));
            return false;
        }
        foreach (var column in new[] { "node", "first", "second" })
            if (table.Text(column).Length == 0) return Refuse(column, "", $"the comparison has no {column}", "name the node (total, or a dimension's path) and the two that are compared");
        if (!(Ratio(text) is var ratio && ratio > 0 && double.IsFinite(ratio))) return Refuse("ratio", text, $"\"{text}\" is not a ratio", "write a number above zero, or a fraction such as 1/3");
        if (!pairs.TryGetValue(node, out var ratios)) pairs[node] = ratios = [];
        return ratios.TryAdd((first, second), ratio) || Refuse("first", first, $"'{first}' and '{second}' are compared twice below '{node}'", "remove one of the rows");
    }

    private static double Ratio(string text)
    {
        double total = double.NaN;
        foreach (var part in text.Split('/', 2))
        {
            if (NumberText.Read(part.Trim(), false, out var value) != NumberCell.Number) return double.NaN;
            total = double.IsNaN(total) ? value : total / value;
        }
        return total;
    }

    private static PairwiseMatrix? Matrix(string file, string node, Dictionary<(string First, string Second), double> ratios, ProblemLog problems)
    {
        string[] names = [.. ratios.Keys.SelectMany(pair => new[] { pair.First, pair.Second }).Distinct(StringComparer.Ordinal)];
        var values = new double[names.Length * names.Length];
        var complete = true;
        for (var i = 0; i < names.Length; i++)
            for (var j = 0; j < names.Length; j++)
            {
                if (ratios.TryGetValue((names[i], names[j]), out var given)) values[i * names.Length + j] = given;
                else if (i == j) values[i * names.Length + j] = 1;
                else if (ratios.TryGetValue((names[j], names[i]), out var reverse)) values[i * names.Length + j] = 1 / reverse;
                else if (i < j)
                {
                    problems.Add(new StudyProblem(Code, $"{file}, node {node}", "", $"'{names[i]}' is not compared with '{names[j]}'", "the weights would not be defined", "add the row"));
                    complete = false;
                }
            }
        if (!complete) return null;
        try
        {
            return new PairwiseMatrix(names, values, string.Create(CultureInfo.InvariantCulture, $"{file}, node {node}"));
        }
        catch (IndexRefusedException refused)
        {
            foreach (var refusal in refused.Refusals)
                problems.Add(new StudyProblem(Code, $"{file}, node {node}", refusal.Indicator ?? "", refusal.Reason, "the weights would not be defined", "correct the ratio"));
            return null;
        }
    }
}
