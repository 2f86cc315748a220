using Rebound.Measures;
using Rebound.Panels;

namespace Rebound.Studies;

/// <summary>Whose doing the change of exports is: the tables windfall and margins; and how varied exports were before: the table variety.</summary>
internal static class WindfallStage
{
    private const int Months = 12;

    public static void Run(Study study, List<ResultTable> tables)
    {
        var panel = study.Data.Monthly!;
        var shock = study.Settings.Shock!;
        var last = panel.PeriodAt(panel.PeriodCount - 1);
        var end = shock.Horizon.CompareTo(last) < 0 ? shock.Horizon : last;
        var (after, note) = (end.Plus(1 - Months), "");
        var before = shock.Start.Plus(-Months);
        if (before.CompareTo(panel.First) < 0)
        {
            before = panel.First;
            note = $"no whole year before {shock.Start}: compared with the year from {before}, in which the shock may already be";
        }
        var settings = study.Settings.Tables["exports"];
        var links = TradeLinks.Read(Path.Combine(study.Folder, settings.File), settings.Column, settings.Where, panel.Cities, before, after, Months);
        var splits = WindfallAnalysis.Split(links.Cells, panel.Cities.Count, [.. Enumerable.Range(0, panel.Cities.Count).Select(u => BaseDistance(panel, u, before, shock.Start))], study.Settings.Seed);
        var margins = LinkMargins.Of(links.Cells, panel.Cities.Count);
        tables.Add(Windfall(panel, links, splits, note));
        tables.Add(Margins(panel, margins, before, after, note));
        tables.Add(VarietyTable.Of(panel.Cities, links, $"{before}..{before.Plus(Months - 1)}", note));
    }

    // ln(level of the year before the shock / the line through the years before it); NaN where these are fewer than two or the year is not all before the shock.
    private static double BaseDistance(Panel panel, int unit, Period before, Period shock)
    {
        if (before.Plus(Months).CompareTo(shock) > 0) return double.NaN;
        var levels = panel.Series("exports", unit);
        List<double> logs = [];
        for (var from = before.Ordinal - panel.First.Ordinal; from >= 0; from -= Months)
        {
            var sum = 0.0;
            for (var t = from; t < from + Months; t++) sum += levels[t];
            if (!(sum > 0)) break;
            logs.Add(Math.Log(sum));
        }
        if (logs.Count < 3) return double.NaN;
        logs.Reverse();
        var earlier = logs.Count - 1;
        double mean = 0, middle = (earlier - 1) / 2.0, product = 0, square = 0;
        for (var k = 0; k < earlier; k++) mean += logs[k] / earlier;
        for (var k = 0; k < earlier; k++)
        {
            product += (k - middle) * (logs[k] - mean);
            square += (k - middle) * (k - middle);
        }
        return logs[earlier] - mean - product / square * (earlier - middle);
    }

    private static ResultTable Windfall(Panel panel, TradeLinks links, WindfallSplit?[] splits, string note)
    {
        var table = new TableBuilder("windfall", "city", "#growth_pct", "#common_pct", "#product_pct", "#destination_pct", "#base_pct", "#own_pct", "#own_low_pct", "#own_high_pct", "#product_error_pct", "#destination_error_pct", "largest_product", "#product_without_it_pct", "note");
        for (var u = 0; u < splits.Length; u++)
        {
            if (splits[u] is not { } s) continue;
            string[] notes = [s.NotSeparated, note];
            table.Add(panel.Cities[u], 100 * s.Growth, 100 * s.Common, 100 * s.Product, 100 * s.Destination, 100 * s.Base, 100 * s.Own, 100 * (s.Own - s.OwnHalfWidth), 100 * (s.Own + s.OwnHalfWidth), s.Product is null ? null : 100 * s.ProductError, s.Destination is null ? null : 100 * s.DestinationError,
                s.LargestProduct < 0 ? "" : links.Products[s.LargestProduct], s.LargestProduct < 0 ? null : 100 * s.ProductWithout, string.Join("; ", notes.Where(n => n.Length > 0)));
        }
        return table.Build();
    }

    private static ResultTable Margins(Panel panel, LinkMargins[] margins, Period before, Period after, string note)
    {
        var table = new TableBuilder("margins", "city", "before", "after", "#level_before", "#level_after", "#entry", "#exit", "#intensive", "#links_before", "#links_after", "#links_survived", "#survival", "note");
        for (var u = 0; u < margins.Length; u++)
        {
            var m = margins[u];
            if (m.LinksBefore + m.LinksAfter == 0) continue;
            table.Add(panel.Cities[u], $"{before}..{before.Plus(Months - 1)}", $"{after}..{after.Plus(Months - 1)}", m.Before, m.After, m.Entry, m.Exit, m.Intensive, m.LinksBefore, m.LinksAfter, m.Survived, m.Survival, note);
        }
        return table.Build();
    }
}
