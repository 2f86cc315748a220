namespace Rebound.Simulation;

/// <summary>A number to be calibrated, with the range that the prior allows: uniform on it, or on its logarithm.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Low">Lower bound; above 0 where logarithmic.</param>
/// <param name="High">Upper bound, above the lower one.</param>
/// <param name="Logarithmic">Whether the prior is uniform on the logarithm.</param>
public sealed record CalibrationRange(string Name, double Low, double High, bool Logarithmic = false)
{
    /// <summary>The range of a parameter of the model; logarithmic where the upper bound is at least four times a positive lower one.</summary>
    /// <param name="parameter">The parameter.</param>
    public static CalibrationRange Of(Parameter parameter) => new(parameter.Symbol, parameter.Low, parameter.High, parameter.Low > 0 && parameter.High >= 4 * parameter.Low);

    /// <summary>The value at a place in [0, 1].</summary>
    /// <param name="place">0 at the lower bound, 1 at the upper.</param>
    public double At(double place) => Math.Clamp(Logarithmic ? Low * Math.Exp(place * Math.Log(High / Low)) : Low + place * (High - Low), Low, High);

    /// <summary>The place of a value in [0, 1].</summary>
    /// <param name="value">Within the bounds.</param>
    public double Place(double value) => Logarithmic ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low);

    internal void Require()
    {
        if (!(High > Low) || Logarithmic && !(Low > 0)) throw new ArgumentException($"The range of '{Name}' has an upper bound above the lower one, and a positive lower one where it is logarithmic.");
    }
}
