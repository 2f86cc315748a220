namespace Rebound.Measures;

/// <summary>Recovery as spells.</summary>
public static class RecoverySpells
{
    /// <summary>Time to recovery of each unit against one baseline; units that were not hit, and refused ones, have none.</summary>
    /// <param name="result">The recovery of all units.</param>
    /// <param name="baseline">Which baseline.</param>
    /// <returns>One spell a unit, numbered by its place among the units of the baseline.</returns>
    public static IReadOnlyList<Spell> First(RecoveryResult result, Baseline baseline)
    {
        List<Spell> spells = [];
        var k = 0;
        foreach (var unit in result.Units.Where(u => u.Baseline == baseline))
        {
            if (unit.Outcome is Recovered recovered) spells.Add(new Spell(k, 0, recovered.Months, SpellEnd.Event));
            else if (unit.Outcome is Censored censored && censored.After > 0) spells.Add(new Spell(k, 0, censored.After, Exited(unit) ? SpellEnd.Competing : SpellEnd.Censored));
            k++;
        }
        return spells;
    }

    /// <summary>Every fall below the level, each with a clock of its own: recurrent episodes.</summary>
    /// <param name="result">The recovery of all units.</param>
    /// <param name="baseline">Which baseline.</param>
    public static IReadOnlyList<Spell> Recurrent(RecoveryResult result, Baseline baseline)
    {
        List<Spell> spells = [];
        var k = 0;
        foreach (var unit in result.Units.Where(u => u.Baseline == baseline))
        {
            foreach (var episode in unit.Measures?.Detail.Episodes ?? [])
                if (episode.Months > 0) spells.Add(new Spell(k, 0, episode.Months, episode.End is null ? SpellEnd.Censored : SpellEnd.Event));
            k++;
        }
        return spells;
    }

    // No level is seen any more although others are watched to the horizon: the unit has stopped exporting or reporting.
    private static bool Exited(UnitRecovery unit)
    {
        var path = unit.Measures!.Path;
        var last = Array.FindLastIndex(path.Actual, level => !double.IsNaN(level));
        return path.Actual.Length - 1 - last >= 6;
    }
}
