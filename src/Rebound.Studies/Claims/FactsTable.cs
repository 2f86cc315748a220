using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Reads facts.csv: dated, sourced numbers with units, currencies and periods.</summary>
public static class FactsTable
{
    private static readonly string[] Columns = ["id", "period", "scope", "variable", "measure", "value", "unit", "currency", "verified", "source"];

    /// <summary>Reads every row; a row with a fault is told and left out, and so is one that was not verified.</summary>
    /// <param name="table">The table as text.</param>
    /// <param name="problems">Takes everything that is wrong.</param>
    public static IReadOnlyList<RecordedFact> Read(TextTable table, ProblemLog problems)
    {
        if (!ClaimProblems.HasColumns(table, Columns, problems)) return [];
        var facts = new List<RecordedFact>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var row = 0; row < table.Rows.Count; row++)
        {
            if (ReadRow(table, row, problems) is not { } fact) continue;
            if (!ids.Add(fact.Id)) problems.Add(ClaimProblems.Twice(table.Place(row, "id"), fact.Id));
            else if (facts.Find(f => Contradicts(f, fact)) is { } other) problems.Add(ClaimProblems.Disagree(table.Place(row, "value"), other, fact));
            facts.Add(fact);
        }
        return facts;
    }

    /// <summary>Whether two facts give numbers that cannot both be true.</summary>
    internal static bool Contradicts(RecordedFact one, RecordedFact other) =>
        one.Variable == other.Variable && one.Scope == other.Scope && one.Measure == other.Measure && one.Currency == other.Currency
        && one.Unit.Thing == other.Unit.Thing && one.Unit.Per == other.Unit.Per && one.Period.Covers(other.Period)
        && one.Amount.Against(other.Amount) == Agreement.Excludes;

    /// <summary>Reads a number of a measure: a date becomes its day number.</summary>
    internal static bool TryValue(string text, Measure measure, out Quantity value)
    {
        if (measure != Measure.Date) return Quantity.TryParse(text, out value);
        value = new Quantity(text, 0, 0, 0);
        if (!FactPeriod.TryParse(text, out var day) || day.Days != 1) return false;
        value = new Quantity(text, day.First.DayNumber, day.First.DayNumber, day.First.DayNumber);
        return true;
    }

    /// <summary>Reads level, growth, share, count, index or date.</summary>
    internal static bool TryMeasure(string text, out Measure measure)
    {
        (var known, measure) = text switch
        {
            "level" => (true, Measure.Level),
            "growth" => (true, Measure.Growth),
            "share" => (true, Measure.Share),
            "count" => (true, Measure.Count),
            "index" => (true, Measure.Index),
            "date" => (true, Measure.Date),
            _ => (false, Measure.Level),
        };
        return known;
    }

    private static RecordedFact? ReadRow(TextTable table, int row, ProblemLog problems)
    {
        var found = new List<StudyProblem>();
        string Cell(string column) => table.Field(row, column);
        string Place(string column) => table.Place(row, column);
        var measureRead = TryMeasure(Cell("measure"), out var measure);
        var currency = Cell("currency");
        if (!measureRead) found.Add(ClaimProblems.Measure(Place("measure"), Cell("measure")));
        if (!FactPeriod.TryParse(Cell("period"), out var period)) found.Add(ClaimProblems.Period(Place("period"), Cell("period")));
        if (currency.Length > 0 && !CurrencyCodes.IsKnown(currency)) found.Add(ClaimProblems.Currency(Place("currency"), currency));
        if (!FactUnit.TryParse(Cell("unit"), currency.Length > 0, out var unit)) found.Add(ClaimProblems.Scale(Place("unit"), Cell("unit")));
        else if (measure is Measure.Growth or Measure.Share && unit.Text != "%") found.Add(ClaimProblems.GrowthUnit(Place("unit"), Cell("unit")));
        if (!TryValue(Cell("value"), measure, out var value) && measureRead) found.Add(ClaimProblems.Value(Place("value"), Cell("value")));
        if (Cell("source").Length == 0) found.Add(ClaimProblems.NoSource(Place("source")));
        if (Cell("verified") is not ("yes" or "sum-check")) found.Add(ClaimProblems.Verified(Place("verified"), Cell("verified")));
        foreach (var problem in found) problems.Add(problem);
        return found.Count > 0 ? null
            : new RecordedFact(Cell("id"), period, Cell("scope"), Cell("variable"), measure, value, unit, currency, Cell("verified"), Cell("source"));
    }
}
