using Rebound.Econometrics;

namespace Rebound.Cli;

/// <summary>An estimate, with what stands behind it where the model names instruments.</summary>
internal sealed record FittedModel(Estimate Estimate, InstrumentalEstimate? Instruments = null)
{
    /// <summary>What was taken off the coefficients; null where nothing was.</summary>
    public BiasCorrectedEstimate? Bias { get; init; }

    /// <summary>How the coefficients were found, in a word.</summary>
    public string Family => Instruments is { } used ? EstimateFamily.NameOf(used.Method) : EstimateFamily.NameOf(Estimate.Likelihood?.Family);
}
