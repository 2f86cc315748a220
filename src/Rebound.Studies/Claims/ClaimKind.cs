namespace Rebound.Studies;

/// <summary>What sort of statement a claim is.</summary>
public enum ClaimKind
{
    /// <summary>A dated number or event.</summary>
    Fact,

    /// <summary>What a word means, or which parts a thing has.</summary>
    Definition,

    /// <summary>One thing acts on another.</summary>
    Mechanism,

    /// <summary>What a measure does or should do.</summary>
    Policy,

    /// <summary>What research or practice still lacks.</summary>
    Gap,
}
