using Rebound.Measures;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Reads a list of indicators: code and direction, and where there are such columns dimension or parent, weight, label, dispute, denominator, target and goalposts.</summary>
/// <remarks>With a column <c>parent</c> the tree is that of the parents; the node without parent is the index itself.</remarks>
internal static class IndicatorRows
{
    public static IReadOnlyList<Indicator> Read(TextTable list, ProblemLog problems)
    {
        var found = new List<Indicator>();
        var parents = Parents(list);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var r = 0; r < list.Rows.Count; r++)
        {
            var code = Named(list, r, "code", "icode", "indicator", "id");
            if (IsNode(list, r, code, parents)) continue;
            if (code.Length == 0) Refuse("RB2063", "code", "", "the row names no indicator", "its values cannot be found", "write the indicator's code");
            else if (!seen.Add(code)) Refuse("RB2063", "code", code, $"indicator \"{code}\" stands twice", "its values would count twice", "remove one of the rows");
            if (!Direct(Named(list, r, "direction"), out var direction)) Refuse("RB2065", "direction", Named(list, r, "direction"), $"\"{Named(list, r, "direction")}\" is not a direction of \"{code}\"", "more could count as better or as worse", "write + when more is better, - when less is");
            found.Add(new Indicator(code, Dimension(list, r, code, parents, problems), direction, IsYes(Named(list, r, "disputed", "direction_disputed")), Number("weight"), Named(list, r, "label", "name", "iname"))
            {
                Denominator = Named(list, r, "denominator") is { Length: > 0 } denominator ? denominator : null,
                Target = Number("target"),
                GoalpostLow = Number("goalpost_low"),
                GoalpostHigh = Number("goalpost_high"),
            });

            double? Number(string column)
            {
                var text = Named(list, r, column);
                var cell = NumberText.Read(text, false, out var value);
                if (cell == NumberCell.Number) return value;
                if (cell != NumberCell.Missing) Refuse("RB2066", column, text, $"\"{text}\" is not a number for the {column.Replace('_', ' ')} of \"{code}\"", "the index would not be defined", "write a number, or leave it empty");
                return null;
            }

            void Refuse(string problem, string column, string value, string message, string effect, string repair) =>
                problems.Add(new StudyProblem(problem, list.Place(r, Column(list, column)), value, message, effect, repair));
        }
        if (found.Count == 0) problems.Add(new StudyProblem("RB2062", list.Name, "", "the list names no usable indicator", "there can be no index", "list indicators with code and direction"));
        return found;
    }

    private static Dictionary<string, string> Parents(TextTable list)
    {
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var r = 0; r < list.Rows.Count; r++)
            if (Named(list, r, "parent") is { Length: > 0 } parent) parents[Named(list, r, "code", "icode", "indicator", "id")] = parent;
        return parents;
    }

    // A row that others call their parent, or that says it is something else, is no indicator.
    private static bool IsNode(TextTable list, int row, string code, Dictionary<string, string> parents) =>
        parents.ContainsValue(code) || Named(list, row, "type") is var type && type.Length > 0 && !type.Equals("indicator", StringComparison.OrdinalIgnoreCase);

    private static string Dimension(TextTable list, int row, string code, Dictionary<string, string> parents, ProblemLog problems)
    {
        if (parents.Count == 0) return Named(list, row, "dimension") is { Length: > 0 } stated ? stated : "all";
        var path = new List<string>();
        for (var node = parents.GetValueOrDefault(code); node is not null && parents.ContainsKey(node); node = parents[node])
        {
            path.Insert(0, node);
            if (path.Count <= list.Rows.Count) continue;
            problems.Add(new StudyProblem("RB2074", list.Place(row, Column(list, "parent")), code, $"the parents of \"{code}\" lead in a circle", "the tree of dimensions would not end", "correct the column of parents"));
            break;
        }
        return path.Count > 0 ? string.Join('/', path) : parents.GetValueOrDefault(code, "all");
    }

    private static bool Direct(string text, out Direction direction)
    {
        if (text is not ("1" or "-1" or "+1")) return Indicator.TryDirection(text, out direction);
        direction = text == "-1" ? Direction.Negative : Direction.Positive;
        return true;
    }

    private static bool IsYes(string text) => text.ToLowerInvariant() is "yes" or "true" or "1";

    private static string Named(TextTable list, int row, params string[] names) =>
        names.Select(name => list.Field(row, Column(list, name))).FirstOrDefault(text => text.Length > 0, "");

    private static string Column(TextTable list, string name) => list.Header.FirstOrDefault(h => h.Equals(name, StringComparison.OrdinalIgnoreCase), name);
}
