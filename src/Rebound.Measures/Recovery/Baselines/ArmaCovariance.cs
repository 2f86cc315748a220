namespace Rebound.Measures;

/// <summary>Covariances of a stationary ARMA process with innovations of variance one.</summary>
internal sealed class ArmaCovariance(int largestLag)
{
    private readonly double[] system = new double[(largestLag + 1) * (largestLag + 1)];
    private double[] ar = [];
    private double[] ma = [];
    private int p;
    private int q;
    private int m;

    /// <summary>γ₀, γ₁, …: covariances of the process.</summary>
    public double[] Gamma { get; } = new double[largestLag + 1];

    /// <summary>ψ₀ = 1, ψ₁, …: weights of past innovations.</summary>
    public double[] Psi { get; } = new double[largestLag + 1];

    /// <summary>Covariances of the moving-average part alone.</summary>
    public double[] Moving { get; } = new double[largestLag + 1];

    /// <summary>Computes all of them up to a lag of at least p and q.</summary>
    /// <param name="autoregressive">φ₁…φₚ of a stationary polynomial.</param>
    /// <param name="movingAverage">θ₁…θ_q.</param>
    /// <param name="lags">The longest lag.</param>
    /// <returns>False when the process is too close to non-stationary.</returns>
    public bool TryCompute(double[] autoregressive, double[] movingAverage, int lags)
    {
        (ar, ma, p, q, m) = (autoregressive, movingAverage, autoregressive.Length, movingAverage.Length, lags);
        for (var k = 0; k <= m; k++)
        {
            var value = k <= q ? Ma(k) : 0;
            for (var i = 1; i <= Math.Min(p, k); i++) value += ar[i - 1] * Psi[k - i];
            Psi[k] = value;
        }
        for (var lag = 0; lag <= q; lag++)
        {
            var sum = 0.0;
            for (var j = 0; j + lag <= q; j++) sum += Ma(j) * Ma(j + lag);
            Moving[lag] = sum;
        }
        if (p == 0)
        {
            Array.Clear(Gamma);
            for (var lag = 0; lag <= q; lag++) Gamma[lag] = Moving[lag];
            return true;
        }
        return Autocovariances();
    }

    // γₖ − Σφᵢγ|k−i| = Σ_{j≥k} θⱼψⱼ₋ₖ for k = 0…p, and the recursion beyond p.
    private bool Autocovariances()
    {
        var size = p + 1;
        var right = Gamma;
        for (var k = 0; k <= m; k++)
        {
            var sum = 0.0;
            for (var j = k; j <= q; j++) sum += Ma(j) * Psi[j - k];
            right[k] = sum;
        }
        var matrix = system.AsSpan(0, size * size);
        matrix.Clear();
        for (var k = 0; k < size; k++)
        {
            matrix[k * size + k] += 1;
            for (var i = 1; i <= p; i++) matrix[k * size + Math.Abs(k - i)] -= ar[i - 1];
        }
        if (!Solve(matrix, right.AsSpan(0, size)) || !(Gamma[0] > 0)) return false;
        for (var k = size; k <= m; k++)
            for (var i = 1; i <= p; i++)
                Gamma[k] += ar[i - 1] * Gamma[k - i];
        return true;
    }

    private static bool Solve(Span<double> matrix, Span<double> b)
    {
        var size = b.Length;
        for (var c = 0; c < size; c++)
        {
            var best = c;
            for (var r = c + 1; r < size; r++)
                if (Math.Abs(matrix[r * size + c]) > Math.Abs(matrix[best * size + c])) best = r;
            if (!(Math.Abs(matrix[best * size + c]) > 1e-13)) return false;
            if (best != c)
            {
                for (var k = c; k < size; k++) (matrix[c * size + k], matrix[best * size + k]) = (matrix[best * size + k], matrix[c * size + k]);
                (b[c], b[best]) = (b[best], b[c]);
            }
            for (var r = c + 1; r < size; r++)
            {
                var factor = matrix[r * size + c] / matrix[c * size + c];
                if (factor == 0) continue;
                for (var k = c + 1; k < size; k++) matrix[r * size + k] -= factor * matrix[c * size + k];
                b[r] -= factor * b[c];
            }
        }
        for (var r = size - 1; r >= 0; r--)
        {
            var sum = b[r];
            for (var k = r + 1; k < size; k++) sum -= matrix[r * size + k] * b[k];
            b[r] = sum / matrix[r * size + r];
        }
        return true;
    }

    private double Ma(int j) => j == 0 ? 1 : ma[j - 1];
}
