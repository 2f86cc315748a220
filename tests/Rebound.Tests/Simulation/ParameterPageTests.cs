using System.Globalization;
using System.Text;
using Rebound.Simulation;
using Rebound.Tests.Architecture;
using Xunit;

namespace Rebound.Tests.Simulation;

/// <summary>The page of the parameters is the catalogue, number by number; what is no single number is checked where it lives.</summary>
public sealed class ParameterPageTests
{
    private const string First = "| symbol | channel | meaning | default | bounds | source | identified by | enters with |", Rule = "|---|---|---|---|---|---|---|---|";
    private static readonly string File = Repository.PathOf("docs/methods/simulation-parameters.md");

    [Fact]
    public void The_page_of_the_parameters_is_the_catalogue()
    {
        var page = System.IO.File.ReadAllText(File);
        var (from, to) = (page.IndexOf(First, StringComparison.Ordinal), page.IndexOf("\n\n", page.IndexOf(First, StringComparison.Ordinal), StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("REBOUND_ACCEPT_DOCS") == "1") System.IO.File.WriteAllText(File, page = page[..from] + Table() + page[to..]);
        Assert.True(page.Contains(Table() + "\n\n", StringComparison.Ordinal), "docs/methods/simulation-parameters.md is not current. Run the tests once with REBOUND_ACCEPT_DOCS=1 and commit the page.");
    }

    [Fact]
    public void Every_parameter_says_what_it_is_where_it_comes_from_and_has_room_for_its_links()
    {
        Assert.All(Parameters.All, p => Assert.All([p.Symbol, p.Meaning, p.Source, p.IdentifiedBy], part => Assert.False(string.IsNullOrWhiteSpace(part), p.Symbol)));
        Assert.All(Parameters.All, p => Assert.True(p.Low <= p.Default && p.Default <= p.High && p.Low < p.High, p.Symbol));
        // a default at a bound would make its links inert
        Assert.All(Parameters.All.Where(p => p.Links.Count > 0), p => Assert.True(p.Low < p.Default && p.Default < p.High, p.Symbol));
        Assert.Equal(Parameters.All.Count, Parameters.All.Select(p => p.Symbol).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Parameters.All, p => Assert.Same(p, Parameters.Find(p.Symbol)));
    }

    // Which dimension enters where: the list of the model, so that a link that is lost or turned round is seen.
    [Theory]
    [InlineData(ResilienceDimension.Technology, "-d_s +phi -d_tr +tests -tau_ret +wfh")]
    [InlineData(ResilienceDimension.Space, "-IFR +beds -t_bed -eta -grid_people -fr +K_p")]
    [InlineData(ResilienceDimension.Society, "+phi +e_ph +gamma +tracing_capacity -zeta")]
    [InlineData(ResilienceDimension.Economy, "+o_max +cred +nu -chi +sigma_plus +support")]
    public void Each_dimension_enters_its_parameters_with_its_sign(ResilienceDimension dimension, string expected)
    {
        var links = Parameters.All.SelectMany(p => p.Links.Where(l => l.Dimension == dimension).Select(l => (l.Sign > 0 ? "+" : "-") + p.Symbol));
        Assert.Equal(expected.Split(' ').Order(StringComparer.Ordinal), links.Order(StringComparer.Ordinal));
        foreach (var parameter in Parameters.All.Where(p => p.Links.Any(l => l.Dimension == dimension)))
        {
            double At(double score)
            {
                double[] scores = [0, 0, 0, 0];
                scores[(int)dimension] = score;
                return ParameterSet.Default.InCities(parameter, [new SimulatedCity("a", 1000, 0, 0) { Resilience = scores }], LinkSlopes.Prior)[0];
            }
            Assert.Equal(parameter.Links.First(l => l.Dimension == dimension).Sign, Math.Sign(At(2) - At(0)));
            Assert.Equal(parameter.Default, At(0));
            Assert.InRange(At(1e6), parameter.Low, parameter.High);
            Assert.InRange(At(-1e6), parameter.Low, parameter.High);
        }
    }

    [Fact]
    public void What_is_no_single_number_has_the_values_that_the_page_tells()
    {
        Assert.Equal(14, new TracingRules().QuarantineDays);
        Assert.Equal(0.3, LinkSlopes.Prior[ResilienceDimension.Space, ShockChannel.Logistics]);
        Assert.Throws<ArgumentOutOfRangeException>(() => LinkSlopes.Uniform(1.51));
        Assert.Throws<ArgumentOutOfRangeException>(() => LinkSlopes.Uniform(-0.01));
        Assert.All(TradeStructure.ChinaLike.Sectors, s => Assert.InRange(s.HomeWork, 0.06, 0.4));
        Assert.All(TradeStructure.ChinaLike.Sectors, s => Assert.All(s.Critical, c => Assert.Contains(c, new[] { 0, 0.5, 1 })));
        Assert.Equal(0.7, new EmergencyHospitals().Trigger);
    }

    private static string Table()
    {
        static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture).Replace("-", "−", StringComparison.Ordinal);
        var table = new StringBuilder(First).Append('\n').Append(Rule);
        foreach (var p in Parameters.All)
            table.Append(CultureInfo.InvariantCulture, $"\n| {p.Symbol} | {p.Channel.ToString().ToLowerInvariant()} | {p.Meaning} | {Number(p.Default)} | {Number(p.Low)} to {Number(p.High)} | {p.Source} | {p.IdentifiedBy} | {string.Join(", ", p.Links.Select(l => $"{l.Dimension.ToString().ToLowerInvariant()} {(l.Sign > 0 ? "+" : "−")}"))} |");
        return table.ToString();
    }
}
