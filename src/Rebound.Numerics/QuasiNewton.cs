namespace Rebound.Numerics;

/// <summary>A function of several variables.</summary>
/// <param name="point">Where.</param>
/// <returns>Its value; infinity or NaN where it is not defined.</returns>
public delegate double Objective(ReadOnlySpan<double> point);

/// <summary>A function of several variables at several points at once.</summary>
/// <param name="points">One point after the other.</param>
/// <param name="values">Filled with a value a point; infinity or NaN where it is not defined.</param>
public delegate void Objectives(ReadOnlySpan<double> points, Span<double> values);

/// <summary>Where a search for a minimum ended.</summary>
/// <param name="Point">The best point met.</param>
/// <param name="Value">The function there.</param>
/// <param name="Evaluations">Values taken.</param>
/// <param name="Converged">Whether steps became too small to matter before the limit of iterations.</param>
public sealed record Minimum(double[] Point, double Value, int Evaluations, bool Converged);

/// <summary>Unconstrained minimisation of smooth functions by BFGS with differences as gradients; deterministic.</summary>
/// <remarks>Inverse Hessian by the BFGS update (Nocedal and Wright, 2006, chapter 6), step halved until the decrease is enough
/// (Armijo), forward differences far from the minimum and central ones near it.</remarks>
public static class QuasiNewton
{
    private const double ForwardStep = 1e-7; // about the root of the rounding error of a function of size one
    private const double CentralStep = 1e-5; // about its cube root
    private const double Decrease = 1e-4;
    private const int Shorter = 8; // shorter steps tried together
    private const double EnoughForForward = 1e-8; // a coarser search needs no central differences

    /// <summary>Searches a minimum from a starting point.</summary>
    /// <param name="objective">The function; finite at the start.</param>
    /// <param name="start">k variables.</param>
    /// <param name="tolerance">Relative decrease of the value below which a step counts as none.</param>
    /// <param name="iterations">Most steps.</param>
    /// <exception cref="NumericalException">The function is not finite at the start.</exception>
    public static Minimum Minimise(Objective objective, ReadOnlySpan<double> start, double tolerance = 1e-10, int iterations = 200)
    {
        var k = start.Length;
        var x = start.ToArray();
        var (value, evaluations) = (objective(x), 1);
        if (!double.IsFinite(value)) throw new NumericalException("The function to minimise is not finite at the starting point.");
        if (k == 0) return new Minimum(x, value, evaluations, true);
        var (gradient, next, change, direction, trial) = (new double[k], new double[k], new double[k], new double[k], new double[k]);
        var inverse = new double[k * k];
        var central = false;
        evaluations += Gradient(objective, x, value, central, gradient);
        Reset(inverse, gradient);
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            var slope = Direction(inverse, gradient, direction);
            if (slope >= 0)
            {
                Reset(inverse, gradient);
                slope = Direction(inverse, gradient, direction);
            }
            var (step, better) = (1.0, double.PositiveInfinity);
            for (var halving = 0; halving < 30; halving++, step *= 0.5)
            {
                for (var i = 0; i < k; i++) trial[i] = x[i] + step * direction[i];
                better = objective(trial);
                evaluations++;
                if (better <= value + Decrease * step * slope) break;
                better = double.PositiveInfinity;
            }
            var gained = value - better;
            if (!(gained > tolerance * (Math.Abs(value) + tolerance)))
            {
                if (gained > 0) (value, x) = (better, (double[])trial.Clone());
                if (central || tolerance > EnoughForForward) return new Minimum(x, value, evaluations, true);
                central = true; // the forward difference may be what stops the search
                evaluations += Gradient(objective, x, value, central, gradient);
                continue;
            }
            for (var i = 0; i < k; i++)
            {
                change[i] = trial[i] - x[i];
                x[i] = trial[i];
            }
            value = better;
            evaluations += Gradient(objective, x, value, central, next);
            Update(inverse, change, gradient, next);
            next.CopyTo(gradient, 0);
        }
        return new Minimum(x, value, evaluations, false);
    }

    /// <summary>The same for a function that is cheaper at several points together: each trial is taken with its forward differences.</summary>
    /// <param name="objectives">The function.</param>
    /// <param name="start">k variables.</param>
    /// <param name="spread">k rough variances: the inverse of the second derivatives expected at the minimum, from which the first steps take their length.</param>
    /// <param name="tolerance">Relative decrease of the value below which a step counts as none.</param>
    /// <param name="iterations">Most steps.</param>
    /// <exception cref="NumericalException">The function is not finite at the start.</exception>
    public static Minimum Minimise(Objectives objectives, ReadOnlySpan<double> start, ReadOnlySpan<double> spread, double tolerance = 1e-10, int iterations = 200)
    {
        var k = start.Length;
        var x = start.ToArray();
        var (points, values) = (new double[(2 * k + 1) * k], new double[2 * k + 1]);
        var (gradient, next, change, direction, inverse) = (new double[k], new double[k], new double[k], new double[k], new double[k * k]);
        var value = Together(objectives, x, points, values, false, gradient);
        var evaluations = k + 1;
        if (!double.IsFinite(value)) throw new NumericalException("The function to minimise is not finite at the starting point.");
        if (k == 0) return new Minimum(x, value, evaluations, true);
        Spread(inverse, spread);
        var (central, learnt) = (false, false);
        var trial = new double[k];
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            var slope = Direction(inverse, gradient, direction);
            if (slope >= 0)
            {
                Spread(inverse, spread);
                slope = Direction(inverse, gradient, direction);
            }
            var longest = 0.0;
            foreach (var d in direction) longest = Math.Max(longest, Math.Abs(d));
            var enough = tolerance * (Math.Abs(value) + tolerance);
            var coarse = central || tolerance > EnoughForForward;
            if (coarse && learnt && -0.5 * slope < enough) return new Minimum(x, value, evaluations, true); // what a whole step would gain
            var step = Math.Min(1, 1 / longest);
            for (var i = 0; i < k; i++) trial[i] = x[i] + step * direction[i];
            var better = Together(objectives, trial, points, values, central, next);
            evaluations += central ? 2 * k + 1 : k + 1;
            if (!(better <= value + Decrease * step * slope))
            {
                better = Shorten(objectives, x, direction, value, slope, ref step);
                evaluations += Shorter;
                for (var i = 0; i < k; i++) trial[i] = x[i] + step * direction[i];
                if (double.IsFinite(better))
                {
                    better = Together(objectives, trial, points, values, central, next);
                    evaluations += k + 1;
                }
            }
            var gained = value - better;
            if (!(gained > enough))
            {
                if (gained > 0) (value, x) = (better, (double[])trial.Clone());
                if (coarse) return new Minimum(x, value, evaluations, true);
                central = true; // the forward difference may be what stops the search
                value = Together(objectives, x, points, values, central, gradient);
                evaluations += 2 * k + 1;
                continue;
            }
            for (var i = 0; i < k; i++)
            {
                change[i] = trial[i] - x[i];
                x[i] = trial[i];
            }
            value = better;
            Update(inverse, change, gradient, next);
            learnt = true;
            next.CopyTo(gradient, 0);
        }
        return new Minimum(x, value, evaluations, false);
    }

    // The value at a point and its differences, in one call.
    private static double Together(Objectives objectives, double[] x, double[] points, double[] values, bool central, double[] gradient)
    {
        var k = x.Length;
        var count = central ? 2 * k + 1 : k + 1;
        for (var c = 0; c < count; c++)
        {
            x.CopyTo(points, c * k);
            if (c > 0) points[c * k + (c - 1) % k] += Width(x[(c - 1) % k], central) * (c > k ? -1 : 1);
        }
        objectives(points.AsSpan(0, count * k), values.AsSpan(0, count));
        for (var i = 0; i < k; i++)
        {
            var slope = (values[1 + i] - (central ? values[1 + k + i] : values[0])) / (Width(x[i], central) * (central ? 2 : 1));
            gradient[i] = double.IsFinite(slope) ? slope : 0;
        }
        return values[0];
    }

    // Shorter steps at once; the longest that gains enough.
    private static double Shorten(Objectives objectives, double[] x, double[] direction, double value, double slope, ref double step)
    {
        var k = x.Length;
        var (points, values) = (new double[Shorter * k], new double[Shorter]);
        for (var c = 0; c < Shorter; c++)
            for (var i = 0; i < k; i++) points[c * k + i] = x[i] + step * Math.ScaleB(1, -c - 1) * direction[i];
        objectives(points, values);
        for (var c = 0; c < Shorter; c++)
            if (values[c] <= value + Decrease * step * Math.ScaleB(1, -c - 1) * slope)
            {
                step *= Math.ScaleB(1, -c - 1);
                return values[c];
            }
        return double.PositiveInfinity;
    }

    private static void Spread(double[] inverse, ReadOnlySpan<double> spread)
    {
        Array.Clear(inverse);
        for (var i = 0; i < spread.Length; i++) inverse[i * spread.Length + i] = spread[i];
    }

    private static double Width(double x, bool central) => (central ? CentralStep : ForwardStep) * Math.Max(1, Math.Abs(x));

    /// <summary>The matrix of second differences at a point, k × k.</summary>
    /// <param name="objective">The function.</param>
    /// <param name="point">Where.</param>
    /// <param name="step">Width of the differences.</param>
    public static double[,] Hessian(Objective objective, ReadOnlySpan<double> point, double step = 1e-3)
    {
        var k = point.Length;
        var hessian = new double[k, k];
        var x = point.ToArray();
        double At(int i, int j, double di, double dj)
        {
            var (a, b) = (x[i], x[j]);
            x[i] += di;
            x[j] += dj;
            var value = objective(x);
            (x[i], x[j]) = (a, b);
            if (i == j) x[i] = a;
            return value;
        }
        for (var i = 0; i < k; i++)
            for (var j = 0; j <= i; j++)
                hessian[i, j] = hessian[j, i] = (At(i, j, step, step) - At(i, j, step, -step) - At(i, j, -step, step) + At(i, j, -step, -step)) / (4 * step * step);
        return hessian;
    }

    /// <summary>The same for a function that is cheaper at several points together.</summary>
    /// <param name="objectives">The function.</param>
    /// <param name="point">Where.</param>
    /// <param name="step">Width of the differences.</param>
    public static double[,] Hessian(Objectives objectives, ReadOnlySpan<double> point, double step = 1e-3)
    {
        var k = point.Length;
        var (hessian, pairs) = (new double[k, k], k * (k + 1) / 2);
        var (points, values) = (new double[4 * pairs * k], new double[4 * pairs]);
        var at = 0;
        for (var i = 0; i < k; i++)
            for (var j = 0; j <= i; j++)
                for (var sign = 0; sign < 4; sign++, at++)
                {
                    point.CopyTo(points.AsSpan(at * k));
                    points[at * k + i] += sign < 2 ? step : -step;
                    points[at * k + j] += sign % 2 == 0 ? step : -step;
                }
        objectives(points, values);
        at = 0;
        for (var i = 0; i < k; i++)
            for (var j = 0; j <= i; j++, at += 4)
                hessian[i, j] = hessian[j, i] = (values[at] - values[at + 1] - values[at + 2] + values[at + 3]) / (4 * step * step);
        return hessian;
    }

    private static int Gradient(Objective objective, double[] x, double value, bool central, double[] gradient)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var kept = x[i];
            var step = (central ? CentralStep : ForwardStep) * Math.Max(1, Math.Abs(kept));
            x[i] = kept + step;
            var above = objective(x);
            if (central)
            {
                x[i] = kept - step;
                var below = objective(x);
                gradient[i] = double.IsFinite(above - below) ? (above - below) / (2 * step) : 0;
            }
            else
                gradient[i] = double.IsFinite(above) ? (above - value) / step : 0;
            x[i] = kept;
        }
        return central ? 2 * x.Length : x.Length;
    }

    // A first step of length one at most, whatever the size of the gradient.
    private static void Reset(double[] inverse, double[] gradient)
    {
        var norm = 0.0;
        foreach (var g in gradient) norm += g * g;
        Array.Clear(inverse);
        for (var i = 0; i < gradient.Length; i++) inverse[i * gradient.Length + i] = 1 / Math.Max(1, Math.Sqrt(norm));
    }

    private static double Direction(double[] inverse, double[] gradient, double[] direction)
    {
        var k = gradient.Length;
        var slope = 0.0;
        for (var i = 0; i < k; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < k; j++) sum -= inverse[i * k + j] * gradient[j];
            direction[i] = sum;
            slope += sum * gradient[i];
        }
        return slope;
    }

    private static void Update(double[] inverse, double[] change, double[] before, double[] after)
    {
        var k = change.Length;
        Span<double> difference = stackalloc double[k];
        Span<double> product = stackalloc double[k];
        double curvature = 0, quadratic = 0;
        for (var i = 0; i < k; i++)
        {
            difference[i] = after[i] - before[i];
            curvature += difference[i] * change[i];
        }
        if (!(curvature > 1e-12)) return; // not convex along the step: keep the old matrix
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++) product[i] += inverse[i * k + j] * difference[j];
            quadratic += product[i] * difference[i];
        }
        var scale = (1 + quadratic / curvature) / curvature;
        for (var i = 0; i < k; i++)
            for (var j = 0; j < k; j++)
                inverse[i * k + j] += scale * change[i] * change[j] - (product[i] * change[j] + change[i] * product[j]) / curvature;
    }
}
