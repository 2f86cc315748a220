using CsCheck;
using Rebound.Econometrics;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Econometrics;

public sealed class PairsBootstrapTests
{
    private static Estimate Fit(ModelData data, string formula, string cluster, string? weights = null) =>
        new AbsorbedLeastSquares().Fit(data, LinearModel.Parse(formula, Covariance.ClusteredBy(cluster)) with { Weights = weights });

    [Fact]
    public void A_draw_is_the_estimate_on_the_drawn_clusters_with_effects_of_their_own() => Gen.Select(Gen.Int[6, 14], Gen.Int[3, 7], Gen.ULong, Gen.Bool).Sample((units, months, seed, weighted) =>
    {
        var data = Planted.Panel(units, months, 0.5, seed, 0.1);
        PairsBootstrapResult result;
        Estimate estimate;
        try
        {
            estimate = Fit(data, "y ~ x + z | unit + month", "unit", weighted ? "w" : null);
            result = new PairsClusterBootstrap(new() { Draws = 3, Seed = seed }).Run(estimate);
        }
        catch (NumericalException)
        {
            return; // too few clusters left
        }
        if (result.LostDraws > 0) return;
        for (var r = 0; r < 3; r++)
        {
            var stream = new RandomStream(seed, (ulong)r);
            var clusters = estimate.Absorbed.Design.Clusters[0];
            int[] drawn = [.. Enumerable.Range(0, clusters.Count).Select(_ => stream.NextBelow(clusters.Count))];
            List<(int Row, int Copy)> rows = [.. drawn.SelectMany((g, copy) => Enumerable.Range(0, clusters.Codes.Length).Where(i => clusters.Codes[i] == g).Select(i => (estimate.Sample.RowAt(i), copy)))];
            var copies = ModelData.Of(rows.Count);
            foreach (var name in (string[])["x", "z", "y", "w"]) copies = copies.With(name, [.. rows.Select(row => data.Column(name)[row.Row])]);
            copies = copies.WithFactor("month", data.FactorOf("month").Take([.. rows.Select(row => row.Row)])).With("copy", [.. rows.Select(row => (double)row.Copy)]);
            Estimate direct;
            try
            {
                direct = new AbsorbedLeastSquares().Fit(copies, LinearModel.Parse("y ~ x + z | copy + month", Covariance.Iid) with { Weights = weighted ? "w" : null, PerfectFit = PerfectFitRule.Allow, Singletons = SingletonRule.Keep });
            }
            catch (NumericalException)
            {
                continue; // as many parameters as rows
            }
            if (direct.Collinear.Count > 0) continue;
            Golden.Close(direct["x"].Value, result.Replicates[r][0], 1e-6, "x", 1e-7);
            Golden.Close(direct["z"].Value, result.Replicates[r][1], 1e-6, "z", 1e-7);
        }
    }, iter: 300);

    [Fact]
    public void Moments_and_refits_agree() => Gen.Select(Gen.Int[8, 14], Gen.Int[4, 8], Gen.ULong).Sample((units, months, seed) =>
    {
        // A slope on a constant leaves the estimate as it is but takes the slow path.
        var data = Planted.Panel(units, months, 0.5, seed).With("one", [.. Enumerable.Repeat(1.0, units * months)]);
        var (quick, slow) = (Fit(data, "y ~ x + z | unit + month", "unit"), Fit(data, "y ~ x + z | unit + month[[one]]", "unit"));
        PairsBootstrapResult a = new PairsClusterBootstrap(new() { Draws = 5, Seed = seed }).Run(quick), b = new PairsClusterBootstrap(new() { Draws = 5, Seed = seed }).Run(slow);
        for (var r = 0; r < Math.Min(a.Draws, b.Draws); r++) Golden.Close(a.Replicates[r][0], b.Replicates[r][0], 1e-6, "x", 1e-7);
    }, iter: 300);

    [Fact]
    public void Errors_are_near_those_of_clusters_in_a_large_panel()
    {
        var estimate = Fit(Planted.Panel(300, 10, 0.5, 3), "y ~ x + z | unit + month", "unit");
        var result = new PairsClusterBootstrap(new() { Draws = 999, Seed = 5 }).Run(estimate);
        Assert.InRange(result.Coefficients[0].StandardError / estimate["x"].StandardError, 0.9, 1.1);
        Assert.InRange(estimate["x"].Value, result.Coefficients[0].Low, result.Coefficients[0].High);
    }

    [Fact]
    public void A_regressor_that_one_cluster_moves_is_refused()
    {
        var data = Planted.Panel(10, 6, 0.5, 3);
        data = data.With("x", [.. Enumerable.Range(0, 60).Select(i => i < 6 ? i * (double)i : 0)]);
        var estimate = Fit(data, "y ~ x + z | unit + month", "unit");
        Assert.Throws<NotIdentifiedException>(() => new PairsClusterBootstrap(new() { Draws = 199, Seed = 1 }).Run(estimate));
    }
}
