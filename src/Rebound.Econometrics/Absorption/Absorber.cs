namespace Rebound.Econometrics;

/// <summary>Takes any number of effects out of columns: x̃ = x − D(DᵀWD)⁺DᵀWx.</summary>
/// <remarks>With Mᵢ the (weighted) projection that takes effect i out, T = M₁M₂…M_Q…M₂M₁ is symmetric, and the part u of x in the
/// span of the effects solves (I − T)u = (I − T)x (Hernández-Ramos, Escalante and Raydan, 2011; Correia, 2017). That system is
/// solved by conjugate gradients and then once more for what rounding left. One effect, and a balanced two-way layout, are exact
/// after the first sweep. Sums run over the rows in their order.</remarks>
internal sealed class Absorber
{
    // A column whose left-over norm is below this share of its norm is rounding error: it is explained by the effects.
    private const double Explained = 1e-12;
    private readonly Projection[] projections;
    private readonly double[]? weights;
    private readonly AbsorptionLimits limits;
    private readonly int n;

    public Absorber(IReadOnlyList<AbsorbedEffect> effects, double[]? weights, int rows, AbsorptionLimits limits)
    {
        (n, this.weights, this.limits) = (rows, weights, limits);
        projections = [.. effects.OrderByDescending(e => e.Levels).Select(e => new Projection(e, weights))];
    }

    /// <summary>Takes the effects out of a column, in place.</summary>
    public AbsorptionResult Absorb(double[] values)
    {
        if (projections.Length == 0) return new AbsorptionResult(0, 0);
        var norm = Norm(values);
        Sweep(values);
        Sweep(values);
        if (projections.Length == 1 || norm == 0) return new AbsorptionResult(1, 0);
        int iterations = 1, rounds = 0;
        var smallest = 1.0;
        var previous = double.PositiveInfinity;
        while (true)
        {
            var left = Norm(values);
            if (left <= Explained * norm) return new AbsorptionResult(iterations, 0);
            var target = limits.Tolerance * left;
            var residual = Solve(values, target, ref iterations, ref smallest);
            rounds++;
            if (residual <= target || (rounds > 1 && residual > 0.25 * previous && residual <= 1e3 * target))
                return new AbsorptionResult(iterations, residual / (left * smallest));
            if (iterations >= limits.Iterations || rounds >= 50) throw new NotConvergedException(iterations, residual / left);
            previous = residual;
        }
    }

    // One round of conjugate gradients from zero; takes u off the values and gives the norm of (I − T)x it started from.
    private double Solve(double[] values, double target, ref int iterations, ref double smallest)
    {
        var r = new double[n];
        Imbalance(values, r);
        var start = Norm(r);
        if (start <= target) return start;
        var u = new double[n];
        var p = (double[])r.Clone();
        var q = new double[n];
        var square = Dot(r, r);
        List<double> alphas = [], betas = [];
        while (square > 0.01 * target * target && iterations < limits.Iterations)
        {
            iterations++;
            Imbalance(p, q);
            var curvature = Dot(p, q);
            if (!(curvature > 0)) break;
            var alpha = square / curvature;
            for (var i = 0; i < n; i++)
            {
                u[i] += alpha * p[i];
                r[i] -= alpha * q[i];
            }
            var next = Dot(r, r);
            var beta = next / square;
            alphas.Add(alpha);
            betas.Add(beta);
            for (var i = 0; i < n; i++) p[i] = r[i] + beta * p[i];
            square = next;
        }
        smallest = Math.Min(smallest, SmallestRitzValue(alphas, betas));
        for (var i = 0; i < n; i++) values[i] -= u[i];
        Sweep(values);
        return start;
    }

    // (I − T)x.
    private void Imbalance(double[] x, double[] result)
    {
        Array.Copy(x, result, n);
        Sweep(result);
        for (var i = 0; i < n; i++) result[i] = x[i] - result[i];
    }

    private void Sweep(double[] values)
    {
        for (var q = 0; q < projections.Length; q++) projections[q].TakeOut(values);
        for (var q = projections.Length - 2; q >= 0; q--) projections[q].TakeOut(values);
    }

    // Conjugate gradients are Lanczos in disguise: the smallest eigenvalue of its tridiagonal matrix estimates that of I − T on the
    // span of the effects, by which a residual must be divided to bound the error. Found by bisection on Sturm's sequence.
    private static double SmallestRitzValue(List<double> alphas, List<double> betas)
    {
        var m = Math.Min(alphas.Count, 400);
        if (m == 0) return 1;
        var diagonal = new double[m];
        var squares = new double[m];
        for (var j = 0; j < m; j++)
        {
            diagonal[j] = 1 / alphas[j] + (j > 0 ? betas[j - 1] / alphas[j - 1] : 0);
            if (j > 0) squares[j] = betas[j - 1] / (alphas[j - 1] * alphas[j - 1]);
        }
        double low = 0, high = 1;
        for (var step = 0; step < 60; step++)
        {
            var middle = 0.5 * (low + high);
            var below = 0;
            double d = 1;
            for (var j = 0; j < m; j++)
            {
                d = diagonal[j] - middle - (j > 0 ? squares[j] / d : 0);
                if (d == 0) d = 1e-300;
                if (d < 0) below++;
            }
            if (below > 0) high = middle;
            else low = middle;
        }
        return Math.Max(high, 1e-12);
    }

    private double Dot(double[] a, double[] b)
    {
        double sum = 0;
        if (weights is null)
            for (var i = 0; i < n; i++) sum += a[i] * b[i];
        else
            for (var i = 0; i < n; i++) sum += weights[i] * a[i] * b[i];
        return sum;
    }

    private double Norm(double[] a) => Math.Sqrt(Dot(a, a));
}

/// <summary>How absorption went for one column.</summary>
/// <param name="Iterations">Sweeps with acceleration.</param>
/// <param name="Bound">Normal-equation residual over the smallest eigenvalue met: bounds the error relative to the norm of what is left.</param>
internal readonly record struct AbsorptionResult(int Iterations, double Bound);
