using System.Globalization;

namespace Rebound.Measures;

/// <summary>Weights from pairwise comparisons (analytic hierarchy process; Saaty, 1980) with the consistency of the comparisons.</summary>
/// <param name="Matrix">The comparisons.</param>
/// <param name="Weights">n weights ≥ 0 that sum to one.</param>
/// <param name="LargestEigenvalue">λ ≥ n of the matrix, whatever the method of the weights.</param>
/// <param name="ConsistencyIndex">CI = (λ − n)/(n − 1); 0 where n = 1.</param>
/// <param name="ConsistencyRatio">CR = CI/RI.</param>
public sealed record PairwiseWeights(PairwiseMatrix Matrix, double[] Weights, double LargestEigenvalue, double ConsistencyIndex, double ConsistencyRatio)
{
    private const int MostSteps = 100_000;

    /// <summary>Computes the weights. An inconsistent matrix gives its ratio; <see cref="ThrowIfInconsistent"/> refuses it.</summary>
    /// <param name="matrix">The comparisons.</param>
    /// <param name="method">How.</param>
    /// <param name="randomIndex">The consistency index of random matrices.</param>
    /// <exception cref="IndexRefusedException">The random index ends before n, or the eigenvector did not settle.</exception>
    public static PairwiseWeights Of(PairwiseMatrix matrix, PairwiseMethod method, RandomIndex randomIndex)
    {
        var n = matrix.Names.Count;
        var principal = Principal(matrix, out var lambda);
        var weights = method switch
        {
            PairwiseMethod.GeometricMean => GeometricMeans(matrix.Values, n),
            PairwiseMethod.ColumnMean => ColumnMeans(matrix.Values, n),
            _ => principal,
        };
        var index = n == 1 ? 0 : Math.Max(0, (lambda - n) / (n - 1));
        return new PairwiseWeights(matrix, weights, lambda, index, randomIndex.Ratio(index, n));
    }

    /// <summary>Refuses comparisons that contradict each other too much, and names the pair that deviates most from the weights.</summary>
    /// <param name="largestRatio">The largest consistency ratio that is accepted, usually 0.1.</param>
    /// <exception cref="IndexRefusedException">The ratio is larger.</exception>
    public void ThrowIfInconsistent(double largestRatio)
    {
        if (ConsistencyRatio <= largestRatio) return;
        var (n, worst, from, to) = (Weights.Length, -1.0, 0, 0);
        for (var i = 0; i < n; i++)
            for (var j = i + 1; j < n; j++)
                if (Math.Abs(Math.Log(Matrix.Values[i * n + j] * Weights[j] / Weights[i])) is var gap && gap > worst) (worst, from, to) = (gap, i, j);
        throw new IndexRefusedException([new(IndexRefusalKind.Inconsistent, null, null, Matrix.Names[from], string.Create(CultureInfo.InvariantCulture,
            $"The comparisons of '{Matrix.Place}' contradict each other: their consistency ratio is {ConsistencyRatio:0.000}, above {largestRatio:0.###}. The furthest from the rest is '{Matrix.Names[from]}' over '{Matrix.Names[to]}': {Matrix.Values[from * n + to]:0.###} is said, the weights give {Weights[from] / Weights[to]:0.###}. Ask again, or accept a larger ratio knowingly."))]);
    }

    /// <summary>Power iteration from the geometric means; a positive matrix has one positive eigenvector (Perron), and it attracts.</summary>
    private static double[] Principal(PairwiseMatrix matrix, out double lambda)
    {
        var (a, n) = (matrix.Values, matrix.Names.Count);
        var (w, next, smallest, sinceSmallest) = (GeometricMeans(a, n), new double[n], double.PositiveInfinity, 0);
        for (var step = 0; step < MostSteps; step++)
        {
            lambda = 0;
            for (var i = 0; i < n; i++)
            {
                next[i] = 0;
                for (var j = 0; j < n; j++) next[i] += a[i * n + j] * w[j];
                lambda += next[i];
            }
            var change = 0.0;
            for (var i = 0; i < n; i++)
            {
                next[i] /= lambda;
                change = Math.Max(change, Math.Abs(next[i] - w[i]) / next[i]);
            }
            (w, next) = (next, w);
            // Below 1e-13 only rounding is left; the steps go on until they no longer get smaller.
            if (change < smallest) (smallest, sinceSmallest) = (change, 0);
            else if (smallest < 1e-13 && ++sinceSmallest > 3) return w;
            if (change == 0) return w;
        }
        throw new IndexRefusedException([new(IndexRefusalKind.Pairwise, null, null, null, $"The eigenvector of the comparisons of '{matrix.Place}' did not settle. Use the geometric mean, or compare again: entries this far apart say little.")]);
    }

    private static double[] GeometricMeans(double[] a, int n)
    {
        var w = new double[n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) w[i] += Math.Log(a[i * n + j]);
            w[i] = Math.Exp(w[i] / n);
        }
        return ToSumOne(w);
    }

    private static double[] ColumnMeans(double[] a, int n)
    {
        var w = new double[n];
        for (var j = 0; j < n; j++)
        {
            var sum = 0.0;
            for (var i = 0; i < n; i++) sum += a[i * n + j];
            for (var i = 0; i < n; i++) w[i] += a[i * n + j] / sum;
        }
        return ToSumOne(w);
    }

    private static double[] ToSumOne(double[] w)
    {
        var sum = 0.0;
        foreach (var value in w) sum += value;
        for (var i = 0; i < w.Length; i++) w[i] /= sum;
        return w;
    }
}
