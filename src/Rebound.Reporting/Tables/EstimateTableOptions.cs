namespace Rebound.Reporting;

/// <summary>What a table of models shows besides its coefficients.</summary>
public sealed record EstimateTableOptions
{
    /// <summary>A title above the table; none when empty.</summary>
    public string Title { get; init; } = "";

    /// <summary>What stands below each coefficient.</summary>
    public BelowCoefficient Below { get; init; }

    /// <summary>Coefficients that are left out, by their names; the note says that they are.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];
}

/// <summary>What stands below a coefficient.</summary>
public enum BelowCoefficient
{
    /// <summary>The standard error, in brackets.</summary>
    StandardError,

    /// <summary>The interval, in square brackets.</summary>
    Interval,
}
