using System.Globalization;
using Rebound.Numerics;
using Rebound.Studies;
using Rebound.Tests.Cli;
using Rebound.Tests.Numerics;
using Xunit;

namespace Rebound.Tests.Studies;

[Collection(ThreadsCollection.Name)]
public sealed class StudyCalibrationTests : IDisposable
{
    private const string Settings = "\n[calibration]\nmembers = 30\nrounds = 2\nparticles = 20\ncase_days = 3\ndiscrepancy = 40\nepidemic = [\"R0\", \"d_s\", \"seeds\"]\neconomy = [\"zeta\", \"chi\"]\nhold_out = [\"2020-11\"]\nhold_out_units = [\"I02\", \"I05\"]\n";
    private readonly TemporaryFolder folder = new();

    public StudyCalibrationTests()
    {
        Spoken.By("synth", "--cities", "10", "--months", "48", "--out", World);
        Change("last = \"2021-06\"", "last = \"2020-12\"");
        File.AppendAllText(Toml, Settings);
    }

    private string World => folder.Of("world");

    private string Toml => Path.Combine(World, "study.toml");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Both_blocks_are_calibrated_with_what_was_held_out_apart_and_a_run_draws_from_the_posterior()
    {
        var tables = Calibrate(1);
        Assert.All(Calibrate(3), t => Assert.Equal(Values(tables[t.Key]), Values(t.Value))); // threads change no bit
        var groups = tables["calibration_groups"];
        var told = Rows(groups).Select(r => $"{groups["block"].Text(r)}, {groups["use"].Text(r)}").ToArray();
        Assert.Equal(["epidemic, used", "epidemic, held-out units", "economy, used", "economy, held-out period", "economy, held-out units"], told.Where(t => t != "epidemic, held-out period"));
        Assert.Equal(["R0", "d_s", "seeds", "zeta", "chi"], tables["posterior"].Columns.Select(c => c.Name));
        Assert.Equal(20, tables["posterior"].RowCount);

        Write(tables["posterior"]);
        var without = StudySimulation.Run(Study.Load(World), 3, cancellation: Stop).ToDictionary(t => t.Name);
        Change("[simulation]\n", "[simulation]\nposterior = \"posterior.csv\"\n");
        var with = StudySimulation.Run(Study.Load(World), 3, cancellation: Stop).ToDictionary(t => t.Name);
        Assert.DoesNotContain("simulation_identification", without.Keys);
        var seen = with["simulation_identification"];
        Assert.Equal(5, Rows(seen).Count(r => seen["kind"].Text(r) == "parameter"));
        Assert.Equal(5, Rows(seen).Count(r => seen["kind"].Text(r) == "direction"));
        Assert.NotEqual(Values(without["simulation_epidemic"]), Values(with["simulation_epidemic"]));
        // the run looks at the same Jacobian as the calibration did, around the same medians; only the path is another draw's
        var made = tables["simulation_identification"];
        foreach (var r in Rows(seen).Where(r => seen["kind"].Text(r) == "parameter"))
            Assert.Equal(made["prior_share_left"].Number(r), seen["prior_share_left"].Number(r), 1e-6);
    }

    [Fact]
    public void A_study_without_cases_has_its_epidemic_refused_and_its_economy_calibrated()
    {
        var text = File.ReadAllText(Toml);
        var (from, to) = (text.IndexOf("[data.epidemic]", StringComparison.Ordinal), text.IndexOf("[data.policy]", StringComparison.Ordinal));
        File.WriteAllText(Toml, text[..from].Replace("[data.cities]\n", "[data.cities]\npopulation = \"population\"\n", StringComparison.Ordinal) + text[to..] + "\n[[seed]]\nunit = \"I01\"\nday = \"2020-01-20\"\n");
        var tables = Calibrate();
        Assert.Equal("refused", tables["calibration_blocks"]["status"].Text(0));
        Assert.Contains("[data.epidemic]", tables["calibration_blocks"]["reason"].Text(0), StringComparison.Ordinal);
        Assert.Equal(["zeta", "chi"], tables["posterior"].Columns.Select(c => c.Name));
        var alone = Assert.ThrowsAny<NumericalException>(() => StudyCalibration.Run(Study.Load(World), CalibrationBlocks.Epidemic, cancellation: Stop));
        Assert.Contains("[data.epidemic]", alone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_units_are_refused_with_their_number()
    {
        Change("hold_out_units = [\"I02\", \"I05\"]", "hold_out_units = [\"I01\", \"I02\", \"I03\", \"I04\", \"I05\", \"I06\"]");
        var refusal = Assert.ThrowsAny<NumericalException>(() => StudyCalibration.Run(Study.Load(World), CalibrationBlocks.Epidemic, cancellation: Stop));
        Assert.Contains("4 units", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Faulty_settings_are_told_together()
    {
        Change("epidemic = [\"R0\", \"d_s\", \"seeds\"]", "epidemic = [\"R0\", \"zeta\"]");
        Change("hold_out_units = [\"I02\", \"I05\"]", "hold_out_units = [\"X99\"]");
        Change("members = 30", "members = 3");
        var problems = Study.Check(World);
        Assert.Equal(["3", "X99", "zeta"], problems.Select(p => p.Value).Order(StringComparer.Ordinal));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Dictionary<string, ResultTable> Calibrate(int threads)
    {
        var before = FixedChunks.MostThreads;
        try
        {
            FixedChunks.MostThreads = threads;
            return Calibrate();
        }
        finally
        {
            FixedChunks.MostThreads = before;
        }
    }

    private void Write(ResultTable posterior) => File.WriteAllLines(Path.Combine(World, "posterior.csv"),
        [string.Join(',', posterior.Columns.Select(c => c.Name)), .. Rows(posterior).Select(r => string.Join(',', posterior.Columns.Select(c => c.Number(r).ToString("R", CultureInfo.InvariantCulture))))]);

    private Dictionary<string, ResultTable> Calibrate() => StudyCalibration.Run(Study.Load(World), cancellation: Stop).ToDictionary(t => t.Name);

    private void Change(string from, string to)
    {
        var text = File.ReadAllText(Toml);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(Toml, text.Replace(from, to, StringComparison.Ordinal));
    }

    private static IEnumerable<int> Rows(ResultTable table) => Enumerable.Range(0, table.RowCount);

    private static string[] Values(ResultTable table) => [.. table.Columns.SelectMany(c => Rows(table).Select(r => c.IsNumeric ? BitConverter.DoubleToInt64Bits(c.Number(r)).ToString(CultureInfo.InvariantCulture) : c.Text(r)))];
}
