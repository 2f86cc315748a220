using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Rebound.Econometrics;
using Xunit;

namespace Rebound.Tests.Econometrics;

/// <summary>Reference values of fixest, R and NIST, in ../shared beside the repository; a test without them is skipped.</summary>
internal static class Golden
{
    private static readonly string Shared = Path.GetFullPath(Path.Combine(Root(), "..", "shared"));

    public static JsonElement Case(string id)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(PathOf($"golden/econometrics/json/{id}.json")));
        return document.RootElement.GetProperty("results").Clone();
    }

    public static ModelData Data(string file) => Table(PathOf($"golden/econometrics/data/{file}"));

    public static ModelData Published(string file) => Table(PathOf($"golden/published/{file}"));

    public static string PublishedFile(string file) => PathOf($"golden/published/{file}");

    public static ModelData Study(string file) => Table(PathOf($"studies/{file}"));

    /// <summary>Coefficients, standard errors, p values, n and K of a fixest result.</summary>
    public static void Same(JsonElement expected, Estimate actual, double tolerance)
    {
        Close(expected.GetProperty("nobs").GetDouble(), actual.RowCount, 0, "n");
        foreach (var property in expected.GetProperty("coef").EnumerateObject())
        {
            var coefficient = actual[property.Name];
            Close(property.Value.GetDouble(), coefficient.Value, tolerance, property.Name);
            Close(expected.GetProperty("se").GetProperty(property.Name).GetDouble(), coefficient.StandardError, tolerance, $"se of {property.Name}");
            if (!expected.TryGetProperty("p", out var p)) continue;
            var wanted = p.GetProperty(property.Name).GetDouble();
            // A p value moves by about t² times the relative error of t.
            Close(wanted, coefficient.P, tolerance * Math.Max(10, coefficient.T * coefficient.T), $"p of {property.Name}", 1e-300);
        }
        if (expected.TryGetProperty("df_t", out var df)) Close(df.GetDouble(), actual.Facts.DegreesOfFreedom, 0, "df");
        if (expected.TryGetProperty("df_k", out var k)) Close(k.GetDouble(), actual.Facts.CountedParameters, 0, "K");
        if (!expected.TryGetProperty("vcov", out var vcov)) return;
        string[] rows = [.. vcov.GetProperty("rows").EnumerateArray().Select(e => e.GetString()!)];
        for (var a = 0; a < rows.Length; a++)
            for (var b = 0; b < rows.Length; b++)
            {
                int i = Find(actual, rows[a]), j = Find(actual, rows[b]);
                var size = Math.Sqrt(actual.CovarianceMatrix[i, i] * actual.CovarianceMatrix[j, j]);
                Close(vcov.GetProperty("values")[a][b].GetDouble(), actual.CovarianceMatrix[i, j], tolerance, $"covariance of {rows[a]} and {rows[b]}", tolerance * size);
            }
    }

    public static void Close(double expected, double actual, double tolerance, string what, double absolute = 0) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Abs(expected) + absolute,
            string.Create(CultureInfo.InvariantCulture, $"{what}: expected {expected:R}, got {actual:R}, {Math.Abs(expected - actual) / Math.Abs(expected):0.0e+0} apart"));

    /// <summary>Correct significant digits: −log₁₀ of the relative error, at most 15.</summary>
    public static double Digits(double certified, double actual) =>
        certified == actual ? 15 : Math.Min(15, -Math.Log10(certified == 0 ? Math.Abs(actual) : Math.Abs(actual - certified) / Math.Abs(certified)));

    private static int Find(Estimate estimate, string name) => estimate.Names.Index().First(x => x.Item == name).Index;

    private static string PathOf(string relative)
    {
        Assert.SkipUnless(Directory.Exists(Shared), $"reference values are not beside the repository: {Path.GetFileName(Shared)}/{relative}");
        return Path.Combine(Shared, relative);
    }

    /// <summary>Columns that are numbers wherever they are not empty become numeric; others become groupings.</summary>
    private static ModelData Table(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file, Encoding.UTF8);
        List<string[]> rows = [];
        while (reader.ReadLine() is { } line)
            if (line.Length > 0) rows.Add(Cells(line));
        var data = ModelData.Of(rows.Count - 1);
        for (var c = 0; c < rows[0].Length; c++)
        {
            string[] cells = [.. rows.Skip(1).Select(r => r[c])];
            var values = new double[cells.Length];
            var numeric = true;
            for (var i = 0; i < cells.Length && numeric; i++)
                if (cells[i].Length == 0 || cells[i] == "NA") values[i] = double.NaN;
                else numeric = double.TryParse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]);
            data = numeric ? data.With(rows[0][c], values) : data.WithFactor(rows[0][c], Factor.Of(cells));
        }
        return data;
    }

    private static string[] Cells(string line)
    {
        List<string> cells = [];
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var ch in line)
            if (ch == '"') quoted = !quoted;
            else if (ch == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else if (ch != '\r') cell.Append(ch);
        cells.Add(cell.ToString());
        return [.. cells];
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Rebound.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
