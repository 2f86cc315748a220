using System.Globalization;
using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Intervals were asked for more combinations of absorbed groups than can be worked through.</summary>
/// <param name="combinations">Combinations of absorbed groups among the rows to predict.</param>
/// <param name="rows">Rows of the sample.</param>
public sealed class TooManyPredictionsException(int combinations, int rows)
    : NumericalException(string.Create(CultureInfo.InvariantCulture, $"Intervals for {combinations} combinations of absorbed groups take as many absorptions of {rows} rows: predict fewer rows, or without intervals."));
