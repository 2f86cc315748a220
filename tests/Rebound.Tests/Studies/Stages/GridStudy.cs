using System.Globalization;
using System.Text;
using Rebound.Studies;

namespace Rebound.Tests.Studies;

/// <summary>A small study of units on a grid, half a degree apart, whose indicators, groups and exports are planted.</summary>
internal sealed record GridStudy(int Rows, int Columns)
{
    public const int FirstYear = 2015, LastYear = 2019;

    /// <summary>Indicators by code: their value for a row, a column and a year.</summary>
    public IReadOnlyDictionary<string, Func<int, int, int, double>> Indicators { get; init; } = new Dictionary<string, Func<int, int, int, double>>(StringComparer.Ordinal);

    /// <summary>The dimension of an indicator; its own code by default.</summary>
    public Func<string, string> DimensionOf { get; init; } = code => code;

    public Func<int, int, string> Group { get; init; } = (_, _) => "";

    public Func<int, int, string> Subgroup { get; init; } = (_, _) => "";

    /// <summary>Exports of a month from 2018 to 2021 by product; without, the study has none.</summary>
    public Func<int, int, int, string, double>? Exports { get; init; }

    public IReadOnlyList<string> Products { get; init; } = [""];

    public string Index { get; init; } = "normalise = \"fraction-of-maximum\"";

    /// <summary>Further lines of the study file.</summary>
    public string More { get; init; } = "";

    public bool HasPlaces { get; init; } = true;

    public static string Code(int row, int column) => $"u{row}{column}";

    public IEnumerable<(int Row, int Column)> Places => Enumerable.Range(0, Rows * Columns).Select(k => (k / Columns, k % Columns));

    public IReadOnlyDictionary<string, ResultTable> Run()
    {
        using var folder = new TemporaryRun();
        using var output = new TemporaryRun();
        Write(folder.Path);
        return StudyRun.Execute(Study.Load(folder.Path), output.Path).Tables;
    }

    public void Write(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        File.WriteAllText(Path.Combine(folder, "study.toml"), $"""
            schema = 1
            [study]
            id = "grid"
            seed = 7
            [data.cities]
            file = "data/cities.csv"
            unit = "code"
            {(HasPlaces ? "latitude = \"lat\"\nlongitude = \"lon\"" : "")}
            population = "people"
            group = "group"
            subgroup = "subgroup"
            [data.indicators]
            file = "data/indicators.csv"
            unit = "code"
            time = "year"
            indicator = "indicator"
            value = "value"
            {(Exports is null ? "" : "[data.exports]\nfile = \"data/exports.csv\"\nunit = \"code\"\ntime = \"month\"\nvalue = \"value\"\nproduct = \"product\"\ntype = { currency = \"USD\" }\n[shock]\nstart = \"2020-01\"\nhorizon = \"2021-12\"\nbase = [\"2018\", \"2019\"]\nbaselines = [\"same-month\"]")}
            [index]
            fit = ["2015", "2019"]
            draws = 100
            {Index}
            {More}
            """);
        File.WriteAllText(Path.Combine(folder, "indicators.csv"), "code,dimension,direction\n" + string.Concat(Indicators.Keys.Select(code => $"{code},{DimensionOf(code)},+\n")));
        File.WriteAllLines(Path.Combine(folder, "data", "cities.csv"), [
            "code,lat,lon,people,group,subgroup",
            .. Places.Select(p => string.Create(CultureInfo.InvariantCulture, $"{Code(p.Row, p.Column)},{10 + 0.5 * p.Row},{100 + 0.5 * p.Column},{1000 + (37 * p.Row + 11 * p.Column) % 101},{Group(p.Row, p.Column)},{Subgroup(p.Row, p.Column)}"))]);
        var values = new StringBuilder("code,year,indicator,value\n");
        foreach (var (code, valueOf) in Indicators)
            foreach (var (row, column) in Places)
                for (var year = FirstYear; year <= LastYear; year++)
                    if (valueOf(row, column, year) is var value && !double.IsNaN(value)) values.Append(CultureInfo.InvariantCulture, $"{Code(row, column)},{year},{code},{value:R}\n");
        File.WriteAllText(Path.Combine(folder, "data", "indicators.csv"), values.ToString());
        if (Exports is null) return;
        var exports = new StringBuilder("code,month,product,value\n");
        foreach (var (row, column) in Places)
            for (var month = 0; month < 48; month++)
                foreach (var product in Products)
                    if (Exports(row, column, month, product) is > 0 and var value) exports.Append(CultureInfo.InvariantCulture, $"{Code(row, column)},{2018 + month / 12}-{1 + month % 12:00},{product},{value:R}\n");
        File.WriteAllText(Path.Combine(folder, "data", "exports.csv"), exports.ToString());
    }

    /// <summary>Noise that is planted too: the same for the same place, between −1 and 1.</summary>
    public static double Noise(int row, int column, int turn = 0) => Math.Sin(12.9898 * row + 78.233 * column + 37.719 * turn) * 43758.5453 is var x ? 2 * (x - Math.Floor(x)) - 1 : 0;
}
