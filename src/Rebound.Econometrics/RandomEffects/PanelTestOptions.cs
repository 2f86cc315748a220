namespace Rebound.Econometrics;

/// <summary>Orders and conventions of the tests of panels.</summary>
public sealed record PanelTestOptions
{
    /// <summary>Lags of the residuals in Breusch and Godfrey's test, at least one.</summary>
    public int Order { get; init; } = 1;

    /// <summary>Where the published tests and plm's differ, which is followed.</summary>
    public PanelTestConvention Convention { get; init; }
}

/// <summary>Conventions of two tests of serial correlation.</summary>
public enum PanelTestConvention
{
    /// <summary>As published: Breusch and Godfrey's lags do not reach into another unit, zeros stand before its first residual; Bera, Sosa-Escudero and Yoon's products of neighbours are over all squares.</summary>
    Published,

    /// <summary>As plm 2.6, for comparisons: the last residuals of the unit before stand there; those products are over the squares of the rows that have a neighbour before them.</summary>
    Plm,
}
