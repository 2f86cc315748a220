using System.Runtime.InteropServices;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Exports of the base years by unit, partner and product, added up while the table is read.</summary>
internal sealed class BaseTrade(int first, int last)
{
    private readonly Dictionary<(int Unit, int Partner, int Product), double> sums = [];
    private readonly Labels partners = new(), products = new();
    private readonly List<string> partnerNames = [], productNames = [];

    /// <summary>What a simulation of a study needs; null where the table tells neither partners nor products, or nothing is simulated.</summary>
    public static BaseTrade? For(StudySettings settings, TableSettings exports) =>
        settings.Simulation is not null && settings.Shock is { } shock && (exports.Column("partner").Length > 0 || exports.Column("product").Length > 0)
            ? new BaseTrade(Period.OfMonth(shock.BaseFirst, 1).Ordinal, Period.OfMonth(shock.BaseLast, 12).Ordinal) : null;

    /// <summary>Adds an amount, if its month is one of the base years.</summary>
    public void Add(int unit, int month, ReadOnlySpan<char> partner, ReadOnlySpan<char> product, double amount)
    {
        if (month < first || month > last) return;
        CollectionsMarshal.GetValueRefOrAddDefault(sums, (unit, Of(partners, partnerNames, partner), Of(products, productNames, product)), out _) += amount;
    }

    /// <summary>The sums, by unit, partner and product; an empty name where the table has no such column.</summary>
    public IEnumerable<(int Unit, string Partner, string Product, double Amount)> Cells() => sums
        .Select(s => (s.Key.Unit, Partner: partnerNames[s.Key.Partner], Product: productNames[s.Key.Product], s.Value))
        .OrderBy(c => c.Unit).ThenBy(c => c.Partner, StringComparer.Ordinal).ThenBy(c => c.Product, StringComparer.Ordinal);

    private static int Of(Labels labels, List<string> names, ReadOnlySpan<char> text)
    {
        var place = labels.Of(text);
        if (place == names.Count) names.Add(text.ToString());
        return place;
    }
}
