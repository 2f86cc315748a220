using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Reads claims.csv: the statements to judge, with the numbers they state and the tests that judge them.</summary>
public static class ClaimsTable
{
    private static readonly string[] Columns = ["id", "section", "claim", "kind", "relates", "expected_sign", "horizon", "test", "stated", "needs"];

    /// <summary>Reads every row; a row with a fault is told and left out.</summary>
    /// <param name="table">The table as text.</param>
    /// <param name="facts">The study's facts, which tests may name.</param>
    /// <param name="problems">Takes everything that is wrong.</param>
    public static IReadOnlyList<Claim> Read(TextTable table, IReadOnlyList<RecordedFact> facts, ProblemLog problems)
    {
        if (!ClaimProblems.HasColumns(table, Columns, problems)) return [];
        var claims = new List<Claim>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var named = facts.DistinctBy(f => f.Id).ToDictionary(f => f.Id, StringComparer.Ordinal);
        for (var row = 0; row < table.Rows.Count; row++)
        {
            var id = table.Field(row, "id");
            if (!ids.Add(id)) problems.Add(ClaimProblems.Twice(table.Place(row, "id"), id));
            else if (ReadRow(table, row, named, problems) is { } claim) claims.Add(claim);
        }
        return claims;
    }

    private static Claim? ReadRow(TextTable table, int row, Dictionary<string, RecordedFact> facts, ProblemLog problems)
    {
        var found = new List<StudyProblem>();
        string Cell(string column) => table.Field(row, column);
        string Place(string column) => table.Place(row, column);
        if (!TryKind(Cell("kind"), out var kind)) found.Add(ClaimProblems.Kind(Place("kind"), Cell("kind")));
        if (Cell("claim").Length == 0) found.Add(ClaimProblems.NoText(Place("claim")));
        if (!ClaimTest.TryParse(Cell("test"), Cell("expected_sign"), out var test, out var fault)) found.Add(ClaimProblems.Test(Place("test"), Cell("test"), fault));
        var stated = ReadStated(Cell("stated"), Place("stated"), found);
        if (test is not null) CheckFacts(test, facts, Place("test"), found);
        if (Cell("test").Length == 0 && Cell("stated").Length == 0 && Cell("needs").Length == 0) found.Add(ClaimProblems.NothingToDo(Place("needs")));
        foreach (var problem in found) problems.Add(problem);
        return found.Count > 0 ? null
            : new Claim(Cell("id"), Cell("section"), Cell("claim"), kind, Cell("relates"), Cell("expected_sign"), Cell("horizon"), test, stated, Cell("needs"));
    }

    private static List<StatedQuantity> ReadStated(string text, string place, List<StudyProblem> found)
    {
        var stated = new List<StatedQuantity>();
        if (text.Length == 0) return stated;
        foreach (var item in text.Split(';'))
        {
            if (TryStated(item.Trim(), out var quantity, out var fault)) stated.Add(quantity!);
            else found.Add(ClaimProblems.Stated(place, item.Trim(), fault));
        }
        return stated;
    }

    private static bool TryStated(string text, out StatedQuantity? quantity, out string fault)
    {
        (quantity, fault) = (null, "");
        var parts = text.Split('|').Select(p => p.Trim()).ToArray();
        if (parts.Length != 7) fault = $"it has {parts.Length} parts where seven are wanted";
        else if (!FactsTable.TryMeasure(parts[3], out var measure)) fault = $"\"{parts[3]}\" is not a measure";
        else if (!FactsTable.TryValue(parts[0], measure, out var value)) fault = $"\"{parts[0]}\" is not a number";
        else if (parts[2].Length > 0 && !CurrencyCodes.IsKnown(parts[2])) fault = $"\"{parts[2]}\" is not a currency code";
        else if (!FactUnit.TryParse(parts[1], parts[2].Length > 0, out var unit)) fault = $"\"{parts[1]}\" is not a scale word";
        else if (measure is Measure.Growth or Measure.Share && unit.Text != "%") fault = "growth and share are in per cent";
        else if (!TryPeriod(parts[6], out var period)) fault = $"\"{parts[6]}\" is not a period";
        else quantity = new StatedQuantity(value, unit, parts[2], measure, parts[4], parts[5], period);
        return quantity is not null;
    }

    private static bool TryPeriod(string text, out FactPeriod? period)
    {
        period = null;
        if (text.Length == 0) return true;
        if (!FactPeriod.TryParse(text, out var read)) return false;
        period = read;
        return true;
    }

    private static void CheckFacts(ClaimTest test, Dictionary<string, RecordedFact> facts, string place, List<StudyProblem> found)
    {
        foreach (var part in test.Parts)
        {
            string[] ids = part switch
            {
                FactCompareTest { Other.Length: > 0 } compare => [compare.Id, compare.Other],
                FactCompareTest compare => [compare.Id],
                FactExtremeTest extreme => [extreme.Id],
                _ => [],
            };
            foreach (var id in ids.Where(i => !facts.ContainsKey(i))) found.Add(ClaimProblems.NoSuchFact(place, id, Nearest(id, facts.Keys)));
            if (ids.Length == 2 && ids.All(facts.ContainsKey) && !Comparable(facts[ids[0]], facts[ids[1]])) found.Add(ClaimProblems.Incomparable(place, facts[ids[0]], facts[ids[1]]));
        }
    }

    private static bool Comparable(RecordedFact one, RecordedFact other) =>
        one.Measure == other.Measure && one.Currency == other.Currency && one.Unit.Thing == other.Unit.Thing && one.Unit.Per == other.Unit.Per;

    /// <summary>The id that shares the longest beginning, when that is at least half of the id.</summary>
    private static string Nearest(string id, IEnumerable<string> ids) => ids
        .Select(i => (Id: i, Shared: Math.Min(i.Length, id.Length) - i.Zip(id).SkipWhile(p => p.First == p.Second).Count()))
        .Where(i => 2 * i.Shared >= id.Length)
        .OrderByDescending(i => i.Shared).ThenBy(i => i.Id, StringComparer.Ordinal)
        .Select(i => i.Id).FirstOrDefault("");

    private static bool TryKind(string text, out ClaimKind kind)
    {
        (var known, kind) = text switch
        {
            "fact" => (true, ClaimKind.Fact),
            "definition" => (true, ClaimKind.Definition),
            "mechanism" => (true, ClaimKind.Mechanism),
            "policy" => (true, ClaimKind.Policy),
            "gap" => (true, ClaimKind.Gap),
            _ => (false, ClaimKind.Fact),
        };
        return known;
    }
}
