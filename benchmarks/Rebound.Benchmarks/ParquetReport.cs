using System.Globalization;
using DuckDB.NET.Data;

namespace Rebound.Benchmarks;

/// <summary>Writes a folder of Parquet files that is larger than what an estimate needs of it: the design <c>simple</c> with texts as groups, beside columns that no model reads.</summary>
internal static class ParquetReport
{
    private const int UnusedNumbers = 12;

    /// <summary><c>parquet FOLDER ROWS FILES</c>.</summary>
    public static void Run(string[] arguments)
    {
        var (folder, rows, files) = (arguments[0], (long)double.Parse(arguments[1], CultureInfo.InvariantCulture), int.Parse(arguments[2], CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        string Uniform(int salt) => string.Create(CultureInfo.InvariantCulture, $"((hash(i * 64 + {salt}) >> 11)::DOUBLE / 9007199254740992 + 1e-17)");
        string Normal(int salt) => $"sqrt(-2 * ln({Uniform(salt)})) * cos(6.283185307179586 * {Uniform(salt + 1)})";
        var unused = string.Join(", ", Enumerable.Range(0, UnusedNumbers).Select(c => string.Create(CultureInfo.InvariantCulture, $"{Normal(10 + 2 * c)} AS unused{c}")));
        for (var f = 0; f < files; f++)
        {
            using var command = connection.CreateCommand();
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
                COPY (SELECT i // 10 AS indiv, CAST(i % 10 + 2010 AS INTEGER) AS year, 'firm ' || CAST(floor({Uniform(0)} * greatest(2, {rows} // 230)) AS BIGINT) AS firm, x, 0.5 * x + sin(i // 10) + {Normal(4)} AS y, {unused}
                      FROM (SELECT i, {Normal(2)} AS x FROM range({f * rows / files}, {(f + 1) * rows / files}) AS t(i)))
                TO '{Path.Combine(folder, $"part-{f:000}.parquet")}' (FORMAT parquet)
                """);
            command.ExecuteNonQuery();
        }
    }
}
