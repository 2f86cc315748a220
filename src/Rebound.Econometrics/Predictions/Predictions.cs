using System.Globalization;

namespace Rebound.Econometrics;

/// <summary>Predicted means of an estimate on any rows, with intervals.</summary>
/// <remarks>μ(x′β̂ + offset + absorbed effects). The effects of a row are those of the rows of the sample with its groups; with two effects a pair that does not occur takes them along a path of rows
/// that connects its groups, which is the only value they can have. Errors: √(g′Vg), g the gradient in coefficients and effects (<see cref="MarginalEffects"/> says how effects are counted); intervals of
/// likelihoods are those of the linear predictor, transformed. For the outcome of a new row least squares adds s² under the root, which takes errors to be alike and normal. Units: of the outcome as written; a predicted
/// log is not turned into a level. Checked against R's predict.lm and predict.glm.</remarks>
/// <param name="options">Whether with intervals.</param>
public sealed class Predictions(PredictionOptions? options = null)
{
    private const double MostWork = 4e9; // rows of the sample times combinations
    private const int Together = 16;     // combinations absorbed at once
    private readonly PredictionOptions options = options ?? new PredictionOptions();

    /// <summary>Predicts rows.</summary>
    /// <param name="estimate">Least squares, a likelihood, or instruments.</param>
    /// <param name="data">The table it was estimated on.</param>
    /// <param name="target">The rows to predict, with the columns that the right-hand side reads; null for the rows of <paramref name="data"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="data"/> is another table than that of the estimate.</exception>
    /// <exception cref="FormulaException">The target lacks a column.</exception>
    /// <exception cref="NotIdentifiedException">No row can be predicted, or errors are not available (instruments with absorbed effects).</exception>
    /// <exception cref="TooManyPredictionsException">Too many combinations of absorbed groups for intervals.</exception>
    public PredictionTable Of(Estimate estimate, ModelData data, ModelData? target = null)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        ArgumentNullException.ThrowIfNull(data);
        if (data.RowCount != estimate.Sample.RowsIn) throw new ArgumentException($"The table has {data.RowCount} rows where the estimate was made on one of {estimate.Sample.RowsIn}.", nameof(data));
        var rows = PredictedRows.Of(estimate, data, target ?? data);
        if (rows.Rows.Length == 0) throw new NotIdentifiedException($"No row can be predicted: {string.Join("; ", rows.Dropped.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Rows} × {d.Reason}")))}.");
        var errors = options.Intervals ? Errors(estimate, rows) : null;
        return new PredictionTable([.. rows.Rows.Select((row, p) => Describe(estimate, row, rows.Predictor[p], errors?[p]))], (target ?? data).RowCount, rows.Dropped);
    }

    private static Prediction Describe(Estimate estimate, int row, double eta, double? error)
    {
        var response = new ResponseFunction(estimate.Likelihood?.Family);
        var (mean, slope, _) = response.At(eta);
        if (error is not { } e) return new Prediction(row, mean, null);
        var around = Estimate.Describe("", eta, e, estimate.TestDegrees, estimate.Model.Confidence);
        if (!response.IsLinear) return new Prediction(row, mean, new PredictionInterval(slope * e, response.At(around.Low).Mean, response.At(around.High).Mean, null, null));
        var s = estimate.Fit.ResidualDeviation;
        var single = Estimate.Describe("", eta, Math.Sqrt(e * e + s * s), estimate.TestDegrees, estimate.Model.Confidence);
        return new Prediction(row, mean, new PredictionInterval(e, around.Low, around.High, single.Low, single.High));
    }

    // Standard errors of the linear predictor.
    private static double[] Errors(Estimate estimate, PredictedRows rows)
    {
        var errors = new double[rows.Rows.Length];
        if (rows.Paths.Count == 0)
        {
            for (var p = 0; p < errors.Length; p++) errors[p] = Root(estimate.CovarianceMatrix, rows.Regressors, p);
            return errors;
        }
        if ((double)rows.Paths.Count * estimate.RowCount > MostWork) throw new TooManyPredictionsException(rows.Paths.Count, estimate.RowCount);
        var (k, n) = (estimate.Names.Count, estimate.RowCount);
        double[][] raw = [.. estimate.Names.Select(estimate.RawColumn)];
        for (var first = 0; first < rows.Paths.Count; first += Together)
        {
            var paths = rows.Paths.Skip(first).Take(Together).ToArray();
            // The coefficients one by one, then the effects of each combination; a row's number is a sum of these.
            Functional[] parts = [.. Enumerable.Range(0, k).Select(j => new Functional(Unit(k, j), null)), .. paths.Select(path => Along(path, raw, n))];
            var covariance = DeltaCovariance.Of(estimate, parts);
            for (var p = 0; p < errors.Length; p++)
            {
                var place = rows.PathOf[p] - first;
                if (place < 0 || place >= paths.Length) continue;
                var weights = new double[k + paths.Length];
                for (var j = 0; j < k; j++) weights[j] = rows.Regressors[j][p];
                weights[k + place] = 1;
                errors[p] = Root(covariance, weights);
            }
        }
        return errors;
    }

    // Dᵀq are the groups of the row; what Xᵀq adds to the coefficients is taken off again.
    private static Functional Along(IReadOnlyList<(int Row, int Sign)> path, double[][] raw, int n)
    {
        var q = new double[n];
        var direct = new double[raw.Length];
        foreach (var (row, sign) in path)
        {
            q[row] += sign;
            for (var j = 0; j < raw.Length; j++) direct[j] -= sign * raw[j][row];
        }
        return new Functional(direct, q);
    }

    private static double[] Unit(int k, int j)
    {
        var unit = new double[k];
        unit[j] = 1;
        return unit;
    }

    private static double Root(double[,] covariance, double[][] columns, int p)
    {
        var weights = new double[columns.Length];
        for (var j = 0; j < weights.Length; j++) weights[j] = columns[j][p];
        return Root(covariance, weights);
    }

    private static double Root(double[,] covariance, double[] weights)
    {
        double variance = 0;
        for (var a = 0; a < weights.Length; a++)
        {
            if (weights[a] == 0) continue;
            for (var b = 0; b < weights.Length; b++) variance += weights[a] * weights[b] * covariance[a, b];
        }
        return Math.Sqrt(Math.Max(0, variance));
    }
}
