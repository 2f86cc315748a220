namespace Rebound.Panels;

/// <summary>When two areas touch.</summary>
public enum ContiguityRule
{
    /// <summary>They share a corner.</summary>
    Queen,

    /// <summary>They share an edge: two corners that follow each other in both outlines.</summary>
    Rook,
}
