using System.Text.Json;
using System.Text.RegularExpressions;
using Rebound.Panels;
using Rebound.Studies;
using Rebound.Tests.Architecture;
using Xunit;

namespace Rebound.Tests.Cli;

public sealed partial class SchemaTests
{
    // Every section once, so that the reader asks for every key it knows.
    private const string Whole = """
        schema = 1
        [study]
        id = "whole"
        [data.cities]
        file = "a.csv"
        unit = "u"
        where = { a = "1" }
        [data.exports]
        file = "a.csv"
        unit = "u"
        time = "t"
        value = "v"
        where = { a = "1" }
        type = { currency = "USD" }
        [data.indicators]
        file = "a.csv"
        unit = "u"
        time = "t"
        indicator = "i"
        value = "v"
        where = { a = "1" }
        [data.channels]
        file = "a.csv"
        unit = "u"
        time = "t"
        channel = "c"
        variable = "v"
        value = "v"
        where = { a = "1" }
        [data.epidemic]
        file = "a.csv"
        unit = "u"
        time = "t"
        cases = "c"
        where = { a = "1" }
        [data.policy]
        file = "a.csv"
        unit = "u"
        time = "t"
        stringency = "s"
        where = { a = "1" }
        [data.travel]
        file = "a.csv"
        unit = "u"
        to = "v"
        value = "t"
        where = { a = "1" }
        [data.partners]
        file = "a.csv"
        time = "t"
        partner = "p"
        stringency = "s"
        where = { a = "1" }
        [data.prices]
        file = "a.csv"
        time = "t"
        price = "p"
        where = { a = "1" }
        [data.trade_groups]
        file = "a.csv"
        name = "n"
        group = "g"
        where = { a = "1" }
        [data.boundaries]
        file = "a.geojson"
        unit = "u"
        source = "s"
        where = { a = "1" }
        [index]
        fit = ["2015", "2019"]
        [shock]
        start = "2020-01"
        base = ["2018", "2019"]
        [mechanism]
        control = "none"
        [[model]]
        id = "m"
        formula = "gap ~ stringency | unit"
        window = ["2020-01", "2020-12"]
        [simulation]
        parameters = { R0 = 2.4 }
        levels = { sales = "orders" }
        [[seed]]
        unit = "a"
        day = "2020-01-10"
        [[scenario]]
        id = "s"
        set = { society = "p75" }
        parameters = { gamma = 0.9 }
        levers = { rebate = 2 }
        [[rule]]
        kind = "ban"
        from = "2020-02-01"
        to = "2020-03-01"
        [[rule]]
        kind = "closing"
        from = "2020-02-01"
        to = "2020-03-01"
        [[rule]]
        kind = "vaccination"
        from = "2020-02-01"
        to = "2020-03-01"
        [[rule]]
        kind = "variant"
        from = "2020-02-01"
        amount = 1.5
        [[rule]]
        kind = "passport"
        from = "2020-02-01"
        [[rule]]
        kind = "origin-risk"
        from = "2020-02-01"
        [[rule]]
        kind = "hospitals"
        [[rule]]
        kind = "testing"
        [calibration]
        ranges = { R0 = "2..3" }
        [advice]
        costs = { society = 1 }
        [report]
        languages = ["en"]
        """;

    [Fact]
    public void The_schema_knows_exactly_the_keys_that_the_reader_knows()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Of("study.toml"), Whole);
        var problems = new ProblemLog();
        var (_, record) = SettingsFile.Read(folder.Path, problems);
        Assert.Empty(problems.All());
        var read = record.Keys.Select(k => Position().Replace(k, "")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        using var schema = JsonDocument.Parse(Spoken.By("schema").Output);
        Assert.Equal(read, Leaves(schema.RootElement, "").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_printed_schema_is_the_documented_one() =>
        Assert.Equal(File.ReadAllText(Repository.PathOf("docs/study.schema.json")), Spoken.By("schema").Output);

    internal static IEnumerable<string> Leaves(JsonElement node, string path)
    {
        if (node.TryGetProperty("items", out var items) && items.TryGetProperty("properties", out _)) node = items;
        if (!node.TryGetProperty("properties", out var properties)) return [path];
        return properties.EnumerateObject().SelectMany(p => Leaves(p.Value, path.Length == 0 ? p.Name : $"{path}.{p.Name}"));
    }

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Position();
}
