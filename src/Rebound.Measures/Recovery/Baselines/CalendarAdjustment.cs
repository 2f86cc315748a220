using Rebound.Numerics;
using Rebound.Panels;

namespace Rebound.Measures;

/// <summary>The size of calendar effects, by generalised least squares with the errors of an airline model.</summary>
/// <remarks>The effects and the model are estimated in turn, twice, as regression with ARIMA errors is.</remarks>
internal static class CalendarAdjustment
{
    private const int LeastMonths = 60;

    /// <summary>Effects on the logs of the months of a window and of the months after it.</summary>
    /// <param name="first">First month.</param>
    /// <param name="logs">Logs before the shock.</param>
    /// <param name="months">Months after it.</param>
    /// <param name="effects">Which effects.</param>
    /// <returns>logs.Length + months values to subtract from logs.</returns>
    /// <exception cref="NumericalException">Fewer than 60 months: the effects cannot be told from the season.</exception>
    public static double[] Effects(Period first, double[] logs, int months, CalendarEffect effects)
    {
        var total = new double[logs.Length + months];
        if (effects == CalendarEffect.None) return total;
        if (logs.Length < LeastMonths) throw new NumericalException($"Calendar effects need {LeastMonths} months before the shock and have {logs.Length}.");
        var order = new ArimaOrder(0, 1, 1, 0, 1, 1, 12, false);
        var columns = CalendarEffects.Columns(first, total.Length, effects);
        if (columns.Count == 0) throw new NumericalException($"Calendar effects are known for 1990 to 2035, and the series begins in {first}.");
        for (var pass = 0; pass < 2; pass++)
        {
            double[] adjusted = [.. logs.Select((value, t) => value - total[t])];
            var (ar, ma) = ArmaPolynomials.Expand(order, SeasonalArima.Fit(adjusted, order).Coefficients);
            var filter = new ArmaFilter(ma.Length);
            var outcome = SeasonalArima.Differences(logs, order);
            var (white, unused) = (new double[outcome.Length], Array.Empty<double>());
            if (!filter.TryWhiten(ar, ma, outcome, white, [], unused)) throw new NumericalException("The airline model behind the calendar effects does not fit.");
            List<double[]> whitened = [];
            foreach (var column in columns)
            {
                var one = new double[outcome.Length];
                filter.TryWhiten(ar, ma, SeasonalArima.Differences(column.AsSpan(0, logs.Length), order), one, [], unused);
                whitened.Add(one);
            }
            var factor = LeastSquaresFactor.Of(whitened, whitened.Select(c => Math.Sqrt(c.Sum(v => v * v))).ToArray(), 1e-9);
            var beta = factor.Solve(white, new double[white.Length]);
            Array.Clear(total);
            for (var k = 0; k < beta.Length; k++)
                for (var t = 0; t < total.Length; t++)
                    total[t] += beta[k] * columns[factor.Kept[k]][t];
        }
        return total;
    }
}
