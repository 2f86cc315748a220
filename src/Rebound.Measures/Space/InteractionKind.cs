namespace Rebound.Measures;

/// <summary>How q of two factors together compares with q of each.</summary>
public enum InteractionKind
{
    /// <summary>Below the smaller one.</summary>
    NonlinearWeakening,

    /// <summary>Between the two.</summary>
    OneSidedWeakening,

    /// <summary>Above both, below their sum.</summary>
    MutualEnhancement,

    /// <summary>Their sum.</summary>
    Independent,

    /// <summary>Above their sum.</summary>
    NonlinearEnhancement,
}
