namespace Rebound.Measures;

/// <summary>What happens to strata of a single unit, which have no variance.</summary>
public enum SingletonRule
{
    /// <summary>They are refused by name.</summary>
    Refuse,

    /// <summary>They are dropped, and the degrees of freedom count what is left.</summary>
    Drop,

    /// <summary>They are dropped, but the degrees of freedom still count them, as the R package GD does; q is the same, p is not.</summary>
    DropButCount,
}
