namespace Rebound.Studies;

/// <summary>What a flag means for the claim.</summary>
public enum Bearing
{
    /// <summary>It speaks for the stated number.</summary>
    Supports,

    /// <summary>The stated number and a fact cannot both be true.</summary>
    Refutes,

    /// <summary>It asks for a closer look; it neither proves nor refutes.</summary>
    Doubts,
}
