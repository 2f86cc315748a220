using System.Globalization;
using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>Faults of a monthly series that would make a baseline lie, each with its place and repair.</summary>
internal static class SeriesFaults
{
    private const double SlipTolerance = 0.35; // how far a jump may be from a power of ten, in logs
    private const double SlipDeviations = 6;
    private const double YearTolerance = 0.8;
    private const double LargestDeviation = 0.5;
    private const int LeastMonths = 36;
    private const double LargestShareOfZeros = 0.2;

    /// <summary>The run of months without a gap that ends before the shock, or why there is no such run.</summary>
    /// <param name="series">Levels.</param>
    /// <param name="shock">First month of the shock.</param>
    /// <param name="fitFrom">First month wanted; null for every month.</param>
    /// <param name="window">First month of the run and its logs.</param>
    public static Refused? Window(MonthlySeries series, Period shock, Period? fitFrom, out (Period First, double[] Logs) window)
    {
        window = (shock, []);
        var (zeros, months) = (0, 0);
        for (var month = series.First; month.CompareTo(shock) < 0; month = month.Plus(1))
        {
            var level = series.At(month);
            if (fitFrom is { } from && month.CompareTo(from) < 0) continue;
            months++;
            if (level < 0) return new Refused(string.Create(CultureInfo.InvariantCulture, $"'{series.Unit}' has the negative level {level:R} in {month}."), "Correct the sign at its source; net flows and revisions do not belong into exports.");
            if (level == 0) zeros++;
        }
        if (months > 0 && zeros > LargestShareOfZeros * months)
            return new Refused($"'{series.Unit}' exported nothing in {zeros} of {months} months before {shock}: its zeros are structural, and a level baseline does not fit.", "Follow its links instead (extensive margin), or add products or neighbours together.");
        List<double> logs = [];
        var first = shock;
        Period? stopped = null;
        for (var month = shock.Plus(-1); month.CompareTo(fitFrom ?? series.First) >= 0; month = month.Plus(-1))
        {
            var level = series.At(month);
            if (!(level > 0 && double.IsFinite(level)))
            {
                stopped = month;
                break;
            }
            logs.Add(Math.Log(level));
            first = month;
        }
        if (logs.Count < LeastMonths)
            return new Refused(stopped is { } gap
                ? $"'{series.Unit}' has {(series.At(gap) == 0 ? "a zero" : "no value")} in {gap}, which leaves {logs.Count} months in a row before {shock}; a model needs {LeastMonths}."
                : $"'{series.Unit}' has {logs.Count} months before {shock}; a model needs {LeastMonths}.", stopped is null ? "Add earlier months, or use the same-month baseline." : "Fill the month at its source, or use a baseline of whole base years.");
        logs.Reverse();
        window = (first, [.. logs]);
        return null;
    }

    /// <summary>A jump by a power of ten between neighbouring months, which is how a change of unit looks.</summary>
    /// <remarks>Before the shock in both directions; after it upwards, or down by a thousand or more: a shock may well take nine tenths.</remarks>
    public static Refused? UnitSlip(MonthlySeries series, Period from, Period shock, Period to)
    {
        List<double> sizes = [];
        for (var month = from.Plus(1); month.CompareTo(to) <= 0; month = month.Plus(1))
            if (Math.Abs(Math.Log(series.At(month) / series.At(month.Plus(-1)))) is var size && double.IsFinite(size)) sizes.Add(size);
        if (sizes.Count < 12) return null;
        sizes.Sort();
        var deviation = Math.Max(0.05, sizes[sizes.Count / 2] / 0.6745);
        if (deviation > LargestDeviation) return null; // a series that leaps every month cannot show a change of unit
        for (var month = from.Plus(1); month.CompareTo(to) <= 0; month = month.Plus(1))
        {
            var jump = Math.Log(series.At(month) / series.At(month.Plus(-1)));
            var power = Math.Round(jump / Math.Log(10));
            if (!double.IsFinite(jump) || power == 0 || Math.Abs(jump - power * Math.Log(10)) > SlipTolerance || Math.Abs(jump) < SlipDeviations * deviation) continue;
            if (month.CompareTo(shock) >= 0 && power is < 0 and > -3) continue;
            // A season repeats its jump every year; a change of unit shows against the year before, or else the year after.
            var (yearBefore, yearAfter) = (Math.Log(series.At(month) / series.At(month.Plus(-12))), Math.Log(series.At(month.Plus(11)) / series.At(month.Plus(-1))));
            var overYear = double.IsFinite(yearBefore) ? yearBefore : yearAfter;
            if (!(Math.Abs(overYear - power * Math.Log(10)) < YearTolerance)) continue;
            if (month.CompareTo(shock) >= 0 && power is > 0 and < 3 && series.At(month) < 3 * Largest(series, from, shock)) continue;
            return new Refused(string.Create(CultureInfo.InvariantCulture, $"'{series.Unit}' jumps by a factor of 10^{power:0} between {month.Plus(-1)} and {month}: a change of unit or scale."), "Bring all months to one unit at the source.");
        }
        return null;
    }

    /// <summary>Where the level before the shock seems to break, as a sentence; null when it does not.</summary>
    /// <remarks>Largest |t| of a shift of level in ln x less months and trend, with the autocorrelation of the residuals, over the middle
    /// 70 %. A note, for a model with changing levels may still fit.</remarks>
    public static string? Break(Period first, double[] logs)
    {
        const double largest = 4.5;
        var n = logs.Length;
        var residuals = new double[n];
        var fit = RuleForecasts.TrendAndMonths(logs, 1);
        for (var t = 0; t < n; t++) residuals[t] = logs[t] - fit.Fitted[t];
        var (best, at, shift) = (0.0, 0, 0.0);
        var squares = 0.0;
        foreach (var residual in residuals) squares += residual * residual;
        var step = new double[n];
        for (var t = (int)(0.15 * n); t < (int)(0.85 * n); t++)
        {
            Step(step, t);
            double product = 0, norm = 0;
            for (var k = 0; k < n; k++)
            {
                product += step[k] * residuals[k];
                norm += step[k] * step[k];
            }
            var score = product * product / norm;
            if (score > best) (best, at, shift) = (score, t, product / norm);
        }
        Step(step, at);
        var rest = residuals.Select((r, k) => r - shift * step[k]).ToArray();
        var rho = RuleForecasts.Autoregression(rest).Autocorrelation;
        var statistic = Math.Sqrt(best * (n - 14) / Math.Max(1e-300, squares - best) * (1 - rho) / (1 + rho));
        return statistic > largest && Math.Abs(shift) > 0.1
            ? string.Create(CultureInfo.InvariantCulture, $"the level before the shock seems to break in {first.Plus(at)} by {100 * (Math.Exp(shift) - 1):0} %: start the fit there, or explain it")
            : null;
    }

    // A step from t on, less its own line over time.
    private static void Step(double[] step, int t)
    {
        var n = step.Length;
        var (mean, middle, product, norm) = ((n - t) / (double)n, (n - 1) / 2.0, 0.0, 0.0);
        for (var k = 0; k < n; k++)
        {
            product += ((k >= t ? 1 : 0) - mean) * (k - middle);
            norm += (k - middle) * (k - middle);
        }
        for (var k = 0; k < n; k++) step[k] = (k >= t ? 1 : 0) - mean - product / norm * (k - middle);
    }

    private static double Largest(MonthlySeries series, Period from, Period shock)
    {
        var largest = 0.0;
        for (var month = from; month.CompareTo(shock) < 0; month = month.Plus(1))
            if (series.At(month) > largest) largest = series.At(month);
        return largest;
    }
}
