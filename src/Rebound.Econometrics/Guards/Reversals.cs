using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>Does the treatment end again?</summary>
/// <remarks>A unit that was set free carries its past, so it is no clean control; a treatment that goes on and off is compared by switches
/// (<see cref="SwitchingEffect"/>).</remarks>
public static class Reversals
{
    /// <summary>Name of the check.</summary>
    public const string Name = "reversals";

    /// <summary>A warning when any treated unit was set free.</summary>
    /// <param name="data">The table, from before the first treatment on.</param>
    /// <param name="treatment">Column of the treatment.</param>
    /// <param name="unit">Grouping of units.</param>
    /// <param name="time">Grouping of periods, its labels in the order of time.</param>
    /// <param name="untreated">Values up to this one count as untreated.</param>
    public static GuardResult Check(ModelData data, string treatment, string unit = "unit", string time = "month", double untreated = 0)
    {
        var share = SwitchingCells.Of(data, treatment, treatment, unit, time).ReversedShare(untreated, out var treated);
        var message = string.Create(CultureInfo.InvariantCulture, $"The treatment ended again in {100 * share:0.#} % of {treated} treated {unit}s.");
        return share > 0
            ? new(Name, share, 0, Verdict.Warning, message, "Compare by switches, and look at what the past treatment carries over.")
            : new(Name, 0, 0, Verdict.Passed, message, "");
    }
}
