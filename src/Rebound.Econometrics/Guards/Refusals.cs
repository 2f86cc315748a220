using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>No regressor can be told apart from the others or from the absorbed effects.</summary>
/// <param name="regressors">Those that are explained.</param>
public sealed class SingularDesignException(IReadOnlyList<string> regressors)
    : NumericalException($"{string.Join(", ", regressors.Select(r => $"'{r}'"))}: explained by the other regressors or by the absorbed effects, so no effect can be told apart; drop it, or absorb fewer effects.")
{
    /// <summary>The regressors that are explained.</summary>
    public IReadOnlyList<string> Regressors { get; } = regressors;
}

/// <summary>The data do not determine what is asked.</summary>
/// <param name="message">What is not determined, why, and what data would determine it.</param>
public sealed class NotIdentifiedException(string message) : NumericalException(message);

/// <summary>Clustered errors from too few clusters.</summary>
/// <param name="cluster">What the rows are clustered by.</param>
/// <param name="count">Number of clusters in the sample.</param>
/// <param name="needed">Number that would do.</param>
public sealed class TooFewClustersException(string cluster, int count, int needed)
    : NumericalException($"Clustered by {cluster} there {(count == 1 ? "is 1 cluster" : $"are {count} clusters")}; at least {needed} are needed. Cluster by a finer grouping.")
{
    /// <summary>Number of clusters in the sample.</summary>
    public int Count { get; } = count;
}

/// <summary>The model fits every row exactly, so nothing is left to measure uncertainty with.</summary>
/// <param name="outcome">The outcome.</param>
/// <param name="share">Residual over total sum of squares.</param>
public sealed class PerfectFitException(string outcome, double share)
    : NumericalException($"The model fits '{outcome}' exactly (residual share of variance {share.ToString("0.0e+0", System.Globalization.CultureInfo.InvariantCulture)}): errors cannot be estimated. Is the outcome computed from the regressors, or has it one value a group?");

/// <summary>Absorbing the effects did not converge.</summary>
/// <param name="iterations">Iterations done.</param>
/// <param name="residual">Normal-equation residual reached, relative.</param>
public sealed class NotConvergedException(int iterations, double residual)
    : NumericalException($"The effects could not be absorbed in {iterations} iterations (normal-equation residual {residual.ToString("0.0e+0", System.Globalization.CultureInfo.InvariantCulture)}): they hardly overlap. Absorb fewer effects.");
