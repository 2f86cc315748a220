using System.Globalization;
using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The likelihood's maximum was not reached.</summary>
/// <param name="iterations">Steps done.</param>
/// <param name="change">Relative change of the deviance in the last step.</param>
public sealed class LikelihoodNotConvergedException(int iterations, double change)
    : NumericalException($"The likelihood's maximum was not reached in {iterations} steps (the deviance still moves by {change.ToString("0.0e+0", CultureInfo.InvariantCulture)} of itself): look for regressors of very different size, or absorb fewer effects.");

/// <summary>An outcome that its family cannot have.</summary>
/// <param name="outcome">The outcome.</param>
/// <param name="family">The family.</param>
/// <param name="row">Index of the first such row of the table.</param>
/// <param name="value">Its value.</param>
public sealed class OutcomeOutOfRangeException(string outcome, GeneralisedFamily family, int row, double value)
    : NumericalException($"'{outcome}' is {value.ToString("R", CultureInfo.InvariantCulture)} in row {row + 1}: {(family is GeneralisedFamily.Poisson or GeneralisedFamily.NegativeBinomial ? "a count or amount cannot be negative" : "0 or 1 is needed")}.");
