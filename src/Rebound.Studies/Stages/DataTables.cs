using Rebound.Measures;

namespace Rebound.Studies;

/// <summary>The tables that tell what was read: data_card, dropped_rows, coverage, cities.</summary>
internal static class DataTables
{
    public static IEnumerable<ResultTable> Of(Study study)
    {
        var card = new TableBuilder("data_card", "table", "file", "sha256", "#rows_in", "#rows_used", "#rows_dropped", "#units", "#periods", "first", "last", "unit_of_value");
        var dropped = new TableBuilder("dropped_rows", "table", "reason", "#rows", "example");
        var panel = study.Data.Monthly;
        foreach (var p in study.Data.Provenance)
        {
            var isMonthly = p.Table is "exports" && panel is not null;
            card.Add(p.Table, p.File, p.Hash, p.RowsIn, p.RowsUsed, p.RowsIn - p.RowsUsed, study.Data.Cities.Count, isMonthly ? panel!.PeriodCount : null,
                isMonthly ? panel!.First.ToString() : "", isMonthly ? panel!.PeriodAt(panel.PeriodCount - 1).ToString() : "", study.Settings.Tables.TryGetValue(p.Table, out var t) && p.Table == "exports" ? t.Unit.ToString() : "");
            foreach (var d in p.Dropped) dropped.Add(p.Table, d.Reason, d.Rows, d.Example);
        }
        yield return card.Build();
        yield return dropped.Build();
        yield return Coverage(study);
    }

    public static ResultTable Cities(Study study, IndexResult? index, RecoveryResult? recovery)
    {
        var table = new TableBuilder("cities", "city", "name", "#latitude", "#longitude", "#population", "in_index", "in_recovery", "reason");
        var indexed = index?.Units.ToHashSet(StringComparer.Ordinal) ?? [];
        var outcomes = recovery?.Units.GroupBy(u => u.Unit, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal) ?? [];
        foreach (var c in study.Data.Cities)
        {
            var outcome = outcomes.GetValueOrDefault(c.Code);
            table.Add(c.Code, c.Name, c.Latitude, c.Longitude, c.Population, indexed.Contains(c.Code) ? "yes" : "no", outcome?.Measures is not null ? "yes" : "no", outcome?.Outcome is Refused refused ? refused.Reason : "");
        }
        return table.Build();
    }

    private static ResultTable Coverage(Study study)
    {
        var table = new TableBuilder("coverage", "city", "table", "#year", "#share");
        if (study.Data.Monthly is { } panel)
        {
            foreach (var (variable, name) in new[] { ("exports", "exports"), ("new_cases", "epidemic"), ("stringency", "policy") })
            {
                if (!panel.Has(variable)) continue;
                for (var c = 0; c < panel.Cities.Count; c++)
                    foreach (var year in Enumerable.Range(0, panel.PeriodCount).GroupBy(t => panel.PeriodAt(t).Year))
                        table.Add(panel.Cities[c], name, year.Key, year.Average(t => double.IsNaN(panel.Series(variable, c)[t]) ? 0.0 : 1.0));
            }
        }
        if (study.Data.Indicators is { } indicators)
        {
            int years = indicators.Years.Count, count = indicators.Indicators.Count;
            for (var c = 0; c < study.Data.Cities.Count; c++)
                for (var t = 0; t < years; t++)
                    table.Add(study.Data.Cities[c].Code, "indicators", indicators.Years[t], Enumerable.Range(0, count).Average(k => double.IsNaN(indicators.Values[(c * years + t) * count + k]) ? 0.0 : 1.0));
        }
        return table.Build();
    }
}
