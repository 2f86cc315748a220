namespace Rebound.Econometrics;

/// <summary>What an event study compares: units with more and with less exposure, month by month around the shock.</summary>
/// <param name="Outcome">An expression of columns, for instance <c>gap</c> or <c>log(exports)</c>.</param>
/// <param name="Exposure">Column that does not change within a unit: a dummy, or an intensity such as a pre-shock index.</param>
/// <param name="RelativeTime">Column with whole periods since the shock began: 0 in its first period, −1 in the one before.</param>
public sealed record EventStudySpecification(string Outcome, string Exposure, string RelativeTime)
{
    /// <summary>Further regressors, as in a formula; empty for none.</summary>
    public string Controls { get; init; } = "";

    /// <summary>Grouping of units.</summary>
    public string Unit { get; init; } = "unit";

    /// <summary>Grouping of periods.</summary>
    public string Time { get; init; } = "month";

    /// <summary>Groupings of the clusters; units when empty.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <summary>The period that coefficients are measured from.</summary>
    public int Reference { get; init; } = -1;

    /// <summary>First relative period used.</summary>
    public int First { get; init; } = int.MinValue;

    /// <summary>Last relative period used.</summary>
    public int Last { get; init; } = int.MaxValue;

    /// <summary>Last relative period of the short run, which begins at 0; the long run is what follows.</summary>
    public int ShortEnd { get; init; } = 11;

    /// <summary>Coverage of intervals and bands.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Draws behind the simultaneous band.</summary>
    public int Draws { get; init; } = 10_000;

    /// <summary>The study's seed.</summary>
    public ulong Seed { get; init; } = 1;
}
