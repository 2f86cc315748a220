using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>One table of a study while it is read: its columns found, its filter applied, its rows counted.</summary>
internal sealed class LongTable
{
    private readonly TableSettings settings;
    private readonly ProblemLog problems;
    private readonly string hash;
    private readonly Dictionary<string, int> columns;
    private readonly (int Column, string Text)[] filter;
    private readonly ReadingPace pace;
    private readonly Func<long> bytesRead;
    private bool damaged;

    private LongTable(TableSource source, TableSettings settings, ProblemLog problems, ReadingPace pace, string hash, Dictionary<string, int> columns, (int, string)[] filter)
    {
        (Source, this.settings, this.problems, this.pace, this.hash, this.columns, this.filter) = (source, settings, problems, pace, hash, columns, filter);
        bytesRead = () => source.BytesRead;
        FilterReason = "left out by the filter " + string.Join(", ", settings.Where.Select(w => $"{w.Key} = {w.Value}"));
    }

    public TableSource Source { get; }

    public RowCount Count { get; } = new();

    public string FilterReason { get; }

    public bool DropsUnknownUnits => settings.DropUnknownUnits;

    /// <summary>Whether the present row passes the filter.</summary>
    public bool IsWanted
    {
        get
        {
            foreach (var (column, text) in filter)
                if (!Source.Field(column).Trim().SequenceEqual(text)) return false;
            return true;
        }
    }

    /// <summary>Opens the table and finds its columns; null, with problems, when that fails.</summary>
    public static LongTable? Open(StudyFiles files, TableSettings settings, ProblemLog problems)
    {
        var source = files.Open(settings.File, settings.Encoding, $"[data.{settings.Role}]");
        if (source is null) return null;
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var complete = true;
        foreach (var (what, name) in settings.Columns)
        {
            // The population of an epidemic table stands in the table of units.
            if (settings.Role == "epidemic" && what == "population") continue;
            columns[what] = source.ColumnOf(name);
            complete &= Found(source, columns[what], name, settings, problems);
        }
        var filter = settings.Where.Select(w => (Column: source.ColumnOf(w.Key), w.Value)).ToArray();
        foreach (var ((column, _), name) in filter.Zip(settings.Where.Keys)) complete &= Found(source, column, name, settings, problems);
        if (complete) return new LongTable(source, settings, problems, files.Pace, TableFile.Hash(files.Find(settings.File.Split('#')[0], "")!), columns, filter);
        source.Dispose();
        return null;
    }

    /// <summary>Index of the column that holds something, or −1.</summary>
    public int ColumnOf(string what) => columns.GetValueOrDefault(what, -1);

    /// <summary>Moves to the next row with as many fields as the header; others are problems.</summary>
    public bool Next()
    {
        while (!damaged)
        {
            try
            {
                if (!Source.Next()) return false;
            }
            catch (InvalidDataException e)
            {
                problems.Add(ReadingProblems.Unreadable(Source.Name, $"from row {Source.Row + 1} on: {e.Message}"));
                damaged = true;
                return false;
            }
            pace.Row(bytesRead);
            if (Source.FieldCount == Source.Header.Count) return true;
            problems.Add(ReadingProblems.Ragged(Source));
            Count.Drop("ragged row", Source);
        }
        return false;
    }

    public ReadOnlySpan<char> Span(string what) => ColumnOf(what) is var column and >= 0 ? Source.Field(column).Trim() : default;

    public string Text(string what) => Span(what).ToString();

    /// <summary>The number of a column; NaN when missing, or unreadable (a problem).</summary>
    public double Number(string what, string effect) => Number(ColumnOf(what), effect);

    /// <summary>The same, with what the row is about said in the place of a problem.</summary>
    public double Number<TRow>(string what, string effect, TRow row, Func<TRow, string> about)
    {
        var cell = NumberText.Read(Source.Field(ColumnOf(what)), settings.Unit.Scale == 1, out var value);
        if (cell is NumberCell.NotANumber or NumberCell.NotFinite)
        {
            var problem = ReadingProblems.Number(Source, ColumnOf(what), cell, effect);
            problems.Add(problem with { Place = $"{problem.Place}, {about(row)}" });
        }
        return value;
    }

    public double Number(int column, string effect)
    {
        var cell = NumberText.Read(Source.Field(column), settings.Unit.Scale == 1, out var value);
        if (cell is NumberCell.NotANumber or NumberCell.NotFinite) problems.Add(ReadingProblems.Number(Source, column, cell, effect));
        return value;
    }

    public Provenance Close()
    {
        pace.Finish(Source.BytesRead);
        return Count.Close(settings.Role, settings.File, hash);
    }

    private static bool Found(TableSource source, int column, string name, TableSettings settings, ProblemLog problems)
    {
        if (column >= 0) return true;
        problems.Add(new StudyProblem("RB2014", $"{settings.File}, header", name, $"there is no column '{name}'",
            $"the table [data.{settings.Role}] cannot be read", SettingsReader.Suggest(name, source.Header) ?? $"the columns are {string.Join(", ", source.Header)}"));
        return false;
    }
}
