using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Why a fact cannot be held against the model: no number of its kind is in it, or not of its days, place, partner or money.</summary>
internal sealed class UnheldFacts(Study study, SimulatedWorld world)
{
    // What a variable begins with, or the whole of it, and what the model has in its place.
    private static readonly (string Start, string Reason)[] Kinds =
    [
        ("imports", "the model has exports and no imports"),
        ("total trade", "the model has exports and no imports, so no total trade"),
        ("deaths", "the model keeps deaths of the whole run, not by day"),
        ("new export orders", "an index of purchasing managers counts firms that report a rise, and the model has amounts"),
        ("manufacturing purchasing managers index", "an index of purchasing managers counts firms that report a rise, and the model has amounts"),
        ("non-manufacturing purchasing managers index", "an index of purchasing managers counts firms that report a rise, and the model has amounts"),
        ("vessel calls", "the model has capacity of vessels by partner, and no calls"),
        ("foreign-trade vessel calls", "the model has capacity of vessels by partner, and no calls"),
        ("idle container fleet", "the fleet is an input of the model (vessels by partner), not a result"),
        ("container freight rate", "the model has no freight rates"),
        ("container throughput", "the model has throughput of whole months as growth, of the whole and of ports that it names; it counts goods and no boxes"),
        ("industrial value added", "the model has exports, not the output for the country itself"),
        ("manufacturing value added", "the model has exports, not the output for the country itself"),
        ("services production", "the model has exports, not the output for the country itself"),
        ("industrial export delivery value", "the model has goods at the border, not at the factory"),
        ("retail sales", "the model has no households' spending"),
        ("trade volume", "trade of the world is an input of the model, not a result"),
        ("stringency index", "stringency of others is an input of the model, not a result"),
        ("closure of the city", "dates of closing are an input of the model, not a result"),
        ("days of closure", "dates of closing are an input of the model, not a result"),
        ("cities ", "measures of cities are an input of the model, not a result"),
        ("countries ", "measures of other countries are an input of the model, not a result"),
        ("beds ", "emergency beds are an input of the model, not a result"),
        ("re-lending", "programs are an input of the model, not a result"),
        ("special re-lending", "programs are an input of the model, not a result"),
        ("small and medium firms whose cash", "the distribution of cash is an input of the model, not a result"),
        ("small firms short of orders", "a survey counts firms, and the model has the orders of all firms together"),
        ("small exporters", "a survey counts firms, and the model has the orders and inputs of all firms together"),
        ("production level of small", "the model does not tell small firms from others"),
        ("key foreign-trade firms at", "the model has the share of firms that are open, not how many produce above a level"),
    ];

    /// <summary>The reason, in words.</summary>
    public string Of(RecordedFact fact)
    {
        var simulation = study.Settings.Simulation!;
        foreach (var (start, reason) in Kinds)
            if (fact.Variable.StartsWith(start, StringComparison.Ordinal)) return reason;
        var (first, last) = (simulation.FirstDay, simulation.FirstDay.AddDays(simulation.Days - 1));
        if (fact.Period.First < first || fact.Period.Last > last) return FormattableString.Invariant($"outside the simulated days, {first:yyyy-MM-dd} to {last:yyyy-MM-dd}");
        if (fact.Variable.StartsWith("exports", StringComparison.Ordinal)) return Exports(fact);
        return fact.Scope == simulation.Whole ? $"the model has no {fact.Variable}" : $"the model has no {fact.Variable} of {fact.Scope}";
    }

    private string Exports(RecordedFact fact)
    {
        var currency = study.Settings.Tables.GetValueOrDefault("exports")?.Unit.Currency ?? "";
        if (fact.Measure == Measure.Level && fact.Currency != currency) return $"amounts are in {(currency.Length > 0 ? currency : "no stated money")}, and the study has no rate to {fact.Currency}";
        if (fact.Measure == Measure.Growth && fact.Currency.Length > 0 && fact.Currency != currency && !study.Data.Prices.ContainsKey(fact.Currency)) return $"the study has no prices in {fact.Currency}";
        foreach (var start in new[] { "exports to ", "exports of " })
        {
            if (!fact.Variable.StartsWith(start, StringComparison.Ordinal)) continue;
            var name = fact.Variable[start.Length..];
            if (world.Trade.PartnerIndex(name) < 0 && world.Trade.SectorIndex(name) < 0)
                return study.Data.TradeGroups.TryGetValue(name, out var group) ? $"the model has {name} only within {group}, whose amount is larger" : $"[data.trade_groups] gives {name} no group of the model";
        }
        return fact.Measure == Measure.Level ? "the model's amounts of single places rest on how the study shares exports out" : $"no unit or group of the study is called {fact.Scope}";
    }
}
