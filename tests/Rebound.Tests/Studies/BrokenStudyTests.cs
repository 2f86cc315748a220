using System.IO.Compression;
using System.Text;
using Rebound.Cli;
using Rebound.Panels;
using Rebound.Studies;
using Rebound.Tests.Cli;
using Xunit;

namespace Rebound.Tests.Studies;

/// <summary>A small sound study is broken in one way at a time: each break must be told by its code, in five parts, without an exception.</summary>
public sealed class BrokenStudyTests
{
    private const string Toml = """
        schema = 1
        [study]
        id = "toy"
        seed = 1
        [data.cities]
        file = "data/cities.csv"
        unit = "code"
        latitude = "lat"
        population = "population"
        [data.exports]
        file = "data/exports.csv"
        unit = "code"
        time = "month"
        value = "value"
        type = { kind = "money", currency = "USD", scale = "one" }
        [data.indicators]
        file = "data/indicators.csv"
        unit = "code"
        time = "year"
        indicator = "indicator"
        value = "value"
        [data.policy]
        file = "data/policy.csv"
        unit = "code"
        time = "date"
        stringency = "stringency"
        [index]
        table = "indicators.csv"
        fit = ["2018", "2019"]
        [shock]
        start = "2020-01"
        base = ["2018", "2019"]
        """;

    public static TheoryData<string, string, string, string, string> Breaks => new()
    {
        // name, code, file, what is replaced, by what
        { "no study file", "RB1000", "study.toml", "*", "" },
        { "broken TOML", "RB1001", "study.toml", "seed = 1", "seed = = 1" },
        { "unclosed text", "RB1001", "study.toml", "id = \"toy\"", "id = \"toy" },
        { "unknown key", "RB1003", "study.toml", "seed = 1", "sead = 1" },
        { "unknown section", "RB1003", "study.toml", "[shock]", "[shok]" },
        { "unknown table", "RB1003", "study.toml", "[data.policy]", "[data.polices]" },
        { "missing key", "RB1002", "study.toml", "value = \"value\"\ntype", "type" },
        { "missing id", "RB1002", "study.toml", "id = \"toy\"", "" },
        { "bad id", "RB1005", "study.toml", "id = \"toy\"", "id = \"to y/..\"" },
        { "seed as text", "RB1007", "study.toml", "seed = 1", "seed = \"one\"" },
        { "a design that does not exist", "RB1010", "study.toml", "[shock]", "[index.uncertainty]\nnormalise = [\"minmax\", \"zscore\"]\naggregate = [\"geometric\"]\n[shock]" },
        { "combinations beside their parts", "RB1010", "study.toml", "[shock]", "[index.uncertainty]\ncombinations = [\"minmax topsis\"]\naggregate = [\"arithmetic\"]\n[shock]" },
        { "unknown choice of a factor", "RB1004", "study.toml", "[shock]", "[index.uncertainty]\nweights = [\"equal\", \"entropie\"]\n[shock]" },
        { "a choice twice", "RB1004", "study.toml", "[shock]", "[index.uncertainty]\nimpute = [\"linear\", \"linear\"]\n[shock]" },
        { "half a combination", "RB1004", "study.toml", "[shock]", "[index.uncertainty]\ncombinations = [\"minmax\"]\n[shock]" },
        { "a conclusion without a ranking", "RB1004", "study.toml", "[shock]", "[index.uncertainty]\nconclusions = [\"A is best\"]\n[shock]" },
        { "a Sobol design larger than the replications", "RB1005", "study.toml", "[shock]", "[index.uncertainty]\nsobol = 501\n[shock]" },
        { "negative seed", "RB1005", "study.toml", "seed = 1", "seed = -1" },
        { "other schema", "RB1008", "study.toml", "schema = 1", "schema = 2" },
        { "unknown weights", "RB1004", "study.toml", "table = \"indicators.csv\"", "weights = \"entropi\"" },
        { "unknown aggregate", "RB1004", "study.toml", "table = \"indicators.csv\"", "aggregate = \"mean\"" },
        { "geometric z-scores", "RB1010", "study.toml", "table = \"indicators.csv\"", "aggregate = \"geometric\"\nnormalise = \"zscore\"" },
        { "draws out of range", "RB1005", "study.toml", "table = \"indicators.csv\"", "draws = 3" },
        { "fit after the shock", "RB3001", "study.toml", "fit = [\"2018\", \"2019\"]", "fit = [\"2018\", \"2020\"]" },
        { "fit backwards", "RB1006", "study.toml", "fit = [\"2018\", \"2019\"]", "fit = [\"2019\", \"2018\"]" },
        { "fit missing", "RB1002", "study.toml", "fit = [\"2018\", \"2019\"]", "" },
        { "shock not a month", "RB1006", "study.toml", "start = \"2020-01\"", "start = \"January\"" },
        { "shock missing start", "RB1002", "study.toml", "start = \"2020-01\"", "" },
        { "shock outside the data", "RB3003", "study.toml", "start = \"2020-01\"", "start = \"2031-01\"" },
        { "short run before the shock", "RB1006", "study.toml", "start = \"2020-01\"", "start = \"2020-01\"\nend = \"2019-05\"" },
        { "unknown baseline", "RB1004", "study.toml", "start = \"2020-01\"", "start = \"2020-01\"\nbaselines = [\"same-mont\"]" },
        { "no currency", "RB1009", "study.toml", "currency = \"USD\", ", "" },
        { "mixed currencies", "RB1009", "study.toml", "currency = \"USD\"", "currency = \"USD/CNY\"" },
        { "unknown scale", "RB1004", "study.toml", "scale = \"one\"", "scale = \"lakh\"" },
        { "stock of exports", "RB1005", "study.toml", "scale = \"one\"", "scale = \"one\", flow = false" },
        { "missing file", "RB2001", "study.toml", "data/exports.csv", "data/export.csv" },
        { "path outside", "RB2003", "study.toml", "data/exports.csv", "../exports.csv" },
        { "absolute path", "RB2003", "study.toml", "data/exports.csv", "/etc/passwd" },
        { "a folder", "RB2001", "study.toml", "data/exports.csv", "data" },
        { "unknown kind of file", "RB2004", "study.toml", "file = \"data/policy.csv\"", "file = \"study.toml\"" },
        { "unknown column", "RB2014", "study.toml", "value = \"value\"\ntype", "value = \"valeu\"\ntype" },
        { "unknown filter column", "RB2014", "study.toml", "time = \"date\"", "time = \"date\"\nwhere = { kind = \"x\" }" },
        { "filter leaves no unit", "RB2025", "study.toml", "latitude = \"lat\"", "latitude = \"lat\"\nwhere = { code = \"Z\" }" },
        { "no cities", "RB1002", "study.toml", "[data.cities]\nfile = \"data/cities.csv\"\nunit = \"code\"\nlatitude = \"lat\"\npopulation = \"population\"", "" },
        { "empty exports", "RB2002", "data/exports.csv", "*", "" },
        { "only blank lines", "RB2002", "data/exports.csv", "*", "\n\n\n" },
        { "ragged row", "RB2011", "data/exports.csv", "A,2019-03,103", "A,2019-03" },
        { "row too long", "RB2011", "data/exports.csv", "A,2019-03,103", "A,2019-03,103,4" },
        { "column named twice", "RB2012", "data/exports.csv", "code,month,value", "code,month,month" },
        { "thousands separator", "RB2041", "data/exports.csv", "A,2019-03,103", "A,2019-03,\"1,234.5\"" },
        { "thousands and wan", "RB2041", "data/exports.csv", "A,2019-03,103", "A,2019-03,\"1,234.5万\"" },
        { "percent sign", "RB2041", "data/exports.csv", "A,2019-03,103", "A,2019-03,103%" },
        { "a word", "RB2041", "data/exports.csv", "A,2019-03,103", "A,2019-03,many" },
        { "NaN", "RB2042", "data/exports.csv", "A,2019-03,103", "A,2019-03,NaN" },
        { "infinity", "RB2042", "data/exports.csv", "A,2019-03,103", "A,2019-03,1e999" },
        { "negative exports", "RB2044", "data/exports.csv", "A,2019-03,103", "A,2019-03,-103" },
        { "beyond size", "RB2045", "data/exports.csv", "A,2019-03,103", "A,2019-03,1e20" },
        { "date with month names", "RB2031", "data/exports.csv", "A,2019-03,103", "A,Mar 2019,103" },
        { "day and month ambiguous", "RB2031", "data/exports.csv", "A,2019-03,103", "A,03/04/2019,103" },
        { "month thirteen", "RB2031", "data/exports.csv", "A,2019-03,103", "A,2019-13,103" },
        { "a year for a month", "RB2031", "data/exports.csv", "A,2019-03,103", "A,2019,103" },
        { "duplicate city-month", "RB2023", "data/exports.csv", "A,2019-03,103", "A,2019-03,103\nA,2019-03,104" },
        { "unknown city", "RB2021", "data/exports.csv", "A,2019-03,103", "AA,2019-03,103" },
        { "missing month", "RB2051", "data/exports.csv", "A,2019-03,103\n", "" },
        { "missing value", "RB2051", "data/exports.csv", "A,2019-03,103", "A,2019-03," },
        { "city listed twice", "RB2022", "data/cities.csv", "B,11,2000", "A,11,2000" },
        { "city without code", "RB2024", "data/cities.csv", "B,11,2000", ",11,2000" },
        { "impossible latitude", "RB2043", "data/cities.csv", "B,11,2000", "B,111,2000" },
        { "no direction", "RB2065", "indicators.csv", "x,technology,+", "x,technology,up" },
        { "no dimension", "RB2064", "indicators.csv", "x,technology,+", "x,,+" },
        { "indicator twice", "RB2063", "indicators.csv", "x,technology,+", "x,technology,+\nx,technology,+" },
        { "indicator without values", "RB2061", "indicators.csv", "x,technology,+", "x,technology,+\nw,space,+" },
        { "exports inside the index", "RB3002", "indicators.csv", "x,technology,+", "export_share,technology,+" },
        { "no indicator", "RB2062", "indicators.csv", "x,technology,+\ny,society,-", "" },
        { "unknown indicator column", "RB2015", "indicators.csv", "code,dimension,direction", "code,dimension,direction,wieght" },
        { "stringency above 100", "RB2046", "data/policy.csv", "A,2020-01-05,50", "A,2020-01-05,150" },
        { "month for a day", "RB2031", "data/policy.csv", "A,2020-01-05,50", "A,2020-01,50" },
    };

    [Fact]
    public void The_sound_study_has_no_problem()
    {
        using var folder = new TemporaryRun();
        Write(folder.Path);
        Assert.Empty(Study.Check(folder.Path));
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public void Each_break_is_told_by_its_code_in_five_parts(string name, string code, string file, string from, string to)
    {
        using var folder = new TemporaryRun();
        Write(folder.Path);
        var path = Path.Combine(folder.Path, file);
        var text = File.ReadAllText(path);
        if (file == "study.toml" && from == "*") File.Delete(path);
        else
        {
            Assert.True(from == "*" || text.Contains(from, StringComparison.Ordinal), $"{name}: the sound study has no '{from}'");
            File.WriteAllText(path, from == "*" ? to : text.Replace(from, to, StringComparison.Ordinal));
        }
        Expect(folder.Path, code, name);
    }

    [Fact]
    public void Bytes_in_no_encoding_are_told() => ExpectBytes("data/exports.csv", "RB2002", [0x63, 0x2C, 0xFF, 0x00, 0xFF, 0x0A]);

    [Fact]
    public void A_cut_gzip_file_is_told()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(Exports()));
        ExpectBytes("data/exports.csv", "RB2002", packed.ToArray()[..20]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void An_empty_or_cut_parquet_file_is_told(int length) => ExpectFile("data/exports.parquet", "RB2002", [.. "PAR1"u8.ToArray().Concat(new byte[40]).Take(length)]);

    [Fact]
    public void A_workbook_that_is_none_is_told() => ExpectFile("data/exports.xlsx", "RB2002", "not a workbook"u8.ToArray());

    [Fact]
    public void A_link_out_of_the_folder_is_told()
    {
        using var folder = new TemporaryRun();
        using var outside = new TemporaryRun();
        Write(folder.Path);
        File.Move(Path.Combine(folder.Path, "data", "exports.csv"), Path.Combine(outside.Path, "exports.csv"));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "data", "exports.csv"), Path.Combine(outside.Path, "exports.csv"));
        Expect(folder.Path, "RB2003", "link");
    }

    [Fact]
    public void Problems_of_several_tables_are_told_in_one_go()
    {
        using var folder = new TemporaryRun();
        Write(folder.Path);
        File.WriteAllText(Path.Combine(folder.Path, "data", "exports.csv"), Exports().Replace("A,2019-03,103", "A,2019-03,many", StringComparison.Ordinal).Replace("B,2019-04,104", "C,2019-04,104", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder.Path, "indicators.csv"), "code,dimension,direction\nx,technology,?\ny,society,-\n");
        var codes = Study.Check(folder.Path).Select(p => p.Code).ToHashSet();
        Assert.Superset(new HashSet<string> { "RB2041", "RB2021", "RB2065" }, codes);
    }

    [Fact]
    public void Full_width_digits_and_wan_are_read_as_numbers()
    {
        using var folder = new TemporaryRun();
        Write(folder.Path);
        File.WriteAllText(Path.Combine(folder.Path, "data", "exports.csv"), Exports().Replace("A,2019-03,103", "A,2019年3月,１０３", StringComparison.Ordinal).Replace("A,2019-04,104", "A,2019/04,0.0104万", StringComparison.Ordinal));
        var study = Study.Load(folder.Path);
        Assert.Equal(103, study.Data.Monthly!.Series("exports", 0)[14]);
        Assert.Equal(104, study.Data.Monthly.Series("exports", 0)[15], 9);
    }

    [Fact]
    public void A_table_in_GB18030_is_read_by_itself()
    {
        using var folder = new TemporaryRun();
        Write(folder.Path);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var path = Path.Combine(folder.Path, "data", "cities.csv");
        File.WriteAllBytes(path, Encoding.GetEncoding("GB18030").GetBytes("code,lat,population,地名\nA,10,1000,武汉市\nB,11,2000,上海市\n"));
        File.WriteAllText(Path.Combine(folder.Path, "study.toml"), Toml.Replace("latitude = \"lat\"", "latitude = \"lat\"\nname = \"地名\"", StringComparison.Ordinal));
        Assert.Equal("武汉市", Study.Load(folder.Path).Data.Cities[0].Name);
    }

    private static void ExpectBytes(string file, string code, byte[] bytes)
    {
        using var folder = new TemporaryRun();
        Write(folder.Path);
        File.WriteAllBytes(Path.Combine(folder.Path, file), bytes);
        Expect(folder.Path, code, file);
    }

    private static void ExpectFile(string file, string code, byte[] bytes)
    {
        using var folder = new TemporaryRun();
        Write(folder.Path);
        File.WriteAllBytes(Path.Combine(folder.Path, file), bytes);
        File.WriteAllText(Path.Combine(folder.Path, "study.toml"), Toml.Replace("data/exports.csv", file, StringComparison.Ordinal));
        Expect(folder.Path, code, file);
    }

    [Fact]
    public void Merged_cells_are_told_by_their_range()
    {
        using var folder = new TemporaryRun();
        Write(folder.Path);
        Workbook.Write(Path.Combine(folder.Path, "data", "exports.xlsx"), Exports().Split('\n', StringSplitOptions.RemoveEmptyEntries), "A2:A13", "A20:A21");
        File.WriteAllText(Path.Combine(folder.Path, "study.toml"), Toml.Replace("data/exports.csv", "data/exports.xlsx", StringComparison.Ordinal));
        Expect(folder.Path, "RB2013", "merged cells");
        Assert.Equal(["A20:A21", "A2:A13"], Study.Check(folder.Path).Where(p => p.Code == "RB2013").Select(p => p.Value).Order(StringComparer.Ordinal));
        Workbook.Write(Path.Combine(folder.Path, "data", "exports.xlsx"), Exports().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(Study.Check(folder.Path));
    }

    [Fact]
    public void One_city_is_told_before_the_run() => ExpectEdit("RB3004", folder =>
    {
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "data"))) File.WriteAllLines(file, [.. File.ReadAllLines(file).Where(l => !l.StartsWith("B,", StringComparison.Ordinal))]);
    });

    [Fact]
    public void One_month_is_told_before_the_run() => ExpectEdit("RB3005", folder => File.WriteAllText(Path.Combine(folder, "data", "exports.csv"), "code,month,value\nA,2020-01,1\nB,2020-01,2\n"));

    [Fact]
    public void A_constant_indicator_is_told_before_the_run() => ExpectEdit("RB2067", folder => Turn(folder, l => l.Contains(",x,", StringComparison.Ordinal) ? l[..l.LastIndexOf(',')] + ",7" : l));

    [Fact]
    public void A_year_without_any_indicator_is_told_before_the_run() => ExpectEdit("RB2068", folder => Turn(folder, l => l.Contains(",2018,", StringComparison.Ordinal) ? l[..l.LastIndexOf(',')] + "," : l));

    [Fact]
    public void A_year_without_any_exports_is_told_before_the_run() => ExpectEdit("RB2051", folder =>
    {
        var file = Path.Combine(folder, "data", "exports.csv");
        File.WriteAllLines(file, [.. File.ReadAllLines(file).Where(l => !l.Contains(",2019-", StringComparison.Ordinal))]);
    });

    [Fact]
    public void Dates_in_five_formats_are_read_and_five_others_are_told_in_one_go()
    {
        using var folder = new TemporaryRun();
        Write(folder.Path);
        var file = Path.Combine(folder.Path, "data", "exports.csv");
        var read = new[] { ("2019-03", "2019/3"), ("2019-04", "201904"), ("2019-05", "2019年5月"), ("2019-06", "2019.06"), ("2019-07", "2019M07") };
        File.WriteAllText(file, read.Aggregate(Exports(), (text, d) => text.Replace("A," + d.Item1, "A," + d.Item2, StringComparison.Ordinal)));
        Assert.Empty(Study.Check(folder.Path));
        var unread = new[] { ("2019-03", "Mar 2019"), ("2019-04", "04/05/2019"), ("2019-05", "5.19"), ("2019-06", "2019-Q2"), ("2019-07", "2019-31-07") };
        File.WriteAllText(file, unread.Aggregate(Exports(), (text, d) => text.Replace("A," + d.Item1, "A," + d.Item2, StringComparison.Ordinal)));
        Expect(folder.Path, "RB2031", "dates");
        Assert.Equal(unread.Select(d => d.Item2), Study.Check(folder.Path).Where(p => p.Code == "RB2031").Select(p => p.Value));
    }

    [Theory]
    [InlineData("total,technology,society,nothing", "is not a ratio")]
    [InlineData("total,technology,society,0", "is not a ratio")]
    [InlineData(",technology,society,3", "has no node")]
    [InlineData("total,technology,society,3\ntotal,technology,society,2", "compared twice")]
    [InlineData("total,technology,society,3\ntotal,society,technology,1/2", "the other way round")]
    [InlineData("total,technology,society,3\ntotal,economy,society,2", "is not compared with")]
    public void Comparisons_that_cannot_be_used_are_told_before_the_run(string rows, string message)
    {
        using var folder = new TemporaryRun();
        Write(folder.Path);
        WithComparisons(folder.Path, rows);
        Expect(folder.Path, "RB2069", rows);
        Assert.Contains(Study.Check(folder.Path), p => p.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Comparisons_weigh_dimensions()
    {
        using var folder = new TemporaryRun();
        using var output = new TemporaryRun();
        Write(folder.Path);
        WithComparisons(folder.Path, "total,technology,society,1/3");
        var weights = StudyRun.Execute(Study.Load(folder.Path), output.Path, cancellation: TestContext.Current.CancellationToken).Tables["index_weights"];
        double Of(string dimension) => weights["weight_global"].Number(Enumerable.Range(0, weights.RowCount).Single(r => weights["dimension"].Text(r) == dimension));
        Assert.Equal(1.0 / 3, Of("technology") / Of("society"), 12);
    }

    private static void WithComparisons(string folder, string rows)
    {
        var file = Path.Combine(folder, "study.toml");
        File.WriteAllText(file, File.ReadAllText(file).Replace("[index]", "[index]\nbetween = \"ahp\"\ncomparisons = \"comparisons.csv\"", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "comparisons.csv"), $"node,first,second,ratio\n{rows}\n");
    }

    private static void ExpectEdit(string code, Action<string> edit)
    {
        using var folder = new TemporaryRun();
        Write(folder.Path);
        edit(folder.Path);
        Expect(folder.Path, code, code);
    }

    private static void Turn(string folder, Func<string, string> line)
    {
        var file = Path.Combine(folder, "data", "indicators.csv");
        File.WriteAllLines(file, [.. File.ReadAllLines(file).Select(line)]);
    }

    // Through the command line: `check` and `run` end with 3 and tell every problem in five parts, without a stack trace.
    private static void Expect(string folder, string code, string name)
    {
        foreach (var verb in new[] { "check", "run" })
        {
            var spoken = Spoken.By(verb, folder);
            Assert.True(spoken.Code == ExitCode.BadInput, $"{name}: {verb} ended with {spoken.Code}: {spoken.Error}");
            Assert.All([$"{code}  ", "  Effect   ", "  Repair   ", $"  More     rebound explain {code}"], part => Assert.Contains(part, spoken.Error, StringComparison.Ordinal));
            Assert.DoesNotContain("   at ", spoken.Error, StringComparison.Ordinal);
            Assert.All(Study.Check(folder), p => Assert.Contains(p.Message, spoken.Error, StringComparison.Ordinal));
        }
        var problems = Study.Check(folder);
        Assert.True(problems.Any(p => p.Code == code), $"{name}: {code} is missing among {string.Join("; ", problems.Select(p => $"{p.Code} {p.Message}"))}");
        Assert.Contains(problems, p => p.Severity == ProblemSeverity.Error);
        Assert.All(problems, p => Assert.All(new[] { p.Code, p.Place, p.Message, p.Effect, p.Repair }, part => Assert.False(string.IsNullOrWhiteSpace(part), $"{p.Code} {p.Message}")));
        Assert.Throws<StudyException>(() => Study.Load(folder));
    }

    private static void Write(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        File.WriteAllText(Path.Combine(folder, "study.toml"), Toml);
        File.WriteAllText(Path.Combine(folder, "indicators.csv"), "code,dimension,direction\nx,technology,+\ny,society,-\n");
        File.WriteAllText(Path.Combine(folder, "data", "cities.csv"), "code,lat,population\nA,10,1000\nB,11,2000\n");
        File.WriteAllText(Path.Combine(folder, "data", "exports.csv"), Exports());
        File.WriteAllText(Path.Combine(folder, "data", "indicators.csv"), "code,year,indicator,value\nA,2018,x,1\nA,2019,x,2\nB,2018,x,3\nB,2019,x,4\nA,2018,y,5\nA,2019,y,4\nB,2018,y,3\nB,2019,y,1\n");
        File.WriteAllText(Path.Combine(folder, "data", "policy.csv"), "code,date,stringency\nA,2020-01-05,50\nB,2020-01-05,40\n");
    }

    private static string Exports()
    {
        var text = new StringBuilder("code,month,value\n");
        foreach (var city in "AB")
            foreach (var year in new[] { 2018, 2019, 2020 })
                for (var month = 1; month <= 12; month++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{city},{year}-{month:00},{100 + month}\n");
        return text.ToString();
    }
}
