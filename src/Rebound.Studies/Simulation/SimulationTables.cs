using System.Globalization;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>The tables that say what a simulation rests on: its inputs, its slopes, its parameters.</summary>
internal static class SimulationTables
{
    /// <summary>What went into the model, and how much each dimension matters.</summary>
    public static void Inputs(Study study, StudyWorld asked, RunPlan plan, List<ResultTable> tables)
    {
        var settings = study.Settings.Simulation!;
        var (table, data) = (new TableBuilder("simulation_inputs", "input", "source"), study.Data);
        table.Add("travel", settings.Travel == "observed" ? "observed, [data.travel]" : string.Create(CultureInfo.InvariantCulture, $"{settings.Travel}, {100 * settings.TravelShare:0.##} % of people in another unit on a day"))
            .Add("control", settings.Policy == "observed" ? "observed stringency, [data.policy]; rules of the model on days without it" : "rules of the model")
            .Add("exports", asked.TradeNote)
            .Add("partners' stringency", data.PartnerStringency.Count == 0 ? "none: buyers abroad are not disturbed" : $"[data.partners]: {string.Join(", ", data.PartnerStringency.Keys)}")
            .Add("vessels", data.PartnerVessels.Count == 0 ? "ample: the study tells none" : $"[data.partners]: {string.Join(", ", data.PartnerVessels.Keys)}; ample to others")
            .Add("prices", data.Prices.ContainsKey("") ? "[data.prices]" : "normal all along: the study tells none")
            .Add("parameters", data.Posterior.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"{data.Posterior.Count} draws of {settings.Posterior}") : "priors, and what [simulation] sets");
        tables.Add(table.Build());
        var slopes = new TableBuilder("simulation_slopes", "dimension", "channel", "#slope", "#low", "#high", "source");
        foreach (var dimension in asked.Dimensions)
            foreach (var channel in Enum.GetValues<ShockChannel>())
            {
                var values = plan.Slopes.Count == 0 ? default : Spread.Of([.. plan.Slopes.Select(s => s[dimension, channel])]);
                var drawn = plan.Slopes.Count > 0 && values.High > values.Low;
                slopes.Add(dimension.ToString().ToLowerInvariant(), channel.ToString().ToLowerInvariant(), asked.World.Slopes[dimension, channel], drawn ? values.Low : null, drawn ? values.High : null,
                    settings.Slopes == "none" ? "none" : asked.Estimated is not { } estimated ? "prior" : estimated.Reasons[(dimension, channel)]);
            }
        if (slopes.Count > 0) tables.Add(slopes.Build());
    }

    /// <summary>The parameters with their values, sources and what identifies them.</summary>
    public static void Parameters(Study study, StudyWorld asked, List<ResultTable> tables)
    {
        var settings = study.Settings.Simulation!;
        var table = new TableBuilder("simulation_parameters", "symbol", "channel", "meaning", "#value", "#low", "#high", "resilience", "status", "identified_by", "source");
        var calibrated = study.Data.Posterior.SelectMany(d => d.Keys).ToHashSet(StringComparer.Ordinal);
        double? Middle(string symbol) => calibrated.Contains(symbol) ? Spread.Of([.. study.Data.Posterior.Where(d => d.ContainsKey(symbol)).Select(d => d[symbol])]).Median : null;
        foreach (var p in Rebound.Simulation.Parameters.All)
        {
            var links = p.Links.Where(l => asked.Dimensions.Contains(l.Dimension) && asked.World.Slopes[l.Dimension, p.Channel] > 0).Select(l => $"{l.Dimension.ToString().ToLowerInvariant()} ({(l.Sign > 0 ? "+" : "−")})");
            table.Add(p.Symbol, p.Channel.ToString().ToLowerInvariant(), p.Meaning, Middle(p.Symbol) ?? asked.World.Parameters[p], p.Low, p.High, string.Join(", ", links),
                calibrated.Contains(p.Symbol) ? "calibrated" : settings.Parameters.ContainsKey(p.Symbol) ? "set by the study" : "at its prior", p.IdentifiedBy, p.Source);
        }
        tables.Add(table.Build());
    }
}
