using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The maximum of a concentrated spatial likelihood: a grid finds the highest hill, a root of the exact slope its top.</summary>
internal static class SpatialOptimum
{
    private const int GridSteps = 20; // on either side of zero: hills narrower than a twentieth of the region do not occur with 10 or more units
    private const int PlaneSteps = 4;
    private const double Edge = 0.9999; // share of the stable region beyond which the maximum counts as none
    private const int MostSteps = 200;

    /// <summary>The maximum in one parameter.</summary>
    /// <param name="at">The likelihood at a value of the parameter.</param>
    /// <param name="slope">Its slope in the parameter.</param>
    /// <param name="bound">The region is (−bound, bound).</param>
    /// <param name="name">ρ or λ, for a refusal.</param>
    public static LikelihoodPoint Line(Func<double, LikelihoodPoint> at, Func<LikelihoodPoint, double> slope, double bound, string name)
    {
        double[] grid = [.. Enumerable.Range(-GridSteps, 2 * GridSteps + 1).Select(s => Edge * bound * s / GridSteps)];
        LikelihoodPoint[] points = [.. grid.Select(at)];
        var best = 0;
        for (var g = 1; g < points.Length; g++)
            if (points[g].Value > points[best].Value) best = g;
        var (left, right) = (Math.Max(0, best - 1), Math.Min(points.Length - 1, best + 1));
        if (best == 0 && slope(points[0]) <= 0) throw new SpatialBoundaryException(name, bound, false);
        if (best == points.Length - 1 && slope(points[^1]) >= 0) throw new SpatialBoundaryException(name, bound, true);
        return Root(at, slope, grid[left], slope(points[left]), grid[right], slope(points[right]));
    }

    /// <summary>The maximum in ρ and λ: Newton's steps from the best points of a grid, kept when they climb.</summary>
    public static LikelihoodPoint Plane(SpatialLikelihood likelihood, double bound)
    {
        double[] grid = [.. Enumerable.Range(-PlaneSteps, 2 * PlaneSteps + 1).Select(s => 0.95 * bound * s / PlaneSteps)];
        // λ outside, so that its least-squares factor is made once.
        var starts = grid.SelectMany(lambda => grid.Select(rho => likelihood.At(rho, lambda))).OrderByDescending(p => p.Value).Take(5);
        var best = starts.Select(start => Climb(likelihood, start, bound)).MaxBy(p => p.Value)!;
        if (Math.Abs(best.Rho) >= Edge * bound) throw new SpatialBoundaryException("ρ", bound, best.Rho > 0);
        if (Math.Abs(best.Lambda) >= Edge * bound) throw new SpatialBoundaryException("λ", bound, best.Lambda > 0);
        return best;
    }

    // Regula falsi with the Illinois rule and bisection when it stalls; the slope falls through zero at a maximum.
    private static LikelihoodPoint Root(Func<double, LikelihoodPoint> at, Func<LikelihoodPoint, double> slope, double low, double lowSlope, double high, double highSlope)
    {
        var point = at(0.5 * (low + high));
        for (var step = 0; step < MostSteps; step++)
        {
            var weighted = lowSlope > 0 && highSlope < 0 && step % 4 != 3;
            var middle = weighted ? low + (high - low) * (lowSlope / (lowSlope - highSlope)) : 0.5 * (low + high);
            if (!(middle > low && middle < high)) break;
            point = at(middle);
            var here = slope(point);
            if (here == 0 || high - low <= 4e-16 * Math.Abs(middle)) break;
            if (here > 0) (low, lowSlope, highSlope) = (middle, here, highSlope / 2);
            else (high, highSlope, lowSlope) = (middle, here, lowSlope / 2);
        }
        return point;
    }

    private static LikelihoodPoint Climb(SpatialLikelihood likelihood, LikelihoodPoint start, double bound)
    {
        var point = start;
        for (var step = 0; step < MostSteps; step++)
        {
            var (dRho, dLambda) = Direction(likelihood, point, bound);
            LikelihoodPoint? next = null;
            for (var share = 1.0; share > 1e-10; share /= 2)
            {
                var (rho, lambda) = (Math.Clamp(point.Rho + share * dRho, -Edge * bound, Edge * bound), Math.Clamp(point.Lambda + share * dLambda, -Edge * bound, Edge * bound));
                var tried = likelihood.At(rho, lambda);
                // At the top the value is flat to rounding: there a smaller slope is progress.
                if (tried.Value > point.Value || (tried.Value >= point.Value - 1e-12 * Math.Abs(point.Value) && Steepness(tried) < Steepness(point)))
                {
                    next = tried;
                    break;
                }
            }
            if (next is null) return point;
            var moved = Math.Max(Math.Abs(next.Rho - point.Rho), Math.Abs(next.Lambda - point.Lambda));
            point = next;
            if (moved <= 1e-13 * bound) return point;
        }
        throw new NumericalException("The likelihood of the combined spatial model has no clear maximum: ρ and λ cannot be told apart with these weights. Fit the outcome form or the disturbance form.");
    }

    private static double Steepness(LikelihoodPoint point) => Math.Max(Math.Abs(point.RhoSlope), Math.Abs(point.LambdaSlope));

    // Newton's step with the second derivatives from differences of the exact slopes; uphill along the slope where the surface is not a cap.
    private static (double Rho, double Lambda) Direction(SpatialLikelihood likelihood, LikelihoodPoint p, double bound)
    {
        var h = 1e-6 * bound;
        var (up, right) = (likelihood.At(p.Rho + h, p.Lambda), likelihood.At(p.Rho, p.Lambda + h));
        var (down, left) = (likelihood.At(p.Rho - h, p.Lambda), likelihood.At(p.Rho, p.Lambda - h));
        var rr = (up.RhoSlope - down.RhoSlope) / (2 * h);
        var ll = (right.LambdaSlope - left.LambdaSlope) / (2 * h);
        var rl = 0.25 * (up.LambdaSlope - down.LambdaSlope + right.RhoSlope - left.RhoSlope) / h;
        var determinant = rr * ll - rl * rl;
        if (rr < 0 && determinant > 0)
            return ((rl * p.LambdaSlope - ll * p.RhoSlope) / determinant, (rl * p.RhoSlope - rr * p.LambdaSlope) / determinant);
        var scale = 0.1 * bound / Math.Max(Steepness(p), 1e-300);
        return (scale * p.RhoSlope, scale * p.LambdaSlope);
    }
}
