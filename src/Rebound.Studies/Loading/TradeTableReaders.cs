using System.Globalization;
using Rebound.Panels;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Reads the tables of prices and of trade groups.</summary>
internal static class TradeTableReaders
{
    /// <summary>Stands for all names that no other row names.</summary>
    public const string Others = "*";

    private const double MostPrice = 1000;

    /// <summary>Worth of a unit of goods by currency (empty: that of the exports) and month.</summary>
    public static SortedDictionary<string, SortedDictionary<int, double>> Prices(StudyFiles files, TableSettings settings, ProblemLog problems, List<Provenance> provenance)
    {
        const string Effect = "the worth of the month's exports would be wrong";
        var prices = new SortedDictionary<string, SortedDictionary<int, double>>(StringComparer.Ordinal);
        if (LongTable.Open(files, settings, problems) is not { } table) return prices;
        using var source = table.Source;
        var periods = new PeriodCache(Frequency.Month);
        while (table.Next())
        {
            if (Row() is { } reason) table.Count.Drop(reason, source);
            else table.Count.Use();
        }
        provenance.Add(table.Close());
        return prices;

        string? Row()
        {
            if (!table.IsWanted) return table.FilterReason;
            var month = periods.Of(source.Field(table.ColumnOf("time")).Trim());
            if (month < 0)
            {
                problems.Add(ReadingProblems.Date(source, table.ColumnOf("time"), Frequency.Month));
                return "unreadable time";
            }
            var value = table.Number("price", Effect);
            if (double.IsNaN(value)) return "no value";
            if (value is <= 0 or > MostPrice)
            {
                problems.Add(new StudyProblem("RB2085", source.Place(table.ColumnOf("price")), value.ToString("R", CultureInfo.InvariantCulture), "a price is above 0 and 1 in a normal month", Effect, "correct the number, or divide by the normal month's"));
                return "not a price";
            }
            var currency = table.Text("currency");
            if (!prices.TryGetValue(currency, out var months)) prices[currency] = months = [];
            if (months.TryAdd(month, value)) return null;
            problems.Add(new StudyProblem("RB2023", $"{source.Name}, row {source.Row}", $"{table.Text("time")} {currency}".Trim(), "the month stands twice", "it is not clear which holds", "remove one of the rows"));
            return "month listed twice";
        }
    }

    /// <summary>The model's partner or goods' sector of each partner or product of the exports.</summary>
    public static SortedDictionary<string, string> Groups(StudyFiles files, TableSettings settings, ProblemLog problems, List<Provenance> provenance)
    {
        var groups = new SortedDictionary<string, string>(StringComparer.Ordinal);
        string[] known = [.. Partners, .. Sectors];
        if (LongTable.Open(files, settings, problems) is not { } table) return groups;
        using var source = table.Source;
        while (table.Next())
        {
            if (Row() is { } reason) table.Count.Drop(reason, source);
            else table.Count.Use();
        }
        provenance.Add(table.Close());
        return groups;

        string? Row()
        {
            if (!table.IsWanted) return table.FilterReason;
            var (name, group) = (table.Text("name"), table.Text("group"));
            if (!known.Contains(group, StringComparer.Ordinal))
            {
                problems.Add(new StudyProblem("RB2083", source.Place(table.ColumnOf("group")), group, $"the model has no partner or sector of goods '{group}'", "exports would belong to nothing", SettingsReader.Suggest(group, known) ?? $"write one of {string.Join(", ", known)}"));
                return "unknown group";
            }
            // all other partners and all other products are two things
            if (groups.TryAdd(name == Others ? KeyOfOthers(Partners.Contains(group, StringComparer.Ordinal)) : name, group)) return null;
            problems.Add(new StudyProblem("RB2023", $"{source.Name}, row {source.Row}", name, $"\"{name}\" stands twice", "it is not clear which group holds", "remove one of the rows"));
            return "name listed twice";
        }
    }

    /// <summary>Where the group of all other partners, or of all other products, is kept.</summary>
    public static string KeyOfOthers(bool partners) => Others + (partners ? " partners" : " products");

    public static IReadOnlyList<string> Partners { get; } = [.. TradeStructure.ChinaLike.Partners.Select(p => p.Name)];

    public static IReadOnlyList<string> Sectors { get; } = [.. TradeStructure.ChinaLike.Sectors.Where(s => !s.Service).Select(s => s.Name)];
}
