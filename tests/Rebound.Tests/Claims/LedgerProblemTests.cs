using Rebound.Panels;
using Rebound.Studies;
using Xunit;

namespace Rebound.Tests.Claims;

public sealed class LedgerProblemTests
{
    [Theory]
    [InlineData("a,2020,China,exports,amount,1,billion,USD,yes,s", "RB6003", "measure", "amount")]
    [InlineData("a,spring,China,exports,level,1,billion,USD,yes,s", "RB6004", "period", "spring")]
    [InlineData("a,2020,China,exports,level,1,billion,YUAN,yes,s", "RB6005", "currency", "YUAN")]
    [InlineData("a,2020,China,exports,level,1,bilion,USD,yes,s", "RB6006", "unit", "bilion")]
    [InlineData("a,2020,China,exports,level,about one,billion,USD,yes,s", "RB6007", "value", "about one")]
    [InlineData("a,2020,China,exports,level,NaN,billion,USD,yes,s", "RB6007", "value", "NaN")]
    [InlineData("a,2020,China,exports,level,1,billion,USD,yes,", "RB6008", "source", "")]
    [InlineData("a,2020,China,exports,level,1,billion,USD,no,s", "RB6009", "verified", "no")]
    [InlineData("a,2020,China,exports,growth,1,points,USD,yes,s", "RB6006", "unit", "points")]
    [InlineData("a,2020,China,exports,growth,1,points,,yes,s", "RB6018", "unit", "points")]
    [InlineData("ok,2020,China,imports,level,1,billion,USD,yes,s", "RB6002", "id", "ok")]
    public void A_bad_fact_is_told_in_five_parts(string row, string code, string column, string value)
    {
        var log = new ProblemLog();
        FactsTable.Read(LedgerFixture.FactRows("ok,2020,China,exports,level,1,billion,USD,yes,s", row), log);
        Told(Assert.Single(log.All()), code, $"facts.csv, row 3, column {column}", value);
    }

    [Theory]
    [InlineData("a,1,Text,opinion,,,,,,n", "RB6011", "kind", "opinion")]
    [InlineData("a,1,Text,fact,,,,,1|billion|USD|level,n", "RB6012", "stated", "1|billion|USD|level")]
    [InlineData("a,1,Text,fact,,,,,1|bilion|USD|level|exports|China|2020,n", "RB6012", "stated", "1|bilion|USD|level|exports|China|2020")]
    [InlineData("a,1,Text,fact,,,,,1|billion|USD|level|exports|China|spring,n", "RB6012", "stated", "1|billion|USD|level|exports|China|spring")]
    [InlineData("a,1,Text,mechanism,,+,,guess:h1,,n", "RB6013", "test", "guess:h1")]
    [InlineData("a,1,Text,mechanism,,,,estimate:h1,,n", "RB6013", "test", "estimate:h1")]
    [InlineData("a,1,Text,mechanism,,0,,estimate:h1 within 0,,n", "RB6013", "test", "estimate:h1 within 0")]
    [InlineData("a,1,Text,fact,,,,fact:exp2020 > 1,,n", "RB6014", "test", "exp2020")]
    [InlineData("a,1,Text,fact,,,,fact:exp-2020 > boxes,,n", "RB6015", "test", "exp-2020, boxes")]
    [InlineData("a,1,,fact,,,,,,n", "RB6016", "claim", "")]
    [InlineData("a,1,Text,fact,,,,,,", "RB6017", "needs", "")]
    [InlineData("ok,1,Text,fact,,,,,,n", "RB6002", "id", "ok")]
    public void A_bad_claim_is_told_in_five_parts(string row, string code, string column, string value)
    {
        var facts = LedgerFixture.Facts("exp-2020,2020,China,exports,level,1,billion,USD,yes,s", "boxes,2020,China,boxes,level,1,million TEU,,yes,s");
        var log = new ProblemLog();
        ClaimsTable.Read(LedgerFixture.ClaimRows("ok,1,Text,fact,,,,,,n", row), facts, log);
        Told(Assert.Single(log.All()), code, $"claims.csv, row 3, column {column}", value);
    }

    [Fact]
    public void A_fact_that_is_misspelt_in_a_test_is_suggested()
    {
        var log = new ProblemLog();
        ClaimsTable.Read(LedgerFixture.ClaimRows("a,1,Text,fact,,,,fact:exp-202O > 1,,n"), LedgerFixture.Facts("exp-2020,2020,China,exports,level,1,billion,USD,yes,s"), log);
        Assert.Contains("did you mean 'exp-2020'", Assert.Single(log.All()).Repair, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_of_a_row_and_every_missing_column_is_told_at_once()
    {
        var log = new ProblemLog();
        FactsTable.Read(LedgerFixture.FactRows("a,spring,China,exports,amount,one,bilion,YUAN,no,"), log);
        Assert.Equal(["RB6003", "RB6004", "RB6005", "RB6006", "RB6008", "RB6009"], log.All().Select(p => p.Code).Order(StringComparer.Ordinal));
        log = new ProblemLog();
        Assert.Empty(FactsTable.Read(new TextTable("facts.csv", ["id", "value"], [], []), log));
        Assert.Equal(8, log.All().Count(p => p.Code == "RB6001"));
    }

    private static void Told(StudyProblem problem, string code, string place, string value)
    {
        Assert.Equal((code, place, value), (problem.Code, problem.Place, problem.Value));
        Assert.All([problem.Message, problem.Effect, problem.Repair], part => Assert.NotEmpty(part));
    }
}
