namespace Rebound.Econometrics;

/// <summary>How units count in a regression of their means.</summary>
public enum BetweenWeighting
{
    /// <summary>Each once.</summary>
    Units,

    /// <summary>Each as often as it has rows.</summary>
    Rows,
}
