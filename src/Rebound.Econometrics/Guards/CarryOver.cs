using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>Does a change of treatment still move the outcome one period later?</summary>
/// <remarks>Among those whose treatment stayed from t − 1 to t, the change of the outcome is regressed on the change of treatment from t − 2 to t − 1, with effects of
/// the period and errors clustered by unit. Comparing switchers with stayers is right when that slope is zero (de Chaisemartin and D'Haultfœuille, 2020, section 4: the past
/// must not matter).</remarks>
public static class CarryOver
{
    /// <summary>Name of the check.</summary>
    public const string Name = "carry-over";

    private const double Level = 0.05;

    /// <summary>A warning when p is below 5 %, or when no past change can be looked at.</summary>
    /// <param name="data">The table: one row a unit and period.</param>
    /// <param name="outcome">Column of the outcome.</param>
    /// <param name="treatment">Column of the treatment.</param>
    /// <param name="unit">Grouping of units.</param>
    /// <param name="time">Grouping of periods, its labels every period in the order of time.</param>
    /// <param name="stays">The largest change that counts as staying.</param>
    public static GuardResult Check(ModelData data, string outcome, string treatment, string unit = "unit", string time = "month", double stays = SwitchingEffect.Stays)
    {
        var cells = SwitchingCells.Of(data, outcome, treatment, unit, time);
        List<double> response = [], past = [];
        List<int> units = [], periods = [];
        for (var u = 0; u < cells.Units; u++)
        {
            for (var t = 2; t < cells.Periods; t++)
            {
                if (!cells.IsSeen(u, t) || double.IsNaN(cells.Change(u, t - 1)) || Math.Abs(cells.Change(u, t)) > stays) continue;
                response.Add(cells.Response(u, t));
                past.Add(cells.Change(u, t - 1));
                units.Add(u);
                periods.Add(t);
            }
        }
        try
        {
            var table = ModelData.Of(response.Count).With("response", [.. response]).With("past", [.. past])
                .WithFactor("unit", new Factor([.. units], data.FactorOf(unit).Labels)).WithFactor("time", new Factor([.. periods], data.FactorOf(time).Labels));
            var slope = new AbsorbedLeastSquares().Fit(table, LinearModel.Parse("response ~ past | time", Covariance.ClusteredBy("unit")))["past"];
            var message = string.Create(CultureInfo.InvariantCulture, $"A past change of '{treatment}' goes with {slope.Value:0.###} one {time} later (95 % interval: {slope.Low:0.###} to {slope.High:0.###}; p = {slope.P:0.###}).");
            return slope.P < Level
                ? new(Name, slope.P, Level, Verdict.Warning, message, "The effect of the present treatment holds part of the past one: read it together with the months that follow.")
                : new(Name, slope.P, Level, Verdict.Passed, message, "");
        }
        catch (Numerics.NumericalException e)
        {
            return new(Name, double.NaN, Level, Verdict.Warning, $"Whether the past treatment still counts cannot be seen: {e.Message}", $"Observe {unit}s that stay after a change.");
        }
    }
}
