using Rebound.Panels;

namespace Rebound.Econometrics;

/// <summary>Predictions on the rows of a table.</summary>
/// <param name="Predictions">In the order of the rows.</param>
/// <param name="RowsIn">Rows of the table.</param>
/// <param name="Dropped">Rows without a prediction, by reason.</param>
public sealed record PredictionTable(IReadOnlyList<Prediction> Predictions, int RowsIn, IReadOnlyList<DroppedRows> Dropped);
