namespace Rebound.Measures;

/// <summary>Over which unit-years the statistics of a normalisation are taken.</summary>
public enum NormaliseScope
{
    /// <summary>All unit-years of the fit window: scores compare over years.</summary>
    Global,

    /// <summary>The units of each year: scores compare within a year only.</summary>
    PerYear,

    /// <summary>The units of the base year; other years may leave [0, 1].</summary>
    BaseYear,
}
