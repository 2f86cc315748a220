using System.Globalization;
using Rebound.Measures;

namespace Rebound.Studies;

/// <summary>How concentrated and how varied the products are that a unit exports: the table variety.</summary>
internal static class VarietyTable
{
    public static ResultTable Of(IReadOnlyList<string> units, TradeLinks links, string window, string note)
    {
        var table = new TableBuilder("variety", "city", "window", "#products", "#groups", "#herfindahl", "#herfindahl_normalised", "#shannon", "#unrelated", "#related", "note");
        var groups = links.Groups.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select((name, code) => (name, code)).ToDictionary(g => g.name, g => g.code, StringComparer.Ordinal);
        int[] groupOf = [.. links.Groups.Select(name => groups[name])];
        var known = links.Products.Count > 1;
        var why = !known ? "the exports are not known by product; name the column with [data.exports] product"
            : links.Groups.Contains("") ? "products have no groups, so their variety cannot be split: give codes of four digits or more, or [data.exports] product_group" : "";
        var amounts = new double[units.Count, Math.Max(1, links.Products.Count)];
        foreach (var cell in links.Cells) amounts[cell.Unit, cell.Product] += cell.Before;
        for (var u = 0; u < units.Count; u++)
        {
            var row = new double[links.Products.Count];
            var total = 0.0;
            for (var k = 0; k < row.Length; k++) total += row[k] = amounts[u, k];
            if (!known || total == 0)
            {
                table.Add(units[u], window, null, null, null, null, null, null, null, known ? string.Create(CultureInfo.InvariantCulture, $"'{units[u]}' exported nothing in {window}") : why);
                continue;
            }
            for (var k = 0; k < row.Length; k++) row[k] /= total;
            var found = IndustryVariety.Of(units[u], row, groupOf);
            table.Add(units[u], window, row.Count(share => share > 0), why.Length > 0 ? null : groupOf.Where((_, k) => row[k] > 0).Distinct().Count(), found.Herfindahl, found.HerfindahlNormalised, found.Shannon,
                why.Length > 0 ? null : found.Unrelated, why.Length > 0 ? null : found.Related, string.Join("; ", new[] { why, note }.Where(text => text.Length > 0)));
        }
        return table.Build();
    }
}
