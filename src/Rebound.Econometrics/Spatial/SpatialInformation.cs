using MathNet.Numerics.LinearAlgebra;
using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The expected information of a spatial model at its maximum, and its inverse.</summary>
/// <remarks>Anselin (1988, ch. 6). With A = I − ρW, B = I − λW, M = BWA⁻¹B⁻¹, N = WB⁻¹:
/// ββ: XᵀBᵀBX/σ²; βρ: XᵀBᵀBWA⁻¹Xβ/σ²; ρρ: tr(M²) + tr(MᵀM) + |BWA⁻¹Xβ|²/σ²; λλ: tr(N²) + tr(NᵀN); ρλ: tr(NᵀM) + tr(NM);
/// ρσ²: tr(M)/σ²; λσ²: tr(N)/σ²; σ²σ²: n/2σ⁴. n² numbers are kept for the traces and n solutions taken.</remarks>
internal sealed class SpatialInformation
{
    private const int ChunkOfColumns = 16;

    private SpatialInformation(double[,] covariance, double trace, double squareTrace) => (Covariance, Trace, SquareTrace) = (covariance, trace, squareTrace);

    /// <summary>Of β, then ρ and λ where the model has them, then σ².</summary>
    public double[,] Covariance { get; }

    /// <summary>tr(WA⁻¹); 0 without ρ.</summary>
    public double Trace { get; }

    /// <summary>tr((WA⁻¹)²); 0 without ρ.</summary>
    public double SquareTrace { get; }

    public static SpatialInformation Of(LagMatrix weights, SpatialDesign design, LikelihoodPoint optimum, bool hasRho, bool hasLambda)
    {
        var (n, k) = (weights.RowCount, design.Columns.Count);
        var (rho, lambda, variance) = (optimum.Rho, optimum.Lambda, optimum.Variance);
        var a = hasRho ? new FilterFactor(weights, rho) : null;
        var b = hasLambda ? new FilterFactor(weights, lambda) : null;
        var m = a is null ? null : Dense(n, (j, column) => Outcome(weights, a, b, lambda, j, column));
        var d = b is null ? null : Dense(n, (j, column) => Disturbance(weights, b, j, column));
        double[][] filtered = [.. design.Columns.Select(column => Filter(weights, column, lambda))];
        var signal = a is null ? null : Signal(weights, design, optimum.Beta, a, lambda);
        var size = k + (hasRho ? 1 : 0) + (hasLambda ? 1 : 0) + 1;
        var (r, l, s) = (k, hasRho ? k + 1 : k, size - 1);
        var information = new double[size, size];
        void Set(int i, int j, double value) => information[i, j] = information[j, i] = value;
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j <= i; j++) Set(i, j, Dot(filtered[i], filtered[j]) / variance);
            if (signal is not null) Set(i, r, Dot(filtered[i], signal) / variance);
        }
        double trace = 0, square = 0;
        if (m is not null)
        {
            (trace, square) = (DiagonalSum(m, n), ProductTrace(m, m, n));
            Set(r, r, square + CrossTrace(m, m) + Dot(signal!, signal!) / variance);
            Set(r, s, trace / variance);
        }
        if (d is not null)
        {
            Set(l, l, ProductTrace(d, d, n) + CrossTrace(d, d));
            Set(l, s, DiagonalSum(d, n) / variance);
        }
        if (m is not null && d is not null) Set(r, l, CrossTrace(d, m) + ProductTrace(d, m, n));
        Set(s, s, n / (2 * variance * variance));
        return new SpatialInformation(Invert(information), trace, square);
    }

    // Column j of M = BWA⁻¹B⁻¹.
    private static void Outcome(LagMatrix weights, FilterFactor a, FilterFactor? b, double lambda, int j, Span<double> column)
    {
        var unit = new double[column.Length];
        unit[j] = 1;
        b?.Solve(unit, unit);
        a.Solve(unit, unit);
        Filter(weights, weights.Lag(unit), lambda).CopyTo(column);
    }

    // Column j of N = WB⁻¹.
    private static void Disturbance(LagMatrix weights, FilterFactor b, int j, Span<double> column)
    {
        var unit = new double[column.Length];
        unit[j] = 1;
        b.Solve(unit, unit);
        weights.Lag(unit).CopyTo(column);
    }

    // BWA⁻¹Xβ: how much the expected outcome moves with ρ.
    private static double[] Signal(LagMatrix weights, SpatialDesign design, double[] beta, FilterFactor a, double lambda)
    {
        var mean = new double[weights.RowCount];
        for (var j = 0; j < beta.Length; j++)
            for (var i = 0; i < mean.Length; i++) mean[i] += beta[j] * design.Columns[j][i];
        a.Solve(mean, mean);
        return Filter(weights, weights.Lag(mean), lambda);
    }

    private static double[] Filter(LagMatrix weights, double[] values, double lambda)
    {
        if (lambda == 0) return values;
        var lag = weights.Lag(values);
        for (var i = 0; i < lag.Length; i++) lag[i] = values[i] - lambda * lag[i];
        return lag;
    }

    private delegate void FillColumn(int j, Span<double> column);

    // Column by column.
    private static double[] Dense(int n, FillColumn fill)
    {
        var matrix = new double[(long)n * n];
        FixedChunks.Run(n, ChunkOfColumns, (first, end) =>
        {
            for (var j = first; j < end; j++) fill(j, matrix.AsSpan(j * n, n));
        });
        return matrix;
    }

    private static double DiagonalSum(double[] matrix, int n)
    {
        var sum = 0.0;
        for (var i = 0; i < n; i++) sum += matrix[i * n + i];
        return sum;
    }

    // tr(PQ)
    private static double ProductTrace(double[] p, double[] q, int n)
    {
        var sum = 0.0;
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++) sum += p[j * n + i] * q[i * n + j];
        return sum;
    }

    // tr(PᵀQ)
    private static double CrossTrace(double[] p, double[] q) => Dot(p, q);

    private static double Dot(double[] p, double[] q)
    {
        var sum = 0.0;
        for (var i = 0; i < p.Length; i++) sum += p[i] * q[i];
        return sum;
    }

    private static double[,] Invert(double[,] information)
    {
        var size = information.GetLength(0);
        double[] scale = [.. Enumerable.Range(0, size).Select(i => 1 / Math.Sqrt(information[i, i]))];
        var scaled = Matrix<double>.Build.Dense(size, size, (i, j) => scale[i] * information[i, j] * scale[j]);
        if (scaled.Evd(Symmetricity.Symmetric).EigenValues.Min(v => v.Real) < 1e-14)
            throw new NotIdentifiedException("The information matrix of the spatial model is singular: some parameters cannot be told apart. Use fewer regressors or a simpler form.");
        var inverse = scaled.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(size));
        var covariance = new double[size, size];
        for (var i = 0; i < size; i++)
            for (var j = 0; j < size; j++) covariance[i, j] = scale[i] * inverse[i, j] * scale[j];
        return covariance;
    }
}
