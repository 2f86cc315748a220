namespace Rebound.Studies;

/// <summary>What a study says of a claim.</summary>
public enum Judgement
{
    /// <summary>The evidence agrees, and would not if the claim were false.</summary>
    Supported,

    /// <summary>The evidence excludes the claim.</summary>
    Contradicted,

    /// <summary>This study's data cannot answer, and it is said why.</summary>
    NotTestable,

    /// <summary>There is a test without a clear answer, or no test yet.</summary>
    Untested,
}
