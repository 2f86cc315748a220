using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>Have treated cells a clean control: a unit not yet or never treated, in the same period?</summary>
public static class CleanControls
{
    /// <summary>Name of the check.</summary>
    public const string Name = "clean-controls";

    /// <summary>Below this share of treated cells with a clean control the comparison is refused.</summary>
    public const double Least = 0.10;

    private const double Good = 0.90;

    /// <summary>Refused below 10 %, a warning below 90 %.</summary>
    /// <param name="data">The table; rows with a missing treatment are left out.</param>
    /// <param name="treatment">Column of the treatment.</param>
    /// <param name="unit">Grouping of units.</param>
    /// <param name="time">Grouping of periods, its labels in the order of time.</param>
    /// <param name="untreated">Values up to this one count as untreated.</param>
    /// <exception cref="NotIdentifiedException">No cell is treated.</exception>
    public static GuardResult Check(ModelData data, string treatment, string unit = "unit", string time = "month", double untreated = 0)
    {
        var share = Share(data, treatment, unit, time, untreated, out var treated);
        var message = string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} % of {treated} treated cells have a unit not yet or never treated in the same {time}.");
        return Judge(share, message, "Restrict the window to periods that still have untreated units.");
    }

    /// <summary>The same for a treatment that goes on and off: the share of changes with a unit that stayed, in the same period and coming from the same state (treated or not).</summary>
    /// <param name="data">The table: one row a unit and period; rows with a missing value are left out.</param>
    /// <param name="outcome">Column of the outcome.</param>
    /// <param name="treatment">Column of the treatment.</param>
    /// <param name="unit">Grouping of units.</param>
    /// <param name="time">Grouping of periods, its labels every period in the order of time.</param>
    /// <param name="stays">The largest change that counts as staying.</param>
    public static GuardResult CheckSwitches(ModelData data, string outcome, string treatment, string unit = "unit", string time = "month", double stays = SwitchingEffect.Stays)
    {
        var groups = SwitchingGroup.All(SwitchingCells.Of(data, outcome, treatment, unit, time, stays));
        var switches = groups.Sum(g => g.Movers);
        var compared = groups.Where(g => g.IsCompared).Sum(g => g.Movers);
        if (switches == 0) throw new NotIdentifiedException($"'{treatment}' never changes by more than {stays.ToString("R", CultureInfo.InvariantCulture)} from one {time} to the next.");
        return Judge((double)compared / switches, string.Create(CultureInfo.InvariantCulture, $"{100.0 * compared / switches:0.#} % of {switches} changes of '{treatment}' have a {unit} that stayed as it was, in the same {time} and from the same state."), "Restrict the window to periods in which somebody stayed.");
    }

    private static GuardResult Judge(double share, string message, string repair) => share < Least
        ? new(Name, share, Least, Verdict.Refused, message, "Use units that were treated later or never, or a measure of intensity with its own argument.")
        : share < Good ? new(Name, share, Good, Verdict.Warning, message, repair) : new(Name, share, Good, Verdict.Passed, message, "");

    private static double Share(ModelData data, string treatment, string unit, string time, double untreated, out int treated)
    {
        ArgumentNullException.ThrowIfNull(data);
        var d = data.Column(treatment);
        var (units, times) = (data.FactorOf(unit), data.FactorOf(time));
        var first = new int[units.Labels.Count];
        Array.Fill(first, int.MaxValue);
        for (var i = 0; i < d.Length; i++)
            if (IsIn(i) && d[i] > untreated) first[units.Codes[i]] = Math.Min(first[units.Codes[i]], times.Codes[i]);
        var clean = new bool[times.Labels.Count];
        for (var i = 0; i < d.Length; i++)
            if (IsIn(i) && first[units.Codes[i]] > times.Codes[i]) clean[times.Codes[i]] = true;
        treated = 0;
        var compared = 0;
        for (var i = 0; i < d.Length; i++)
        {
            if (!IsIn(i) || !(d[i] > untreated)) continue;
            treated++;
            if (clean[times.Codes[i]]) compared++;
        }
        if (treated == 0) throw new NotIdentifiedException($"'{treatment}' is at most {untreated.ToString("R", CultureInfo.InvariantCulture)} in every row: nothing is treated.");
        return (double)compared / treated;

        bool IsIn(int i) => !double.IsNaN(d[i]) && units.Codes[i] >= 0 && times.Codes[i] >= 0;
    }
}
