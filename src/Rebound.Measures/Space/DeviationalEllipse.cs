using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>The standard deviational ellipse of weighted points: where they centre and along which direction they spread.</summary>
/// <param name="CentreX">Weighted mean of x.</param>
/// <param name="CentreY">Weighted mean of y.</param>
/// <param name="Rotation">θ, degrees clockwise from north (the y axis) of the longer axis, in [0, 180).</param>
/// <param name="AcrossDeviation">Standard deviation across the longer axis, in the unit of the coordinates.</param>
/// <param name="AlongDeviation">Standard deviation along it.</param>
/// <param name="StandardDistance">√(Σw(dx² + dy²)/Σw).</param>
/// <remarks>Formula: tan θ = [A + √(A² + 4C²)]/(2C), A = Σw(dx² − dy²), C = Σw dx dy (Lefever, 1926; Yuill, 1971). The axes are plain weighted
/// standard deviations with Σw: some programs multiply them by √2 or divide by n − 2. Checked against two derivations.</remarks>
public sealed record DeviationalEllipse(double CentreX, double CentreY, double Rotation, double AcrossDeviation, double AlongDeviation, double StandardDistance)
{
    /// <summary>π times the two deviations, in squared units of the coordinates.</summary>
    public double Area => Math.PI * AcrossDeviation * AlongDeviation;

    /// <summary>The ellipse of places in the plane.</summary>
    /// <param name="locations">At least two places in planar coordinates.</param>
    /// <param name="weights">One weight a place, 0 or more; none given means equal weights.</param>
    /// <param name="subject">Names the weights for refusals.</param>
    /// <exception cref="MeasureRefusedException">Too few places, a negative or missing weight, or all weight in one point.</exception>
    public static DeviationalEllipse Of(Locations locations, ReadOnlySpan<double> weights, Subject subject)
    {
        const string Measure = "The deviational ellipse";
        if (locations.Kind != DistanceKind.Planar) throw new ArgumentException("An ellipse needs planar coordinates; project longitudes and latitudes first.", nameof(locations));
        if (!weights.IsEmpty && weights.Length != locations.Count) throw new ArgumentException($"{weights.Length} weights are given for {locations.Count} units.", nameof(weights));
        Require.AtLeast(locations.Count, 2, subject, "units", Measure);
        if (!weights.IsEmpty) Require.NotNegative(weights, subject, locations.Units, Measure);
        double total = 0, sumX = 0, sumY = 0;
        for (var i = 0; i < locations.Count; i++)
        {
            var w = weights.IsEmpty ? 1 : weights[i];
            (total, sumX, sumY) = (total + w, sumX + w * locations.X[i], sumY + w * locations.Y[i]);
        }
        var (x, y) = (sumX / total, sumY / total);
        double xx = 0, yy = 0, xy = 0;
        for (var i = 0; i < locations.Count; i++)
        {
            var (w, dx, dy) = (weights.IsEmpty ? 1 : weights[i], locations.X[i] - x, locations.Y[i] - y);
            (xx, yy, xy) = (xx + w * dx * dx, yy + w * dy * dy, xy + w * dx * dy);
        }
        if (!(xx + yy > 0)) throw new MeasureRefusedException(MeasureRefusalKind.Constant, subject, [], $"All weight of {subject} lies in one point, so it has no direction.");
        return Describe(x, y, xx / total, yy / total, xy / total);
    }

    private static DeviationalEllipse Describe(double x, double y, double xx, double yy, double xy)
    {
        var (a, root) = (xx - yy, Math.Sqrt((xx - yy) * (xx - yy) + 4 * xy * xy));
        // With C = 0 the axes lie along the coordinates; the half-angle form is tan θ = [A + √(A² + 4C²)]/(2C) without its 0/0.
        var theta = Math.Atan2(2 * xy, -a) / 2;
        if (theta < 0) theta += Math.PI;
        var along = Math.Sqrt(Math.Max(0, (xx + yy + root) / 2));
        var across = Math.Sqrt(Math.Max(0, (xx * yy - xy * xy) / ((xx + yy + root) / 2)));
        return new DeviationalEllipse(x, y, theta * (180 / Math.PI) % 180, across, along, Math.Sqrt(xx + yy));
    }
}
