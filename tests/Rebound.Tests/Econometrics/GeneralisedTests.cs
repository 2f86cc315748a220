using CsCheck;
using Rebound.Econometrics;
using Rebound.Numerics;
using Xunit;

namespace Rebound.Tests.Econometrics;

/// <summary>Poisson and binary models with absorbed effects; values of other programs are held by the conformance cases.</summary>
public sealed class GeneralisedTests
{
    private const int SurelyLeft = 42; // rows; of fewer, separation can leave none

    private static readonly Gen<(int Units, int Months, ulong Seed)> Shapes = Gen.Select(Gen.Int[4, 12], Gen.Int[5, 9], Gen.ULong).Where(s => s.Item1 * s.Item2 >= SurelyLeft || IsLeft(Counts(s.Item1, s.Item2, s.Item3)));

    private static bool IsLeft(ModelData data)
    {
        try
        {
            return Fit(data, "count ~ x | unit + month", GeneralisedFamily.Poisson).RowCount > 0 && Fit(data, "any ~ x | unit", GeneralisedFamily.Logit).RowCount > 0;
        }
        catch (NumericalException)
        {
            return false;
        }
    }

    private static Estimate Fit(ModelData data, string formula, GeneralisedFamily family, Covariance? covariance = null, string? weights = null, string? offset = null) =>
        new AbsorbedGeneralised().Fit(data, LinearModel.Parse(formula, covariance ?? Covariance.Iid) with { Weights = weights, Offset = offset }, family);

    [Fact]
    public void Poisson_residuals_are_orthogonal_to_regressors_and_effects() => Shapes.Sample(shape =>
    {
        var data = Counts(shape.Units, shape.Months, shape.Seed);
        if (data.Column("count").Count(c => c > 0) < 2 * (shape.Units + shape.Months)) return; // hardly anything but separated rows
        var estimate = Fit(data, "count ~ x | unit + month", GeneralisedFamily.Poisson);
        var fitted = estimate.Likelihood!.Fitted;
        var rows = estimate.Sample.Rows;
        double product = 0, scale = 0;
        double[] units = new double[shape.Units], months = new double[shape.Months];
        for (var i = 0; i < rows.Length; i++)
        {
            var left = data.Column("count")[rows[i]] - fitted[i];
            product += left * data.Column("x")[rows[i]];
            scale += fitted[i];
            units[data.FactorOf("unit").Codes[rows[i]]] += left;
            months[data.FactorOf("month").Codes[rows[i]]] += left;
        }
        Assert.InRange(Math.Abs(product), 0, 1e-7 * scale);
        Assert.All(units.Concat(months), sum => Assert.InRange(Math.Abs(sum), 0, 1e-7 * scale));
    }, iter: 1000);

    [Theory]
    [InlineData(GeneralisedFamily.Poisson)]
    [InlineData(GeneralisedFamily.Logit)]
    [InlineData(GeneralisedFamily.Probit)]
    [InlineData(GeneralisedFamily.ComplementaryLogLog)]
    public void Absorbed_effects_are_dummies(GeneralisedFamily family) => Shapes.Sample(shape =>
    {
        var data = Counts(3, 12 * shape.Months, shape.Seed);
        var outcome = family == GeneralisedFamily.Poisson ? "count" : "any";
        Estimate a;
        try
        {
            a = Fit(data, $"{outcome} ~ x | unit", family);
        }
        catch (NumericalException)
        {
            return; // separated, or the same outcome in every row
        }
        if (a.Sample.RowCount < data.RowCount) return; // dummies keep the rows of separated groups
        var b = Fit(data, $"{outcome} ~ x + i(unit)", family);
        Golden.Close(a["x"].Value, b["x"].Value, 1e-6, "slope", 1e-7 * a["x"].StandardError);
        Golden.Close(a["x"].StandardError, b["x"].StandardError, 1e-6, "error");
        Golden.Close(a.Likelihood!.LogLikelihood, b.Likelihood!.LogLikelihood, 1e-9, "log-likelihood");
    }, iter: 250);

    [Fact]
    public void Rescaling_a_regressor_rescales_its_coefficient() => Gen.Select(Shapes, Gen.Double[-6, 6]).Sample((shape, power) =>
    {
        var data = Counts(shape.Units, shape.Months, shape.Seed);
        var factor = Math.Pow(10, power);
        var (a, b) = (Fit(data, "count ~ x | unit + month", GeneralisedFamily.Poisson), Fit(data.With("x", [.. data.Column("x").Select(v => factor * v)]), "count ~ x | unit + month", GeneralisedFamily.Poisson));
        Golden.Close(a["x"].Value, factor * b["x"].Value, 1e-7, "slope", 1e-8 * a["x"].StandardError);
        Golden.Close(a["x"].StandardError, factor * b["x"].StandardError, 1e-7, "error");
    }, iter: 1000);

    [Fact]
    public void Rescaling_a_Poisson_outcome_changes_no_slope() => Gen.Select(Shapes, Gen.Double[-3, 9]).Sample((shape, power) =>
    {
        var data = Counts(shape.Units, shape.Months, shape.Seed);
        var factor = Math.Pow(10, power);
        var (a, b) = (Fit(data, "count ~ x | unit + month", GeneralisedFamily.Poisson, Covariance.Robust), Fit(data.With("count", [.. data.Column("count").Select(v => factor * v)]), "count ~ x | unit + month", GeneralisedFamily.Poisson, Covariance.Robust));
        Golden.Close(a["x"].Value, b["x"].Value, 1e-7, "slope", 1e-7 * a["x"].StandardError);
        Golden.Close(a["x"].StandardError, b["x"].StandardError, 1e-6, "robust error");
    }, iter: 1000);

    [Fact]
    public void Whole_weights_are_repeated_rows() => Shapes.Sample(shape =>
    {
        var data = Counts(shape.Units, shape.Months, shape.Seed);
        data = data.With("w", [.. Enumerable.Range(0, data.RowCount).Select(i => 1.0 + i % 3)]);
        int[] rows = [.. Enumerable.Range(0, data.RowCount).SelectMany(i => Enumerable.Repeat(i, 1 + i % 3))];
        var repeated = ModelData.Of(rows.Length).With("x", [.. rows.Select(r => data.Column("x")[r])]).With("count", [.. rows.Select(r => data.Column("count")[r])])
            .WithFactor("unit", data.FactorOf("unit").Take(rows)).WithFactor("month", data.FactorOf("month").Take(rows));
        var model = LinearModel.Parse("count ~ x | unit + month", Covariance.Iid) with { Singletons = SingletonRule.Keep };
        var (a, b) = (new AbsorbedGeneralised().Fit(data, model with { Weights = "w" }, GeneralisedFamily.Poisson), new AbsorbedGeneralised().Fit(repeated, model, GeneralisedFamily.Poisson));
        Golden.Close(a["x"].Value, b["x"].Value, 1e-7, "slope", 1e-8 * a["x"].StandardError);
    }, iter: 1000);

    [Fact]
    public void An_offset_moves_the_effect_of_its_own_variable_by_one() => Shapes.Sample(shape =>
    {
        var data = Counts(shape.Units, shape.Months, shape.Seed);
        var (plain, moved) = (Fit(data, "count ~ x | unit + month", GeneralisedFamily.Poisson), Fit(data, "count ~ x | unit + month", GeneralisedFamily.Poisson, null, null, "x"));
        Golden.Close(plain["x"].Value - 1, moved["x"].Value, 1e-6, "slope", 1e-7);
    }, iter: 1000);

    [Fact]
    public void Planted_separated_rows_are_found_and_change_nothing_else() => Shapes.Sample(shape =>
    {
        // A regressor that is positive on some zero rows alone predicts them without error.
        var data = Counts(shape.Units, shape.Months, shape.Seed);
        double[] count = [.. data.Column("count")], flag = new double[count.Length];
        for (var i = 0; i < count.Length; i += 7)
            if (count[i] == 0) flag[i] = 1 + i % 3;
        data = data.With("flag", flag);
        var planted = Enumerable.Range(0, count.Length).Where(i => flag[i] > 0).ToHashSet();
        if (planted.Count == 0 || count.Count(c => c > 0) < 2 * (shape.Units + shape.Months)) return;
        var model = LinearModel.Parse("count ~ x + flag | unit + month", Covariance.Iid) with { Singletons = SingletonRule.Keep };
        var found = new AbsorbedGeneralised().FindSeparated(data, model, GeneralisedFamily.Poisson);
        Assert.Superset(planted, found.ToHashSet());
        var (all, rest) = (new AbsorbedGeneralised().Fit(data, model, GeneralisedFamily.Poisson), Fit(data.Where(i => !planted.Contains(i)), "count ~ x | unit + month", GeneralisedFamily.Poisson));
        Golden.Close(rest["x"].Value, all["x"].Value, 1e-6, "slope", 1e-6 * rest["x"].StandardError);
        Assert.Equal(data.RowCount, all.RowCount + all.Sample.Dropped.Sum(d => d.Rows));
        Assert.InRange(all.Likelihood!.SeparatedRows, planted.Count, data.RowCount);
    }, iter: 1000);

    [Fact]
    public void Without_separation_no_row_is_found() => Shapes.Sample(shape =>
    {
        var data = Counts(shape.Units, shape.Months, shape.Seed);
        data = data.With("count", [.. data.Column("count").Select(v => v + 1)]);
        Assert.Empty(new AbsorbedGeneralised().FindSeparated(data, LinearModel.Parse("count ~ x | unit + month", Covariance.Iid), GeneralisedFamily.Poisson));
    }, iter: 1000);

    [Fact]
    public void Outcomes_that_a_family_cannot_have_are_refused()
    {
        var data = Counts(5, 6, 1);
        Assert.Contains("row 3", Assert.Throws<OutcomeOutOfRangeException>(() => Fit(data.With("count", [.. data.Column("count").Select((v, i) => i == 2 ? -1 : v)]), "count ~ x | unit", GeneralisedFamily.Poisson)).Message, StringComparison.Ordinal);
        Assert.Throws<OutcomeOutOfRangeException>(() => Fit(data.With("any", [.. data.Column("any").Select((v, i) => i == 2 ? 0.5 : v)]), "any ~ x | unit", GeneralisedFamily.Logit));
        Assert.Throws<SingularDesignException>(() => Fit(data.With("x", new double[data.RowCount]), "count ~ x | unit", GeneralisedFamily.Poisson));
    }

    [Fact]
    public void Counts_without_overdispersion_have_no_theta()
    {
        var data = Counts(6, 30, 5).With("count", [.. Enumerable.Range(0, 180).Select(i => 5.0 + i % 2)]);
        Assert.Throws<NotIdentifiedException>(() => Fit(data, "count ~ x", GeneralisedFamily.NegativeBinomial));
    }

    // Counts with mean exp(x/2 + effects), about 1, and whether there is any.
    internal static ModelData Counts(int units, int months, ulong seed)
    {
        var stream = new RandomStream(seed, 9);
        var n = units * months;
        double[] x = new double[n], count = new double[n];
        double[] unitEffect = [.. Enumerable.Range(0, units).Select(_ => 0.5 * stream.NextNormal())], monthEffect = [.. Enumerable.Range(0, months).Select(_ => 0.3 * stream.NextNormal())];
        for (var i = 0; i < n; i++)
        {
            x[i] = stream.NextNormal();
            double limit = Math.Exp(-Math.Exp(0.5 * x[i] + unitEffect[i / months] + monthEffect[i % months] + 0.3)), product = stream.NextUniform();
            for (; product > limit; product *= stream.NextUniform()) count[i]++;
        }
        string[] Labels(string prefix, int number) => [.. Enumerable.Range(0, number).Select(i => $"{prefix}{i:000}")];
        return ModelData.Of(n).With("x", x).With("count", count).With("any", [.. count.Select(c => c > 0 ? 1.0 : 0)])
            .WithFactor("unit", new Factor([.. Enumerable.Range(0, n).Select(i => i / months)], Labels("u", units)))
            .WithFactor("month", new Factor([.. Enumerable.Range(0, n).Select(i => i % months)], Labels("m", months)));
    }
}
