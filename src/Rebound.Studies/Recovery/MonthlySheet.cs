using Rebound.Measures;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Any table of monthly levels by unit, ready for a recovery analysis.</summary>
/// <param name="Series">One series a unit, by code.</param>
/// <param name="Warnings">Rows left out, with reasons.</param>
public sealed record MonthlySheet(IReadOnlyList<MonthlySeries> Series, IReadOnlyList<StudyProblem> Warnings)
{
    private static readonly string[] UnitNames = ["unit", "city", "code", "ucode", "country", "region", "name"];
    private static readonly string[] TimeNames = ["month", "time", "period", "date"];
    private static readonly string[] ValueNames = ["value", "exports", "level", "amount"];

    /// <summary>Reads a table; rows of one unit and month add up.</summary>
    /// <param name="file">CSV, TSV, Parquet or XLSX.</param>
    /// <param name="unit">Column of the unit; null finds it by its usual names.</param>
    /// <param name="time">Column of the month, likewise.</param>
    /// <param name="value">Column of the level, likewise.</param>
    /// <param name="layout">How months are reported.</param>
    /// <exception cref="StudyException">A file, column or cell cannot be used; every problem is listed.</exception>
    public static MonthlySheet Read(string file, string? unit, string? time, string? value, MonthLayout layout)
    {
        var problems = new ProblemLog();
        if (Open(file, problems) is not { } table) throw new StudyException(problems.All());
        string? u = Column(table, unit, UnitNames, "unit", problems), t = Column(table, time, TimeNames, "time", problems), v = Column(table, value, ValueNames, "value", problems);
        if (u is null || t is null || v is null) throw new StudyException(problems.All());
        var sums = new SortedDictionary<string, SortedDictionary<int, double>>(StringComparer.Ordinal);
        for (var r = 0; r < table.Rows.Count; r++)
        {
            if (!Period.TryParse(table.Field(r, t), out var month) || month.Frequency != Frequency.Month)
            {
                problems.Add(new StudyProblem("RB2011", table.Place(r, t), table.Field(r, t), $"\"{table.Field(r, t)}\" is not a month", "the row is of no use", "write months as 2020-01"));
                continue;
            }
            var cell = NumberText.Read(table.Field(r, v), false, out var amount);
            if (NumberText.IsMissing(table.Field(r, v))) continue;
            if (cell != NumberCell.Number)
            {
                problems.Add(new StudyProblem("RB2012", table.Place(r, v), table.Field(r, v), $"\"{table.Field(r, v)}\" is not a number", "the month's level is not known", "write a plain number"));
                continue;
            }
            var code = table.Field(r, u);
            if (!sums.TryGetValue(code, out var own)) sums.Add(code, own = []);
            own[month.Ordinal] = own.GetValueOrDefault(month.Ordinal) + amount;
        }
        if (problems.HasErrors) throw new StudyException(problems.All());
        return new MonthlySheet([.. sums.Select(s => SeriesOf(s.Key, s.Value, layout))], problems.All());
    }

    private static MonthlySeries SeriesOf(string unit, SortedDictionary<int, double> months, MonthLayout layout)
    {
        var (first, last) = (months.Keys.First(), months.Keys.Last());
        if (layout == MonthLayout.MergedJanuaryFebruary && last % 12 == 0) last++; // a January that holds its February too
        if (layout == MonthLayout.CumulativeToMonth && first % 12 == 1) first--; // a February that holds its January too
        var levels = new double[last - first + 1];
        for (var k = 0; k < levels.Length; k++) levels[k] = months.TryGetValue(first + k, out var level) ? level : double.NaN;
        HashSet<int> pairs = [];
        if (layout == MonthLayout.CumulativeToMonth)
            for (var k = levels.Length - 1; k > 0; k--)
            {
                if ((first + k) % 12 == 1 && double.IsNaN(levels[k - 1]) && !double.IsNaN(levels[k]))
                {
                    levels[k] = levels[k - 1] = levels[k] / 2; // no January of its own, as Chinese customs publish
                    pairs.Add(first + k - 1);
                    k--;
                }
                else if ((first + k) % 12 != 0) levels[k] -= levels[k - 1];
            }
        for (var k = 0; layout == MonthLayout.MergedJanuaryFebruary && k + 1 < levels.Length; k++)
        {
            if ((first + k) % 12 != 0 || double.IsNaN(levels[k]) == double.IsNaN(levels[k + 1])) continue;
            levels[k] = levels[k + 1] = (double.IsNaN(levels[k]) ? levels[k + 1] : levels[k]) / 2;
            pairs.Add(first + k);
        }
        if (layout == MonthLayout.CumulativeToMonth && first % 12 != 0) levels[0] = double.NaN; // the year before it is not known
        return new MonthlySeries(unit, Period.OfMonth(first / 12, first % 12 + 1), levels) { Pairs = pairs };
    }

    private static TextTable? Open(string file, ProblemLog problems)
    {
        var parts = file.Split('#', 2);
        const string Effect = "there is nothing to measure";
        if (!File.Exists(parts[0])) problems.Add(new StudyProblem("RB2001", file, parts[0], $"there is no file '{parts[0]}'", Effect, "check the name and the folder"));
        else if (!TableFile.IsKnown(parts[0])) problems.Add(new StudyProblem("RB2004", file, parts[0], $"'{parts[0]}' is of a kind that is not read", Effect, $"save it as one of {string.Join(", ", TableFile.Endings)}"));
        else
        {
            try
            {
                using var source = TableFile.Open(parts[0], parts.Length > 1 ? parts[1] : "", file);
                return TextTable.Read(source, problems);
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                problems.Add(ReadingProblems.Unreadable(file, e.Message));
            }
        }
        return null;
    }

    private static string? Column(TextTable table, string? stated, string[] usual, string role, ProblemLog problems)
    {
        if (stated is not null && table.Header.Contains(stated, StringComparer.Ordinal)) return stated;
        if (stated is null && usual.FirstOrDefault(name => table.Header.Contains(name, StringComparer.Ordinal)) is { } found) return found;
        problems.Add(new StudyProblem("RB2014", $"{table.Name}, header", stated ?? role, stated is null ? $"no column is named like a {role}" : $"there is no column '{stated}'", "the table cannot be read", $"name it with --{role}; the columns are {string.Join(", ", table.Header)}"));
        return null;
    }
}
