using CsCheck;
using Rebound.Econometrics;
using Rebound.Panels;
using Xunit;

namespace Rebound.Tests.Econometrics;

public sealed class FormulaTests
{
    private static readonly ModelData Table = ModelData.Of(6)
        .With("y", [1, 2, 4, 3, 5, 9]).With("x", [1, 2, 3, 4, 5, 7]).With("z", [0, 1, 0, 1, 1, 0]).With("k", [-1, 0, 1, -1, 0, 1]).With("gap", [1, 2, 3, 4, 5, 6])
        .WithFactor("unit", Factor.Of(["a", "a", "a", "b", "b", "b"])).WithPanel("unit", "k");

    [Theory]
    [InlineData("y ~ x", "(Intercept),x")]
    [InlineData("y ~ x - 1", "x")]
    [InlineData("y ~ 0 + x", "x")]
    [InlineData("y ~ x * z", "(Intercept),x,z,x:z")]
    [InlineData("y ~ x:z + x", "(Intercept),x:z,x")]
    [InlineData("log(y)~log( x )+I(x ^ 2)", "(Intercept),log( x ),I(x ^ 2)")]
    [InlineData("y ~ i(k, z, -1)", "(Intercept),k::0:z,k::1:z")]
    [InlineData("y ~ i(k, ref = 0)", "(Intercept),k::-1,k::1")]
    [InlineData("y ~ i(unit)", "(Intercept),unit::b")]
    [InlineData("y ~ unit", "(Intercept),unitb")]
    [InlineData("y ~ x | unit", "x")]
    [InlineData("y ~ x:i(unit) | 0", "(Intercept),x:unit::a,x:unit::b")]
    [InlineData("y ~ `x`", "(Intercept),x")]
    [InlineData("y ~ factor(k)", "(Intercept),factor(k)0,factor(k)1")]
    [InlineData("y ~ poly(x, 2)", "(Intercept);poly(x, 2)1;poly(x, 2)2")]
    [InlineData("y ~ l(x, 0:1) + f(x) + d(x)", "(Intercept);x;l(x, 1);f(x, 1);d(x, 1)")]
    [InlineData("y ~ l(x):z", "(Intercept);l(x, 1):z")]
    public void Formulas_name_their_columns(string formula, string names) =>
        Assert.Equal(names.Split(names.Contains(';', StringComparison.Ordinal) ? ';' : ','), Design.Of(Table, LinearModel.Parse(formula, Covariance.Iid)).Names);

    [Theory]
    [InlineData("y", 1, "Expected '~'")]
    [InlineData("y ~", 3, "Expected a regressor")]
    [InlineData("y ~ x +", 7, "Expected a regressor")]
    [InlineData("y ~ lg(x)", 4, "There is no function 'lg'")]
    [InlineData("log(y ~ x", 6, "Expected ')'")]
    [InlineData("y ~ x^2", 5, "I(x^2)")]
    [InlineData("y ~ x | unit | z", 16, "Expected '~' between the endogenous regressors")]
    [InlineData("y ~ x ~ z", 6, "'~' is not expected")]
    [InlineData("y ~ 1 | unit | x + w ~ z", 24, "2 endogenous regressors need")]
    [InlineData("y ~ l(x, 3:1)", 9, "from the smaller")]
    [InlineData("y ~ I(l(x, 1:2))", 9, "one lag stands alone")]
    [InlineData("y ~ poly(x)", 10, "the degree")]
    [InlineData("y ~ poly(x, 99)", 12, "between 1 and 20")]
    [InlineData("y ~ x | ", 8, "Expected a grouping")]
    [InlineData("y ~ x - z", 8, "Only the intercept")]
    [InlineData("y ~ i(k, z, 99x", 15, "Expected ')'")]
    [InlineData("y ~ x & z", 6, "'&' is not expected")]
    [InlineData("y ~ I(1..2)", 6, "not a number")]
    [InlineData("y ~ x | unit[k", 14, "Expected ']'")]
    [InlineData("y ~ \"x", 4, "Expected a regressor")]
    public void What_cannot_be_read_is_pointed_at(string formula, int position, string problem)
    {
        var thrown = Assert.Throws<FormulaException>(() => Formula.Parse(formula));
        Assert.Contains(problem, thrown.Message, StringComparison.Ordinal);
        Assert.Equal(position, thrown.Position);
        Assert.Contains("\n  " + formula + "\n  " + new string(' ', position) + "^", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gaap ~ x", 0, "did you mean 'gap'?")]
    [InlineData("y ~ x + qqqqq", 8, "There is no column 'qqqqq'")]
    [InlineData("y ~ log(unit)", 8, "is a grouping")]
    [InlineData("y ~ x | unti", 8, "did you mean 'unit'?")]
    [InlineData("y ~ i(k, z, 7)", 12, "no group '7'")]
    public void Names_that_the_table_lacks_are_pointed_at(string formula, int position, string problem)
    {
        var thrown = Assert.Throws<FormulaException>(() => Sample.Complete(Table, LinearModel.Parse(formula, Covariance.Iid)));
        Assert.Contains(problem, thrown.Message, StringComparison.Ordinal);
        Assert.Equal(position, thrown.Position);
    }

    [Fact]
    public void Any_text_is_read_or_refused_with_a_place_inside_it() =>
        Gen.String[Gen.Char["ylogx~+-*/^:|()[]`'\"i,=. 019IeE_"], 0, 30].Sample(text =>
        {
            try
            {
                Formula.Parse(text);
            }
            catch (FormulaException refused)
            {
                Assert.InRange(refused.Position, 0, text.Length);
            }
        }, iter: 20_000);

    [Fact]
    public void Deep_nesting_is_refused_rather_than_overflowing() =>
        Assert.Throws<FormulaException>(() => Formula.Parse("y ~ I(" + new string('(', 100_000)));

    [Fact]
    public void Dropped_rows_are_counted_once_under_their_first_reason()
    {
        var data = ModelData.Of(7).With("y", [1, -1, double.NaN, 0, 2, 3, 5]).With("x", [1, double.NaN, double.NaN, 4, double.PositiveInfinity, 6, 5.5])
            .WithFactor("g", Factor.Of([null, "a", "a", "a", "a", "a", "a"]));
        var sample = Sample.Complete(data, LinearModel.Parse("log(y) ~ x | g", Covariance.Iid));
        Assert.Equal([new("log of a value ≤ 0 in log(y)", 2, "row 2"), new("y is missing", 1, "row 3"), new("x is infinite", 1, "row 5"), new("g is missing", 1, "row 1")], sample.Dropped);
        Assert.Equal([5, 6], sample.Rows);
    }

    [Fact]
    public void Singletons_go_again_and_again_until_none_is_left()
    {
        // u1 has one row; without it m1 has one row; without that u2 has one row.
        var data = ModelData.Of(7).With("y", [1, 2, 3, 4, 5, 6, 7]).With("x", [1, 4, 2, 5, 3, 7, 6])
            .WithFactor("u", Factor.Of(["1", "2", "2", "3", "3", "4", "4"])).WithFactor("m", Factor.Of(["1", "1", "2", "2", "3", "2", "3"]));
        var sample = Sample.Complete(data, LinearModel.Parse("y ~ x | u + m", Covariance.Iid));
        Assert.Equal([3, 4, 5, 6], sample.Rows);
        Assert.Equal(3, sample.SingletonsDropped);
        Assert.Equal([new("alone in its group of u", 2, "row 1"), new("alone in its group of m", 1, "row 2")], sample.Dropped);
    }

    [Fact]
    public void A_panel_comes_with_its_units_and_months()
    {
        var panel = Panel.Over(["b", "a"], Period.OfMonth(2019, 12), 3).With(new Variable("v", [1, 2, 3, 4, 5, 6], default!));
        var data = ModelData.From(panel, Period.OfMonth(2020, 1));
        Assert.Equal([2.0, 3, 5, 6], data.Column("v"));
        Assert.Equal(["2019-12", "2020-01", "2020-02"], data.FactorOf("month").Labels);
        Assert.Equal([1, 2, 1, 2], data.FactorOf("month").Codes);
        Assert.Equal([0, 0, 1, 1], data.FactorOf("unit").Codes);
        Assert.Equal([1, 1, 1, 1], data.FactorOf("year").Codes);
    }
}
