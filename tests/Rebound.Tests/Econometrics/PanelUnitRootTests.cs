using CsCheck;
using Rebound.Econometrics;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Econometrics;

public sealed class PanelUnitRootTests
{
    private const int Cases = 1000;

    private static ModelData Panel(double[][] series)
    {
        int units = series.Length, periods = series[0].Length, n = units * periods;
        double[] Of(Func<int, double> value) => [.. Enumerable.Range(0, n).Select(value)];
        return ModelData.Of(n).With("y", Of(i => series[i / periods][i % periods])).With("u", Of(i => i / periods)).With("t", Of(i => i % periods)).WithPanel("u", "t");
    }

    private static double[][] Walks(int units, int periods, ulong seed, double root = 1)
    {
        var stream = new RandomStream(seed, 11);
        double[][] series = [.. Enumerable.Range(0, units).Select(_ => new double[periods])];
        foreach (var y in series)
            for (var t = 0; t < periods; t++) y[t] = (t > 0 ? root * y[t - 1] : 0) + stream.NextNormal();
        return series;
    }

    [Fact]
    public void Tests_are_those_of_plm()
    {
        var expected = Golden.Case("plm_grunfeld_tests");
        var tests = new PanelUnitRoots(new UnitRootOptions { Seed = 1, Draws = 999 }).Test(Golden.Data("grunfeld.csv").WithPanel("firm", "year"), "inv");
        foreach (var (id, test) in new[] { ("llc", tests.LevinLinChu), ("ips", tests.ImPesaranShin), ("hadri", tests.Hadri) })
        {
            Golden.Close(expected.GetProperty("unit_root").GetProperty(id).GetProperty("statistic").GetDouble(), test.Statistic, 1e-9, id);
            Golden.Close(expected.GetProperty("unit_root").GetProperty(id).GetProperty("p").GetDouble(), test.P, 1e-6, $"p of {id}", 1e-300);
        }
        Golden.Close(17.21179819, tests.MaddalaWu.Statistic, 1e-8, "Maddala-Wu"); // purtest(test = "madwu", p.approx = "MacKinnon1994")
        Golden.Close(expected.GetProperty("cips").GetProperty("statistic").GetDouble(), tests.CrossSectional.Statistic, 1e-9, "CIPS");
        Assert.InRange(tests.CrossSectional.P, 0.05, 0.1); // between Pesaran's printed critical values
    }

    [Fact]
    public void Units_and_levels_of_a_series_do_not_matter() => Gen.Select(Gen.Int[3, 6], Gen.Int[16, 30], Gen.Int[0, 2], Gen.Double[0.1, 50], Gen.ULong).Sample((units, periods, lags, scale, seed) =>
    {
        var walks = Walks(units, periods, seed);
        var options = new UnitRootOptions { Seed = 1, Lags = lags, Draws = 1 };
        var one = new PanelUnitRoots(options).Test(Panel(walks), "y");
        var other = new PanelUnitRoots(options).Test(Panel([.. walks.Select((y, i) => y.Select(v => scale * v + 3 * i).ToArray())]), "y");
        var common = new PanelUnitRoots(options).Test(Panel([.. walks.Select(y => y.Select(v => scale * v + 7).ToArray())]), "y");
        foreach (var (a, b) in new[] { (one.LevinLinChu, other.LevinLinChu), (one.ImPesaranShin, other.ImPesaranShin), (one.MaddalaWu, other.MaddalaWu), (one.Hadri, other.Hadri), (one.CrossSectional, common.CrossSectional) })
            Golden.Close(a.Statistic, b.Statistic, 1e-6, a.Name, 1e-7);
        Assert.InRange(one.CrossSectional.P, 0.5, 1); // one draw and the data themselves
    }, iter: Cases);

    [Fact]
    public void Random_walks_are_rarely_rejected_and_white_noise_nearly_always()
    {
        int walk = 0, cips = 0, stationary = 0, noise = 0;
        var options = new UnitRootOptions { Seed = 1, Draws = 49, Lags = 1 };
        for (ulong seed = 0; seed < 120; seed++)
        {
            var under = new PanelUnitRoots(options).Test(Panel(Walks(8, 30, seed)), "y");
            if (under.ImPesaranShin.P < 0.1) walk++;
            if (under.CrossSectional.P <= 0.1) cips++;
            if (under.Hadri.P < 0.1) stationary++;
            if (seed < 40 && new PanelUnitRoots(options).Test(Panel(Walks(8, 30, seed + 500, 0.2)), "y").ImPesaranShin.P < 0.1) noise++;
        }
        Assert.InRange(walk, 4, 24); // 12 of 120
        Assert.InRange(cips, 4, 24);
        Assert.InRange(stationary, 108, 120);
        Assert.InRange(noise, 38, 40);
    }

    [Fact]
    public void Gaps_and_short_panels_are_refused()
    {
        var tests = new PanelUnitRoots(new UnitRootOptions { Seed = 1 });
        Assert.Throws<NotIdentifiedException>(() => tests.Test(Panel(Walks(4, 11, 1)), "y"));
        Assert.Throws<NotIdentifiedException>(() => tests.Test(Panel(Walks(4, 20, 1)).Where(r => r != 30), "y"));
        Assert.Throws<ArgumentException>(() => tests.Test(Panel(Walks(4, 20, 1)), "nothing"));
        Assert.Throws<ArgumentException>(() => tests.Test(ModelData.Of(2).With("y", [1, 2]), "y"));
    }
}
