namespace Rebound.Econometrics;

/// <summary>The mean of the outcome on a row.</summary>
/// <param name="Row">Index of the row in its table.</param>
/// <param name="Value">E y given the row, in units of the outcome as written.</param>
/// <param name="Interval">Error and interval; null where they were not asked for.</param>
public sealed record Prediction(int Row, double Value, PredictionInterval? Interval);

/// <summary>How sure a predicted mean is.</summary>
/// <param name="StandardError">Of the mean.</param>
/// <param name="Low">Lower end for the mean; for likelihoods that of the linear predictor, transformed.</param>
/// <param name="High">Upper end for the mean.</param>
/// <param name="NewLow">Lower end for the outcome of a new row; null but for least squares.</param>
/// <param name="NewHigh">Upper end for the outcome of a new row; null but for least squares.</param>
public sealed record PredictionInterval(double StandardError, double Low, double High, double? NewLow, double? NewHigh);
