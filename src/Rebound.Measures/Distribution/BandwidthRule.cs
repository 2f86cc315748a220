namespace Rebound.Measures;

/// <summary>How wide a Gaussian kernel is.</summary>
public enum BandwidthRule
{
    /// <summary>0.9·min(s, IQR/1.34)·n^−1/5 (Silverman, 1986); R's default nrd0.</summary>
    Silverman,

    /// <summary>1.06·min(s, IQR/1.34)·n^−1/5 (Scott, 1992); R's nrd.</summary>
    Scott,

    /// <summary>Solves the equation for the smallest expected error (Sheather and Jones, 1991), with distances binned as R's bw.SJ does.</summary>
    SheatherJones,
}
