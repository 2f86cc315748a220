using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>What makes a travel network unusable.</summary>
internal static class TravelFaults
{
    internal const double MostRest = 20;
    private const int Named = 5;

    internal static ScenarioFault? Of(TravelFlow flow, Dictionary<string, int> index)
    {
        var place = $"travel from {flow.From} to {flow.To}";
        var value = FormattableString.Invariant($"{flow.Travellers}");
        if (!index.ContainsKey(flow.From)) return Unknown(place, flow.From);
        if (!index.ContainsKey(flow.To)) return Unknown(place, flow.To);
        if (string.Equals(flow.From, flow.To, StringComparison.Ordinal))
            return new(place, value, "A flow leads from a city to itself.", "People who stay would count as travellers.", "Leave out the diagonal.");
        if (!(flow.Travellers >= 0) || double.IsInfinity(flow.Travellers))
            return new(place, value, "Travellers are a finite number, not negative.", "The force of infection would lose its meaning.", "Correct the flow, or leave the pair out.");
        return null;
    }

    internal static ScenarioFault Rest(double rest) =>
        new("travel beside the observed", FormattableString.Invariant($"{rest}"), FormattableString.Invariant($"It lies above 0 and at most at {MostRest} times the observed travel."), "The observed flows would count for nothing, or nothing be added.", "Give the travellers by gravity against those observed, for instance 1.");

    internal static void Check(IReadOnlyList<SimulatedCity> cities, double share, int kept)
    {
        var faults = new List<ScenarioFault>();
        CityIndex.Of(cities, faults);
        if (!(share is > 0 and <= 0.5))
            faults.Add(new("daily share of travellers", FormattableString.Invariant($"{share}"), "The share lies above 0 and at most at 0.5.", "People would meet more strangers than they meet people.", "Give the share of people who leave their city on a day, for instance 0.01."));
        if (kept < 1)
            faults.Add(new("links kept", FormattableString.Invariant($"{kept}"), "At least one link a city is kept.", "No city could infect another.", "Give a number from 1."));
        ScenarioException.ThrowIfAny(faults);
    }

    internal static void Check(IReadOnlyList<SimulatedCity> cities, TravelMatrix matrix, Disconnection disconnection)
    {
        var faults = new List<ScenarioFault>();
        for (var c = 0; c < cities.Count; c++)
        {
            if (matrix.OutOfCity[c] > 1)
                faults.Add(new($"travel of {cities[c].Code}", FormattableString.Invariant($"{matrix.OutOfCity[c]:0.###} of its people"), "More people travel in and out in a day than live there.", "Its residents would have no contact at home.", "Check the unit of the flows: travellers a day."));
        }
        if (disconnection == Disconnection.Refuse && Pieces(matrix) is { Count: > 1 } pieces) faults.Add(Apart(cities, pieces));
        ScenarioException.ThrowIfAny(faults);
    }

    private static IReadOnlyList<IReadOnlyList<int>> Pieces(TravelMatrix matrix)
    {
        var sets = new DisjointSets(matrix.Cities);
        for (var city = 0; city < matrix.Cities; city++)
            foreach (var partner in matrix.Partners(city)) sets.Join(city, partner);
        return sets.Sets();
    }

    private static ScenarioFault Unknown(string place, string code) =>
        new(place, code, $"There is no city '{code}'.", "Its travellers would come from nowhere.", "Name a city of the study, or leave the flow out.");

    private static ScenarioFault Apart(IReadOnlyList<SimulatedCity> cities, IReadOnlyList<IReadOnlyList<int>> pieces)
    {
        var names = pieces.Skip(1).Take(Named).Select(p => string.Join(", ", p.Take(Named).Select(c => cities[c].Code)) + (p.Count > Named ? " …" : ""));
        var value = $"{pieces.Count} pieces; the largest has {pieces[0].Count} cities, apart from it: {string.Join(" | ", names)}{(pieces.Count > Named + 1 ? " | …" : "")}";
        return new("travel", FormattableString.Invariant($"{value}"), "The network falls apart.", "The epidemic could not reach the pieces it does not start in.", "Add the missing flows, leave those cities out, or say that the pieces are to be kept.");
    }
}
