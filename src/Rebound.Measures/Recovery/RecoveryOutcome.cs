using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>How a unit's recovery ended: recovered, still watched when the data end, not hit, or not measurable.</summary>
public abstract record RecoveryOutcome
{
    private protected RecoveryOutcome()
    {
    }

    /// <summary>The word of the results table: recovered, censored, no shock or refused.</summary>
    public abstract string Status { get; }
}

/// <summary>The level was reached after the trough and held.</summary>
/// <param name="Month">First month of the run that holds.</param>
/// <param name="Months">Its number, counting the first month of the shock as 1.</param>
public sealed record Recovered(Period Month, int Months) : RecoveryOutcome
{
    /// <inheritdoc/>
    public override string Status => "recovered";
}

/// <summary>Not recovered in any month that could be watched: the time to recovery is longer than this.</summary>
/// <param name="After">Number of the last month observed, counting the first month of the shock as 1.</param>
public sealed record Censored(int After) : RecoveryOutcome
{
    /// <inheritdoc/>
    public override string Status => "censored";
}

/// <summary>No month of the short run was below the level, so there is nothing to recover from.</summary>
public sealed record NoShock : RecoveryOutcome
{
    /// <inheritdoc/>
    public override string Status => "no shock";
}

/// <summary>No trustworthy number can be given for this unit.</summary>
/// <param name="Reason">What is missing or wrong.</param>
/// <param name="Repair">What would make it possible.</param>
public sealed record Refused(string Reason, string Repair) : RecoveryOutcome
{
    /// <inheritdoc/>
    public override string Status => "refused";
}
