using Rebound.Numerics;

namespace Rebound.Econometrics;

/// <summary>Whether a variable of a balanced panel has unit roots: first-generation tests, and Pesaran's (2007), which allows a common factor.</summary>
/// <remarks>All from Δyₜ = a + ρyₜ₋₁ + Σ bₗΔyₜ₋ₗ by unit. Moments of mean t and of the pooled t are those that the authors print (Im, Pesaran and Shin, 2003, table 3; Levin, Lin and Chu, 2002, table 2), between lengths by a straight
/// line; p of single tests by MacKinnon's (1994) polynomials. Missing: refused, a gap is no difference. Checked against plm 2.6.</remarks>
/// <param name="options">Lags, draws, seed.</param>
public sealed class PanelUnitRoots(UnitRootOptions options)
{
    private const int Shortest = 10; // of the printed moments

    /// <summary>Tests one variable.</summary>
    /// <param name="data">A table declared as a panel.</param>
    /// <param name="variable">A numeric column.</param>
    /// <exception cref="ArgumentException">The table is no panel, or there is no such column.</exception>
    /// <exception cref="NotIdentifiedException">The panel has gaps, one unit, or too few periods.</exception>
    public UnitRootTests Test(ModelData data, string variable)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(variable);
        if (options.Lags is < 0 or > 8) throw new ArgumentOutOfRangeException(nameof(variable), options.Lags, "Lags lie between 0 and 8.");
        var series = Series(data, variable);
        int units = series.Length, periods = series[0].Length, used = periods - options.Lags - 1;
        if (used < Shortest) throw new NotIdentifiedException($"{periods} periods with {options.Lags} lags leave {used} rows a unit; the tests' moments are known from {Shortest} on.");
        DickeyFuller[] single = [.. series.Select(y => DickeyFuller.Of(y, options.Lags))];
        double mean = 0, joint = 0;
        foreach (var unit in single) (mean, joint) = (mean + unit.T / units, joint - 2 * Math.Log(DickeyFuller.P(unit.T)));
        var (expected, variance) = UnitRootMoments.OfMeanT(used, options.Lags);
        return new UnitRootTests(
            Lower("Levin-Lin-Chu", LevinLinChu(series, single, used)),
            Lower("Im-Pesaran-Shin W", (mean - expected) / Math.Sqrt(variance / units)),
            SpecificationTest.ChiSquare("Maddala-Wu", joint, 2 * units),
            SpecificationTest.NormalUpper("Hadri", Hadri(series)),
            Cips(series));
    }

    private static SpecificationTest Lower(string name, double z) => new(name, z, 0, null, Normal.UpperP(-z));

    private static double[][] Series(ModelData data, string variable)
    {
        if (data.PanelOf is not { } panel) throw new ArgumentException("Unit roots are tested in a panel: declare the columns of unit and period.", nameof(data));
        if (!data.HasColumn(variable)) throw new ArgumentException(NameExpression.Unknown(variable, data), nameof(variable));
        var values = data.Column(variable);
        var rows = Enumerable.Range(0, data.RowCount).Where(panel.Has).ToArray();
        if (rows.Length == 0) throw new NotIdentifiedException("No row has a unit and a period.");
        int first = rows.Min(r => panel.Times[r]), last = rows.Max(r => panel.Times[r]), length = last - first + 1;
        var codes = Factor.Dense([.. rows.Select(r => panel.Units[r])], panel.UnitCount, out var units);
        if (units < 2) throw new NotIdentifiedException("A panel needs two units.");
        if ((long)units * length != rows.Length) throw new NotIdentifiedException($"{units} units over {length} periods have {rows.Length} of {(long)units * length} rows; the tests need all.");
        double[][] series = [.. Enumerable.Range(0, units).Select(_ => new double[length])];
        for (var i = 0; i < rows.Length; i++)
        {
            if (!double.IsFinite(values[rows[i]])) throw new NotIdentifiedException($"'{variable}' is missing in row {rows[i] + 1}; the tests need every unit in every period.");
            series[codes[i]][panel.Times[rows[i]] - first] = values[rows[i]];
        }
        return series;
    }

    // Pooled t of ẽ on ṽ, both over σ̂ᵢ, less its mean: t* = (t − N·T̃·Ŝ·σ̂⁻²·se·μ)/σ.
    private static double LevinLinChu(double[][] series, DickeyFuller[] single, int used)
    {
        double cross = 0, square = 0, ratio = 0, left = 0;
        for (var i = 0; i < single.Length; i++)
        {
            var unit = single[i];
            ratio += Math.Sqrt(LongRun(series[i]) / unit.Variance) / single.Length;
            cross += InnerProduct.Of(null, unit.Change, unit.Level) / unit.Variance;
            square += InnerProduct.Of(null, unit.Level, unit.Level) / unit.Variance;
        }
        var delta = cross / square;
        foreach (var unit in single)
            for (var t = 0; t < used; t++) left += (unit.Change[t] - delta * unit.Level[t]) * (unit.Change[t] - delta * unit.Level[t]) / unit.Variance;
        var rows = (double)single.Length * used;
        var variance = left / rows;
        var error = Math.Sqrt(variance / square);
        var (mean, deviation) = UnitRootMoments.OfPooledT(used);
        return (delta / error - rows * ratio / variance * error * mean) / deviation;
    }

    // Bartlett's weights up to 3.21·T^⅓, rounded, on differences less their mean.
    private static double LongRun(double[] y)
    {
        var n = y.Length - 1;
        double mean = (y[n] - y[0]) / n, sum = 0;
        double[] change = new double[n];
        for (var t = 0; t < n; t++) change[t] = y[t + 1] - y[t] - mean;
        var most = Math.Min(n - 1, (int)Math.Round(3.21 * Math.Cbrt(y.Length)));
        for (var l = 0; l <= most; l++)
        {
            double own = 0;
            for (var t = l; t < n; t++) own += change[t] * change[t - l];
            sum += (l == 0 ? 1 : 2 * (1 - l / (most + 1.0))) * own;
        }
        return sum / n;
    }

    private static double Hadri(double[][] series)
    {
        double mean = 0;
        foreach (var y in series)
        {
            double level = 0, square = 0, sum = 0, sums = 0;
            foreach (var value in y) level += value / y.Length;
            foreach (var value in y)
            {
                sum += value - level;
                square += (value - level) * (value - level);
                sums += sum * sum;
            }
            if (!(square > 0)) throw new PerfectFitException("a unit's series about its mean", 0);
            mean += sums / y.Length / square / series.Length;
        }
        return Math.Sqrt(series.Length) * (mean - 1.0 / 6) * Math.Sqrt(45);
    }

    private SpecificationTest Cips(double[][] series)
    {
        var statistic = DickeyFuller.CrossSectional(series, options.Lags);
        int units = series.Length, periods = series[0].Length;
        var below = 0;
        foreach (var count in FixedChunks.Collect(options.Draws, 64, (from, to) =>
        {
            var found = 0;
            for (var r = from; r < to; r++)
            {
                var stream = new RandomStream(options.Seed, (ulong)r);
                double[][] walk = [.. Enumerable.Range(0, units).Select(_ => new double[periods])];
                foreach (var y in walk)
                    for (var t = 1; t < periods; t++) y[t] = y[t - 1] + stream.NextNormal();
                if (DickeyFuller.CrossSectional(walk, options.Lags) <= statistic) found++;
            }
            return found;
        })) below += count;
        return new SpecificationTest("CIPS", statistic, 0, null, (1.0 + below) / (1.0 + options.Draws));
    }
}
