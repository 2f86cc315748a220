using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>Does the mediator go with an outcome that it cannot have moved, such as the outcome before the shock?</summary>
/// <remarks>A negative control (Lipsitch, Tchetgen Tchetgen and Cohen, 2010): placebo ~ mediator + treatment + controls, HC1. Whatever ties the two is no effect of the mediator.</remarks>
public static class MediatorPlacebo
{
    /// <summary>Name of the check.</summary>
    public const string Name = "mediator-placebo";

    private const double Level = 0.05;

    /// <summary>A warning when p is below 5 %, or when the placebo cannot be made.</summary>
    /// <param name="data">A row a unit.</param>
    /// <param name="placebo">Column of the outcome that the mediator cannot have moved.</param>
    /// <param name="mediator">Column of the mediator.</param>
    /// <param name="others">Columns held fixed.</param>
    public static GuardResult Check(ModelData data, string placebo, string mediator, IReadOnlyList<string> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        try
        {
            var slope = new AbsorbedLeastSquares().Fit(data, LinearModel.Parse($"`{placebo}` ~ `{mediator}`{string.Concat(others.Select(o => $" + `{o}`"))}", Covariance.Robust))[mediator];
            var message = string.Create(CultureInfo.InvariantCulture, $"The mediator goes with {slope.Value:0.####} of the outcome before the shock, which it cannot have moved (95 % interval: {slope.Low:0.####} to {slope.High:0.####}; p = {slope.P:0.###}).");
            return slope.P < Level
                ? new(Name, slope.P, Level, Verdict.Warning, message, "Something moves both: hold it fixed, or read the number as an association.")
                : new(Name, slope.P, Level, Verdict.Passed, message, "");
        }
        catch (Numerics.NumericalException e)
        {
            return new(Name, double.NaN, Level, Verdict.Warning, $"Whether the mediator goes with the outcome before the shock cannot be seen: {e.Message}", "Give months before the shock.");
        }
    }
}
