namespace Rebound.Studies;

/// <summary>How a recorded number bears on a stated one.</summary>
public enum Agreement
{
    /// <summary>The recorded number is one of those that the statement stands for.</summary>
    Agrees,

    /// <summary>They overlap without one implying the other.</summary>
    Open,

    /// <summary>Both cannot be true.</summary>
    Excludes,
}
