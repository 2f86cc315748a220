namespace Rebound.Measures;

/// <summary>What is left out of an index.</summary>
public enum LeftOutKind
{
    /// <summary>An indicator.</summary>
    Indicator,

    /// <summary>A unit.</summary>
    Unit,
}
