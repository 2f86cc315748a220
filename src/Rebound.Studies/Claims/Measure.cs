namespace Rebound.Studies;

/// <summary>What a fact's number says about its variable.</summary>
public enum Measure
{
    /// <summary>A total over the period (exports, throughput): it can be spread over the days of the period.</summary>
    Level,

    /// <summary>Growth on the same period of the year before, in per cent.</summary>
    Growth,

    /// <summary>A share, in per cent.</summary>
    Share,

    /// <summary>A number that is not spread over time: firms, beds, countries, cases so far.</summary>
    Count,

    /// <summary>A reading of an index.</summary>
    Index,

    /// <summary>A day.</summary>
    Date,
}
