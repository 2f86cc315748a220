using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>How much of a regressor do the absorbed effects and the other regressors leave?</summary>
public static class RemainingVariation
{
    /// <summary>Name of the check.</summary>
    public const string Name = "variation";

    /// <summary>Below this share of its variance a regressor counts as explained.</summary>
    public const double Least = 1e-8;

    private const double Good = 0.01;

    /// <summary>Refused below 10⁻⁸ of the regressor's variance, a warning below 1 %.</summary>
    /// <param name="data">The table.</param>
    /// <param name="model">The model.</param>
    /// <param name="name">The regressor.</param>
    public static GuardResult Check(ModelData data, LinearModel model, string name) => Check(AbsorbedDesign.Of(Design.Of(data, model), new AbsorptionLimits()), name);

    internal static GuardResult Check(AbsorbedDesign absorbed, string name)
    {
        var share = Share(absorbed, name);
        var message = string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.####} % of the variance of '{name}' is left by the effects and the other regressors.");
        if (share < Least) return new(Name, share, Least, Verdict.Refused, message, "Absorb fewer effects, or measure the regressor where it varies.");
        return share < Good
            ? new(Name, share, Good, Verdict.Warning, message, "The estimate rests on little variation: see which units it comes from.")
            : new(Name, share, Good, Verdict.Passed, message, "");
    }

    private static double Share(AbsorbedDesign absorbed, string name)
    {
        var j = absorbed.KeptNames.Index().Where(x => x.Item == name).Select(x => x.Index).DefaultIfEmpty(-1).First();
        if (j < 0)
            return absorbed.DroppedNames.Contains(name, StringComparer.Ordinal) ? 0 : throw new KeyNotFoundException($"The model has no regressor '{name}'; it has {string.Join(", ", absorbed.Design.Names)}.");
        var design = absorbed.Design;
        var column = design.Columns[design.Names.Index().First(x => x.Item == name).Index];
        double weights = 0, mean = 0, total = 0, left = 0;
        for (var i = 0; i < column.Length; i++)
        {
            weights += design.Weights?[i] ?? 1;
            mean += (design.Weights?[i] ?? 1) * column[i];
        }
        mean /= weights;
        foreach (var v in absorbed.Partial(j)) left += v * v;
        for (var i = 0; i < column.Length; i++) total += (design.Weights?[i] ?? 1) * (column[i] - mean) * (column[i] - mean);
        return total > 0 ? left / total : 1; // a constant: the intercept itself
    }
}
