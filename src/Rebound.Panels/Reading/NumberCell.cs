namespace Rebound.Panels;

/// <summary>What a cell that should hold a number holds.</summary>
public enum NumberCell
{
    /// <summary>A finite number.</summary>
    Number,

    /// <summary>Nothing, said in one of the usual ways.</summary>
    Missing,

    /// <summary>NaN, an infinity, or a number beyond the range of double precision.</summary>
    NotFinite,

    /// <summary>Text that is no number.</summary>
    NotANumber,
}
