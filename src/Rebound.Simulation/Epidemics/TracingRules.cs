namespace Rebound.Simulation;

/// <summary>Contact tracing. Share traced, delay and capacity are parameters of the model.</summary>
public sealed record TracingRules
{
    /// <summary>First day; null: from the national alert on.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Days that contacts spend in quarantine.</summary>
    public int QuarantineDays { get; init; } = 14;
}
