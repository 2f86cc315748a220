using System.Globalization;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Reads indicators.csv and refuses indicators that contain what the index is to explain.</summary>
internal static class IndicatorList
{
    /// <summary>Words that give away exports, openness, growth or a channel inside an index.</summary>
    private static readonly string[] LeakingWords = ["export", "exports", "openness", "trade", "出口", "进出口", "对外贸易", "外贸依存度"];

    public static IReadOnlyList<IndicatorRow> Read(StudyFiles files, string file, IReadOnlySet<string> channelVariables, bool relatesToExports, ProblemLog problems, List<Provenance> provenance)
    {
        var settings = new TableSettings("indicator list", file, new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = "code", ["dimension"] = "dimension", ["direction"] = "direction" }, new Dictionary<string, string>(), Unit.Number, MissingRule.Error, TextEncoding.Auto, MonthCalendar.Month, "");
        var rows = new List<IndicatorRow>();
        var table = LongTable.Open(files, settings, problems);
        if (table is null) return rows;
        using var source = table.Source;
        foreach (var unknown in source.Header.Except(["code", "dimension", "direction", "weight", "unit", "label", "source", "disputed", "role", "label_en", "label_zh", "definition", "note", "denominator", "target", "goalpost_low", "goalpost_high"], StringComparer.Ordinal))
            problems.Add(new StudyProblem("RB2015", $"{file}, header", unknown, $"there is no column '{unknown}' in a list of indicators", "it would be ignored", SettingsReader.Suggest(unknown, ["code", "dimension", "direction", "weight", "unit", "label", "source", "disputed", "role", "denominator", "target", "goalpost_low", "goalpost_high"]) ?? "remove the column"));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (table.Next())
        {
            if (ReadRow(table, seen, channelVariables, relatesToExports, problems) is { } row)
            {
                rows.Add(row);
                table.Count.Use();
            }
            else table.Count.Drop("indicator refused", source);
        }
        if (rows.Count == 0) problems.Add(new StudyProblem("RB2062", file, "", "the list names no usable indicator", "there can be no index", "list indicators with code, dimension and direction, or remove [index]"));
        provenance.Add(table.Close());
        return rows;
    }

    private static IndicatorRow? ReadRow(LongTable table, HashSet<string> seen, IReadOnlySet<string> channelVariables, bool relatesToExports, ProblemLog problems)
    {
        var source = table.Source;
        string Named(string name) => source.ColumnOf(name) is var c and >= 0 ? source.Field(c).Trim().ToString() : "";
        string Place(string name) => source.Place(Math.Max(0, source.ColumnOf(name)));
        var (code, dimension, direction) = (table.Text("code"), table.Text("dimension"), table.Text("direction"));
        var label = Named("label").Length > 0 ? Named("label") : Named("label_en").Length > 0 ? Named("label_en") : code;
        var good = true;
        void Refuse(string id, string column, string value, string message, string effect, string repair)
        {
            problems.Add(new StudyProblem(id, Place(column), value, message, effect, repair));
            good = false;
        }
        if (code.Length == 0) Refuse("RB2063", "code", "", "the indicator has no code", "its values cannot be found", "write the code used in the indicator table");
        else if (!seen.Add(code)) Refuse("RB2063", "code", code, $"indicator \"{code}\" is listed twice", "it would count twice", "remove one of the rows");
        if (dimension.Length == 0) Refuse("RB2064", "dimension", "", $"indicator \"{code}\" has no dimension", "it has no place in the index", "write technology, space, society, economy, or a path such as society/health");
        if (direction is not ("+" or "-" or "−" or "1" or "-1")) Refuse("RB2065", "direction", direction, $"\"{direction}\" is not a direction of \"{code}\"", "more could count as better or as worse", "write + when more is more resilient, - when less is");
        var weightText = Named("weight");
        var weight = double.NaN;
        if (weightText.Length > 0 && (NumberText.Read(weightText, false, out weight) != NumberCell.Number || weight < 0))
            Refuse("RB2066", "weight", weightText, $"\"{weightText}\" is not a weight of \"{code}\"", "the index would not be defined", "write a number of zero or more, or leave it empty");
        double Optional(string column)
        {
            var text = Named(column);
            if (text.Length == 0) return double.NaN;
            if (NumberText.Read(text, false, out var number) == NumberCell.Number) return number;
            Refuse("RB2066", column, text, $"\"{text}\" is not a number for the {column.Replace('_', ' ')} of \"{code}\"", "the indicator could not be normalised by it", "write a number in the unit of the indicator, or leave it empty");
            return double.NaN;
        }
        var (target, low, high) = (Optional("target"), Optional("goalpost_low"), Optional("goalpost_high"));
        if (low >= high) Refuse("RB2066", "goalpost_low", Named("goalpost_low"), $"the lower goalpost of \"{code}\" is not below the upper", "the indicator could not be normalised by them", "give the lower one first; the direction says which is better");
        if (relatesToExports && Leaks(code, label, Named("role"), channelVariables) is { } why)
            Refuse("RB3002", "code", code, $"indicator \"{code}\" {why}", "circular evidence: the index would contain the exports it is to explain", $"drop \"{code}\" from the list, or freeze the study at questions that do not involve exports");
        return good ? new IndicatorRow(code, dimension, direction is "+" or "1", weight, label, Named("disputed").ToLowerInvariant() is "yes" or "true" or "1")
        {
            Denominator = Named("denominator"),
            Target = target,
            GoalpostLow = low,
            GoalpostHigh = high,
        } : null;
    }

    private static string? Leaks(string code, string label, string role, IReadOnlySet<string> channelVariables)
    {
        if (role is "outcome" or "channel") return $"is marked as a{(role == "outcome" ? "n outcome" : " channel")}";
        if (channelVariables.Contains(code)) return "is a channel variable of this study";
        var words = $"{code} {label}".ToLower(CultureInfo.InvariantCulture).Split([' ', '_', '-', '/', '(', ')', ',', '.'], StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in LeakingWords)
            if (words.Contains(word) || (word[0] > 0x2E80 && $"{code} {label}".Contains(word, StringComparison.Ordinal))) return $"measures exports or openness (\"{word}\")";
        return words.Contains("gdp") && words.Contains("growth") ? "measures GDP growth, which contains exports" : null;
    }
}
