using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>The reduced form of outcome and endogenous regressors on the instruments: AR(β₀) = π′V⁻¹π/L with π = π₍y₎ − Π₍Y₎β₀.</summary>
internal sealed class AndersonRubin
{
    private const int Points = 4096;
    private readonly InstrumentSystem system;
    private readonly double[,] covariance;
    private readonly double[][] reduced;
    private readonly int l;

    public AndersonRubin(InstrumentSystem system)
    {
        this.system = system;
        double[][] columns = [system.PartialOutcome, .. system.PartialEndogenous];
        l = system.Basis.Length;
        reduced = [.. columns.Select(c => system.Basis.Select(z => InnerProduct.Of(null, z, c)).ToArray())];
        double[][] residuals = [.. columns.Select((c, a) => Rest(c, reduced[a]))];
        covariance = system.MomentCovariance(system.Basis, residuals);
    }

    public SpecificationTest Test(ReadOnlySpan<double> values)
    {
        var weights = new double[values.Length + 1];
        weights[0] = 1;
        for (var j = 0; j < values.Length; j++) weights[j + 1] = -values[j];
        return SpecificationTest.Fisher("Anderson-Rubin", Statistic(weights), l, system.FirstFacts.DegreesOfFreedom);
    }

    public ConfidenceSet Invert(Coefficient centre, double confidence)
    {
        var critical = FisherF.UpperQuantile(1 - confidence, l, system.FirstFacts.DegreesOfFreedom);
        var scale = centre.StandardError;
        // β₀ = centre + scale·tan θ: cos θ·(1, −β₀) stays finite at both ends, where the statistic is the first stage's F.
        bool Inside(double angle)
        {
            var (sine, cosine) = Math.SinCos(angle);
            return Statistic([cosine, -(centre.Value * cosine + scale * sine)]) <= critical;
        }
        double At(double angle) => centre.Value + scale * Math.Tan(angle);
        double Angle(int point) => -Math.PI / 2 + Math.PI * point / Points;
        List<ConfidencePart> parts = [];
        var open = Inside(-Math.PI / 2);
        var low = double.NegativeInfinity;
        for (var point = 1; point <= Points; point++)
        {
            if (Inside(Angle(point)) == open) continue;
            var edge = At(Edge(Inside, Angle(point - 1), Angle(point), open));
            if (open) parts.Add(new ConfidencePart(low, edge));
            else low = edge;
            open = !open;
        }
        if (open) parts.Add(new ConfidencePart(low, double.PositiveInfinity));
        return new ConfidenceSet(centre.Name, confidence, parts);
    }

    private static double Edge(Func<double, bool> inside, double low, double high, bool atLow)
    {
        while (true)
        {
            var middle = 0.5 * (low + high);
            if (middle <= low || middle >= high) return middle;
            if (inside(middle) == atLow) low = middle;
            else high = middle;
        }
    }

    private double Statistic(ReadOnlySpan<double> weights)
    {
        var pi = new double[l];
        var v = new double[l, l];
        for (var a = 0; a < weights.Length; a++)
        {
            for (var j = 0; j < l; j++) pi[j] += weights[a] * reduced[a][j];
            for (var b = 0; b < weights.Length; b++)
                for (var i = 0; i < l; i++)
                    for (var j = 0; j < l; j++) v[i, j] += weights[a] * weights[b] * covariance[a * l + i, b * l + j];
        }
        return InstrumentTests.Wald(v, pi, system) / (l * system.Factor);
    }

    private double[] Rest(double[] column, double[] shares)
    {
        var rest = (double[])column.Clone();
        for (var j = 0; j < l; j++)
            for (var i = 0; i < rest.Length; i++) rest[i] -= shares[j] * system.Basis[j][i];
        return rest;
    }
}
