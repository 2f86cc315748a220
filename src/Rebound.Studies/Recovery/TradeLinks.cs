using Rebound.Measures;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Exports by unit, product and partner in two windows, from one pass over the table.</summary>
/// <param name="Cells">One cell a link that exports in either window, by unit, product, partner.</param>
/// <param name="Products">Names of the products; one empty name where there are none.</param>
/// <param name="Partners">Names of the partners, likewise.</param>
/// <param name="Groups">The group of each product: of the column that the study names, else the first two digits of its code; empty where it has neither.</param>
internal sealed record TradeLinks(IReadOnlyList<TradeCell> Cells, IReadOnlyList<string> Products, IReadOnlyList<string> Partners, IReadOnlyList<string> Groups)
{
    public static TradeLinks Read(string path, Func<string, string> column, IReadOnlyDictionary<string, string> where, IReadOnlyList<string> units, Period before, Period after, int months)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var u = 0; u < units.Count; u++) places[units[u]] = u;
        var file = path.Split('#', 2);
        using var source = TableFile.Open(file[0], file.Length > 1 ? file[1] : "", path);
        int At(string role) => column(role) is { Length: > 0 } name ? source.ColumnOf(name) : -1;
        var (unit, time, value, partner, product, family) = (At("unit"), At("time"), At("value"), At("partner"), At("product"), At("product_group"));
        (int Column, string Text)[] filters = [.. where.Select(w => (source.ColumnOf(w.Key), w.Value))];
        var (products, partners, groups) = (new Names(), new Names(), new List<string>());
        var sums = new SortedDictionary<(int Unit, int Product, int Partner), (double Before, double After)>();
        while (source.Next())
        {
            if (Array.Exists(filters, f => f.Column >= 0 && !source.Field(f.Column).Trim().SequenceEqual(f.Text))) continue;
            if (!places.TryGetValue(source.Field(unit).Trim().ToString(), out var u) || !Period.TryParse(source.Field(time).Trim(), out var month) || month.Frequency != Frequency.Month) continue;
            var (first, second) = (Inside(month, before, months), Inside(month, after, months));
            if (!first && !second || NumberText.Read(source.Field(value), false, out var amount) != NumberCell.Number || !(amount > 0)) continue;
            var code = product < 0 ? "" : source.Field(product).Trim().ToString();
            var key = (u, products.IndexOf(code), partners.IndexOf(partner < 0 ? "" : source.Field(partner).Trim().ToString()));
            if (groups.Count < products.All.Count) groups.Add(family >= 0 ? source.Field(family).Trim().ToString() : Chapter(code));
            sums.TryGetValue(key, out var sum);
            sums[key] = (sum.Before + (first ? amount : 0), sum.After + (second ? amount : 0));
        }
        return new TradeLinks([.. sums.Select(s => new TradeCell(s.Key.Unit, s.Key.Product, s.Key.Partner, s.Value.Before, s.Value.After))], products.All, partners.All, groups);
    }

    // Of a code of a classification of goods, 8471 for instance, the first two digits are the chapter.
    private static string Chapter(string code) => code.Length is >= 4 and <= 10 && code.All(char.IsAsciiDigit) ? code[..2] : "";

    private static bool Inside(Period month, Period from, int months) => month.Ordinal >= from.Ordinal && month.Ordinal < from.Ordinal + months;

    private sealed class Names
    {
        private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

        public List<string> All { get; } = [];

        public int IndexOf(string name)
        {
            if (places.TryGetValue(name, out var place)) return place;
            places.Add(name, All.Count);
            All.Add(name);
            return All.Count - 1;
        }
    }
}
