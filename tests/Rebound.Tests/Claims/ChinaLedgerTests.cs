using Rebound.Studies;
using Xunit;

namespace Rebound.Tests.Claims;

/// <summary>The bundled study: its known errors are found by rules that know no claim by name, and vanish when the number is put right.</summary>
public sealed class ChinaLedgerTests
{
    private static readonly IReadOnlyList<RecordedFact> Facts = LedgerFixture.ChinaFacts();
    private static readonly IReadOnlyList<Claim> Claims = LedgerFixture.ChinaClaims(Facts);
    private static readonly IReadOnlyList<FactFlag> Flags = FactCheck.Flags(Claims, Facts);
    private static readonly IReadOnlyList<ClaimVerdict> Verdicts = ClaimLedger.Judge(Claims, Facts, Flags, LedgerEvidence.None);

    [Fact]
    public void All_97_claims_are_there_and_each_has_evidence_or_says_what_would_settle_it()
    {
        Assert.Equal(Enumerable.Range(1, 97).Select(i => $"{i}"), Claims.Select(c => c.Id));
        Assert.Equal(97, Verdicts.Count);
        Assert.All(Verdicts, v => Assert.True(v.Evidence.Length > 0 || v.Claim.Needs.Length > 0, v.Claim.Id));
        Assert.All(Verdicts, v => Assert.True(v.Verdict is Judgement.Supported || v.Verdict is Judgement.Contradicted || v.Claim.Needs.Length > 0, v.Claim.Id));
        Assert.All(Verdicts, v => Assert.True(v.Verdict is not (Judgement.Supported or Judgement.Contradicted) || v.Evidence.Length > 0, v.Claim.Id));
    }

    [Fact]
    public void Every_fact_is_verified_and_sourced_and_no_two_disagree()
    {
        Assert.True(Facts.Count > 200);
        Assert.All(Facts, f => Assert.True(f.Source.Length > 10 && f.Verified is "yes" or "sum-check", f.Id));
    }

    [Fact]
    public void The_monthly_series_is_that_of_the_facts()
    {
        var table = LedgerFixture.File("data/exports_monthly.csv");
        Assert.Equal(33, table.Rows.Count); // three years of twelve months, each January holding February too
        for (var row = 0; row < table.Rows.Count; row++)
        {
            var fact = Facts.Single(f => f.Id == table.Field(row, "fact"));
            Assert.Equal((fact.Value.Text, fact.Period.Text[..7]), (table.Field(row, "exports_usd_bn"), table.Field(row, "month")));
        }
    }

    [Theory]
    [InlineData("6", FlagKind.Conflict, "-15.9|%|CNY|growth|exports|China|2020-01/02")]
    [InlineData("8", FlagKind.Conflict, "-27.7|%|USD|growth|exports to US|China|2020-01/02")]
    [InlineData("60", FlagKind.Unit, "292.45|billion|USD|level|exports|China|2020-01/02;~-17|%|USD|growth|exports|China|2020-01/02")]
    [InlineData("60", FlagKind.Currency, "2.04|trillion|CNY|level|exports|China|2020-01/02;~-16|%|CNY|growth|exports|China|2020-01/02")]
    [InlineData("42", FlagKind.Arithmetic, "119.7|%||growth|output of smart bracelets|China|;31.4|%||growth|output of semiconductor discrete devices|China|")]
    [InlineData("80", FlagKind.Period, "300..400|TEU per day||level|container throughput|Wuhan Yangluo|2020-02")]
    [InlineData("87", FlagKind.Arithmetic, "-12.1|%||growth|exports volume|China|2020-01/02")]
    [InlineData("92", FlagKind.Currency, "21.1|%|USD|growth|exports|China|2020-11")]
    public void A_known_error_is_flagged_and_the_flag_goes_when_the_number_is_put_right(string claim, FlagKind kind, string corrected)
    {
        Assert.Contains(Flags, f => f.Claim == claim && f.Kind == kind && f.Message.Length > 0 && f.Reference.Length > 0);
        var mended = FactCheck.Flags(LedgerFixture.Corrected(Facts, claim, corrected), Facts);
        Assert.DoesNotContain(mended, f => f.Claim == claim && f.Kind == kind && f.Bearing != Bearing.Supports);
    }

    [Fact]
    public void Three_numbers_for_one_quantity_are_flagged_at_each_claim_with_the_currency_each_fits()
    {
        var conflict = Flags.Where(f => f.Kind == FlagKind.Conflict && f.Bearing == Bearing.Doubts).ToDictionary(f => f.Claim, f => f.Message);
        Assert.Equal(["6", "60", "86"], conflict.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("-18.3 % fits none of -17.2 % (USD) and -15.9 % (CNY)", conflict["6"], StringComparison.Ordinal);
        Assert.EndsWith("fits -15.9 % (CNY)", conflict["60"], StringComparison.Ordinal);
        Assert.EndsWith("fits -15.9 % (CNY)", conflict["86"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_conflict_of_three_numbers_ends_when_the_stray_one_is_put_right()
    {
        var mended = FactCheck.Flags(LedgerFixture.Corrected(Facts, "6", "-15.9|%|CNY|growth|exports|China|2020-01/02"), Facts);
        Assert.DoesNotContain(mended, f => f.Kind == FlagKind.Conflict && f.Bearing == Bearing.Doubts);
    }

    [Fact]
    public void The_tonnage_is_flagged_as_the_growth_of_imports_and_for_the_prices_it_implies()
    {
        var messages = Flags.Where(f => f.Claim == "87").Select(f => f.Message).ToList();
        Assert.Contains(messages, m => m.Contains("growth of imports", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.Contains("-13.8 %", StringComparison.Ordinal)); // (1 − 0.159)/(1 − 0.024) − 1
    }

    [Theory]
    [InlineData("6", Judgement.Contradicted)]
    [InlineData("8", Judgement.Contradicted)]
    [InlineData("60", Judgement.Contradicted)]
    [InlineData("56", Judgement.Supported)]
    [InlineData("57", Judgement.Supported)]
    [InlineData("76", Judgement.Supported)]
    [InlineData("77", Judgement.Supported)]
    [InlineData("86", Judgement.Supported)]
    [InlineData("91", Judgement.Supported)]
    [InlineData("92", Judgement.Supported)]
    [InlineData("75", Judgement.Untested)]
    [InlineData("87", Judgement.Untested)]
    [InlineData("93", Judgement.Untested)]
    [InlineData("3", Judgement.NotTestable)]
    public void The_facts_settle_what_they_can_and_no_more(string claim, Judgement verdict) => Assert.Equal(verdict, Verdicts.Single(v => v.Claim.Id == claim).Verdict);

    [Fact]
    public void Measurements_that_point_both_ways_are_both_told()
    {
        var services = Verdicts.Single(v => v.Claim.Id == "75").Evidence;
        Assert.StartsWith("The measurements point both ways", services, StringComparison.Ordinal);
        Assert.All(["-13.0 %", "-13.5 %", "29.6", "35.7"], number => Assert.Contains(number, services, StringComparison.Ordinal));
    }

    [Fact]
    public void Flags_and_verdicts_do_not_depend_on_the_order_of_the_facts()
    {
        var turned = Facts.Reverse().ToList();
        var again = FactCheck.Flags(Claims, turned);
        Assert.Equal(Flags.Select(f => (f.Claim, f.Kind, f.Bearing)), again.Select(f => (f.Claim, f.Kind, f.Bearing)));
        Assert.Equal(Verdicts.Select(v => v.Verdict), ClaimLedger.Judge(Claims, turned, again, LedgerEvidence.None).Select(v => v.Verdict));
    }

    [Fact]
    public void The_tables_have_the_columns_of_the_results_folder()
    {
        Assert.Equal("claim,section,text,kind,expected_sign,horizon,verdict,evidence,estimate_id,grade,needs", Header(ClaimTables.Claims(Verdicts)));
        Assert.Equal("claim,flag,stated,reference,message,fact,source", Header(ClaimTables.FactFlags(Flags)));
        Assert.Equal("id,period,scope,variable,measure,value,unit,currency,verified,source", Header(ClaimTables.Facts(Facts)));
        Assert.Equal((97, Flags.Count, Facts.Count), (ClaimTables.Claims(Verdicts).RowCount, ClaimTables.FactFlags(Flags).RowCount, ClaimTables.Facts(Facts).RowCount));
        Assert.Contains("not testable", Enumerable.Range(0, 97).Select(r => ClaimTables.Claims(Verdicts)["verdict"].Text(r)));
    }

    private static string Header(ResultTable table) => string.Join(",", table.Columns.Select(c => c.Name));
}
