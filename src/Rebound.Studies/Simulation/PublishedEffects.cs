using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Effects that others have measured in China in early 2020, beside what the model gives.</summary>
/// <remarks>A closed unit-month has a mean stringency of 0.5 or more; its effect is a difference in differences, as in those studies: months that fell everywhere are not the closing's. People who are about, neither confined by order nor kept home by illness, quarantine or fear, stand for mobility and for spending offline, of which the model has none of its own:
/// spending is taken to move with them in proportion.</remarks>
internal sealed class PublishedEffects(SimulationSettings settings, SimulatedGrowth growth)
{
    private const double Closed = 0.5, Full = 0.8, Back = 0.95;
    private const int Week = 7, MonthsBefore = 24;

    /// <summary>The days that they speak of.</summary>
    public static DateOnly First { get; } = new(2020, 1, 1);

    /// <summary>The last of them.</summary>
    public static DateOnly Last { get; } = new(2020, 6, 30);

    private static readonly DateOnly Outbreak = new(2020, 1, 23);

    /// <summary>The effects.</summary>
    public IEnumerable<KnownNumber> All()
    {
        yield return new KnownNumber("LOCKDOWN_EXPORTS", "exports of a locked city against the others", "2020-01..04", -34, -34.5, -33.5, "points", "Pei, de Vries and Zhang 2022, J Reg Sci 62(3)",
            (epidemic, economy) => Locked(epidemic.Path, Closed, economy, economy.Exports, growth.Normal.Exports));
        yield return new KnownNumber("LOCKDOWN_FREIGHT", "truck flows of a city in a month of full lockdown", "2020-01..04", -54, -54.5, -53.5, "points", "Chen, Chen, Liu, Luo and Song 2025, J Urban Econ 145",
            (epidemic, economy) => Locked(epidemic.Path, Full, economy, economy.Series(EconomySeries.Freight), growth.Normal.Series(EconomySeries.Freight)));
        yield return new KnownNumber("MOBILITY_RECOVERY", "weeks from reopening to normal mobility, held against people who are about", "2020-01..06", 6, 5.5, 6.5, "weeks", "Liu, Ma and Mu 2021, IZA DP 14187", (epidemic, _) => WeeksBack(epidemic.Path));
        yield return new KnownNumber("OFFLINE_CONSUMPTION", "offline consumption in the twelve weeks after the outbreak, held against people who are about", "2020-01-23..04-15", -32, -32.5, -31.5, "%", "Chen, Qian and Wen 2021, AEA P&P 111", (epidemic, _) => Spending(epidemic.Path));
    }

    // As those studies estimate it: deviations from normal on being closed, with effects of units and months, over the two years before (nothing closed, all normal) and the months of the shock;
    // units with a month between open and closed to the level are left out.
    private double Locked(EpidemicPath path, double level, EconomyResult economy, double[] table, double[] normally)
    {
        var first = MonthOf(First);
        var months = MonthOf(new DateOnly(2020, 4, 1)) - first + 1;
        var (rows, closed, deviation) = (0, new double[economy.Cities * months], new double[economy.Cities * months]);
        for (var c = 0; c < economy.Cities; c++)
        {
            var sound = true;
            for (var m = 0; m < months; m++)
            {
                var (at, stringency) = (c * economy.Months + first + m, MeanStringency(path, c, first + m));
                sound &= normally[at] > 0 && (stringency >= level || stringency < Closed);
                (closed[rows * months + m], deviation[rows * months + m]) = (stringency >= level ? 1 : 0, table[at] / normally[at] - 1);
            }
            if (sound) rows++;
        }
        return 100 * WithinUnitsAndMonths(deviation.AsSpan(0, rows * months), closed.AsSpan(0, rows * months), rows, months, MonthsBefore);
    }

    private double MeanStringency(EpidemicPath path, int city, int month)
    {
        var day = new DateOnly(settings.First.Year, settings.First.Month, 1).AddMonths(month);
        var (from, to) = (DayOf(day), DayOf(day.AddMonths(1)));
        double sum = 0;
        for (var d = from; d < to; d++) sum += path.Stringency[d * path.Cities + city];
        return sum / (to - from);
    }

    /// <summary>Slope of y on x with effects of units and periods in a balanced panel of which only the last periods are given: both are 0 in those before.</summary>
    /// <returns>Σ x̃y/Σ x̃x, x̃ = x − mean of its unit − mean of its period + mean; 0 where x is explained by the effects.</returns>
    internal static double WithinUnitsAndMonths(ReadOnlySpan<double> y, ReadOnlySpan<double> x, int units, int periods, int before)
    {
        var (unit, period, all) = (new double[units], new double[periods], 0.0);
        for (var u = 0; u < units; u++)
            for (var t = 0; t < periods; t++)
            {
                unit[u] += x[u * periods + t] / (periods + before);
                period[t] += x[u * periods + t] / units;
                all += x[u * periods + t] / units / (periods + before);
            }
        double xy = 0, xx = 0;
        for (var u = 0; u < units; u++)
            for (var t = 0; t < periods; t++)
            {
                var within = x[u * periods + t] - unit[u] - period[t] + all;
                xy += within * y[u * periods + t];
                xx += within * x[u * periods + t];
            }
        return xx > 1e-9 * units ? xy / xx : 0;
    }

    // From the last closed day to the first of seven days with all but a twentieth of the people about; the median over units that were closed, those that are not back counted to the end.
    private double WeeksBack(EpidemicPath path)
    {
        var weeks = new List<double>();
        var (from, to) = (DayOf(First), DayOf(Last) + 1);
        for (var c = 0; c < path.Cities; c++)
        {
            var reopened = -1;
            for (var day = from; day < to; day++)
                if (path.Stringency[day * path.Cities + c] >= Closed) reopened = day;
            if (reopened < 0) continue;
            var (run, back) = (0, to);
            for (var day = reopened + 1; day < to && run < Week; day++)
            {
                run = About(path, day, c) >= Back ? run + 1 : 0;
                if (run == Week) back = day - Week + 1;
            }
            weeks.Add((back - reopened - 1) / (double)Week);
        }
        return weeks.Count == 0 ? 0 : Numerics.Quantile.OfSorted([.. weeks.Order()], 0.5);
    }

    private double Spending(EpidemicPath path)
    {
        var sum = 0.0;
        var from = DayOf(Outbreak);
        for (var day = from; day < from + 12 * Week; day++)
            for (var c = 0; c < path.Cities; c++) sum += About(path, day, c);
        return 100 * (sum / (12 * Week * path.Cities) - 1);
    }

    private static double About(EpidemicPath path, int day, int city) => (1 - path.Confined[day * path.Cities + city]) * (1 - path.Absent[day * path.Cities + city]);

    private int DayOf(DateOnly day) => day.DayNumber - settings.FirstDay.DayNumber;

    private int MonthOf(DateOnly day) => 12 * day.Year + day.Month - 1 - settings.First.Ordinal;
}
