using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>Points that fill the unit cube: in each dimension one in each of n slices (McKay, Beckman and Conover 1979).</summary>
internal static class LatinHypercube
{
    /// <summary>n points of d places each.</summary>
    public static double[][] Draw(int n, int d, RandomStream stream)
    {
        var points = new double[n][];
        for (var i = 0; i < n; i++) points[i] = new double[d];
        var slices = new int[n];
        for (var j = 0; j < d; j++)
        {
            for (var i = 0; i < n; i++) slices[i] = i;
            for (var i = n - 1; i > 0; i--)
            {
                var other = stream.NextBelow(i + 1);
                (slices[i], slices[other]) = (slices[other], slices[i]);
            }
            for (var i = 0; i < n; i++) points[i][j] = (slices[i] + stream.NextUniform()) / n;
        }
        return points;
    }
}
