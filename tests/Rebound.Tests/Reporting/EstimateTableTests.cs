using System.IO.Compression;
using System.Xml.Linq;
using Rebound.Econometrics;
using Rebound.Panels;
using Rebound.Reporting;
using Rebound.Tests.Cli;
using Rebound.Tests.Econometrics;
using Xunit;

namespace Rebound.Tests.Reporting;

/// <summary>Models side by side, on the terminal, the web, in LaTeX and in workbooks.</summary>
public sealed class EstimateTableTests : IDisposable
{
    private const string Nasty = "=HYPERLINK(\"x\")&<b>%$#_{}~^\\|";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static ModelData Data => PredictionReference.Table.With(Nasty, PredictionReference.Table.Column("x")).With("twice", [.. PredictionReference.Table.Column("x").Select(v => 2 * v)]);

    private static EstimateColumn Column(string formula, string covariance = "iid", string? where = null) => new(new AbsorbedLeastSquares().Fit(Data, LinearModel.Parse(formula, Covariance.Parse(covariance)) with { Where = where }));

    private static EstimateColumn[] Three => [Column("y ~ x + twice", "cluster(u)"), Column("y ~ x + z | u", "cluster(u)"), Column("log(y + 4) ~ x * z | u + g", "cluster(u)", "w > 1")];

    private static string[] Cells(EstimateTable table, string label) => [.. table.Blocks.SelectMany(b => b.Lines).Single(l => l.Label == label).Cells.Select(c => c.Text + c.Stars)];

    [Fact]
    public void Everything_that_is_not_a_coefficient_comes_from_the_estimates()
    {
        var columns = Three;
        var table = new EstimateTable(columns);
        Assert.Equal(["y", "log(y + 4)"], table.Outcomes.Select(o => o.Outcome));
        Assert.Equal([2, 1], table.Outcomes.Select(o => o.Columns));
        Assert.Equal(["x", "z", "x:z", "twice", "(Intercept)"], table.Blocks[0].Lines.Select(l => l.Label));
        Assert.Equal(["120", "120", "90"], Cells(table, "n"));
        Assert.Equal(["8", "8", columns[2].Estimate.Facts.Clusters[0].Groups.ToString(System.Globalization.CultureInfo.InvariantCulture)], Cells(table, "Clusters of u"));
        Assert.Equal(["", "8", columns[2].Estimate.Effects[0].Groups.ToString(System.Globalization.CultureInfo.InvariantCulture)], Cells(table, "u"));
        Assert.Equal(["", "", "3"], Cells(table, "g"));
        Assert.Equal(["", "", "w > 1"], Cells(table, "Rows"));
        Assert.Equal([EstimateTable.Dash, "", ""], Cells(table, "twice"));
        Assert.Contains(table.Notes, n => n.Contains("no coefficient: effects or earlier regressors explain it", StringComparison.Ordinal));
        Assert.DoesNotContain(table.Blocks.SelectMany(b => b.Lines), l => l.Label == "Method");
        Assert.Equal(["", "0.", "0."], Cells(table, "R² within").Select(c => c.Length > 2 ? c[..2] : c));
    }

    [Fact]
    public void The_note_tells_errors_only_where_all_columns_have_the_same()
    {
        Assert.Contains("Standard errors in brackets, cluster(u) with 8 clusters of u.", new EstimateTable(Three[..2]).Notes[0], StringComparison.Ordinal);
        Assert.StartsWith("Standard errors in brackets. ", new EstimateTable([Column("y ~ x"), Column("y ~ x", "hc1")]).Notes[0], StringComparison.Ordinal);
        Assert.StartsWith("Intervals at 95 % in square brackets, iid.", new EstimateTable([Column("y ~ x")], new EstimateTableOptions { Below = BelowCoefficient.Interval }).Notes[0], StringComparison.Ordinal);
        Assert.Contains("Estimated and not shown: z.", new EstimateTable(Three, new EstimateTableOptions { Hidden = ["z", "none"] }).Notes);
    }

    [Theory]
    [InlineData(0.0421, 0.0173, "0.042", "0.017")]
    [InlineData(-1234.5, 230, "-1234", "230")]
    [InlineData(0.00000012, 0.00000004, "1.20e-7", "4.00e-8")]
    [InlineData(-0.0001, 0.02, "0.000", "0.020")]
    public void Decimals_show_two_digits_of_the_error(double value, double error, string shown, string below)
    {
        var decimals = EstimateNumber.Decimals([error]);
        Assert.Equal(shown, EstimateNumber.Fixed(value, decimals));
        Assert.Equal(below, EstimateNumber.Fixed(error, decimals));
    }

    [Fact]
    public void On_the_terminal_decimals_stand_below_each_other()
    {
        var lines = new EstimateTable(Three).ToText();
        int Point(string label, int skip) => lines.SkipWhile(l => !l.StartsWith(label, StringComparison.Ordinal)).Skip(skip).First().LastIndexOf('.');
        Assert.Equal(Point("x ", 0), Point("x ", 1));
        Assert.Equal(Point("x ", 0), Point("z ", 0));
        Assert.Equal(lines[0].Length, lines.Where(l => l.StartsWith("---", StringComparison.Ordinal)).Select(l => l.Length).Distinct().Single());
    }

    [Fact]
    public void A_page_is_well_formed_and_encodes_what_it_is_given()
    {
        var html = new EstimateTable([Column($"y ~ `{Nasty}` + z")], new EstimateTableOptions { Title = "<script>alert(1)</script>" }).ToHtml();
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        var page = XDocument.Parse(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal).Replace("<meta charset=\"utf-8\">", "", StringComparison.Ordinal).Replace("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">", "", StringComparison.Ordinal));
        Assert.Contains(page.Descendants("th"), th => th.Value == Nasty);
        Assert.All(page.Descendants("tbody").Elements("tr"), row => Assert.Equal(2, row.Elements().Count()));
        Assert.Equal("<script>alert(1)</script>", page.Descendants("caption").Single().Value);
    }

    [Fact]
    public void LaTeX_has_equal_lines_and_escapes_what_it_is_given()
    {
        var latex = new EstimateTable([Column($"y ~ `{Nasty}`"), .. Three]).ToLatex();
        Assert.Contains(@"=HYPERLINK(''x'')\&$<$b$>$\%\$\#\_\{\}\textasciitilde{}\textasciicircum{}\textbackslash{}$\vert$ & ", latex, StringComparison.Ordinal);
        Assert.Contains(@"\cmidrule(lr){2-4}\cmidrule(lr){5-5}", latex, StringComparison.Ordinal);
        string[] rows = [.. latex.Split('\n').Where(l => l.EndsWith(@" \\", StringComparison.Ordinal) && !l.Contains("multicolumn", StringComparison.Ordinal))];
        Assert.All(rows, row => Assert.Equal(4, row.Replace(@"\&", "", StringComparison.Ordinal).Count(c => c == '&')));
        Assert.Equal(latex.Count(c => c == '{') - Count(latex, @"\{"), latex.Count(c => c == '}') - Count(latex, @"\}"));
        Assert.Equal(0, (latex.Count(c => c == '$') - Count(latex, @"\$")) % 2);
        Assert.All(new[] { @"\toprule", @"\bottomrule", "$^{***}$", "$-$" }, part => Assert.Contains(part, latex, StringComparison.Ordinal));

        static int Count(string text, string part) => text.Split(part).Length - 1;
    }

    [Fact]
    public void A_workbook_holds_numbers_as_numbers_and_no_formula()
    {
        var (columns, file) = (new[] { Column($"y ~ `{Nasty}`"), Column("y ~ x + z | u", "hc1") }, folder.Of("t.xlsx"));
        File.WriteAllText(file, "an older file");
        new EstimateTable(columns).SaveWorkbook(file);
        using (var archive = ZipFile.OpenRead(file))
            foreach (var sheet in archive.Entries.Where(e => e.FullName.Contains("worksheets/", StringComparison.Ordinal) && e.FullName.EndsWith(".xml", StringComparison.Ordinal)))
            {
                using var stream = sheet.Open();
                Assert.DoesNotContain(XDocument.Load(stream).Descendants(), e => e.Name.LocalName == "f");
            }
        using var source = TableFile.Open(file, "estimates", "t.xlsx");
        Assert.Equal(["column", "model", "method", "errors", "term", "estimate", "std_error", "statistic", "df", "p", "low", "high", "stars", "n"], source.Header);
        var terms = new List<string>();
        while (source.Next())
        {
            terms.Add(source.Field(4).ToString());
            var own = columns[int.Parse(source.Field(0), System.Globalization.CultureInfo.InvariantCulture) - 1].Estimate[terms[^1]];
            Assert.Equal(own.StandardError, double.Parse(source.Field(6), System.Globalization.CultureInfo.InvariantCulture), 1e-14);
            Assert.Equal("120", source.Field(13).ToString());
        }
        Assert.Equal(["(Intercept)", Nasty, "x", "z"], terms);
        using var shown = TableFile.Open(file, "table", "t.xlsx");
        Assert.Equal(["term", "what", "(1)", "(2)"], shown.Header);
    }

    [Fact]
    public void Instruments_and_likelihoods_say_how_they_were_estimated()
    {
        var chance = new Rebound.Numerics.RandomStream(5, 0);
        double[] z = [.. Enumerable.Range(0, 200).Select(_ => chance.NextNormal())], u = [.. z.Select(_ => chance.NextNormal())], x = [.. z.Zip(u, (a, b) => a + b)], y = [.. x.Zip(u, (a, b) => a - b)];
        var data = ModelData.Of(200).With("z", z).With("x", x).With("y", y).With("count", [.. z.Select(v => Math.Floor(Math.Exp(v)))]);
        var fitted = new InstrumentalVariables().Fit(data, LinearModel.Parse("y ~ 1 | x ~ z", Covariance.Robust));
        var table = new EstimateTable([new EstimateColumn(fitted.Structural, fitted), new EstimateColumn(new AbsorbedGeneralised().Fit(data, LinearModel.Parse("count ~ z", Covariance.Robust), GeneralisedFamily.Poisson))]);
        Assert.Equal(["2SLS", "Poisson"], Cells(table, "Method"));
        Assert.Equal("", Cells(table, "Effective F")[1]);
        Assert.NotEqual("", Cells(table, "Effective F")[0]);
        Assert.Equal("", Cells(table, "Pseudo R²")[0]);
        Assert.Throws<ArgumentException>(() => new EstimateTable([]));
    }
}
