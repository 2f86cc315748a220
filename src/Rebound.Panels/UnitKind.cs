namespace Rebound.Panels;

/// <summary>Kinds of quantity.</summary>
public enum UnitKind
{
    /// <summary>A number without unit.</summary>
    Number,

    /// <summary>A money amount, with currency and scale.</summary>
    Money,

    /// <summary>Per cent.</summary>
    Percent,

    /// <summary>A count of people, cases, days …</summary>
    Count,

    /// <summary>An index without natural unit.</summary>
    Index,
}
