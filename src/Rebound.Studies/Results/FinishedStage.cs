namespace Rebound.Studies;

/// <summary>What a finished stage leaves: its line in the table `stages`, and its tables.</summary>
internal sealed record FinishedStage(string Stage, string Status, string Reason, string Repair, double Seconds, IReadOnlyList<ResultTable> Tables);
