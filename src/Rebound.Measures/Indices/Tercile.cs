namespace Rebound.Measures;

/// <summary>The third of the units to which a score belongs.</summary>
public enum Tercile
{
    /// <summary>Fewer than a third of the units score lower.</summary>
    Low,

    /// <summary>At least a third and fewer than two thirds of the units score lower.</summary>
    Middle,

    /// <summary>At least two thirds of the units score lower.</summary>
    High,
}
