using Rebound.Econometrics;
using Rebound.Numerics;

namespace Rebound.Tests.Econometrics;

/// <summary>Panels whose truth is known.</summary>
internal static class Planted
{
    /// <summary>y = beta·x + z + unit effect + month effect + errors correlated within units; x hangs on both effects. A share of rows is missing.</summary>
    public static ModelData Panel(int units, int months, double beta, ulong seed, double missing = 0, double correlation = 0.5)
    {
        var stream = new RandomStream(seed, 0);
        var n = units * months;
        double[] x = new double[n], z = new double[n], y = new double[n], w = new double[n];
        int[] unit = new int[n], month = new int[n];
        double[] unitEffect = [.. Enumerable.Range(0, units).Select(_ => 2 * stream.NextNormal())];
        double[] common = [.. Enumerable.Range(0, units).Select(_ => stream.NextNormal())];
        double[] monthEffect = [.. Enumerable.Range(0, months).Select(_ => stream.NextNormal())];
        for (var i = 0; i < n; i++)
        {
            (unit[i], month[i]) = (i / months, i % months);
            x[i] = 0.5 * unitEffect[unit[i]] + monthEffect[month[i]] + stream.NextNormal();
            z[i] = stream.NextNormal();
            w[i] = 0.5 + stream.NextUniform();
            var error = Math.Sqrt(correlation) * common[unit[i]] * (month[i] % 3 - 1) + Math.Sqrt(1 - correlation) * stream.NextNormal();
            y[i] = beta * x[i] + z[i] + unitEffect[unit[i]] + monthEffect[month[i]] + error;
            if (stream.NextUniform() < missing) y[i] = double.NaN;
        }
        string[] Labels(string prefix, int count) => [.. Enumerable.Range(0, count).Select(i => $"{prefix}{i:000}")];
        return ModelData.Of(n).With("x", x).With("z", z).With("y", y).With("w", w)
            .WithFactor("unit", new Factor(unit, Labels("u", units))).WithFactor("month", new Factor(month, Labels("m", months)));
    }

    /// <summary>y = effect × exposure in the shock's periods, plus a drift × exposure a period, effects and noise.</summary>
    public static ModelData Event(int units, int first, int last, double effect, double drift, double noise, ulong seed)
    {
        var stream = new RandomStream(seed, 0);
        var periods = last - first + 1;
        var n = units * periods;
        double[] k = new double[n], exposure = new double[n], y = new double[n], treated = new double[n];
        int[] unit = new int[n], month = new int[n];
        double[] dose = [.. Enumerable.Range(0, units).Select(_ => stream.NextUniform())];
        double[] unitEffect = [.. Enumerable.Range(0, units).Select(_ => stream.NextNormal())];
        for (var i = 0; i < n; i++)
        {
            (unit[i], month[i]) = (i / periods, i % periods);
            k[i] = first + month[i];
            exposure[i] = dose[unit[i]];
            treated[i] = k[i] >= 0 ? exposure[i] : 0;
            y[i] = exposure[i] * ((k[i] >= 0 ? effect : 0) + drift * (k[i] + 1)) + unitEffect[unit[i]] + Math.Sin(month[i]) + noise * stream.NextNormal();
        }
        return ModelData.Of(n).With("k", k).With("exposure", exposure).With("y", y).With("treated", treated)
            .WithFactor("unit", Factor.Of([.. unit.Select(u => $"u{u:000}")])).WithFactor("month", Factor.Of([.. month.Select(m => $"m{m:000}")]));
    }
}
