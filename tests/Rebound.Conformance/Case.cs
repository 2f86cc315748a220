using System.Text.Json;

namespace Rebound.Conformance;

/// <summary>One question with the answers of other programs.</summary>
internal sealed class Case
{
    private readonly JsonElement root;
    private readonly string dataFolder;
    private readonly string caseFolder;

    private Case(string file, string caseFolder, string dataFolder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        root = document.RootElement.Clone();
        (this.caseFolder, this.dataFolder) = (caseFolder, dataFolder);
        Id = root.GetProperty("id").GetString()!;
        IsEconometrics = root.TryGetProperty("results", out var results);
        Method = IsEconometrics ? Id : root.GetProperty("method").GetString()!;
        Expected = IsEconometrics ? results : root.GetProperty("expected");
        Tolerance = Tolerance.Of(root);
    }

    public string Id { get; }

    /// <summary>What is computed; a case of the econometrics form is its own method.</summary>
    public string Method { get; }

    public bool IsEconometrics { get; }

    public JsonElement Root => root;

    public JsonElement Expected { get; }

    public JsonElement Params => root.TryGetProperty("params", out var value) ? value : default;

    public JsonElement Inputs => root.TryGetProperty("inputs", out var value) ? value : default;

    public Tolerance Tolerance { get; }

    /// <summary>Columns that name a row in the expected tables, as the case states them.</summary>
    public IReadOnlyList<string> Keys => Expected.ValueKind == JsonValueKind.Object && Expected.TryGetProperty("key", out var key) && key.ValueKind == JsonValueKind.String
        ? key.GetString()!.Split(',')
        : [];

    public static Case Read(string file, string caseFolder, string dataFolder) => new(file, caseFolder, dataFolder);

    /// <summary>The table that an input names: <c>Table("data")</c>.</summary>
    public DataTable Table(string input) => TableAt(Inputs.GetProperty(input).GetString()!);

    /// <summary>A table by its path, which is relative to the data folder.</summary>
    public DataTable TableAt(string path)
    {
        var full = Path.Combine(dataFolder, path);
        return DataTable.Read(File.Exists(full) ? full : Path.Combine(caseFolder, path));
    }

    /// <summary>The full path of an input file that is not a table.</summary>
    public string PathOf(string input) => Path.Combine(dataFolder, Inputs.GetProperty(input).GetString()!);

    /// <summary>The file beside the case that holds expected values.</summary>
    public DataTable ExpectedTable(string path) => DataTable.Read(Path.Combine(caseFolder, path));

    public bool HasExpectedFile(string path) => path.EndsWith(".csv", StringComparison.Ordinal) && File.Exists(Path.Combine(caseFolder, path));

    public double[] Numbers(string input) => Numbers(Inputs.GetProperty(input));

    public double[] ParamNumbers(string name) => Numbers(Params.GetProperty(name));

    public double Number(string parameter) => Params.GetProperty(parameter).GetDouble();

    public string Text(string parameter) => Params.GetProperty(parameter).GetString()!;

    /// <summary>A matrix of an input, row by row.</summary>
    public double[][] Matrix(string input) => [.. Inputs.GetProperty(input).EnumerateArray().Select(Numbers)];

    /// <summary>A JSON list of numbers; null is NaN.</summary>
    public static double[] Numbers(JsonElement list) =>
        [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number ? item.GetDouble() : double.NaN)];

    public static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];
}
