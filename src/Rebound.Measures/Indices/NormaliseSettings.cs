namespace Rebound.Measures;

/// <summary>What a normalisation needs beside the values; each method uses only what its definition names.</summary>
public sealed record NormaliseSettings
{
    /// <summary>The usual settings.</summary>
    public static NormaliseSettings Default { get; } = new();

    /// <summary>Where statistics come from.</summary>
    public NormaliseScope Scope { get; init; }

    /// <summary>The base year of <see cref="NormaliseScope.BaseYear"/> and <see cref="NormaliseMethod.CentredGoalposts"/>; the first year of the fit window when null.</summary>
    public int? BaseYear { get; init; }

    /// <summary>The unit of <see cref="NormaliseMethod.DistanceToReference"/>: its mean over the years (global), its value of the year or of the base year.</summary>
    public string? ReferenceUnit { get; init; }

    /// <summary>Whether distances to a reference or target end at 1.</summary>
    public bool CapAtOne { get; init; }

    /// <summary>p of <see cref="NormaliseMethod.WinsorisedMinMax"/>, above 0 and below 0.5.</summary>
    public double Tail { get; init; } = 0.025;

    /// <summary>a of <see cref="NormaliseMethod.Scaled"/>, in the unit of y.</summary>
    public double Low { get; init; }

    /// <summary>b of <see cref="NormaliseMethod.Scaled"/>.</summary>
    public double High { get; init; } = 100;
}
