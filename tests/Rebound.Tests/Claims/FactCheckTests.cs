using CsCheck;
using Rebound.Studies;
using Xunit;

namespace Rebound.Tests.Claims;

/// <summary>The rules on a study of another country and another year.</summary>
public sealed class FactCheckTests
{
    private static readonly IReadOnlyList<RecordedFact> Facts = LedgerFixture.Facts(
        "sal-eur,2031-05,Freedonia,salt exports,level,3.72,billion,EUR,yes,office",
        "sal-sek,2031-05,Freedonia,salt exports,level,41.5,billion,SEK,yes,office",
        "gro-eur,2031-05,Freedonia,salt exports,growth,6.3,%,EUR,yes,office",
        "gro-sek,2031-05,Freedonia,salt exports,growth,9.8,%,SEK,yes,office",
        "gro-apr,2031-04,Freedonia,salt exports,growth,-4.7,%,EUR,yes,office",
        "tea,2031-05,Freedonia,tea imports,growth,2.9,%,EUR,yes,office",
        "port,2031,Port Fred,boxes moved,level,365,thousand boxes,,yes,office",
        "firms,2031-05-10,Freedonia,firms open,share,>80,%,,yes,office");

    [Theory]
    [InlineData("3.72|billion|EUR|level|salt exports|Freedonia|2031-05", FlagKind.Match, Bearing.Supports)]
    [InlineData("3.7|billion|EUR|level|salt exports|Freedonia|2031-05", FlagKind.Match, Bearing.Supports)]
    [InlineData("3720|million|EUR|level|salt exports|Freedonia|2031-05", FlagKind.Match, Bearing.Supports)]
    [InlineData("3.72|million|EUR|level|salt exports|Freedonia|2031-05", FlagKind.Unit, Bearing.Refutes)]
    [InlineData("415|million|EUR|level|salt exports|Freedonia|2031-05", FlagKind.Unit, Bearing.Refutes)]
    [InlineData("41.5|billion|EUR|level|salt exports|Freedonia|2031-05", FlagKind.Currency, Bearing.Refutes)]
    [InlineData("5.1|billion|EUR|level|salt exports|Freedonia|2031-05", FlagKind.Conflict, Bearing.Refutes)]
    [InlineData("9.8|%|EUR|growth|salt exports|Freedonia|2031-05", FlagKind.Currency, Bearing.Refutes)]
    [InlineData("9.8|%||growth|salt exports|Freedonia|2031-05", FlagKind.Match, Bearing.Supports)]
    [InlineData("7.7|%||growth|salt exports|Freedonia|2031-05", FlagKind.Conflict, Bearing.Refutes)]
    [InlineData(">8|%|EUR|growth|salt exports|Freedonia|2031-05", FlagKind.Conflict, Bearing.Refutes)]
    [InlineData(">5|%|EUR|growth|salt exports|Freedonia|2031-05", FlagKind.Match, Bearing.Supports)]
    [InlineData("-4.7|%|EUR|growth|salt exports|Freedonia|2031-Q2", FlagKind.Period, Bearing.Doubts)]
    [InlineData("2.9|%||growth|salt exports volume|Freedonia|2031-05", FlagKind.Arithmetic, Bearing.Doubts)]
    [InlineData("900|boxes||level|boxes moved|Port Fred|2031-03", FlagKind.Period, Bearing.Doubts)]
    [InlineData("400|thousand boxes||level|boxes moved|Port Fred|2031-03", FlagKind.Period, Bearing.Refutes)]
    [InlineData(">80|%||share|firms open|Freedonia|2031-05-10", FlagKind.Match, Bearing.Supports)]
    [InlineData("~70|%||share|firms open|Freedonia|2031-05-10", FlagKind.Conflict, Bearing.Refutes)]
    public void A_stated_number_is_judged_by_unit_currency_period_and_size(string stated, FlagKind kind, Bearing bearing)
    {
        var flag = Assert.Single(Flags(stated));
        Assert.Equal((kind, bearing), (flag.Kind, flag.Bearing));
        Assert.Equal("office", flag.Source);
        Assert.NotEmpty(flag.Fact);
        Assert.NotEmpty(flag.Reference);
    }

    [Theory]
    [InlineData("31|thousand boxes||level|boxes moved|Port Fred|2031-03")] // as a twelfth of the year should be
    [InlineData("5.0|%||growth|pepper exports|Freedonia|2031-05")] // nothing recorded, and nobody else's number
    [InlineData("85|%||share|firms open|Freedonia|2031-05-10")] // more than 80 leaves it open
    [InlineData("-1.5|%|EUR|growth|salt exports volume|Freedonia|2031-05")] // implies prices 7.9 % (EUR) or 11.5 % (SEK) up: one is plausible
    public void A_number_that_may_be_right_raises_no_flag(string stated) => Assert.Empty(Flags(stated));

    [Fact]
    public void A_clean_study_raises_no_flag_but_matches()
    {
        var claims = LedgerFixture.Claims(Facts,
            "a,1,Salt brought 3.72 billion euro.,fact,,,,,3.72|billion|EUR|level|salt exports|Freedonia|2031-05,x",
            "b,1,It grew by 6.3 % in euro.,fact,,,,,6.3|%|EUR|growth|salt exports|Freedonia|2031-05,x",
            "c,1,It grew by 9.8 % in kronor.,fact,,,,,9.8|%|SEK|growth|salt exports|Freedonia|2031-05,x",
            "d,2,The port moved 365 thousand boxes.,fact,,,,,365|thousand boxes||level|boxes moved|Port Fred|2031,x");
        Assert.All(FactCheck.Flags(claims, Facts), f => Assert.Equal(FlagKind.Match, f.Kind));
    }

    [Fact]
    public void Two_claims_that_differ_are_flagged_even_where_no_fact_is_recorded()
    {
        var claims = LedgerFixture.Claims(Facts,
            "a,1,Pepper grew by 5.0 %.,fact,,,,,5.0|%||growth|pepper exports|Freedonia|2031-05,x",
            "b,2,Pepper grew by 7.0 %.,fact,,,,,7.0|%||growth|pepper exports|Freedonia|2031-05,x");
        var flags = FactCheck.Flags(claims, Facts);
        Assert.Equal([("a", FlagKind.Conflict), ("b", FlagKind.Conflict)], flags.Select(f => (f.Claim, f.Kind)));
        Assert.All(ClaimLedger.Judge(claims, Facts, flags, LedgerEvidence.None), v => Assert.Equal(Judgement.Untested, v.Verdict));
    }

    [Fact]
    public void Claims_in_different_currencies_do_not_conflict() => Assert.DoesNotContain(FactCheck.Flags(LedgerFixture.Claims(Facts,
        "a,1,In euro 6.3 %.,fact,,,,,6.3|%|EUR|growth|salt exports|Freedonia|2031-05,x",
        "b,1,In kronor 9.8 %.,fact,,,,,9.8|%|SEK|growth|salt exports|Freedonia|2031-05,x"), Facts), f => f.Kind == FlagKind.Conflict);

    [Fact]
    public void Facts_that_disagree_settle_nothing()
    {
        var log = new Rebound.Panels.ProblemLog();
        var facts = FactsTable.Read(LedgerFixture.FactRows("a,2031,F,salt,growth,5.0,%,EUR,yes,one", "b,2031,F,salt,growth,6.0,%,EUR,yes,two"), log);
        Assert.Equal("RB6010", Assert.Single(log.All()).Code);
        var claims = LedgerFixture.Claims(facts, "c,1,Five.,fact,,,,,5.0|%|EUR|growth|salt|F|2031,x");
        var flag = Assert.Single(FactCheck.Flags(claims, facts));
        Assert.Equal(FlagKind.Source, flag.Kind);
        Assert.Equal(Judgement.Untested, Assert.Single(ClaimLedger.Judge(claims, facts, [flag], LedgerEvidence.None)).Verdict);
    }

    [Fact]
    public void Any_power_of_ten_is_found_as_a_slip_of_unit() => Gen.Select(Gen.Int[100, 999], Gen.Int[-6, 6].Where(p => p != 0)).Sample((digits, power) =>
    {
        var facts = LedgerFixture.Facts($"f,2031,F,salt,level,{digits},billion,EUR,yes,office");
        var stated = (digits * Math.Pow(10, power)).ToString("F6", System.Globalization.CultureInfo.InvariantCulture);
        var claims = LedgerFixture.Claims(facts, $"c,1,Salt.,fact,,,,,{stated}|billion|EUR|level|salt|F|2031,x");
        return FactCheck.Flags(claims, facts).Single().Kind == FlagKind.Unit;
    }, iter: 1000);

    [Theory]
    [InlineData("2020", "2020-01-01", "2020-12-31")]
    [InlineData("2020-02", "2020-02-01", "2020-02-29")]
    [InlineData("2020-01/02", "2020-01-01", "2020-02-29")]
    [InlineData("2020-Q4", "2020-10-01", "2020-12-31")]
    [InlineData("2020-H2", "2020-07-01", "2020-12-31")]
    [InlineData("2020-01..05", "2020-01-01", "2020-05-31")]
    [InlineData("2020-12..2021-02", "2020-12-01", "2021-02-28")]
    [InlineData("2020-03-12", "2020-03-12", "2020-03-12")]
    [InlineData("2020-01-24..03-31", "2020-01-24", "2020-03-31")]
    public void A_period_covers_its_days(string text, string first, string last)
    {
        Assert.True(FactPeriod.TryParse(text, out var period));
        Assert.Equal((DateOnly.Parse(first, System.Globalization.CultureInfo.InvariantCulture), DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture)), (period.First, period.Last));
    }

    [Theory]
    [InlineData("")]
    [InlineData("spring 2020")]
    [InlineData("2020-13")]
    [InlineData("2020-Q5")]
    [InlineData("2020-05..01")]
    [InlineData("2020..2021")]
    [InlineData("2020-02-30")]
    [InlineData("0000")]
    [InlineData("9999-12..")]
    public void What_is_no_period_is_not_read(string text) => Assert.False(FactPeriod.TryParse(text, out _));

    private static List<FactFlag> Flags(string stated) => [.. FactCheck.Flags(LedgerFixture.Claims(Facts, $"c,1,A statement.,fact,,,,,{stated},x"), Facts)];
}
