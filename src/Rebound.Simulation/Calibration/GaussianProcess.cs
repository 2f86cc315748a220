using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>An emulator of one output: a linear surface and a Gaussian process on what it leaves, squared exponential with one length in the unit cube.</summary>
/// <remarks>Length and nugget are those of a grid with the largest marginal likelihood, variance profiled out (Sacks et al. 1989; Rasmussen and Williams 2006, chapter 5).</remarks>
internal sealed class GaussianProcess
{
    private static readonly double[] Lengths = [0.5, 0.8, 1.2, 1.8, 2.7, 4];
    private static readonly double[] Nuggets = [1e-6, 1e-3, 1e-2, 0.1];
    private readonly double[][] points;
    private readonly double[] surface; // constant, then a slope for each dimension
    private readonly double[] factor;
    private readonly double[] pull; // K⁻¹·rest
    private readonly double length, nugget;

    private GaussianProcess(double[][] points, double[] surface, double[] factor, double[] pull, double length, double nugget, double variance)
    {
        (this.points, this.surface, this.factor, this.pull, this.length, this.nugget) = (points, surface, factor, pull, length, nugget);
        Variance = variance;
    }

    /// <summary>Variance of what the surface leaves.</summary>
    public double Variance { get; }

    public static GaussianProcess Fit(double[][] points, double[] outputs)
    {
        var surface = Plane(points, outputs);
        var rest = new double[outputs.Length];
        for (var i = 0; i < rest.Length; i++) rest[i] = outputs[i] - Height(surface, points[i]);
        GaussianProcess? best = null;
        var most = double.NegativeInfinity;
        foreach (var length in Lengths)
        {
            foreach (var nugget in Nuggets)
            {
                if (Try(points, surface, rest, length, nugget) is not { } tried || tried.Likelihood <= most) continue;
                (best, most) = (tried.Process, tried.Likelihood);
            }
        }
        return best ?? throw new NumericalException("No emulator could be fitted to the runs: the model's outputs are not finite.");
    }

    public double Mean(ReadOnlySpan<double> at)
    {
        var sum = Height(surface, at);
        for (var i = 0; i < points.Length; i++) sum += pull[i] * Kernel(points[i], at, length);
        return sum;
    }

    /// <summary>Variance of the prediction of a new run.</summary>
    public double Uncertainty(ReadOnlySpan<double> at)
    {
        var k = new double[points.Length];
        for (var i = 0; i < k.Length; i++) k[i] = Kernel(points[i], at, length);
        PositiveDefinite.SolveLower(factor, k);
        var known = 0.0;
        foreach (var x in k) known += x * x;
        return Variance * Math.Max(nugget, 1 + nugget - known);
    }

    private static (GaussianProcess Process, double Likelihood)? Try(double[][] points, double[] surface, double[] rest, double length, double nugget)
    {
        var n = points.Length;
        var kernel = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++) kernel[i * n + j] = kernel[j * n + i] = Kernel(points[i], points[j], length) + (i == j ? nugget : 0);
        }
        if (!PositiveDefinite.TryFactor(kernel, n)) return null;
        var pull = rest.ToArray();
        PositiveDefinite.Solve(kernel, pull);
        double square = 0, logs = 0;
        for (var i = 0; i < n; i++)
        {
            square += rest[i] * pull[i];
            logs += Math.Log(kernel[i * n + i]);
        }
        var variance = Math.Max(square / n, double.Epsilon);
        var likelihood = -0.5 * n * Math.Log(variance) - logs;
        return double.IsFinite(likelihood) ? (new GaussianProcess(points, surface, kernel, pull, length, nugget, variance), likelihood) : null;
    }

    private static double Kernel(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double length)
    {
        var square = 0.0;
        for (var i = 0; i < a.Length; i++) square += (a[i] - b[i]) * (a[i] - b[i]);
        return Math.Exp(-0.5 * square / (length * length));
    }

    private static double Height(double[] surface, ReadOnlySpan<double> at)
    {
        var sum = surface[0];
        for (var i = 0; i < at.Length; i++) sum += surface[i + 1] * at[i];
        return sum;
    }

    /// <summary>Least squares of the outputs on a constant and the places, with a trace of ridge so that few points suffice.</summary>
    private static double[] Plane(double[][] points, double[] outputs)
    {
        var k = points[0].Length + 1;
        var (cross, right) = (new double[k * k], new double[k]);
        for (var i = 0; i < points.Length; i++)
        {
            for (var a = 0; a < k; a++)
            {
                var x = a == 0 ? 1 : points[i][a - 1];
                right[a] += x * outputs[i];
                for (var b = 0; b < k; b++) cross[a * k + b] += x * (b == 0 ? 1 : points[i][b - 1]);
            }
        }
        for (var a = 1; a < k; a++) cross[a * k + a] += 1e-6;
        if (!PositiveDefinite.TryFactor(cross, k)) throw new NumericalException("Too few different runs for an emulator.");
        PositiveDefinite.Solve(cross, right);
        return right;
    }
}
