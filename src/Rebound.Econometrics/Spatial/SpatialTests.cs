using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Tests of least-squares residuals for space.</summary>
internal static class SpatialTests
{
    public static SpatialDiagnosis Of(LagMatrix weights, SpatialDesign design, double confidence)
    {
        var (n, k) = (weights.RowCount, design.Columns.Count);
        var factor = SpatialDesign.Factorise(design.Columns);
        var e = new double[n];
        var beta = factor.Solve(design.Y, e);
        var cross = factor.InverseCrossProduct();
        var traces = weights.Traces();
        double squares = Dot(e, e), variance = squares / n;
        var lagOfResiduals = weights.Lag(e);
        double byError = Dot(e, lagOfResiduals) / variance, byLag = Dot(e, weights.Lag(design.Y)) / variance;
        var t = traces.Square + traces.Cross;
        // What the regressors leave of the neighbours' fitted outcomes.
        double[] fitted = [.. design.Y.Zip(e, (y, r) => y - r)];
        var left = new double[n];
        factor.Solve(weights.Lag(fitted), left);
        var j = t + Dot(left, left) / variance;
        double error = byError * byError / t, lag = byLag * byLag / j;
        double robustError = Square(byError - t / j * byLag) / (t * (1 - t / j)), robustLag = Square(byLag - byError) / (j - t);
        Coefficient[] coefficients = [.. beta.Select((b, i) => SpatialRegression.Describe(design.Names[i], b, Math.Sqrt(squares / (n - k) * cross[i, i]), n - k, confidence))];
        return new SpatialDiagnosis(coefficients, variance, Test("LM disturbance", error, 1), Test("LM outcome", lag, 1),
            Test("robust LM disturbance", robustError, 1), Test("robust LM outcome", robustLag, 1), Test("LM outcome and disturbance", error + robustLag, 2),
            Moran(weights, design, e, lagOfResiduals, cross, traces));
    }

    private static ResidualMoran Moran(LagMatrix weights, SpatialDesign design, double[] e, double[] lagOfResiduals, double[,] cross, LagTraces traces)
    {
        var (n, k) = (weights.RowCount, design.Columns.Count);
        double[][] lags = [.. design.Columns.Select(column => weights.Lag(column))];
        double[][] back = [.. design.Columns.Select(column => weights.LagTransposed(column))];
        // With C = (XᵀX)⁻¹: F = C·XᵀWX, and the products with W², WWᵀ and WᵀW.
        var first = Times(cross, Products(design.Columns, lags));
        var transposed = Times(cross, Products(lags, design.Columns));
        double diagonal = Trace(first, first.GetLength(0));
        double squareTrace = Trace(Times(cross, Products(back, lags)), k), outer = Trace(Times(cross, Products(back, back)), k), inner = Trace(Times(cross, Products(lags, lags)), k);
        var mean = traces.Diagonal - diagonal;
        var square = traces.Square - 2 * squareTrace + Trace(Times(first, first), k);
        var crossed = traces.Cross - outer - inner + Trace(Times(first, transposed), k);
        var scale = n / traces.Total;
        var expected = scale * mean / (n - k);
        var variance = scale * scale * (crossed + square + mean * mean) / ((n - k) * (n - k + 2.0)) - expected * expected;
        var value = scale * Dot(e, lagOfResiduals) / Dot(e, e);
        var z = (value - expected) / Math.Sqrt(variance);
        return new ResidualMoran(value, expected, variance, z, 1 - StudentT.Cdf(z, double.PositiveInfinity));
    }

    private static SpatialTest Test(string name, double statistic, int degrees) => new(name, statistic, degrees, ChiSquared.UpperP(statistic, degrees));

    private static double Square(double value) => value * value;

    private static double[,] Products(IReadOnlyList<double[]> left, IReadOnlyList<double[]> right)
    {
        var products = new double[left.Count, right.Count];
        for (var i = 0; i < left.Count; i++)
            for (var j = 0; j < right.Count; j++) products[i, j] = Dot(left[i], right[j]);
        return products;
    }

    private static double[,] Times(double[,] p, double[,] q)
    {
        var k = p.GetLength(0);
        var product = new double[k, k];
        for (var i = 0; i < k; i++)
            for (var j = 0; j < k; j++)
                for (var l = 0; l < k; l++) product[i, j] += p[i, l] * q[l, j];
        return product;
    }

    private static double Trace(double[,] matrix, int k)
    {
        var sum = 0.0;
        for (var i = 0; i < k; i++) sum += matrix[i, i];
        return sum;
    }

    private static double Dot(double[] p, double[] q)
    {
        var sum = 0.0;
        for (var i = 0; i < p.Length; i++) sum += p[i] * q[i];
        return sum;
    }
}
