using System.Globalization;
using Rebound.Numerics;
using Rebound.Panels;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Holds what a simulation asks against the table of units.</summary>
internal static class SimulationChecks
{
    private const int MostNamed = 5;

    public static void Run(StudySettings settings, SimulationSettings simulation, UnitList units, IReadOnlyList<TravelFlow> travel, IndicatorValues? indicators, IReadOnlyCollection<string> channelVariables, ProblemLog problems)
    {
        if (units.Cities.Count == 0) return;
        var place = simulation.Place;
        var nameless = units.Cities.Where(c => !(c.Population >= 1)).Select(c => c.Code).ToArray();
        if (nameless.Length > 0)
            problems.Add(new StudyProblem("RB3021", place, Named(nameless), $"{nameless.Length} of {units.Cities.Count} units have no population", "an epidemic among an unknown number of people cannot be simulated", "name the column population in [data.cities], and fill it"));
        if (simulation.Travel == "observed" && !settings.Tables.ContainsKey("travel"))
            problems.Add(new StudyProblem("RB1002", place, "observed", "travel = \"observed\", and there is no [data.travel]", "nobody would travel", "add [data.travel], or write travel = \"gravity\""));
        if (simulation.Travel != "observed")
        {
            var placeless = units.Cities.Where(c => !double.IsFinite(c.Latitude) || !double.IsFinite(c.Longitude)).Select(c => c.Code).ToArray();
            if (placeless.Length > 0)
                problems.Add(new StudyProblem("RB3022", place, Named(placeless), $"{placeless.Length} of {units.Cities.Count} units have no coordinates", $"travel by {simulation.Travel} needs distances", "name the columns latitude and longitude in [data.cities], or give [data.travel]"));
        }
        if (simulation.Policy == "observed" && !settings.Tables.ContainsKey("policy"))
            problems.Add(new StudyProblem("RB1002", place, "observed", "policy = \"observed\", and there is no [data.policy]", "control would be unknown", "add [data.policy], or write policy = \"rules\""));
        if (simulation.Seeds.Count == 0 && !settings.Tables.ContainsKey("epidemic"))
            problems.Add(new StudyProblem("RB1002", place, "", "there is neither a [[seed]] nor an [data.epidemic] to take one from", "the epidemic would have no beginning", "add a [[seed]] with unit, day and infections"));
        if (simulation.Travel == "observed" && settings.Tables.ContainsKey("travel") && units.Cities.Count > 1 && Apart(units, travel) is { Count: > 0 } apart)
            problems.Add(new StudyProblem("RB3025", place, Named([.. apart.Select(u => units.Cities[u].Code)]), $"travel does not connect {apart.Count} of {units.Cities.Count} units with the others", "the epidemic could never reach them, whatever their resilience", "add the missing flows, leave the units out, or write travel = \"gravity\""));
        if (simulation.Travel == "observed" && settings.Tables.TryGetValue("travel", out var table)) Crowded(table.File, units, travel, problems);
        foreach (var (channel, variable) in simulation.Levels.Where(l => !channelVariables.Contains(l.Value, StringComparer.Ordinal)))
            problems.Add(new StudyProblem("RB1004", place, variable, $"\"{variable}\" is not a variable of [data.channels]", $"slopes of {channel} could not be taken from the study", SettingsReader.Suggest(variable, channelVariables) ?? (channelVariables.Count > 0 ? $"write one of {string.Join(", ", channelVariables.Order(StringComparer.Ordinal))}" : "add [data.channels], or leave levels out")));
        foreach (var unit in settings.Advice.Units) Known(unit, settings.Advice.Place, units, problems);
        foreach (var unit in settings.Calibration.HoldOutUnits) Known(unit, settings.Calibration.Place, units, problems);
        foreach (var seed in simulation.Seeds) Known(seed.Unit, seed.Place, units, problems);
        foreach (var rule in simulation.Rules)
            foreach (var unit in rule.Units) Known(unit, rule.Place, units, problems);
        foreach (var scenario in simulation.Scenarios)
        {
            foreach (var unit in scenario.Units) Known(unit, scenario.UnitsPlace, units, problems);
            Scored(scenario, indicators, problems);
        }
        Seeded(simulation, units, problems);
        if (settings.Advice.Budget > 0 && !settings.Tables.ContainsKey("exports"))
            problems.Add(new StudyProblem("RB1002", settings.Advice.BudgetPlace, "", "there is a budget and no [data.exports]", "without exports in money nothing can be weighed against it", "add [data.exports], or leave the budget out"));
    }

    // A dimension moves nothing where no index scores it.
    private static void Scored(ScenarioSettings scenario, IndicatorValues? indicators, ProblemLog problems)
    {
        string[] known = [.. indicators?.Indicators.Select(i => i.Dimension.Split('/')[0].ToLowerInvariant()).Distinct(StringComparer.Ordinal) ?? []];
        foreach (var dimension in scenario.Resilience.Keys.Where(d => Enum.TryParse<ResilienceDimension>(d, true, out _) && !known.Contains(d, StringComparer.Ordinal)))
            problems.Add(new StudyProblem("RB3027", scenario.SetPlace, dimension, known.Length == 0 ? $"the study has no index that scores {dimension}" : $"the study's index has no dimension '{dimension}'", "no unit would change, and the scenario would look like a tie",
                known.Length == 0 ? "add [index] and its indicators, or take the dimension out of the scenario" : $"call a dimension of indicators.csv so (it has {string.Join(", ", known)}), or take it out of the scenario"));
    }

    // Seeds of one unit add up.
    private static void Seeded(SimulationSettings simulation, UnitList units, ProblemLog problems)
    {
        foreach (var seeds in simulation.Seeds.GroupBy(s => s.Unit, StringComparer.Ordinal))
            if (units.IndexOf(seeds.Key) is var u and >= 0 && units.Cities[u].Population >= 1 && seeds.Sum(s => (double)s.Infections) > units.Cities[u].Population)
                problems.Add(new StudyProblem("RB3028", seeds.Last().PeoplePlace, string.Create(CultureInfo.InvariantCulture, $"{seeds.Sum(s => (double)s.Infections):0} infections"), string.Create(CultureInfo.InvariantCulture, $"more people are infected than the {units.Cities[u].Population:0} who live in '{seeds.Key}'"), "the epidemic would begin with people who do not exist", "correct the number of infections, or the population"));
    }

    private static void Known(string unit, string place, UnitList units, ProblemLog problems)
    {
        if (units.IndexOf(unit) >= 0) return;
        problems.Add(new StudyProblem("RB3024", place, unit, $"\"{unit}\" is not a unit of the study", "what is asked of it cannot be simulated", SettingsReader.Suggest(unit, units.Cities.Select(c => c.Code)) ?? "write the code of a unit"));
    }

    // Contacts across units count from both ends: travellers out and in together are at most the people.
    private static void Crowded(string file, UnitList units, IReadOnlyList<TravelFlow> travel, ProblemLog problems)
    {
        var moved = new double[units.Cities.Count];
        foreach (var flow in travel)
        {
            moved[units.IndexOf(flow.From)] += flow.Travellers;
            moved[units.IndexOf(flow.To)] += flow.Travellers;
        }
        foreach (var (city, u) in units.Cities.Select((c, u) => (c, u)).Where(x => x.c.Population >= 1 && moved[x.u] > Math.Round(x.c.Population)))
            problems.Add(new StudyProblem("RB3026", $"{file}, unit {city.Code}", string.Create(CultureInfo.InvariantCulture, $"{moved[u]:0} travellers a day among {city.Population:0} people"), "more people travel into and out of the unit on a day than live there", "its residents would have no contact at home", "give travellers a day, not a month or year; correct the flow or the population"));
    }

    // Units outside the largest component of the network, flows taken both ways.
    private static List<int> Apart(UnitList units, IReadOnlyList<TravelFlow> travel)
    {
        var sets = new DisjointSets(units.Cities.Count);
        foreach (var flow in travel.Where(f => f.Travellers > 0)) sets.Join(units.IndexOf(flow.From), units.IndexOf(flow.To));
        return [.. sets.Sets().Skip(1).SelectMany(s => s).Order()];
    }

    private static string Named(string[] codes) => string.Join(", ", codes.Take(MostNamed)) + (codes.Length > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {codes.Length - MostNamed} more") : "");
}
