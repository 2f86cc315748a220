namespace Rebound.Measures;

/// <summary>How a spell ended.</summary>
public enum SpellEnd
{
    /// <summary>Still watched when the data end.</summary>
    Censored,

    /// <summary>Recovered.</summary>
    Event,

    /// <summary>Something else ended it: the unit stopped exporting.</summary>
    Competing,
}

/// <summary>A stretch of time at risk of one unit, (start, stop].</summary>
/// <param name="Unit">The unit; spells of one unit form a cluster.</param>
/// <param name="Start">Time at which it begins to be watched; 0 for a spell from its beginning.</param>
/// <param name="Stop">Time at which it ends, later than the start.</param>
/// <param name="End">How.</param>
public readonly record struct Spell(int Unit, double Start, double Stop, SpellEnd End);
