using System.Globalization;
using DuckDB.NET.Data;

namespace Rebound.Panels;

/// <summary>A Parquet file, or a folder of them as one table, of which single columns are streamed into compact arrays.</summary>
/// <remarks>Only the columns asked for are read, a few thousand rows at a time, in the order of the files' names and of their rows: numbers become 8 bytes a row, groups 4. The files may be larger than memory; texts never
/// are held row by row. Missing: NaN in numbers, −1 in codes.</remarks>
public sealed class ParquetTable : IDisposable
{
    private readonly DuckDBConnection connection;
    private readonly string source;
    private readonly Dictionary<string, string> types = new(StringComparer.Ordinal);

    private ParquetTable(DuckDBConnection connection, string source, string name) => (this.connection, this.source, Name) = (connection, source, name);

    /// <summary>As the caller names it.</summary>
    public string Name { get; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<ParquetColumn> Columns { get; private set; } = [];

    /// <summary>Rows in all files.</summary>
    public long RowCount { get; private set; }

    /// <summary>Number of files.</summary>
    public int FileCount { get; private set; }

    /// <summary>Bytes of all files.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether a path is a Parquet file or a folder that holds some, at any depth.</summary>
    /// <param name="path">A file or folder.</param>
    public static bool Is(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) ? File.Exists(path) : Directory.Exists(path) && FilesOf(path).Length > 0;
    }

    /// <summary>Opens a file or folder; nothing but the schema and the counts is read.</summary>
    /// <param name="path">The file, or the folder: its files are taken in ordinal order of their paths; parts of a path such as <c>year=2020</c> are columns.</param>
    /// <exception cref="InvalidDataException">A file cannot be read, or the files have not the same columns.</exception>
    public static ParquetTable Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var files = Directory.Exists(path) ? FilesOf(path) : [path];
        if (files.Length == 0) throw new InvalidDataException($"there is no Parquet file in '{path}'");
        foreach (var file in files)
            if (new FileInfo(file).Length == 0) throw new InvalidDataException($"'{file}' is empty");
        var connection = new DuckDBConnection("DataSource=:memory:");
        var list = string.Join(", ", files.Select(Quoted));
        var table = new ParquetTable(connection, $"read_parquet([{list}])", path) { FileCount = files.Length, Bytes = files.Sum(f => new FileInfo(f).Length) };
        try
        {
            connection.Open();
            table.Run($"SET memory_limit = '512MB'; SET preserve_insertion_order = true; SET temp_directory = {Quoted(Path.Combine(Path.GetTempPath(), "rebound"))}");
            table.Describe();
            table.RowCount = table.Number($"SELECT count(*) FROM {table.source}");
            return table;
        }
        catch (DuckDBException e)
        {
            connection.Dispose();
            throw new InvalidDataException(files.Length == 1 ? "the file is not a readable Parquet file" : $"the files are no readable Parquet files with the same columns ({FirstLine(e)})", e);
        }
    }

    /// <summary>Streams columns into arrays: numbers, or codes.</summary>
    /// <param name="numbers">Columns wanted as numbers; texts among them must all be numbers.</param>
    /// <param name="groups">Columns wanted as codes.</param>
    /// <param name="problems">Takes texts that are no numbers.</param>
    /// <exception cref="InvalidDataException">A file is damaged, or there are more rows than an array holds.</exception>
    public (IReadOnlyList<double[]> Numbers, IReadOnlyList<ParquetCodes> Groups) Read(IReadOnlyList<string> numbers, IReadOnlyList<string> groups, ProblemLog problems)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(problems);
        if (RowCount > Array.MaxLength) throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{RowCount:N0} rows are more than the {Array.MaxLength:N0} that can be held; leave rows out"));
        try
        {
            foreach (var name in numbers) CheckNumbers(name, problems);
            if (problems.HasErrors) return ([], []);
            (long First, long Last)?[] ranges = [.. groups.Select(Range)];
            string[][] labels = [.. groups.Select((name, g) => ranges[g] is null ? Labels(name, g) : [])];
            var n = (int)RowCount;
            double[][] values = [.. numbers.Select(_ => new double[n])];
            int[][] codes = [.. groups.Select(_ => new int[n])];
            Stream(numbers, groups, ranges, values, codes);
            return (values, [.. groups.Select((name, g) => ranges[g] is { } range ? Compressed(codes[g], range.First, range.Last) : Ordered(codes[g], labels[g], KindOfColumn(name)))]);
        }
        catch (DuckDBException e)
        {
            throw new InvalidDataException($"the Parquet files are damaged ({FirstLine(e)})", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private static string[] FilesOf(string folder) => [.. Directory.EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static string FirstLine(DuckDBException e) => e.Message.Split('\n')[0].Trim();

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Named(string column) => $"\"{column.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static ParquetKind KindOf(string type) => type switch
    {
        "DOUBLE" or "FLOAT" => ParquetKind.Number,
        _ when type.StartsWith("DECIMAL", StringComparison.Ordinal) => ParquetKind.Number,
        "BOOLEAN" or "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" or "UHUGEINT" => ParquetKind.Whole,
        _ => ParquetKind.Text,
    };

    private ParquetKind KindOfColumn(string name) => Columns.First(c => c.Name == name).Kind;

    // Dates and instants by the day, as other tables write them.
    private string TextOf(string name) => types[name].StartsWith("TIMESTAMP", StringComparison.Ordinal) ? $"strftime({Named(name)}, '%Y-%m-%d')" : $"CAST({Named(name)} AS VARCHAR)";

    private void Describe()
    {
        using var reader = Query($"DESCRIBE SELECT * FROM {source}");
        List<ParquetColumn> columns = [];
        while (reader.Read())
        {
            types[reader.GetString(0)] = reader.GetString(1);
            columns.Add(new ParquetColumn(reader.GetString(0), KindOf(reader.GetString(1))));
        }
        Columns = columns;
    }

    private void CheckNumbers(string name, ProblemLog problems)
    {
        if (KindOfColumn(name) != ParquetKind.Text) return;
        using var reader = Query($"SELECT count(*), min({TextOf(name)}) FROM {source} WHERE {Named(name)} IS NOT NULL AND TRY_CAST({TextOf(name)} AS DOUBLE) IS NULL");
        reader.Read();
        var count = reader.GetInt64(0);
        if (count == 0) return;
        var text = reader.GetString(1);
        problems.Add(new StudyProblem("RB2041", $"{Name}, column {name}", text, string.Create(CultureInfo.InvariantCulture, $"\"{text}\" is not a number, and {count:N0} cells of the column are none"),
            "the model cannot use the column", "write numbers, or use the column as a group: i( ), or behind the bar"));
    }

    // Whole numbers that lie close together are their own codes.
    private (long First, long Last)? Range(string name)
    {
        if (KindOfColumn(name) != ParquetKind.Whole || types[name] is "HUGEINT" or "UHUGEINT" or "UBIGINT") return null;
        using var reader = Query($"SELECT min(CAST({Named(name)} AS BIGINT)), max(CAST({Named(name)} AS BIGINT)) FROM {source}");
        reader.Read();
        if (reader.IsDBNull(0)) return (0, 0);
        var (first, last) = (reader.GetInt64(0), reader.GetInt64(1));
        return first >= int.MinValue && last <= int.MaxValue && last - first <= 4 * RowCount + 1024 ? (first, last) : null;
    }

    private static ParquetCodes Compressed(int[] codes, long first, long last)
    {
        var place = new int[last - first + 1];
        foreach (var code in codes)
            if (code >= 0) place[code] = 1;
        var numbers = new int[place.Count(p => p == 1)];
        for (int p = 0, l = 0; p < place.Length; p++)
            if (place[p] == 1)
            {
                numbers[l] = (int)(first + p);
                place[p] = l++;
            }
        for (var i = 0; i < codes.Length; i++)
            if (codes[i] >= 0) codes[i] = place[codes[i]];
        return new ParquetCodes(codes, new NumberLabels(numbers));
    }

    // The values of a group become a type whose codes the stream hands out, so that no text is held row by row.
    private string[] Labels(string name, int index)
    {
        var text = TextOf(name);
        var order = KindOfColumn(name) == ParquetKind.Text ? text : Named(name);
        Run(string.Create(CultureInfo.InvariantCulture, $"CREATE TYPE g{index} AS ENUM (SELECT label FROM (SELECT DISTINCT {text} AS label, {order} AS place FROM {source} WHERE {Named(name)} IS NOT NULL) GROUP BY label ORDER BY min(place))"));
        List<string> labels = [];
        using var reader = Query(string.Create(CultureInfo.InvariantCulture, $"SELECT unnest(enum_range(NULL::g{index}))::VARCHAR"));
        while (reader.Read()) labels.Add(reader.GetString(0));
        return [.. labels];
    }

    private void Stream(IReadOnlyList<string> numbers, IReadOnlyList<string> groups, (long First, long Last)?[] ranges, double[][] values, int[][] codes)
    {
        if (values.Length + codes.Length == 0) return;
        var wanted = numbers.Select(name => $"COALESCE(CAST({(KindOfColumn(name) == ParquetKind.Text ? TextOf(name) : Named(name))} AS DOUBLE), 'NaN'::DOUBLE)")
            .Concat(groups.Select((name, g) => ranges[g] is { } range
                ? string.Create(CultureInfo.InvariantCulture, $"COALESCE(CAST(CAST({Named(name)} AS BIGINT) - ({range.First}) AS INTEGER), -1)")
                : string.Create(CultureInfo.InvariantCulture, $"COALESCE(CAST(enum_code(CAST({TextOf(name)} AS g{g})) AS INTEGER), -1)")));
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", wanted)} FROM {source}";
        command.UseStreamingMode = true;
        using var reader = command.ExecuteReader();
        for (var row = 0; reader.Read(); row++)
        {
            for (var c = 0; c < values.Length; c++) values[c][row] = reader.GetDouble(c);
            for (var c = 0; c < codes.Length; c++) codes[c][row] = reader.GetInt32(values.Length + c);
        }
    }

    // Texts that stand for nothing are missing; the order is that of this program, which differs from the engine's for rare characters alone.
    private static ParquetCodes Ordered(int[] codes, string[] labels, ParquetKind kind)
    {
        string[] kept = [.. labels.Where(l => !NumberText.IsMissing(l))];
        if (kind == ParquetKind.Text) Array.Sort(kept, StringComparer.Ordinal);
        if (kept.AsSpan().SequenceEqual(labels)) return new ParquetCodes(codes, labels);
        var place = kept.Index().ToDictionary(l => l.Item, l => l.Index, StringComparer.Ordinal);
        int[] moved = [.. labels.Select(l => place.GetValueOrDefault(l, -1))];
        for (var i = 0; i < codes.Length; i++)
            if (codes[i] >= 0) codes[i] = moved[codes[i]];
        return new ParquetCodes(codes, kept);
    }

    private DuckDBDataReader Query(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteReader();
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private long Number(string sql)
    {
        using var reader = Query(sql);
        reader.Read();
        return reader.GetInt64(0);
    }
}
