namespace Rebound.Panels;

/// <summary>The problems that reading a table can meet, each in five parts.</summary>
public static class ReadingProblems
{
    /// <summary>A row with another number of fields than the header.</summary>
    /// <param name="source">The table, at that row.</param>
    public static StudyProblem Ragged(TableSource source) => new(
        "RB2011", $"{source.Name}, row {source.Row}", $"{source.FieldCount} fields",
        $"the row has {source.FieldCount} fields where the header has {source.Header.Count}",
        "the row cannot be assigned to columns and is not read",
        "quote fields that hold the delimiter, and give each row every field");

    /// <summary>A cell that is no number.</summary>
    /// <param name="source">The table, at that row.</param>
    /// <param name="column">Index of the column.</param>
    /// <param name="kind">What the cell holds.</param>
    /// <param name="effect">What this does to the analysis.</param>
    public static StudyProblem Number(TableSource source, int column, NumberCell kind, string effect)
    {
        var text = source.Field(column).ToString();
        return kind == NumberCell.NotFinite
            ? new("RB2042", source.Place(column), text, $"\"{text}\" is not a finite number", effect, "write the number, or leave the cell empty where it is missing")
            : new("RB2041", source.Place(column), text, $"\"{text}\" is not a number", effect, NumberRepair(text));
    }

    /// <summary>A cell that is no period.</summary>
    /// <param name="source">The table, at that row.</param>
    /// <param name="column">Index of the column.</param>
    /// <param name="wanted">Year, month or day.</param>
    public static StudyProblem Date(TableSource source, int column, Frequency wanted)
    {
        var text = source.Field(column).ToString();
        return new("RB2031", source.Place(column), text, $"\"{text}\" is not a {wanted.ToString().ToLowerInvariant()}", "the row has no place in time and is not used",
            wanted switch { Frequency.Year => "write years as 2020", Frequency.Month => "write months as 2020-03 (2020年3月, 202003 and 2020/03 are read too)", _ => "write days as 2020-03-12 (2020/3/12, 20200312 and 2020年3月12日 are read too)" });
    }

    /// <summary>A file that cannot be read.</summary>
    /// <param name="file">The file as the study names it.</param>
    /// <param name="reason">Why.</param>
    public static StudyProblem Unreadable(string file, string reason) => new(
        "RB2002", file, "", reason, "nothing of this table can be used",
        "save the table again as UTF-8 CSV, Parquet or XLSX and check that it opens elsewhere");

    /// <summary>Cells merged in a sheet.</summary>
    /// <param name="file">The file as the study names it.</param>
    /// <param name="range">The merged range.</param>
    public static StudyProblem Merged(string file, string range) => new(
        "RB2013", $"{file}, cells {range}", range, "the cells are merged, so that only the first holds a value",
        "rows below the first would lose their key", "unmerge the cells and fill each one");

    /// <summary>A column named twice.</summary>
    /// <param name="file">The file as the study names it.</param>
    /// <param name="column">The column.</param>
    public static StudyProblem TwiceNamed(string file, string column) => new(
        "RB2012", $"{file}, header", column, $"the column '{column}' is named twice", "it is not clear which one is meant", "give each column a name of its own");

    private static string NumberRepair(string text)
    {
        if (text.Contains('万', StringComparison.Ordinal)) return "write the plain number without separators, or set scale = \"wan\" for the column and remove 万";
        if (text.Contains('亿', StringComparison.Ordinal)) return "write the plain number without separators, or set scale = \"yi\" for the column and remove 亿";
        if (text.Contains(',', StringComparison.Ordinal)) return "remove thousands separators; write decimals with a point";
        return text.Contains('%', StringComparison.Ordinal) ? "remove the % sign and declare the unit in the study" : "write a number with a decimal point, or leave the cell empty where it is missing";
    }
}
