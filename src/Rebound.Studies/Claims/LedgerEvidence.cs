namespace Rebound.Studies;

/// <summary>What a run found, as far as claims are judged by it.</summary>
/// <param name="Estimates">The table `estimates`; null when the run made none.</param>
/// <param name="Guards">The table `guards`; null when there is none.</param>
/// <param name="Stages">The table `stages`, which gives the reason where an estimate is absent; null when there is none.</param>
/// <param name="Properties">Properties of the study that definitions speak of, for instance "dimensions" → "4".</param>
public sealed record LedgerEvidence(ResultTable? Estimates, ResultTable? Guards, ResultTable? Stages, IReadOnlyDictionary<string, string> Properties)
{
    /// <summary>Facts alone.</summary>
    public static LedgerEvidence None { get; } = new(null, null, null, new Dictionary<string, string>(StringComparer.Ordinal));
}
