using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>From how many units does an estimate really come?</summary>
/// <remarks>(Σᵤ vᵤ)²/Σᵤ vᵤ², with vᵤ a unit's part of the regressor's remaining sum of squares: the inverse Herfindahl index of
/// the weights with which units enter the coefficient. N equal units give N; one unit that alone moves gives 1.</remarks>
public static class EffectiveUnits
{
    /// <summary>Name of the check.</summary>
    public const string Name = "effective-units";

    /// <summary>Below this number an estimate is a case study.</summary>
    public const double Least = 2;

    private const double Good = 10;

    /// <summary>Refused below 2, a warning below 10.</summary>
    /// <param name="data">The table.</param>
    /// <param name="model">The model.</param>
    /// <param name="name">The regressor.</param>
    /// <param name="unit">Grouping of units.</param>
    public static GuardResult Check(ModelData data, LinearModel model, string name, string unit = "unit")
    {
        ArgumentNullException.ThrowIfNull(data);
        return Check(AbsorbedDesign.Of(Design.Of(data, model), new AbsorptionLimits()), data, name, unit);
    }

    internal static GuardResult Check(AbsorbedDesign absorbed, ModelData data, string name, string unit)
    {
        var number = Number(absorbed, data.FactorOf(unit), name);
        var message = string.Create(CultureInfo.InvariantCulture, $"The estimate of '{name}' rests on {number:0.#} effective {unit}s.");
        if (number < Least) return new(Name, number, Least, Verdict.Refused, message, "Use more units in which the regressor varies.");
        return number < Good
            ? new(Name, number, Good, Verdict.Warning, message, "Name the units, and leave each out in turn.")
            : new(Name, number, Good, Verdict.Passed, message, "");
    }

    internal static double Number(AbsorbedDesign absorbed, Factor units, string name)
    {
        var j = absorbed.KeptNames.Index().Where(x => x.Item == name).Select(x => x.Index).DefaultIfEmpty(-1).First();
        if (j < 0) return 0;
        var parts = new double[units.Labels.Count];
        var partial = absorbed.Partial(j);
        var rows = absorbed.Design.Sample.Rows;
        for (var i = 0; i < partial.Length; i++)
            if (units.Codes[rows[i]] >= 0) parts[units.Codes[rows[i]]] += partial[i] * partial[i];
        double sum = 0, squares = 0;
        foreach (var v in parts)
        {
            sum += v;
            squares += v * v;
        }
        return squares > 0 ? sum * sum / squares : 0;
    }
}
