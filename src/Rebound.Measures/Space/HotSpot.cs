namespace Rebound.Measures;

/// <summary>Whether a unit counts among its own neighbours.</summary>
public enum HotSpot
{
    /// <summary>No: Gᵢ.</summary>
    WithoutSelf,

    /// <summary>Yes: Gᵢ*.</summary>
    WithSelf,
}
