namespace Rebound.Numerics;

/// <summary>The root of a function of one variable between two points where its signs differ (Brent, 1973, chapter 4).</summary>
/// <remarks>Each step takes the inverse quadratic or linear interpolation where it stays inside and shrinks fast enough, and halves the
/// bracket otherwise. With the same tolerance the steps are those of R's uniroot.</remarks>
public static class BrentRoot
{
    private const int MostSteps = 1000;

    /// <summary>x in [low, high] with f(x) = 0 to within the tolerance.</summary>
    /// <param name="function">f, continuous.</param>
    /// <param name="low">One end.</param>
    /// <param name="high">The other end.</param>
    /// <param name="tolerance">Half the width of the last bracket, besides rounding; positive.</param>
    /// <exception cref="NumericalException">f has the same sign at both ends.</exception>
    public static double Find(Func<double, double> function, double low, double high, double tolerance)
    {
        double a = low, b = high, c = low;
        double fa = function(a), fb = function(b), fc = fa;
        if (fa == 0) return a;
        if (fb == 0) return b;
        if (!(fa * fb < 0)) throw new NumericalException(FormattableString.Invariant($"The function is {fa} at {low} and {fb} at {high}; a root needs a change of sign."));
        for (var step = 0; step < MostSteps; step++)
        {
            var lastMove = b - a;
            if (Math.Abs(fc) < Math.Abs(fb))
            {
                (a, b, c) = (b, c, b);
                (fa, fb, fc) = (fb, fc, fb);
            }
            var allowed = 2 * Epsilon * Math.Abs(b) + tolerance / 2;
            var move = (c - b) / 2;
            if (Math.Abs(move) <= allowed || fb == 0) return b;
            if (Math.Abs(lastMove) >= allowed && Math.Abs(fa) > Math.Abs(fb) && Interpolate(a, b, c, fa, fb, fc, lastMove, allowed) is { } better) move = better;
            if (Math.Abs(move) < allowed) move = move > 0 ? allowed : -allowed;
            (a, fa) = (b, fb);
            b += move;
            fb = function(b);
            if ((fb > 0 && fc > 0) || (fb < 0 && fc < 0)) (c, fc) = (a, fa);
        }
        throw new NumericalException("The search for a root did not settle.");
    }

    private const double Epsilon = 2.220446049250313e-16; // distance from 1 to the next double

    private static double? Interpolate(double a, double b, double c, double fa, double fb, double fc, double lastMove, double allowed)
    {
        double p, q;
        var width = c - b;
        if (a == c)
        {
            var t = fb / fa;
            (p, q) = (width * t, 1 - t);
        }
        else
        {
            var (r, s, t) = (fa / fc, fb / fc, fb / fa);
            p = t * (width * r * (r - s) - (b - a) * (s - 1));
            q = (r - 1) * (s - 1) * (t - 1);
        }
        if (p > 0) q = -q;
        else p = -p;
        return p < 0.75 * width * q - Math.Abs(allowed * q) / 2 && p < Math.Abs(lastMove * q / 2) ? p / q : null;
    }
}
