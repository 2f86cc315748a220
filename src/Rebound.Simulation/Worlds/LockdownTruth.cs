namespace Rebound.Simulation;

/// <summary>What is true of the closings of a world: who closes when, who opens again, and what going from open to closed moves.</summary>
internal static class LockdownTruth
{
    /// <summary>A change of monthly stringency up to this size counts as staying, as it does where a study compares changers with stayers.</summary>
    private const double Stays = 0.01;

    /// <summary>The spells of days with any written stringency, by city and in the order of time.</summary>
    internal static List<ClosedSpell> Spells(int cities, int[] stringency)
    {
        var days = stringency.Length / cities;
        List<ClosedSpell> spells = [];
        for (var c = 0; c < cities; c++)
        {
            var city = stringency.AsSpan(c * days, days);
            for (var from = 0; from < days;)
            {
                if (city[from] == 0)
                {
                    from++;
                    continue;
                }
                var (to, sum, most) = (from, 0, 0);
                while (to < days && city[to] > 0)
                {
                    (sum, most) = (sum + city[to], Math.Max(most, city[to]));
                    to++;
                }
                spells.Add(new ClosedSpell(c, from, to < days ? to : null, sum / (double)(to - from), most));
                from = to;
            }
        }
        return spells;
    }

    /// <summary>Rows about all spells together.</summary>
    internal static IEnumerable<TruthParameter> Summary(int cities, IReadOnlyList<ClosedSpell> spells)
    {
        var byCity = spells.GroupBy(s => s.City).ToList();
        TruthParameter Row(string name, double value, string description) => new(name, Digits.Significant(value, 6), "", description);
        double[] firsts = [.. byCity.Select(g => (double)g.Min(s => s.On))];
        yield return Row("lockdown_cities_share", byCity.Count / (double)cities, "share of the cities that are ever under restrictions (written stringency above 0); truth/lockdowns.csv has their days");
        yield return Row("lockdown_spells", spells.Count, "spells of restrictions of all cities: from the first day with any to the first without");
        yield return Row("lockdown_reversed_share", byCity.Count == 0 ? 0 : byCity.Count(g => g.Any(s => s.Off is not null)) / (double)byCity.Count, "share of these cities that were free again at some time");
        yield return Row("lockdown_stagger_days", firsts.Length < 2 ? 0 : firsts.Max() - firsts.Min(), "days between the first city's first restrictions and the last city's");
        yield return Row("lockdown_mean_days", spells.Any(s => s.Off is not null) ? spells.Where(s => s.Off is not null).Average(s => (double)s.Days) : 0, "mean length of the spells that ended, days; 0 where none did");
        yield return Row("lockdown_mean_level", spells.Count == 0 ? 0 : spells.Average(s => s.Highest), "mean over the spells of their highest stringency, points");
    }

    /// <summary>θ = Σ s(Δy − m̄ʸ)/Σ s(Δd − m̄ᵈ) over cities whose stringency changed, s its sign, m̄ the mean of the cities that stayed in the same month and came from the same state; 0 where nobody can be compared.</summary>
    /// <param name="cities">Number of cities.</param>
    /// <param name="months">Number of months.</param>
    /// <param name="treatment">Monthly stringency, 0 to 1, city × month.</param>
    /// <param name="outcome">City × month.</param>
    /// <param name="window">Months whose changes count.</param>
    internal static double Switches(int cities, int months, double[] treatment, double[] outcome, (int First, int Last) window)
    {
        double response = 0, dose = 0;
        for (var t = window.First; t <= window.Last; t++)
        {
            foreach (var came in new[] { false, true })
            {
                var (stayers, signs) = (0, 0);
                double stayed = 0, drifted = 0, moved = 0, size = 0;
                for (var c = 0; c < cities; c++)
                {
                    var at = c * months + t;
                    if (treatment[at - 1] > Stays != came) continue;
                    var (d, y) = (treatment[at] - treatment[at - 1], outcome[at] - outcome[at - 1]);
                    if (Math.Abs(d) <= Stays) (stayers, stayed, drifted) = (stayers + 1, stayed + y, drifted + d);
                    else (signs, moved, size) = (signs + Math.Sign(d), moved + Math.Sign(d) * y, size + Math.Abs(d));
                }
                if (stayers == 0) continue;
                (response, dose) = (response + moved - signs * stayed / stayers, dose + size - signs * drifted / stayers);
            }
        }
        return dose > 0 ? response / dose : 0;
    }
}
