namespace Rebound.Measures;

/// <summary>Where a unit and its neighbours' weighted deviations lie about the mean. A deviation of exactly 0 counts as low.</summary>
public enum Quadrant
{
    /// <summary>High among high (HH).</summary>
    HighHigh = 1,

    /// <summary>Low among high (LH).</summary>
    LowHigh = 2,

    /// <summary>Low among low (LL).</summary>
    LowLow = 3,

    /// <summary>High among low (HL).</summary>
    HighLow = 4,
}
