using System.Runtime.InteropServices;

namespace Rebound.Econometrics;

/// <summary>Preconditioned conjugate gradients on the reduced system, all lanes at once.</summary>
internal sealed class ConjugateGradients<T> where T : unmanaged, ILanes<T>
{
    private const int RitzSteps = 200; // later steps hardly move the smallest Ritz value and cost time
    private const double Runaway = 1e8;
    private readonly ReducedSystem system;
    private readonly T[] z;
    private readonly T[] p;
    private readonly T[] q;
    private readonly T[][] buffers;
    private readonly List<double[]> alphas = [];
    private readonly List<double[]> betas = [];

    public ConjugateGradients(ReducedSystem system)
    {
        this.system = system;
        var m = system.Layout.Size;
        (z, p, q) = (new T[m], new T[m], new T[m]);
        buffers = [.. Enumerable.Range(0, system.Layout.Chunks.Length - 1).Select(_ => new T[m])];
    }

    /// <summary>The smallest Ritz value of M⁻¹S met in the last solve, by lane.</summary>
    public double[] SmallestRitz { get; } = [.. Enumerable.Repeat(1.0, T.Count)];

    /// <summary>√(rᵀM⁻¹r) by lane.</summary>
    public double[] Size(IPreconditioner preconditioner, T[] r)
    {
        preconditioner.Solve(r, z);
        var size = Lanes(Dot(r, z));
        for (var l = 0; l < size.Length; l++) size[l] = Math.Sqrt(Math.Max(0, size[l]));
        return size;
    }

    /// <summary>Adds to v what solves S·v = r for the lanes whose √(rᵀM⁻¹r) exceeds its target; r becomes what is left.</summary>
    /// <param name="preconditioner">M.</param>
    /// <param name="v">The parameters, m.</param>
    /// <param name="r">The right-hand side, m.</param>
    /// <param name="targets">By lane.</param>
    /// <param name="limit">Steps at most.</param>
    /// <param name="patience">Stops early when more steps than these would still be needed.</param>
    /// <returns>Steps done, and whether every lane reached its target.</returns>
    public (int Steps, bool Done) Solve(IPreconditioner preconditioner, T[] v, T[] r, double[] targets, int limit, int patience)
    {
        alphas.Clear();
        betas.Clear();
        preconditioner.Solve(r, z);
        z.AsSpan().CopyTo(p);
        var square = Lanes(Dot(r, z));
        var start = (double[])square.Clone();
        var steps = 0;
        while (!Reached(square, targets))
        {
            if (steps >= limit || (steps >= 6 && steps % 3 == 0 && IsSlow(start, square, targets, steps, patience))) return Finish(steps, false);
            steps++;
            system.Apply(p, q, buffers);
            var alpha = Ratio(square, Lanes(Dot(p, q)), square, targets);
            var stepBy = Pack(alpha);
            for (var a = 0; a < v.Length; a++)
            {
                v[a] += stepBy * p[a];
                r[a] -= stepBy * q[a];
            }
            preconditioner.Solve(r, z);
            var next = Lanes(Dot(r, z));
            var beta = Ratio(next, square, square, targets);
            var turn = Pack(beta);
            for (var a = 0; a < p.Length; a++) p[a] = z[a] + turn * p[a];
            if (steps <= RitzSteps)
            {
                alphas.Add(alpha);
                betas.Add(beta);
            }
            if (!alpha.Any(x => x > 0)) return Finish(steps, false);
            if (RunsAway(start, next))
            {
                Array.Clear(v);
                return Finish(steps, false);
            }
            square = next;
        }
        return Finish(steps, true);
    }

    private (int, bool) Finish(int steps, bool done)
    {
        for (var l = 0; l < T.Count; l++) SmallestRitz[l] = SmallestRitzValue(l);
        return (steps, done);
    }

    private static bool Reached(double[] square, double[] targets)
    {
        for (var l = 0; l < square.Length; l++)
            if (square[l] > targets[l] * targets[l]) return false;
        return true;
    }

    // On a singular system rounding may leave a residual that no v removes: steps then grow without end.
    private static bool RunsAway(double[] start, double[] square)
    {
        for (var l = 0; l < square.Length; l++)
            if (square[l] > Runaway * start[l]) return true;
        return false;
    }

    // Would the pace so far need more steps than there is patience for?
    private static bool IsSlow(double[] start, double[] square, double[] targets, int steps, int patience)
    {
        for (var l = 0; l < square.Length; l++)
        {
            var target = targets[l] * targets[l];
            if (square[l] <= target || square[l] == 0) continue;
            var pace = Math.Log(start[l] / square[l]) / steps;
            if (!(pace > 0) || Math.Log(square[l] / target) / pace > patience) return true;
        }
        return false;
    }

    // Zero for lanes that are done or have no curvature left: they stand still.
    private static double[] Ratio(double[] above, double[] below, double[] square, double[] targets)
    {
        var ratio = new double[above.Length];
        for (var l = 0; l < ratio.Length; l++)
            if (square[l] > targets[l] * targets[l] && below[l] > 0) ratio[l] = above[l] / below[l];
        return ratio;
    }

    private static T Dot(T[] a, T[] b)
    {
        var sum = T.All(0);
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static double[] Lanes(T value) => MemoryMarshal.Cast<T, double>(new ReadOnlySpan<T>(in value)).ToArray();

    private static T Pack(double[] values) => MemoryMarshal.Cast<double, T>(values)[0];

    // Conjugate gradients are Lanczos in disguise: the smallest eigenvalue of its tridiagonal matrix estimates that of M⁻¹S on the
    // range met, by which a residual must be divided to bound the error. Found by bisection on Sturm's sequence.
    private double SmallestRitzValue(int lane)
    {
        var m = 0;
        while (m < alphas.Count && alphas[m][lane] > 0) m++;
        if (m == 0) return 1;
        var diagonal = new double[m];
        var squares = new double[m];
        for (var j = 0; j < m; j++)
        {
            diagonal[j] = 1 / alphas[j][lane] + (j > 0 ? betas[j - 1][lane] / alphas[j - 1][lane] : 0);
            if (j > 0) squares[j] = betas[j - 1][lane] / (alphas[j - 1][lane] * alphas[j - 1][lane]);
        }
        double low = 0, high = 2;
        for (var step = 0; step < 50; step++)
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
        return Math.Clamp(high, 1e-12, 1);
    }
}
