namespace Rebound.Measures;

/// <summary>Over what the weights of an index differ.</summary>
public enum WeightVariation
{
    /// <summary>Nothing: all unit-years share them.</summary>
    None,

    /// <summary>Years; a stated weight is the mean over them.</summary>
    Years,

    /// <summary>Units and years, each having its own; a stated weight is the mean over them.</summary>
    UnitYears,
}
