namespace Rebound.Panels;

/// <summary>How raw spatial weights are scaled (the styles of Tiefelsdorf, Griffith and Boots, 1999).</summary>
public enum WeightStyle
{
    /// <summary>As they came: 0/1 for contiguity, distances' functions otherwise (style B).</summary>
    Raw,

    /// <summary>Each row sums to one (style W).</summary>
    Row,

    /// <summary>All weights sum to the number of units that have neighbours (style C).</summary>
    Global,

    /// <summary>All weights sum to one (style U).</summary>
    Unit,

    /// <summary>Variance-stabilising: each row is divided by its Euclidean norm, and all sum to the number of units that have neighbours (style S).</summary>
    Stabilised,
}
