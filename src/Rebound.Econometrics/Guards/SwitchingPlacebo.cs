using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>Did those about to change already move apart from those about to stay, one period earlier?</summary>
/// <remarks>The effect by switches with the outcome's change of the period before in place of its change, among units whose treatment stayed then (the placebo of
/// de Chaisemartin and D'Haultfœuille, 2020, section 4). It should be zero where changers and stayers would have moved alike.</remarks>
public static class SwitchingPlacebo
{
    /// <summary>Name of the check.</summary>
    public const string Name = "switching-placebo";

    private const double Level = 0.05;

    /// <summary>A warning when p is below 5 %, or when the placebo cannot be made.</summary>
    /// <param name="data">The table: one row a unit and period.</param>
    /// <param name="outcome">Column of the outcome.</param>
    /// <param name="treatment">Column of the treatment.</param>
    /// <param name="unit">Grouping of units.</param>
    /// <param name="time">Grouping of periods, its labels every period in the order of time.</param>
    /// <param name="stays">The largest change that counts as staying.</param>
    public static GuardResult Check(ModelData data, string outcome, string treatment, string unit = "unit", string time = "month", double stays = SwitchingEffect.Stays)
    {
        try
        {
            var placebo = SwitchingEffect.Placebo(data, outcome, treatment, unit, time, stays).Effect;
            var message = string.Create(CultureInfo.InvariantCulture, $"One {time} before '{treatment}' changed, those about to change moved by {placebo.Value:0.###} per unit of the coming change (95 % interval: {placebo.Low:0.###} to {placebo.High:0.###}; p = {placebo.P:0.###}).");
            return placebo.P < Level
                ? new(Name, placebo.P, Level, Verdict.Warning, message, "The change may answer to what moved the outcome: read the number as an association.")
                : new(Name, placebo.P, Level, Verdict.Passed, message, "");
        }
        catch (NotIdentifiedException e)
        {
            return new(Name, double.NaN, Level, Verdict.Warning, $"Whether changers and stayers moved alike before cannot be seen: {e.Message}", $"Observe {unit}s that stay before they change.");
        }
    }
}
