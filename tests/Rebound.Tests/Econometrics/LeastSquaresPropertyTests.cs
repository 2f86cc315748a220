using CsCheck;
using Rebound.Econometrics;
using Xunit;

namespace Rebound.Tests.Econometrics;

public sealed class LeastSquaresPropertyTests
{
    private const int Cases = 1000;
    private static readonly Gen<(int Units, int Months, ulong Seed)> Shapes = Gen.Select(Gen.Int[4, 12], Gen.Int[4, 9], Gen.ULong).Select(t => (t.Item1, t.Item2, t.Item3));

    private static Estimate Fit(ModelData data, string formula, Covariance? covariance = null, string? weights = null) =>
        new AbsorbedLeastSquares().Fit(data, LinearModel.Parse(formula, covariance ?? Covariance.Iid) with { Weights = weights });

    [Fact]
    public void Absorbed_effects_are_dummies() => Shapes.Sample(shape =>
    {
        var data = Planted.Panel(shape.Units, shape.Months, 0.5, shape.Seed, 0.15);
        if (data.Column("y").Count(double.IsFinite) < shape.Units + shape.Months + 3) return; // too few rows for two slopes
        foreach (var covariance in new[] { Covariance.Iid, Covariance.Robust })
        {
            var (a, b) = (Fit(data, "y ~ x + z | unit + month", covariance), Fit(data, "y ~ x + z + i(unit) + i(month)", covariance));
            if (a.Sample.SingletonsDropped > 0) return; // dummies keep singletons
            Same(a, b, "x", 1e-9);
            Same(a, b, "z", 1e-9);
            Golden.Close(a.Fit.R2, b.Fit.R2, 1e-9, "R²");
            Golden.Close(a.Fit.ResidualSumOfSquares, b.Fit.ResidualSumOfSquares, 1e-9, "SSR");
        }
    }, iter: Cases);

    [Fact]
    public void Absorbed_effects_and_slopes_are_dummies_with_weights_too() => Shapes.Sample(shape =>
    {
        var data = Planted.Panel(shape.Units, shape.Months + 4, 0.5, shape.Seed);
        var t = data.FactorOf("month").Codes.Select(c => (double)c).ToArray();
        data = data.With("t", t);
        // Slopes alone: K counts every slope although the months explain their sum, so errors differ by the factor.
        Golden.Close(Fit(data, "y ~ x + z + i(unit) + i(unit, t) + i(month)", null, "w")["x"].Value, Fit(data, "y ~ x + z | unit[t] + month", null, "w")["x"].Value, 1e-8, "intercepts and slopes");
        Golden.Close(Fit(data, "y ~ x + i(unit, t) + i(month)", null, "w")["x"].Value, Fit(data, "y ~ x | unit[[t]] + month", null, "w")["x"].Value, 1e-8, "slopes alone");
    }, iter: 1000);

    [Fact]
    public void Partialled_out_regressors_give_the_same_slope() => Shapes.Sample(shape =>
    {
        var data = Planted.Panel(shape.Units, shape.Months, 0.5, shape.Seed);
        var full = Fit(data, "y ~ x + z | unit + month");
        var y = Fit(data, "y ~ z | unit + month").Residuals;
        var x = Fit(data, "x ~ z | unit + month").Residuals;
        var partial = Fit(ModelData.Of(y.Length).With("y", y).With("x", x), "y ~ x - 1");
        Golden.Close(full["x"].Value, partial["x"].Value, 1e-9, "slope");
    }, iter: Cases);

    [Fact]
    public void Rescaling_a_regressor_rescales_its_coefficient_and_nothing_else() => Gen.Select(Shapes, Gen.Double[-12, 12]).Sample((shape, power) =>
    {
        var data = Planted.Panel(shape.Units, shape.Months, 0.5, shape.Seed);
        var factor = Math.Pow(10, power);
        var scaled = data.With("x", [.. data.Column("x").Select(v => factor * v)]);
        foreach (var covariance in new[] { Covariance.Iid, Covariance.ClusteredBy("unit") })
        {
            var (a, b) = (Fit(data, "y ~ x + z | unit + month", covariance), Fit(scaled, "y ~ x + z | unit + month", covariance));
            Golden.Close(a["x"].Value, factor * b["x"].Value, 1e-9, "x");
            Golden.Close(a["x"].T, b["x"].T, 1e-8, "t of x");
            Same(a, b, "z", 1e-8);
        }
    }, iter: Cases);

    [Fact]
    public void The_order_of_rows_does_not_matter() => Shapes.Sample(shape =>
    {
        var data = Planted.Panel(shape.Units, shape.Months, 0.5, shape.Seed, 0.1);
        var shuffled = Rows(data, i => (i * 7919L + (long)(shape.Seed % 1000)) % 104729);
        foreach (var covariance in new[] { Covariance.Iid, Covariance.Robust, Covariance.ClusteredBy("unit"), Covariance.ClusteredBy("month") })
            Same(Fit(data, "y ~ x + z | unit + month", covariance), Fit(shuffled, "y ~ x + z | unit + month", covariance), "x", 1e-9);
    }, iter: Cases);

    [Fact]
    public void The_same_table_gives_the_same_bits() => Shapes.Sample(shape =>
    {
        var (a, b) = (Fit(Planted.Panel(shape.Units, shape.Months, 0.5, shape.Seed, 0.1), "y ~ x + z | unit + month", Covariance.ClusteredBy("unit")), Fit(Planted.Panel(shape.Units, shape.Months, 0.5, shape.Seed, 0.1), "y ~ x + z | unit + month", Covariance.ClusteredBy("unit")));
        Assert.Equal(a.Coefficients, b.Coefficients);
    }, iter: 1000);

    [Fact]
    public void Clusters_of_one_row_are_robust_errors_but_for_the_factor() => Shapes.Sample(shape =>
    {
        var data = Planted.Panel(shape.Units, shape.Months, 0.5, shape.Seed);
        data = data.With("row", [.. Enumerable.Range(0, data.RowCount).Select(i => (double)i)]);
        var (robust, clustered) = (Fit(data, "y ~ x + z | unit + month", Covariance.Robust), Fit(data, "y ~ x + z | unit + month", Covariance.ClusteredBy("row")));
        // n/(n − K) against n/(n − 1) × (n − 1)/(n − K): the same.
        Golden.Close(robust["x"].StandardError, clustered["x"].StandardError, 1e-9, "standard error");
    }, iter: Cases);

    [Fact]
    public void Clustering_twice_by_one_grouping_is_clustering_once() => Shapes.Sample(shape =>
    {
        var data = Planted.Panel(shape.Units, shape.Months, 0.5, shape.Seed);
        data = data.WithFactor("again", data.FactorOf("unit"));
        Golden.Close(Fit(data, "y ~ x | unit + month", Covariance.ClusteredBy("unit"))["x"].StandardError, Fit(data, "y ~ x | unit + month", Covariance.ClusteredBy("unit", "again"))["x"].StandardError, 1e-9, "standard error");
    }, iter: Cases);

    [Fact]
    public void Whole_weights_are_repeated_rows() => Shapes.Sample(shape =>
    {
        var data = Planted.Panel(shape.Units, shape.Months, 0.5, shape.Seed);
        data = data.With("w", [.. data.Column("w").Select(v => Math.Ceiling(2 * v))]);
        int[] rows = [.. Enumerable.Range(0, data.RowCount).SelectMany(i => Enumerable.Repeat(i, (int)data.Column("w")[i]))];
        var (a, b) = (Fit(data, "y ~ x + z | unit + month", null, "w"), Fit(Take(data, rows), "y ~ x + z | unit + month"));
        Golden.Close(a["x"].Value, b["x"].Value, 1e-9, "slope");
        Golden.Close(a.Fit.R2, b.Fit.R2, 1e-9, "R²");
    }, iter: Cases);

    [Fact]
    public void Rows_in_are_rows_used_and_rows_dropped() => Shapes.Sample(shape =>
    {
        var data = Planted.Panel(shape.Units, shape.Months, 0.5, shape.Seed, 0.4);
        var sample = Sample.Complete(data, LinearModel.Parse("log(y) ~ x + z | unit + month", Covariance.Iid));
        Assert.Equal(sample.RowsIn, sample.Rows.Length + sample.Dropped.Sum(d => d.Rows));
    }, iter: Cases);

    [Fact]
    public void Intervals_cover_the_planted_slope_as_often_as_they_say()
    {
        const int worlds = 400;
        var covered = 0;
        for (var w = 0; w < worlds; w++)
        {
            var x = Fit(Planted.Panel(40, 8, 0.7, (ulong)w + 1), "y ~ x + z | unit + month", Covariance.ClusteredBy("unit"))["x"];
            if (x.Low <= 0.7 && 0.7 <= x.High) covered++;
        }
        Assert.InRange((double)covered / worlds, 0.91, 0.98); // 0.95 ± 3 standard deviations of 400 draws, and CR1's shortfall with 40 clusters
    }

    [Fact]
    public void Hardly_overlapping_effects_still_converge_to_dummies()
    {
        // A chain: unit u meets months u and u + 1 only; the smallest eigenvalue is of order 1/units².
        const int links = 60;
        int[] unit = [.. Enumerable.Range(0, 4 * links).Select(i => i / 4)], month = [.. Enumerable.Range(0, 4 * links).Select(i => i / 4 + i % 2)];
        var noise = Planted.Panel(links, 4, 0.5, 9);
        var data = ModelData.Of(4 * links).With("x", noise.Column("x")).With("y", noise.Column("y")).With("unit", [.. unit.Select(u => (double)u)]).With("month", [.. month.Select(m => (double)m)]);
        var (a, b) = (Fit(data, "y ~ x | unit + month"), Fit(data, "y ~ x + i(unit) + i(month)"));
        Golden.Close(b["x"].Value, a["x"].Value, 1e-8, "slope");
        Assert.InRange(a.AbsorptionBound, 0, 1e-8);
        Assert.True(a.Iterations > 1);
    }

    private static void Same(Estimate a, Estimate b, string name, double tolerance)
    {
        Golden.Close(a[name].Value, b[name].Value, tolerance, name, tolerance * a[name].StandardError);
        Golden.Close(a[name].StandardError, b[name].StandardError, tolerance, $"se of {name}");
    }

    private static ModelData Rows(ModelData data, Func<int, long> key) => Take(data, [.. Enumerable.Range(0, data.RowCount).OrderBy(key)]);

    private static ModelData Take(ModelData data, int[] rows)
    {
        var taken = ModelData.Of(rows.Length);
        foreach (var name in data.Names)
            taken = data.HasColumn(name) ? taken.With(name, [.. rows.Select(r => data.Column(name)[r])]) : taken.WithFactor(name, data.FactorOf(name) with { Codes = [.. rows.Select(r => data.FactorOf(name).Codes[r])] });
        return taken;
    }
}
