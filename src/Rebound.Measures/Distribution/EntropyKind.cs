namespace Rebound.Measures;

/// <summary>The two Theil measures that decompose exactly.</summary>
public enum EntropyKind
{
    /// <summary>Theil's T; groups weigh by their share of the total.</summary>
    Theil,

    /// <summary>Mean logarithmic deviation; groups weigh by their share of units.</summary>
    MeanLogDeviation,
}
