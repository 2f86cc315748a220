using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>The results of a run: what the report and every other reader sees.</summary>
public sealed class ResultsFolder
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ResultsFolder(string path, RunManifest manifest, IReadOnlyDictionary<string, ResultTable> tables) => (Path, Manifest, Tables) = (path, manifest, tables);

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>run.json.</summary>
    public RunManifest Manifest { get; }

    /// <summary>The tables by name.</summary>
    public IReadOnlyDictionary<string, ResultTable> Tables { get; }

    /// <summary>SHA-256 over the tables' CSV text, in order of name; the table `stages`, which holds seconds, is left out.</summary>
    /// <param name="tables">The tables.</param>
    public static string HashOf(IEnumerable<ResultTable> tables)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var table in tables.Where(t => t.Name != "stages").OrderBy(t => t.Name, StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"{table.Name}\n{Csv(table, "")}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Writes a run: into a temporary folder first, then moved into place, so that a reader never sees half of it.</summary>
    internal static ResultsFolder Write(string path, RunManifest manifest, IReadOnlyList<ResultTable> tables, string resolvedToml, IReadOnlyList<StudyProblem> problems)
    {
        var target = System.IO.Path.GetFullPath(path);
        var unfinished = target + ".unfinished";
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(System.IO.Path.Combine(unfinished, "tables"));
        File.WriteAllText(System.IO.Path.Combine(unfinished, "study.resolved.toml"), resolvedToml);
        File.WriteAllLines(System.IO.Path.Combine(unfinished, "inputs.sha256"), manifest.Inputs.Select(i => $"{i.Value}  {i.Key}"));
        File.WriteAllText(System.IO.Path.Combine(unfinished, "problems.csv"), ProblemsCsv(problems));
        foreach (var table in tables)
            File.WriteAllText(System.IO.Path.Combine(unfinished, "tables", table.Name + ".csv"), Csv(table, manifest.RunId));
        WriteDatabase(unfinished, tables, manifest.RunId);
        File.WriteAllText(System.IO.Path.Combine(unfinished, "README.md"), Readme(manifest, tables));
        File.WriteAllText(System.IO.Path.Combine(unfinished, "run.json"), JsonSerializer.Serialize(manifest, Json));
        if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
        Directory.Move(unfinished, target);
        return new ResultsFolder(target, manifest, tables.ToDictionary(t => t.Name, StringComparer.Ordinal));
    }

    /// <summary>Opens the results of an earlier run.</summary>
    /// <param name="path">The folder that holds run.json.</param>
    /// <exception cref="InvalidDataException">It is not a results folder, or a table is damaged.</exception>
    public static ResultsFolder Open(string path)
    {
        var file = System.IO.Path.Combine(path, "run.json");
        if (!File.Exists(file)) throw new InvalidDataException($"'{path}' is not a results folder: it has no run.json");
        try
        {
            var manifest = JsonSerializer.Deserialize<RunManifest>(File.ReadAllText(file)) ?? throw new InvalidDataException("run.json is empty");
            var tables = Directory.GetFiles(System.IO.Path.Combine(path, "tables"), "*.csv").Order(StringComparer.Ordinal).Select(ReadTable).ToDictionary(t => t.Name, StringComparer.Ordinal);
            return new ResultsFolder(System.IO.Path.GetFullPath(path), manifest, tables);
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new InvalidDataException($"the results in '{path}' are damaged: {e.Message}", e);
        }
    }

    /// <summary>Problems as a CSV table with the five parts.</summary>
    /// <param name="problems">The problems.</param>
    public static string ProblemsCsv(IReadOnlyList<StudyProblem> problems) => Csv(new ResultTable("problems",
    [
        new("severity", problems.Select(p => p.Severity.ToString().ToLowerInvariant())), new("code", problems.Select(p => p.Code)), new("place", problems.Select(p => p.Place)),
        new("value", problems.Select(p => p.Value)), new("message", problems.Select(p => p.Message)), new("effect", problems.Select(p => p.Effect)), new("repair", problems.Select(p => p.Repair)),
    ]), "");

    /// <summary>A table as CSV text, as in a results folder but without the run.</summary>
    /// <param name="table">The table.</param>
    public static string CsvOf(ResultTable table) => Csv(table, "");

    private static string Csv(ResultTable table, string runId)
    {
        var text = new StringBuilder();
        text.Append(runId.Length > 0 ? "run_id," : "").AppendJoin(',', table.Columns.Select(c => c.Name)).Append('\n');
        for (var row = 0; row < table.RowCount; row++)
        {
            if (runId.Length > 0) text.Append(runId).Append(',');
            for (var c = 0; c < table.Columns.Count; c++)
                text.Append(c > 0 ? "," : "").Append(table.Columns[c].IsNumeric ? table.Columns[c].Text(row) : Quote(table.Columns[c].Text(row)));
            text.Append('\n');
        }
        return text.ToString();
    }

    private static string Quote(string text)
    {
        // A text that a spreadsheet would run as a formula is written as text.
        if (text.Length > 1 && text[0] is '=' or '+' or '@' or '\t' or '\r') text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static ResultTable ReadTable(string file)
    {
        var problems = new ProblemLog();
        using var source = TableFile.Open(file, "", System.IO.Path.GetFileName(file), TextEncoding.Utf8);
        var table = TextTable.Read(source, problems);
        var columns = new List<ResultColumn>();
        for (var c = 0; c < table.Header.Count; c++)
        {
            if (table.Header[c] == "run_id") continue;
            var texts = table.Rows.Select(r => r[c]).ToArray();
            var numeric = texts.All(t => t.Length == 0 || double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) && texts.Any(t => t.Length > 0) && !IsText(table.Header[c]);
            columns.Add(numeric
                ? new ResultColumn(table.Header[c], texts.Select(t => t.Length == 0 ? double.NaN : double.Parse(t, CultureInfo.InvariantCulture)))
                : new ResultColumn(table.Header[c], texts));
        }
        return new ResultTable(System.IO.Path.GetFileNameWithoutExtension(file), columns);
    }

    // Columns of codes stay text even where every code is a number.
    private static bool IsText(string column) => column is "city" or "claim" or "id" or "name" or "value" or "stated" or "reference" or "section" or "horizon" or "first" or "last" or "month" or "expected_sign" or "fact" or "code" or "period";

    private static void WriteDatabase(string folder, IReadOnlyList<ResultTable> tables, string runId)
    {
        using var connection = new DuckDBConnection($"DataSource={System.IO.Path.Combine(folder, "results.duckdb")}");
        connection.Open();
        using var command = connection.CreateCommand();
        Execute(command, "SET threads = 1");
        // Views name their files relative to the results folder, from which the database is to be opened.
        Execute(command, $"SET file_search_path = '{folder.Replace("'", "''", StringComparison.Ordinal)}'");
        foreach (var table in tables)
        {
            var columns = string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\" {(c.IsNumeric ? "DOUBLE" : "VARCHAR")}").Prepend("run_id VARCHAR"));
            Execute(command, $"CREATE TEMP TABLE \"t_{table.Name}\" ({columns})");
            using (var appender = connection.CreateAppender("temp", "main", "t_" + table.Name))
            {
                for (var row = 0; row < table.RowCount; row++)
                {
                    var line = appender.CreateRow().AppendValue(runId);
                    foreach (var column in table.Columns)
                    {
                        if (!column.IsNumeric) line = column.Text(row) is { Length: > 0 } text ? line.AppendValue(text) : line.AppendNullValue();
                        else line = double.IsNaN(column.Number(row)) ? line.AppendNullValue() : line.AppendValue(column.Number(row));
                    }
                    line.EndRow();
                }
            }
            var file = System.IO.Path.Combine(folder, "tables", table.Name + ".parquet").Replace("'", "''", StringComparison.Ordinal);
            Execute(command, $"COPY \"t_{table.Name}\" TO '{file}' (FORMAT parquet)");
            Execute(command, $"CREATE VIEW \"{table.Name}\" AS SELECT * FROM read_parquet('tables/{table.Name}.parquet')");
        }
    }

    private static void Execute(DuckDBCommand command, string sql)
    {
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Readme(RunManifest manifest, IReadOnlyList<ResultTable> tables) =>
        $"# Results of {manifest.StudyId}, run {manifest.RunId}\n\nOpen `report/index.en.html`. Every table is in `tables/` as Parquet and CSV: {string.Join(", ", tables.Select(t => t.Name))}.\nIn DuckDB, from this folder: `SELECT * FROM 'tables/estimates.parquet'`. Missing is null. Tables' SHA-256: {manifest.TablesHash}.\n";
}
