using Rebound.Panels;
using Rebound.Studies;
using Xunit;

namespace Rebound.Tests.Claims;

internal static class LedgerFixture
{
    private const string FactHeader = "id,period,scope,variable,measure,value,unit,currency,verified,source,note";
    private const string ClaimHeader = "id,section,claim,kind,relates,expected_sign,horizon,test,stated,needs";

    public static string StudyFolder { get; } = Path.Combine(Root(), "studies", "china-2020");

    public static TextTable FactRows(params string[] rows) => Rows("facts.csv", FactHeader, rows);

    public static TextTable ClaimRows(params string[] rows) => Rows("claims.csv", ClaimHeader, rows);

    public static IReadOnlyList<RecordedFact> Facts(params string[] rows) => Clean(log => FactsTable.Read(FactRows(rows), log));

    public static IReadOnlyList<Claim> Claims(IReadOnlyList<RecordedFact> facts, params string[] rows) => Clean(log => ClaimsTable.Read(ClaimRows(rows), facts, log));

    public static IReadOnlyList<RecordedFact> ChinaFacts() => Clean(log => FactsTable.Read(File("facts.csv"), log));

    public static IReadOnlyList<Claim> ChinaClaims(IReadOnlyList<RecordedFact> facts) => Clean(log => ClaimsTable.Read(File("claims.csv"), facts, log));

    /// <summary>China's claims with the numbers that one of them states replaced, as if the author had corrected it.</summary>
    public static IReadOnlyList<Claim> Corrected(IReadOnlyList<RecordedFact> facts, string id, string stated)
    {
        var table = File("claims.csv");
        var row = Enumerable.Range(0, table.Rows.Count).First(r => table.Field(r, "id") == id);
        var column = table.Header.ToList().IndexOf("stated");
        table.Rows[row][column] = stated;
        return Clean(log => ClaimsTable.Read(table, facts, log));
    }

    public static TextTable File(string name)
    {
        var log = new ProblemLog();
        using var source = TableFile.Open(Path.Combine(StudyFolder, name), "", name);
        var table = TextTable.Read(source, log);
        Assert.False(log.HasErrors);
        return table;
    }

    private static TextTable Rows(string name, string header, string[] rows)
    {
        var columns = header.Split(',');
        return new TextTable(name, columns, [.. rows.Select(r => r.Split(',').Concat(Enumerable.Repeat("", columns.Length)).Take(columns.Length).ToArray())], [.. Enumerable.Range(2, rows.Length).Select(i => (long)i)]);
    }

    private static T Clean<T>(Func<ProblemLog, T> read)
    {
        var log = new ProblemLog();
        var result = read(log);
        Assert.Equal([], log.All());
        return result;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Rebound.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Rebound.slnx was not found above the tests.");
    }
}
