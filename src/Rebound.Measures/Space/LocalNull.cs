namespace Rebound.Measures;

/// <summary>Which moments a local Moran is compared with.</summary>
public enum LocalNull
{
    /// <summary>The unit keeps its value, the others are in any order (Sokal, Oden and Thomson, 1998).</summary>
    Conditional,

    /// <summary>All units, this one too, are in any order (Anselin, 1995).</summary>
    Total,
}
