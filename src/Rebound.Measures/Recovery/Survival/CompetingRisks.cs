namespace Rebound.Measures;

/// <summary>Cumulative incidence of recovery where another end, such as exit from exporting, competes (Aalen and Johansen, 1978).</summary>
/// <param name="Times">Ascending times of ends of either kind.</param>
/// <param name="Recovered">Share recovered by then.</param>
/// <param name="Ended">Share that ended otherwise by then.</param>
public sealed record CompetingRisks(double[] Times, double[] Recovered, double[] Ended)
{
    /// <summary>The incidence in some spells that begin at 0 or later.</summary>
    /// <param name="spells">At least one.</param>
    public static CompetingRisks Of(IReadOnlyList<Spell> spells)
    {
        double[] times = [.. spells.Where(s => s.End != SpellEnd.Censored).Select(s => s.Stop).Distinct().Order()];
        var (recovered, ended) = (new double[times.Length], new double[times.Length]);
        double free = 1, first = 0, second = 0;
        for (var k = 0; k < times.Length; k++)
        {
            double atRisk = 0, events = 0, others = 0;
            foreach (var spell in spells)
            {
                if (spell.Start < times[k] && spell.Stop >= times[k]) atRisk++;
                if (spell.Stop != times[k]) continue;
                if (spell.End == SpellEnd.Event) events++;
                if (spell.End == SpellEnd.Competing) others++;
            }
            first += free * events / atRisk;
            second += free * others / atRisk;
            free *= 1 - (events + others) / atRisk;
            (recovered[k], ended[k]) = (first, second);
        }
        return new CompetingRisks(times, recovered, ended);
    }
}
