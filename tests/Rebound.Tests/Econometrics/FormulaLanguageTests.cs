using CsCheck;
using Rebound.Econometrics;
using Xunit;

namespace Rebound.Tests.Econometrics;

/// <summary>Lags, polynomials, conditions and lists of models.</summary>
public sealed class FormulaLanguageTests
{
    private const int Cases = 1000;

    // A panel with gaps: some rows of some units are not there at all.
    private static readonly Gen<ModelData> Panels = Gen.Select(Gen.Int[2, 5], Gen.Int[3, 8], Gen.ULong).Select((units, periods, seed) =>
    {
        var data = Planted.Panel(units, periods, 0.5, seed, 0.2);
        data = data.With("t", [.. data.FactorOf("month").Codes.Select(m => 2000.0 + m)]);
        return data.Where(i => ((ulong)i * 2654435761UL + seed) % 7 != 0).WithPanel("unit", "t");
    });

    private static double[] Values(ModelData data, string expression) => new FormulaParser(expression).ParseExpression().Evaluate(data, expression, static (_, _) => { });

    [Fact]
    public void A_lag_is_the_value_of_the_unit_that_many_periods_before_whatever_rows_lie_between() => Gen.Select(Panels, Gen.Int[-3, 3]).Sample((data, periods) =>
    {
        var (unit, time, x) = (data.FactorOf("unit").Codes, data.Column("t"), data.Column("x"));
        var lag = Values(data, $"l(x, {periods})");
        for (var i = 0; i < lag.Length; i++)
        {
            var row = Enumerable.Range(0, lag.Length).Where(j => unit[j] == unit[i] && time[j] == time[i] - periods).DefaultIfEmpty(-1).First();
            Assert.Equal(row < 0 ? double.NaN : x[row], lag[i]);
        }
    }, iter: Cases);

    [Fact]
    public void Leads_undo_lags_and_a_difference_is_a_value_less_its_lag() => Gen.Select(Panels, Gen.Int[1, 3]).Sample((data, periods) =>
    {
        var (x, back, difference, lag) = (data.Column("x"), Values(data, $"f(l(x, {periods}), {periods})"), Values(data, $"d(x, {periods})"), Values(data, $"l(x, {periods})"));
        for (var i = 0; i < x.Length; i++)
        {
            if (!double.IsNaN(back[i])) Assert.Equal(x[i], back[i]);
            Assert.Equal(x[i] - lag[i], difference[i]);
        }
    }, iter: Cases);

    [Fact]
    public void Rows_without_their_lag_are_dropped_and_counted() => Panels.Sample(data =>
    {
        var sample = Sample.Complete(data, LinearModel.Parse("y ~ x + l(x)", Covariance.Iid));
        Assert.Equal(sample.RowsIn, sample.RowCount + sample.Dropped.Sum(d => d.Rows));
        Assert.Equal(Values(data, "y + l(x)").Count(double.IsFinite), sample.RowCount);
    }, iter: Cases);

    [Fact]
    public void An_orthogonal_polynomial_is_orthonormal_and_spans_the_powers() => Gen.Select(Gen.Int[-50, 50].Array[8, 30], Gen.Int[1, 4]).Sample((whole, degree) =>
    {
        double[] x = [.. whole.Select(v => v / 3.0)];
        if (x.Distinct().Count() <= degree + 1) return;
        var data = ModelData.Of(x.Length).With("x", x);
        double[][] columns = [.. Enumerable.Range(1, degree).Select(p => new PolynomialExpression(0, new NameExpression(0, "x"), p, false, "poly").Evaluate(data, "", static (_, _) => { }))];
        for (var a = 0; a < degree; a++)
        {
            Assert.Equal(0, columns[a].Sum(), 1e-6);
            for (var b = 0; b < degree; b++) Assert.Equal(a == b ? 1 : 0, columns[a].Zip(columns[b], (p, q) => p * q).Sum(), 1e-5);
        }
    }, iter: Cases);

    [Fact]
    public void A_polynomial_of_too_few_values_is_refused() => Assert.Contains("more than 2 different values", Assert.Throws<FormulaException>(() =>
        new PolynomialExpression(0, new NameExpression(0, "x"), 2, false, "poly").Evaluate(ModelData.Of(4).With("x", [1, 1, 4, 4]), "poly(x, 2)", static (_, _) => { })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_polynomial_fits_as_its_powers_do() => Panels.Sample(data =>
    {
        if (data.RowCount < 12) return;
        double Left(string formula) => new AbsorbedLeastSquares().Fit(data, LinearModel.Parse(formula, Covariance.Iid)).Fit.ResidualSumOfSquares;
        Golden.Close(Left("y ~ x + I(x^2)"), Left("y ~ poly(x, 2)"), 1e-8, "SSR");
        Golden.Close(Left("y ~ x + I(x^2)"), Left("y ~ poly(x, 2, raw)"), 1e-8, "SSR");
    }, iter: Cases);

    [Fact]
    public void A_condition_leaves_the_rows_that_a_table_without_the_others_has() => Gen.Select(Gen.Int[5, 9], Gen.Int[5, 8], Gen.ULong).Sample((units, months, seed) =>
    {
        var data = Planted.Panel(units, months, 0.5, seed);
        var (month, unit) = (data.FactorOf("month").Codes, data.FactorOf("unit").Codes);
        data = data.With("t", [.. month.Select(m => (double)m)]);
        var model = LinearModel.Parse("y ~ x + z | unit", Covariance.Iid);
        var filtered = new AbsorbedLeastSquares().Fit(data, model with { Where = "t >= 1 & (unit != \"u001\" | t in (2, 3))" });
        var cut = new AbsorbedLeastSquares().Fit(data.Where(i => month[i] >= 1 && (unit[i] != 1 || month[i] is 2 or 3)), model);
        Assert.Equal(cut.RowCount, filtered.RowCount);
        Assert.Equal(data.RowCount, filtered.RowCount + filtered.Sample.Dropped.Sum(d => d.Rows));
        Golden.Close(cut["x"].Value, filtered["x"].Value, 1e-12, "x");
    }, iter: Cases);

    [Theory]
    [InlineData("x > 1", "0,0,1,1")]
    [InlineData("!(x > 1)", "1,1,0,0")]
    [InlineData("(x + 1) * 2 == 6", "0,0,1,0")]
    [InlineData("x > 0 & x < 3", "0,1,1,0")]
    [InlineData("x < 1 || x >= 3", "1,0,0,1")]
    [InlineData("g == 'a'", "1,0,,0")]
    [InlineData("g != \"a\" | x == 2", "0,1,1,1")]
    [InlineData("g %in% c('a', 'c')", "1,0,,1")]
    [InlineData("g > 'a'", "0,1,,1")]
    [InlineData("'b' >= g", "1,1,,0")]
    [InlineData("x", "0,1,1,1")]
    [InlineData("((x == 1))", "0,1,0,0")]
    public void Conditions_hold_where_they_say(string condition, string rows)
    {
        var data = ModelData.Of(4).With("x", [0, 1, 2, 3]).WithFactor("g", Factor.Of(["a", "b", null, "c"]));
        var actual = new FormulaParser(condition).ParseCondition().Evaluate(data, condition, static (_, _) => { });
        Assert.Equal(rows.Split(',').Select(r => r.Length == 0 ? double.NaN : double.Parse(r, System.Globalization.CultureInfo.InvariantCulture)), actual);
    }

    [Theory]
    [InlineData("x = 1", 2, "'=='")]
    [InlineData("x >", 3, "Expected")]
    [InlineData("(x > 1", 6, "Expected ')'")]
    [InlineData("g == 'zz'", 5, "no group 'zz'")]
    [InlineData("g > g", 2, "only '==' and '!='")]
    [InlineData("y == 1", 0, "no column 'y'")]
    public void Conditions_that_cannot_be_read_are_pointed_at(string condition, int position, string problem)
    {
        var data = ModelData.Of(1).With("x", [0]).WithFactor("g", Factor.Of(["a"]));
        var thrown = Assert.Throws<FormulaException>(() => new FormulaParser(condition).ParseCondition().Evaluate(data, condition, static (_, _) => { }));
        Assert.Contains(problem, thrown.Message, StringComparison.Ordinal);
        Assert.Equal(position, thrown.Position);
    }

    [Theory]
    [InlineData("y ~ x", "y ~ x")]
    [InlineData("c(y, log(z)) ~ x", "y ~ x;log(z) ~ x")]
    [InlineData("y ~ sw(x, z) | f", "y ~ x | f;y ~ z | f")]
    [InlineData("y ~ w + csw(x, z)", "y ~ w + x;y ~ w + x + z")]
    [InlineData("y ~ w + csw0(x, z)", "y ~ w;y ~ w + x;y ~ w + x + z")]
    [InlineData("y ~ x | csw0(a, b)", "y ~ x;y ~ x | a;y ~ x | a + b")]
    [InlineData("y ~ sw0(x)", "y ~ 1;y ~ x")]
    public void Lists_are_written_out(string text, string formulas) =>
        Assert.Equal(formulas.Split(';'), FormulaExpansion.Of(text).Select(f => string.Join(' ', f.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

    [Fact]
    public void Models_estimated_together_are_what_they_are_alone() => Gen.Select(Gen.Int[5, 9], Gen.Int[5, 8], Gen.ULong).Sample((units, months, seed) =>
    {
        var data = Planted.Panel(units, months, 0.5, seed, 0.1);
        LinearModel[] models = [.. Formula.ParseAll("c(y, z) ~ csw(x, w) | csw0(unit, month)").Select(f => new LinearModel(f, Covariance.ClusteredBy("unit")))];
        var together = new AbsorbedLeastSquares().Fit(data, models);
        Assert.Equal(12, together.Count);
        foreach (var (estimate, model) in together.Zip(models))
        {
            var alone = new AbsorbedLeastSquares().Fit(data, model);
            Assert.Equal(alone.Names, estimate.Names);
            foreach (var name in alone.Names)
            {
                Golden.Close(alone[name].Value, estimate[name].Value, 1e-8, name, 1e-10);
                Golden.Close(alone[name].StandardError, estimate[name].StandardError, 1e-7, name, 1e-10);
            }
        }
    }, iter: Cases);

    [Fact]
    public void A_unit_with_two_rows_in_a_period_is_no_panel()
    {
        var data = ModelData.Of(2).With("t", [1, 1]).WithFactor("unit", Factor.Of(["a", "a"]));
        Assert.Contains("Row 2 has the same unit and period", Assert.Throws<FormulaException>(() => data.WithPanel("unit", "t")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Months_written_as_texts_follow_the_calendar()
    {
        var data = ModelData.Of(3).With("x", [1, 2, 3]).WithFactor("m", Factor.Of(["2019-12", "2020-01", "2020-03"])).WithPanel(null, "m");
        Assert.Equal([double.NaN, 1, double.NaN], Values(data, "l(x)"));
    }

    [Fact]
    public void Instruments_are_read_after_the_last_bar()
    {
        var formula = Formula.Parse("y ~ x | unit | p + q ~ z1 + z2:w");
        Assert.True(formula.HasInstruments);
        Assert.Equal(["p", "q"], formula.EndogenousTerms.Select(t => t.Name));
        Assert.Equal(["z1", "z2:w"], formula.InstrumentTerms.Select(t => t.Name));
        Assert.Equal(["z"], Formula.Parse("y ~ x | p ~ z").InstrumentTerms.Select(t => t.Name));
        Assert.Throws<FormulaException>(() => new AbsorbedLeastSquares().Fit(ModelData.Of(1).With("y", [1]).With("x", [1]), LinearModel.Parse("y ~ 1 | x ~ x", Covariance.Iid)));
    }
}
