using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>The problems that facts.csv and claims.csv can have, each in five parts.</summary>
internal static class ClaimProblems
{
    private const string FactUnused = "the fact is not used, and no claim is checked against it";

    /// <summary>Whether the header names every column; each one that it lacks is told.</summary>
    internal static bool HasColumns(TextTable table, IEnumerable<string> columns, ProblemLog problems)
    {
        var missing = columns.Where(c => !table.Header.Contains(c)).ToList();
        foreach (var column in missing) problems.Add(NoColumn(table.Name, column));
        return missing.Count == 0;
    }

    internal static StudyProblem Twice(string place, string id) => new(
        "RB6002", place, id, $"the id '{id}' is used twice", "a test that names it would have two answers", "give each row an id of its own");

    internal static StudyProblem Measure(string place, string text) => new(
        "RB6003", place, text, $"\"{text}\" is not a measure", FactUnused, "write level, growth, share, count, index or date");

    internal static StudyProblem Period(string place, string text) => new(
        "RB6004", place, text, $"\"{text}\" is not a period", "it is not known which days the number is about", "write 2020, 2020-03, 2020-01/02, 2020-Q1, 2020-H1, 2020-01..05, 2020-03-12 or 2020-01-24..03-31");

    internal static StudyProblem Currency(string place, string text) => new(
        "RB6005", place, text, $"\"{text}\" is not a currency code", "the amount cannot be compared with amounts of any currency", "write the three capital letters of ISO 4217, for instance CNY or USD, or leave the cell empty");

    internal static StudyProblem Scale(string place, string text) => new(
        "RB6006", place, text, $"\"{text}\" is not a scale word", "the amount may be wrong by a power of ten", "write thousand, wan, million, yi, billion or trillion, or leave the cell empty for plain units");

    internal static StudyProblem Value(string place, string text) => new(
        "RB6007", place, text, $"\"{text}\" is not a number", FactUnused, "write a number with a decimal point; >80, ~100 and 300..400 are read too; a date as 2020-03-12");

    internal static StudyProblem NoSource(string place) => new(
        "RB6008", place, "", "the fact has no source", FactUnused, "say where the number was published");

    internal static StudyProblem Verified(string place, string text) => new(
        "RB6009", place, text, $"\"{text}\" is neither yes nor sum-check", FactUnused, "check the number in its source and write yes, or sum-check when it was derived and its total agrees with a published total", ProblemSeverity.Warning);

    internal static StudyProblem Disagree(string place, RecordedFact one, RecordedFact other) => new(
        "RB6010", place, other.ValueText, $"{other.Id} ({other.ValueText}) and {one.Id} ({one.ValueText}) give different numbers for one quantity", "claims on this quantity cannot be settled", "keep the better sourced one, or give the two their own currency, period or scope", ProblemSeverity.Warning);

    internal static StudyProblem Kind(string place, string text) => new(
        "RB6011", place, text, $"\"{text}\" is not a kind of claim", "the claim is not judged", "write fact, definition, mechanism, policy or gap");

    internal static StudyProblem Stated(string place, string text, string fault) => new(
        "RB6012", place, text, $"the stated number cannot be read: {fault}", "the claim is not judged", "write value|unit|currency|measure|variable|scope|period, with ; between numbers");

    internal static StudyProblem Test(string place, string text, string fault) => new(
        "RB6013", place, text, $"the test cannot be read: {fault}", "the claim is not judged", "write estimate:<id>, fact:<query> or definition:<property>=<value>, or leave the cell empty and say in needs what would settle the claim");

    internal static StudyProblem NoSuchFact(string place, string id, string near) => new(
        "RB6014", place, id, $"the test names the fact '{id}', which facts.csv does not hold", "the claim is not judged", near.Length == 0 ? "name a fact of facts.csv" : $"name a fact of facts.csv; did you mean '{near}'?");

    internal static StudyProblem Incomparable(string place, RecordedFact one, RecordedFact other) => new(
        "RB6015", place, $"{one.Id}, {other.Id}", $"{one.ValueText} and {other.ValueText} differ in measure, unit or currency and cannot be compared", "the claim is not judged", "compare facts of one measure, unit and currency");

    internal static StudyProblem NoText(string place) => new(
        "RB6016", place, "", "the claim has no text", "the reader would not know what is judged", "write the statement in the column 'claim'");

    internal static StudyProblem NothingToDo(string place) => new(
        "RB6017", place, "", "the claim has neither a test, nor stated numbers, nor an entry in needs", "the claim would be untested without saying what could settle it", "give a test, or say in needs which data would settle the claim");

    internal static StudyProblem GrowthUnit(string place, string text) => new(
        "RB6018", place, text, $"\"{text}\" is not the unit of a growth rate or share", FactUnused, "growth and share are in per cent: write %");

    private static StudyProblem NoColumn(string file, string column) => new(
        "RB6001", $"{file}, header", column, $"the column '{column}' is missing", "no row of this table can be used", $"add the column '{column}'");
}
