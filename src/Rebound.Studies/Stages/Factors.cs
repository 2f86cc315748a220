using Rebound.Measures;
using Rebound.Numerics;

namespace Rebound.Studies;

/// <summary>What may explain an outcome over units: numbers that can be cut, and given strata.</summary>
/// <param name="Outcome">Its name.</param>
/// <param name="Units">n codes.</param>
/// <param name="Values">n finite values.</param>
/// <param name="Numbers">Names and values of continuous factors; NaN where a unit has none.</param>
/// <param name="Strata">Names and labels of given strata.</param>
/// <param name="Note">What is to be borne in mind.</param>
internal sealed record Factors(string Outcome, IReadOnlyList<string> Units, double[] Values, IReadOnlyList<(string Name, double[] Values)> Numbers, IReadOnlyList<(string Name, string[] Labels)> Strata, string Note)
{
    /// <summary>The index by its indicators, the groups and the size of the units.</summary>
    public static Factors OfIndex(Study study, IndexResult index)
    {
        var observed = study.Data.Indicators!;
        var rowOf = study.Data.Cities.Select((city, row) => (city.Code, row)).ToDictionary(c => c.Code, c => c.row, StringComparer.Ordinal);
        var (first, count) = (index.FirstYear - observed.Years[0], observed.Indicators.Count);
        double Mean(string unit, int indicator) => Moments.Of([.. Enumerable.Range(first, index.YearCount).Select(t => (rowOf[unit] * observed.Years.Count + t) * count + indicator).Select(at => observed.Values[at])]).Mean;
        var codes = index.Indicators.Select(summary => summary.Indicator.Code).ToHashSet(StringComparer.Ordinal);
        var indicators = Enumerable.Range(0, count).Where(k => codes.Contains(observed.Indicators[k].Code))
            .Select(k => (observed.Indicators[k].Code, index.Units.Select(unit => Mean(unit, k)).ToArray()));
        return new Factors("total score", index.Units, index.UnitScores(0).ToArray(), [.. indicators, .. Sizes(study, index.Units)], Groups(study, index.Units), "an indicator is a part of the index: what it explains is how far the index follows it");
    }

    /// <summary>The level gap by resilience, the groups and the size of the units; only units whose gap is known.</summary>
    public static Factors OfRecovery(Study study, IndexResult index, RecoveryResult recovery)
    {
        var gaps = AssociationStage.Gaps(recovery);
        int[] rows = [.. Enumerable.Range(0, index.Units.Count).Where(u => gaps.ContainsKey(index.Units[u]))];
        string[] units = [.. rows.Select(u => index.Units[u])];
        var scores = Enumerable.Range(0, index.Nodes.Count).Where(node => index.Nodes[node].Depth <= 1)
            .Select(node => (index.Nodes[node].Path, rows.Select(u => index.UnitScores(node)[u]).ToArray()));
        return new Factors("level gap", units, [.. units.Select(unit => gaps[unit])], [.. scores, .. Sizes(study, units)], Groups(study, units), "");
    }

    private static IEnumerable<(string, double[])> Sizes(Study study, IReadOnlyList<string> units)
    {
        var people = study.Data.Cities.ToDictionary(city => city.Code, city => city.Population, StringComparer.Ordinal);
        if (units.Any(unit => double.IsFinite(people[unit]))) yield return ("population", [.. units.Select(unit => people[unit])]);
    }

    private static List<(string, string[])> Groups(Study study, IReadOnlyList<string> units)
    {
        var cities = study.Data.Cities.ToDictionary(city => city.Code, StringComparer.Ordinal);
        var strata = new List<(string, string[])>();
        foreach (var (name, labelOf) in new (string, Func<City, string>)[] { ("group", c => c.Group), ("subgroup", c => c.Subgroup) })
        {
            string[] labels = [.. units.Select(unit => labelOf(cities[unit]))];
            if (labels.Any(label => label.Length > 0)) strata.Add((name, [.. labels.Select(label => label.Length == 0 ? "none" : label)]));
        }
        return strata;
    }
}
