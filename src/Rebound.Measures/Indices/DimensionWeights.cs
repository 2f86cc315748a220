namespace Rebound.Measures;

/// <summary>How dimensions are weighted within the node above them.</summary>
public enum DimensionWeights
{
    /// <summary>Each the same: an indicator does not gain by having few neighbours.</summary>
    Equal,

    /// <summary>A dimension weighs as much as its indicators together when all indicators are weighted at once.</summary>
    Flat,

    /// <summary>By entropy of the dimension scores themselves (two-stage entropy).</summary>
    Entropy,
}
