using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Rebound.Cli;
using Rebound.Tests.Econometrics;
using Xunit;

namespace Rebound.Tests.Cli;

/// <summary>`rebound estimate` on tables made here, and on published ones.</summary>
public sealed class EstimateCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // y = 2x + effects, with a unit of one row, a missing x and a month left out of unit b.
    private static readonly string Table = Rows();

    private static string Rows()
    {
        var text = new StringBuilder("city,month,y,x,w,lat,lon\n");
        foreach (var (c, city) in new[] { "01", "02", "03", "04" }.Index())
            for (var m = 0; m < 8; m++)
                if (c != 1 || m != 3)
                    text.Append(CultureInfo.InvariantCulture, $"{city},2020-{m + 1:00},{2 * Math.Sin(m * (c + 1)) + c + m + 0.1 * Math.Cos(7 * m + c):R},{(c == 2 && m == 5 ? "" : Math.Sin(m * (c + 1)).ToString("R", CultureInfo.InvariantCulture))},{1 + m % 2},{30 + c},{110 + c}\n");
        return text.Append("05,2020-01,1,1,1,40,100\n").ToString();
    }

    private string Csv(string name = "t.csv") => Write(name, Table);

    private string Write(string name, string text)
    {
        var path = folder.Of(name);
        File.WriteAllText(path, text);
        return path;
    }

    private JsonElement Json(params string[] arguments)
    {
        var file = folder.Of("out.json");
        var spoken = Spoken.By(["estimate", .. arguments, "--json", file]);
        Assert.True(spoken.Code == ExitCode.Good, spoken.Error);
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return document.RootElement.GetProperty("estimates").Clone();
    }

    [Fact]
    public void A_table_gives_coefficients_errors_and_the_account_of_its_rows()
    {
        var spoken = Spoken.By("estimate", Csv(), "--model", "y ~ x | city + month", "--vcov", "cluster(city)");
        Assert.Equal(ExitCode.Good, spoken.Code);
        Assert.Contains("n = 30 of 32 rows", spoken.Output, StringComparison.Ordinal);
        Assert.Contains("Dropped: 1 × x is missing (first: row 21)", spoken.Output, StringComparison.Ordinal);
        Assert.Contains("alone in its group of city", spoken.Output, StringComparison.Ordinal);
        Assert.Contains("4 city", spoken.Output, StringComparison.Ordinal);
        Assert.Contains("x ", spoken.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_numbers_come_from_CSV_compressed_CSV_and_raw_columns()
    {
        using (var packed = new GZipStream(File.Create(folder.Of("t.csv.gz")), CompressionLevel.Fastest)) packed.Write(Encoding.UTF8.GetBytes(Table));
        var raw = Raw();
        string[] model = ["--model", "y ~ x | city + month", "--vcov", "cluster(city)"];
        var (a, b, c) = (Json([Csv(), .. model]), Json([folder.Of("t.csv.gz"), .. model]), Json(["--read", raw, .. model]));
        foreach (var part in new[] { "coefficients", "errors", "p", "covariance" })
        {
            Assert.Equal(a[0].GetProperty(part).ToString(), b[0].GetProperty(part).ToString());
            Assert.Equal(a[0].GetProperty(part).ToString(), c[0].GetProperty(part).ToString());
        }
    }

    [Fact]
    public void The_same_numbers_come_from_Parquet_and_from_a_workbook()
    {
        Parquet("t.parquet");
        var cells = Table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',')).ToArray();
        MiniExcelLibs.MiniExcel.SaveAs(folder.Of("t.xlsx"), cells[1..].Select(row => cells[0].Zip(row).ToDictionary(c => c.First, c => c.First is "city" or "month" ? (object?)c.Second : c.Second.Length == 0 ? null : double.Parse(c.Second, CultureInfo.InvariantCulture))));
        string[] model = ["--model", "y ~ x + l(x) + i(month, w, ref = '2020-02') | city", "--vcov", "cluster(city)", "--where", "w < 2", "--panel", "city,month"];
        var csv = Json([Csv(), .. model])[0];
        foreach (var other in new[] { Json([folder.Of("t.parquet"), .. model])[0], Json([folder.Of("t.xlsx"), .. model])[0] })
            foreach (var part in new[] { "names", "coefficients", "errors", "p", "sample", "covariance" }) Assert.Equal(csv.GetProperty(part).ToString(), other.GetProperty(part).ToString());
    }

    // The rows of the table in some Parquet files of a folder, or in one.
    private string Parquet(string name, int files = 1, string select = "*")
    {
        var csv = Csv();
        using var connection = new DuckDB.NET.Data.DuckDBConnection("DataSource=:memory:");
        connection.Open();
        if (files > 1) Directory.CreateDirectory(folder.Of(name));
        for (var f = 0; f < files; f++)
        {
            using var command = connection.CreateCommand();
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"COPY (SELECT {select} FROM (SELECT *, row_number() OVER () - 1 AS row FROM read_csv('{csv}', types = {{'city': 'VARCHAR', 'month': 'VARCHAR'}})) WHERE row * {files} // 32 = {f} ORDER BY row) TO '{folder.Of(files > 1 ? $"{name}/part-{f}.parquet" : name)}' (FORMAT parquet)");
            command.ExecuteNonQuery();
        }
        return folder.Of(name);
    }

    [Fact]
    public void A_folder_of_Parquet_files_is_one_table_and_its_types_decide()
    {
        const string Typed = "CAST(strptime(month, '%Y-%m') AS DATE) AS month, CAST(city AS INTEGER) AS city, CAST(city AS BIGINT) * 10000000000 AS code, x, y, CAST(w AS DECIMAL(4,1)) AS w, repeat('unused', 20) AS text, w = 2 AS even";
        string[] model = ["--model", "y ~ x + w | city + month", "--vcov", "cluster(city)"];
        var csv = Json([Csv(), .. model])[0];
        var whole = Json([Parquet("whole.parquet", 1, Typed), .. model])[0];
        var parts = Parquet("parts", 3, Typed);
        foreach (var part in new[] { "coefficients", "errors", "covariance" })
        {
            Assert.Equal(csv.GetProperty(part).ToString(), whole.GetProperty(part).ToString());
            Assert.Equal(csv.GetProperty(part).ToString(), Json([parts, .. model])[0].GetProperty(part).ToString());
        }
        var wide = Json(parts, "--model", "y ~ x | code + month", "--vcov", "cluster(code)")[0]; // too far apart for codes of their own
        var narrow = Json(parts, "--model", "y ~ x | city + month", "--vcov", "cluster(city)")[0];
        Assert.Equal(narrow.GetProperty("errors").ToString(), wide.GetProperty("errors").ToString());
        Assert.Equal(["(Intercept)", "city", "even"], Json(parts, "--model", "y ~ city + even")[0].GetProperty("names").EnumerateArray().Select(n => n.GetString())); // numbers where their values enter
        Assert.Contains("row 21", Json(parts, "--model", "y ~ x | city")[0].GetProperty("sample").ToString(), StringComparison.Ordinal); // rows in the order of the files
    }

    [Fact]
    public void What_Parquet_files_take_is_said_beforehand_and_refused_above_the_limit()
    {
        var parts = Parquet("parts", 3);
        var spoken = Spoken.By("estimate", parts, "--model", "y ~ x | city + month");
        Assert.Contains("Reading 4 of 8 columns, 32 rows of 3 files (", spoken.Error, StringComparison.Ordinal);
        Assert.Contains("768 B as columns", spoken.Error, StringComparison.Ordinal); // 32 × (2 × 8 + 2 × 4)
        var refused = Spoken.By("estimate", parts, "--model", "y ~ x | city + month", "--memory", "100MB");
        Assert.Equal(ExitCode.Resources, refused.Code);
        Assert.Contains("above the limit of 100 MB", refused.Error, StringComparison.Ordinal);
        Assert.Contains("raise --memory", refused.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, Spoken.By("estimate", parts, "--model", "y ~ x", "--memory", "much").Code);
    }

    [Fact]
    public void Parquet_that_cannot_be_used_is_told()
    {
        var text = Spoken.By("estimate", Parquet("t.parquet"), "--model", "log(month) ~ x");
        Assert.Equal(ExitCode.BadInput, text.Code);
        Assert.Contains("\"2020-01\" is not a number, and 32 cells of the column are none", text.Error, StringComparison.Ordinal);
        File.WriteAllText(folder.Of("bad.parquet"), "no parquet");
        var bad = Spoken.By("estimate", folder.Of("bad.parquet"), "--model", "y ~ x");
        Assert.Equal(ExitCode.BadInput, bad.Code);
        Assert.StartsWith("RB2002", bad.Error, StringComparison.Ordinal);
        File.Copy(folder.Of("t.parquet"), Path.Combine(Parquet("mixed", 3), "part-9.parquet"));
        File.WriteAllText(Path.Combine(folder.Of("mixed"), "part-a.parquet"), "");
        Assert.Contains("is empty", Spoken.By("estimate", folder.Of("mixed"), "--model", "y ~ x").Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'city'?", Spoken.By("estimate", folder.Of("t.parquet"), "--model", "y ~ x | ctiy").Error, StringComparison.Ordinal);
    }

    private string Raw()
    {
        var lines = Table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',')).ToArray();
        var target = Directory.CreateDirectory(folder.Of("raw")).FullName;
        File.WriteAllText(Path.Combine(target, "meta.json"), $"{{\"n\": {lines.Length}, \"columns\": {{\"city\": \"i32\", \"month\": \"i32\", \"y\": \"f64\", \"x\": \"f64\"}}}}");
        void Save(string name, Func<string[], byte[]> bytes) => File.WriteAllBytes(Path.Combine(target, name), [.. lines.SelectMany(bytes)]);
        Save("city.i32", l => BitConverter.GetBytes(int.Parse(l[0], CultureInfo.InvariantCulture)));
        Save("month.i32", l => BitConverter.GetBytes(int.Parse(l[1][5..], CultureInfo.InvariantCulture)));
        Save("y.f64", l => BitConverter.GetBytes(double.Parse(l[2], CultureInfo.InvariantCulture)));
        Save("x.f64", l => BitConverter.GetBytes(l[3].Length == 0 ? double.NaN : double.Parse(l[3], CultureInfo.InvariantCulture)));
        return target;
    }

    [Fact]
    public void The_file_says_what_stands_behind_the_table()
    {
        var estimate = Json(Csv(), "--model", "y ~ x + I(2 * x) | city", "--weights", "w", "--where", "month != '2020-08'", "--vcov", "nw(1)", "--panel", "city,month")[0];
        Assert.Equal("x", estimate.GetProperty("names")[0].GetString());
        Assert.Equal("I(2 * x)", estimate.GetProperty("collinear")[0].GetString());
        Assert.Equal(1, estimate.GetProperty("sample").GetProperty("singletons").GetInt32());
        var sample = estimate.GetProperty("sample");
        Assert.Equal(sample.GetProperty("rows_in").GetInt32(), sample.GetProperty("n").GetInt32() + sample.GetProperty("dropped").EnumerateArray().Sum(d => d.GetProperty("rows").GetInt32()));
        Assert.Equal("not month != '2020-08'", sample.GetProperty("dropped")[0].GetProperty("reason").GetString());
        Assert.Equal("nw(1)", estimate.GetProperty("inference").GetProperty("estimator").GetString());
        Assert.Equal(Math.Sqrt(estimate.GetProperty("covariance")[0][0].GetDouble()), estimate.GetProperty("errors")[0].GetDouble(), 1e-15);
        Assert.Equal("city", estimate.GetProperty("absorption").GetProperty("effects")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void Several_models_are_estimated_one_after_the_other()
    {
        var estimates = Json(Csv(), "--model", "c(y, log(w)) ~ csw(x, l(x)) | city", "--panel", "city,month");
        Assert.Equal(["y ~ x | city", "y ~ x + l(x) | city", "log(w) ~ x | city", "log(w) ~ x + l(x) | city"], estimates.EnumerateArray().Select(e => string.Join(' ', e.GetProperty("model").GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
    }

    [Theory]
    [InlineData("iid")]
    [InlineData("hc1")]
    [InlineData("hc2")]
    [InlineData("hc3")]
    [InlineData("cluster(city+month)")]
    [InlineData("cr2(month)")]
    [InlineData("cr3(month)")]
    [InlineData("nw")]
    [InlineData("dk(1)")]
    [InlineData("conley(100)")]
    [InlineData("conley(100, bartlett)")]
    public void Every_covariance_can_be_asked_for(string vcov)
    {
        var errors = Json(Csv(), "--model", "y ~ x | city", "--vcov", vcov, "--panel", "city,month")[0].GetProperty("errors");
        Assert.InRange(errors[0].GetDouble(), 1e-6, 10);
    }

    [Theory]
    [InlineData("poisson")]
    [InlineData("logit")]
    [InlineData("probit")]
    [InlineData("cloglog")]
    [InlineData("negbin")]
    public void Every_family_can_be_asked_for(string family)
    {
        var text = new StringBuilder("y,x\n");
        for (var i = 0; i < 200; i++) text.Append(CultureInfo.InvariantCulture, $"{(family is "poisson" or "negbin" ? i * 37 % 11 * (i % 3) : i * 37 % 11 > 5 - i % 4 ? 1 : 0)},{i % 7 - 3}\n");
        var estimate = Json(Write("g.csv", text.ToString()), "--model", "y ~ x", "--family", family)[0];
        Assert.Equal(family == "cloglog" ? "complementaryloglog" : family == "negbin" ? "negativebinomial" : family, estimate.GetProperty("family").GetString());
        Assert.True(double.IsFinite(estimate.GetProperty("fit").GetProperty("log_likelihood").GetDouble()));
    }

    // x = z1/2 + z2/4 + u/2 + noise and y = x + w + u + effects of 12 groups: least squares is pulled up by u.
    private string Instrumented()
    {
        var text = new StringBuilder("g,t,y,x,z1,z2,w\n");
        var chance = new Rebound.Numerics.RandomStream(3, 0);
        for (var g = 0; g < 12; g++)
            for (var t = 0; t < 40; t++)
            {
                double z1 = chance.NextNormal(), z2 = chance.NextNormal(), w = chance.NextNormal(), u = chance.NextNormal();
                var x = 0.5 * z1 + 0.25 * z2 + 0.5 * u + chance.NextNormal() + g;
                text.Append(CultureInfo.InvariantCulture, $"{g},{t},{x + w + u + g},{x},{z1},{z2},{w}\n");
            }
        return Write("iv.csv", text.ToString());
    }

    [Theory]
    [InlineData("2sls")]
    [InlineData("liml")]
    [InlineData("gmm")]
    public void A_model_with_instruments_is_estimated_and_its_instruments_judged(string method)
    {
        var file = Instrumented();
        const string Model = "y ~ w | g | x ~ z1 + z2";
        var estimate = Json(file, "--model", Model, "--method", method, "--vcov", "cluster(g)")[0];
        Assert.Equal("x", estimate.GetProperty("names")[0].GetString());
        Assert.InRange(estimate.GetProperty("coefficients")[0].GetDouble(), 0.8, 1.2);
        var instruments = estimate.GetProperty("instruments");
        Assert.Equal(method, instruments.GetProperty("method").GetString());
        Assert.Equal(["z1", "z2"], instruments.GetProperty("excluded").EnumerateArray().Select(z => z.GetString()));
        var stage = instruments.GetProperty("first_stages")[0];
        Assert.Equal(2, stage.GetProperty("f").GetProperty("degrees_of_freedom").GetDouble());
        Assert.InRange(stage.GetProperty("coefficients")[1].GetDouble(), 0.3, 0.7);
        foreach (var test in new[] { "under_identification", "weak_identification", "endogeneity", "sargan", "hansen_j", "anderson_rubin" }) Assert.InRange(instruments.GetProperty(test).GetProperty("p").GetDouble(), 0, 1);
        var set = instruments.GetProperty("anderson_rubin_set").GetProperty("parts")[0];
        Assert.True(set[0].GetDouble() < 1 && set[1].GetDouble() > 1);
        var text = Spoken.By("estimate", file, "--model", Model, "--method", method, "--vcov", "cluster(g)").Output;
        foreach (var line in new[] { "First stage of x: F(2, ", "Effective F ", "Kleibergen-Paap rk LM", "Anderson-Rubin set of x", "Sargan", "Hansen J" }) Assert.Contains(line, text, StringComparison.Ordinal);
        Assert.True(Json(file, "--model", "y ~ w + x | g")[0].GetProperty("coefficients")[1].GetDouble() > 1.2);
    }

    [Theory]
    [InlineData("y ~ w | x ~ z1", "--family", "poisson", "--family poisson takes no instruments")]
    [InlineData("y ~ w | x ~ z1", "--vcov", "cr2(g)", "cr2(g) adjusts residuals by leverages")]
    [InlineData("y ~ w + x", "--method", "liml", "none names any")]
    public void What_does_not_go_with_instruments_is_told(string model, string option, string value, string message)
    {
        var spoken = Spoken.By("estimate", Instrumented(), "--model", model, option, value);
        Assert.Equal(ExitCode.BadInput, spoken.Code);
        Assert.Contains(message, spoken.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--model", "y ~ lg(x)", "--model, character 5", "      ^")]
    [InlineData("--model", "y ~ x | ctiy", "--model, character 9", "did you mean 'city'?")]
    [InlineData("--vcov", "cluster(ctiy)", "--vcov, character 9", "did you mean 'city'?")]
    [InlineData("--where", "x >", "--where, character 4", "Expected")]
    [InlineData("--weights", "ww", "--weights, character 1", "no column 'ww'")]
    [InlineData("--panel", "city,mnth", "--panel, character 6", "did you mean 'month'?")]
    public void Mistakes_are_told_in_five_parts_and_pointed_at(string option, string value, string place, string message)
    {
        string[] arguments = ["estimate", Csv(), option, value];
        var spoken = Spoken.By(option == "--model" ? arguments : [.. arguments, "--model", "y ~ x"]);
        Assert.Equal(ExitCode.BadInput, spoken.Code);
        Assert.StartsWith("RB3011  " + place, spoken.Error, StringComparison.Ordinal);
        Assert.Contains(message, spoken.Error, StringComparison.Ordinal);
        Assert.Contains("  Repair   ", spoken.Error, StringComparison.Ordinal);
        Assert.Contains("rebound explain RB3011", spoken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_that_are_no_numbers_are_told_with_their_place()
    {
        var spoken = Spoken.By("estimate", Write("bad.csv", "y,x\n1,2\nn.d.,3\n2,4\n3,7\n"), "--model", "y ~ x");
        Assert.Equal(ExitCode.BadInput, spoken.Code);
        Assert.Contains("row 3, column y", spoken.Error, StringComparison.Ordinal);
        Assert.Contains("RB2041", spoken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_data_cannot_answer_is_refused()
    {
        Assert.Equal(ExitCode.NotEstimable, Spoken.By("estimate", Csv(), "--model", "y ~ i(city) | city").Code);
        Assert.Equal(ExitCode.BadInput, Spoken.By("estimate", folder.Of("none.csv"), "--model", "y ~ x").Code);
        Assert.Equal(ExitCode.BadInput, Spoken.By("estimate", "--read", folder.Of("none"), "--model", "y ~ x").Code);
        Assert.Equal(ExitCode.Usage, Spoken.By("estimate", "--model", "y ~ x").Code);
        Assert.Equal(ExitCode.Usage, Spoken.By("estimate", Csv()).Code);
        Assert.Equal(ExitCode.BadInput, Spoken.By("estimate", Csv(), "--model", "y ~ x", "--ssc", "K.adj=maybe").Code);
    }

    [Fact]
    public void Rules_for_small_samples_and_coverage_are_taken()
    {
        double Error(params string[] more) => Json([Csv(), "--model", "y ~ x | city", "--vcov", "cluster(month)", .. more])[0].GetProperty("errors")[0].GetDouble();
        Assert.Equal(Error() / Math.Sqrt(8 / 7.0), Error("--ssc", "G.adj=false"), 1e-12);
        Assert.True(Error("--ssc", "none") < Error("--ssc", "K.adj=false"));
        double Width(string coverage)
        {
            var estimate = Json(Csv(), "--model", "y ~ x", "--confidence", coverage)[0];
            return estimate.GetProperty("high")[0].GetDouble() - estimate.GetProperty("low")[0].GetDouble();
        }
        Assert.True(Width("0.9") < Width("0.99"));
    }

    [Fact]
    public void The_time_of_the_estimation_is_printed_where_it_is_asked_for()
    {
        var line = Spoken.By("estimate", Csv(), "--model", "y ~ x", "--time").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.StartsWith("seconds ", line, StringComparison.Ordinal);
        Assert.InRange(double.Parse(line["seconds ".Length..], CultureInfo.InvariantCulture), 0, 60);
    }

    [Fact]
    public void Policies_in_Chinese_cities_have_the_printed_effects_on_growth()
    {
        var (table, printed) = (Golden.PublishedFile("hsiang2020_china/CHN_reg_data.csv.gz"), Golden.Published("hsiang2020_china/published_figure2_china.csv"));
        string[] bins = ["L0_to_L7", "L8_to_L14", "L15_to_L21", "L22_to_L28", "L29_to_L70"];
        string[] regressors = [.. new[] { "home_isolation", "travel_ban_local", "emergency_declaration" }.SelectMany(p => bins.Select(b => $"{p}_{b}"))];
        var regimes = Golden.Published("hsiang2020_china/CHN_reg_data.csv.gz").Names.Where(n => n.StartsWith("testing_regime_change_", StringComparison.Ordinal));
        var estimate = Json(table, "--model", $"D_l_active_cases ~ {string.Join(" + ", regressors.Concat(regimes))} | adm12_id", "--vcov", "cluster(date)")[0];
        Assert.Equal(3669, estimate.GetProperty("sample").GetProperty("n").GetInt32());
        var names = estimate.GetProperty("names").EnumerateArray().Select(n => n.GetString()).ToList();
        var policies = printed.FactorOf("policy");
        for (var i = 0; i < 15; i++)
        {
            var j = names.IndexOf(policies.Labels[policies.Codes[i]]);
            Assert.Equal(printed.Column("beta")[i], estimate.GetProperty("coefficients")[j].GetDouble(), 0.00051);
            Assert.Equal(printed.Column("se")[i], estimate.GetProperty("errors")[j].GetDouble(), 0.00051);
        }
    }
}
