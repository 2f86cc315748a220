using Rebound.Measures;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Any table of indicators, wide (unit, year, one column an indicator) or long (unit, year, indicator, value), ready for an index.</summary>
/// <param name="Table">Its values with what is known of the indicators.</param>
/// <param name="HasYears">Whether the table has a column of years; otherwise there is one year, numbered 1.</param>
/// <param name="Warnings">What was taken for granted or left out.</param>
public sealed record IndicatorSheet(IndicatorTable Table, bool HasYears, IReadOnlyList<StudyProblem> Warnings)
{
    private static readonly string[] UnitNames = ["unit", "city", "code", "ucode", "country", "region", "name"];
    private static readonly string[] TimeNames = ["year", "time", "period"];

    /// <summary>Reads a table and, where one is named, its list of indicators.</summary>
    /// <param name="request">What to read.</param>
    /// <exception cref="StudyException">A file or a cell cannot be used; every problem is listed.</exception>
    public static IndicatorSheet Read(SheetRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var problems = new ProblemLog();
        var data = Open(request.File, problems);
        var list = request.Indicators is null ? null : Open(request.Indicators, problems);
        ThrowIfErrors(problems);
        var listed = list is null ? null : IndicatorRows.Read(list, problems);
        var columns = Find(request, data!, problems);
        ThrowIfErrors(problems);
        var rows = Rows(data!, columns, problems);
        var cells = columns.Indicator is null ? Wide(data!, columns, listed, request, problems) : Long(data!, columns, listed, request, problems);
        ThrowIfErrors(problems);
        var sheet = Build(rows, cells, problems);
        ThrowIfErrors(problems);
        return sheet with { HasYears = columns.Time is not null, Warnings = problems.All() };
    }

    private static void ThrowIfErrors(ProblemLog problems)
    {
        if (problems.HasErrors) throw new StudyException(problems.All());
    }

    private static TextTable? Open(string file, ProblemLog problems)
    {
        var parts = file.Split('#', 2);
        const string Effect = "there is nothing to build an index from";
        if (!File.Exists(parts[0]))
            problems.Add(new StudyProblem("RB2001", file, parts[0], $"there is no file '{parts[0]}'", Effect, "check the name and the folder"));
        else if (!TableFile.IsKnown(parts[0]))
            problems.Add(new StudyProblem("RB2004", file, parts[0], $"'{parts[0]}' is of a kind that is not read", Effect, $"save it as one of {string.Join(", ", TableFile.Endings)}"));
        else
        {
            try
            {
                using var source = TableFile.Open(parts[0], parts.Length > 1 ? parts[1] : "", file);
                foreach (var twice in source.Header.GroupBy(h => h, StringComparer.Ordinal).Where(g => g.Count() > 1 && g.Key.Length > 0)) problems.Add(ReadingProblems.TwiceNamed(file, twice.Key));
                return TextTable.Read(source, problems);
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                problems.Add(ReadingProblems.Unreadable(file, e.Message));
            }
        }
        return null;
    }

    private static SheetColumns Find(SheetRequest request, TextTable data, ProblemLog problems)
    {
        string? Stated(string? name)
        {
            if (name is null || data.Header.Contains(name, StringComparer.Ordinal)) return name;
            problems.Add(new StudyProblem("RB2014", $"{data.Name}, header", name, $"there is no column '{name}'", "the table cannot be read", SettingsReader.Suggest(name, data.Header) ?? $"the columns are {string.Join(", ", data.Header)}"));
            return null;
        }
        string? Guessed(string[] names) => names.Select(name => data.Header.FirstOrDefault(h => h.Equals(name, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(h => h is not null);
        var unit = Stated(request.Unit) ?? Guessed(UnitNames) ?? (data.Header.Count > 0 ? data.Header[0] : "");
        var time = Stated(request.Time) ?? Guessed(TimeNames);
        var (indicator, value) = (Stated(request.Indicator) ?? Guessed(["indicator"]), Stated(request.Value) ?? Guessed(["value"]));
        var isLong = indicator is not null && value is not null;
        return new SheetColumns(unit, time == unit ? null : time, isLong ? indicator : null, isLong ? value : null, Stated(request.Group));
    }

    // Unit and year of every row; a row with neither is a problem and has unit −1.
    private static SheetRows Rows(TextTable data, SheetColumns columns, ProblemLog problems)
    {
        var (unit, time, indicator, group) = (Place(data, columns.Unit), Place(data, columns.Time), Place(data, columns.Indicator), Place(data, columns.Group));
        var (units, groups) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<string>());
        var (unitOf, yearOf) = (new int[data.Rows.Count], new int[data.Rows.Count]);
        var years = new PeriodCache(Frequency.Year);
        var seen = new HashSet<(int, int, string)>();
        for (var r = 0; r < unitOf.Length; r++)
        {
            var row = data.Rows[r];
            (unitOf[r], yearOf[r]) = (-1, time < 0 ? 1 : years.Of(row[time]));
            if (row[unit].Length == 0)
                problems.Add(new StudyProblem("RB2024", data.Place(r, columns.Unit), "", "the row names no unit", "the row cannot be used", "write the unit's code, or name its column with --unit"));
            else if (yearOf[r] < 0)
                problems.Add(new StudyProblem("RB2031", data.Place(r, columns.Time!), row[time], $"\"{row[time]}\" is not a year", "the row has no place in time and is not used", "write years as 2020"));
            else if (!seen.Add((units.GetValueOrDefault(row[unit], units.Count), yearOf[r], indicator < 0 ? "" : row[indicator])))
                problems.Add(new StudyProblem("RB2023", data.Place(r, columns.Unit), row[unit], $"unit \"{row[unit]}\"{(time < 0 ? "" : $" in {yearOf[r]}")}{(indicator < 0 ? "" : $" with \"{row[indicator]}\"")} stands twice", "it is not clear which row counts", "remove one of the rows, or name the column of the year with --time"));
            else
            {
                if (units.TryAdd(row[unit], units.Count)) groups.Add(group < 0 ? "" : row[group]);
                unitOf[r] = units[row[unit]];
            }
        }
        return new SheetRows([.. units.Keys], unitOf, yearOf, group < 0 ? [] : groups);
    }

    private static SheetCells Wide(TextTable data, SheetColumns columns, IReadOnlyList<Indicator>? listed, SheetRequest request, ProblemLog problems)
    {
        var indicators = new List<Indicator>();
        var denominators = new List<string>();
        string[] own = [.. new[] { columns.Unit, columns.Time, columns.Group }.OfType<string>()];
        if (listed is null) indicators.AddRange(data.Header.Where(h => h.Length > 0 && !own.Contains(h, StringComparer.Ordinal) && IsNumeric(data, h, problems)).Select(code => Unlisted(code, request)));
        foreach (var indicator in listed ?? [])
        {
            if (!data.Header.Contains(indicator.Code, StringComparer.Ordinal)) Absent(data, indicator, data.Header, problems);
            else indicators.Add(indicator);
            if (indicator.Denominator is { } denominator && data.Header.Contains(denominator, StringComparer.Ordinal)) denominators.Add(denominator);
        }
        if (indicators.Count == 0 && !problems.HasErrors)
            problems.Add(new StudyProblem("RB2071", $"{data.Name}, header", string.Join(", ", data.Header), "no column holds numbers beside unit and year", "there is nothing to build an index from", "name the columns with --unit and --time; a table with one value a row needs --indicator and --value"));
        Taken(data, listed, request, indicators, problems);
        return new SheetCells(data, indicators, [.. denominators.Distinct(StringComparer.Ordinal)], -1, -1);
    }

    private static SheetCells Long(TextTable data, SheetColumns columns, IReadOnlyList<Indicator>? listed, SheetRequest request, ProblemLog problems)
    {
        var (indicator, value) = (Place(data, columns.Indicator), Place(data, columns.Value));
        string[] present = [.. data.Rows.Select(row => row[indicator]).Where(code => code.Length > 0).Distinct(StringComparer.Ordinal)];
        foreach (var missing in (listed ?? []).Where(i => !present.Contains(i.Code, StringComparer.Ordinal))) Absent(data, missing, present, problems);
        IReadOnlyList<Indicator> indicators = listed ?? [.. present.Select(code => Unlisted(code, request))];
        Taken(data, listed, request, indicators, problems);
        string[] denominators = [.. indicators.Select(i => i.Denominator).OfType<string>().Where(d => present.Contains(d, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal)];
        return new SheetCells(data, indicators, denominators, indicator, value);
    }

    private static Indicator Unlisted(string code, SheetRequest request) =>
        new(code, "all", request.Negative.Contains(code, StringComparer.Ordinal) ? Direction.Negative : Direction.Positive);

    private static void Absent(TextTable data, Indicator indicator, IEnumerable<string> known, ProblemLog problems) => problems.Add(new StudyProblem(
        "RB2061", $"{data.Name}, header", indicator.Code, $"there are no values of \"{indicator.Code}\"", "the index would lack it", SettingsReader.Suggest(indicator.Code, known) ?? "add its values, or take it off the list"));

    private static void Taken(TextTable data, IReadOnlyList<Indicator>? listed, SheetRequest request, IReadOnlyList<Indicator> indicators, ProblemLog problems)
    {
        foreach (var code in request.Negative.Where(code => indicators.All(i => i.Code != code)))
            problems.Add(new StudyProblem("RB2014", $"{data.Name}, header", code, $"there is no indicator '{code}'", "its direction cannot be turned", SettingsReader.Suggest(code, indicators.Select(i => i.Code)) ?? $"the indicators are {string.Join(", ", indicators.Select(i => i.Code))}"));
        if (listed is null && request.Negative.Count == 0 && indicators.Count > 0)
            problems.Add(new StudyProblem("RB2073", data.Name, "", $"no list of indicators was given, so more is taken to be better for all {indicators.Count}", "an indicator of which more is worse would count the wrong way round", "list codes and directions (--indicators), or name those of which less is better (--negative)", ProblemSeverity.Warning));
    }

    // Numbers make an indicator; text makes a note, unless most cells are numbers: then the others are mistakes.
    private static bool IsNumeric(TextTable data, string column, ProblemLog problems)
    {
        var place = Place(data, column);
        var (numbers, texts) = (0, 0);
        foreach (var row in data.Rows)
        {
            var cell = NumberText.Read(row[place], true, out _);
            if (cell == NumberCell.Number) numbers++;
            else if (cell != NumberCell.Missing) texts++;
        }
        if (numbers > texts) return true;
        if (texts > 0) problems.Add(new StudyProblem("RB2072", $"{data.Name}, column {column}", column, $"column '{column}' holds text and is not an indicator", "it does not enter the index", "nothing, unless it should be one", ProblemSeverity.Warning));
        return false;
    }

    private static IndicatorSheet Build(SheetRows rows, SheetCells cells, ProblemLog problems)
    {
        int[] used = [.. rows.YearOf.Where((_, r) => rows.UnitOf[r] >= 0)];
        if (used.Length == 0)
        {
            problems.Add(new StudyProblem("RB2025", cells.Data.Name, "", "the table has no row that names a unit", "there is nothing to compare", "fill the table"));
            return null!;
        }
        var (first, years, n) = (used.Min(), used.Max() - used.Min() + 1, rows.Units.Count);
        string[] codes = [.. cells.Indicators.Select(i => i.Code), .. cells.Denominators];
        var place = codes.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
        var values = new double[codes.Length * n * years];
        Array.Fill(values, double.NaN);
        void Put(int r, int code, int column)
        {
            var cell = NumberText.Read(cells.Data.Rows[r][column], true, out var value);
            if (cell is NumberCell.NotANumber or NumberCell.NotFinite)
                problems.Add(new StudyProblem(cell == NumberCell.NotANumber ? "RB2041" : "RB2042", cells.Data.Place(r, cells.Data.Header[column]), cells.Data.Rows[r][column],
                    $"\"{cells.Data.Rows[r][column]}\", the {codes[code]} of \"{rows.Units[rows.UnitOf[r]]}\", is not a {(cell == NumberCell.NotANumber ? "number" : "finite number")}", "the index would lack the value", "write a number with a decimal point, or leave the cell empty where it is missing"));
            values[(code * n + rows.UnitOf[r]) * years + rows.YearOf[r] - first] = value;
        }
        for (var r = 0; r < rows.UnitOf.Length; r++)
        {
            if (rows.UnitOf[r] < 0) continue;
            if (cells.IndicatorColumn < 0)
                for (var c = 0; c < codes.Length; c++) Put(r, c, Place(cells.Data, codes[c]));
            else if (place.TryGetValue(cells.Data.Rows[r][cells.IndicatorColumn], out var code)) Put(r, code, cells.ValueColumn);
        }
        var size = n * years;
        var table = new IndicatorTable(rows.Units, first, years, cells.Indicators, values[..(cells.Indicators.Count * size)])
        {
            Denominators = cells.Denominators.ToDictionary(code => code, code => values[(place[code] * size)..((place[code] + 1) * size)], StringComparer.Ordinal),
            Groups = rows.Groups,
        };
        return new IndicatorSheet(table, true, []);
    }

    private static int Place(TextTable data, string? column)
    {
        for (var c = 0; column is not null && c < data.Header.Count; c++)
            if (data.Header[c] == column) return c;
        return -1;
    }

    private sealed record SheetColumns(string Unit, string? Time, string? Indicator, string? Value, string? Group);

    private sealed record SheetRows(IReadOnlyList<string> Units, int[] UnitOf, int[] YearOf, IReadOnlyList<string> Groups);

    private sealed record SheetCells(TextTable Data, IReadOnlyList<Indicator> Indicators, IReadOnlyList<string> Denominators, int IndicatorColumn, int ValueColumn);
}
