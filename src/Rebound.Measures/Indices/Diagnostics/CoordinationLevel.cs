namespace Rebound.Measures;

/// <summary>Ten levels of the coupling coordination degree D; the lower bound of each belongs to it (D = 0.4 is <see cref="NearImbalance"/>).</summary>
public enum CoordinationLevel
{
    /// <summary>0 ≤ D &lt; 0.1.</summary>
    ExtremeImbalance,

    /// <summary>0.1 ≤ D &lt; 0.2.</summary>
    SeriousImbalance,

    /// <summary>0.2 ≤ D &lt; 0.3.</summary>
    ModerateImbalance,

    /// <summary>0.3 ≤ D &lt; 0.4.</summary>
    MildImbalance,

    /// <summary>0.4 ≤ D &lt; 0.5.</summary>
    NearImbalance,

    /// <summary>0.5 ≤ D &lt; 0.6.</summary>
    BareCoordination,

    /// <summary>0.6 ≤ D &lt; 0.7.</summary>
    PrimaryCoordination,

    /// <summary>0.7 ≤ D &lt; 0.8.</summary>
    IntermediateCoordination,

    /// <summary>0.8 ≤ D &lt; 0.9.</summary>
    GoodCoordination,

    /// <summary>0.9 ≤ D ≤ 1.</summary>
    QualityCoordination,
}
