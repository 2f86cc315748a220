namespace Rebound.Measures;

/// <summary>How a component enters an exponential smoothing model.</summary>
internal enum Component
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Added.</summary>
    Additive,

    /// <summary>Multiplied.</summary>
    Multiplicative,
}

/// <summary>A model of exponential smoothing, ETS(error, trend, season) (Hyndman, Koehler, Ord and Snyder, 2008).</summary>
/// <param name="Error">Additive or multiplicative.</param>
/// <param name="Trend">None or additive.</param>
/// <param name="Damped">Whether the trend fades.</param>
/// <param name="Season">None, additive or multiplicative.</param>
/// <param name="Period">Observations a season.</param>
internal readonly record struct SmoothingModel(Component Error, Component Trend, bool Damped, Component Season, int Period)
{
    /// <summary>Smoothing parameters: α, then β, γ, φ where the model has them.</summary>
    public int Parameters => 1 + (Trend == Component.None ? 0 : 1) + (Season == Component.None ? 0 : 1) + (Damped ? 1 : 0);

    /// <summary>Free initial states: level, slope, and one fewer season than there are.</summary>
    public int FreeStates => 1 + (Trend == Component.None ? 0 : 1) + (Season == Component.None ? 0 : Period - 1);

    /// <summary>For instance ETS(A,Ad,A).</summary>
    public override string ToString() => $"ETS({Letter(Error)},{Letter(Trend)}{(Damped ? "d" : "")},{Letter(Season)})";

    private static char Letter(Component component) => component switch { Component.None => 'N', Component.Additive => 'A', _ => 'M' };
}

/// <summary>Smoothing parameters.</summary>
/// <param name="Alpha">α of the level.</param>
/// <param name="Beta">β of the slope, at most α; 0 without a trend.</param>
/// <param name="Gamma">γ of the season, at most 1 − α; 0 without one.</param>
/// <param name="Phi">φ, damping; 1 without.</param>
internal readonly record struct SmoothingParameters(double Alpha, double Beta, double Gamma, double Phi);

/// <summary>The state of an exponential smoothing model after an observation.</summary>
/// <param name="Level">l.</param>
/// <param name="Slope">b; 0 without a trend.</param>
/// <param name="Seasons">The last seasons, the most recent first; the last one is used next.</param>
internal sealed record SmoothingState(double Level, double Slope, double[] Seasons);
