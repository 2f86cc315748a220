namespace Rebound.Studies;

/// <summary>What comparing a stated number with facts and with other statements shows.</summary>
public enum FlagKind
{
    /// <summary>The number agrees with a fact.</summary>
    Match,

    /// <summary>The amount is off by a power of ten, or shows the digits of an amount in another currency.</summary>
    Unit,

    /// <summary>The number is that of another currency, or stands beside numbers of another currency without saying so.</summary>
    Currency,

    /// <summary>The number is that of another period, or cannot belong to a period of this length.</summary>
    Period,

    /// <summary>The numbers do not fit together: more numbers than things, another series' number, impossible prices.</summary>
    Arithmetic,

    /// <summary>The number disagrees with the facts, or claims disagree with each other.</summary>
    Conflict,

    /// <summary>The facts themselves disagree, so they settle nothing.</summary>
    Source,
}
