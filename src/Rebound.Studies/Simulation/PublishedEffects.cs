using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Effects that others have measured in China in early 2020, beside what the model gives.</summary>
/// <remarks>A closed unit-month has a mean stringency of 0.5 or more. People who are about, neither confined by order nor kept home by illness, quarantine or fear, stand for mobility and for spending offline, of which the model has none of its own:
/// spending is taken to move with them in proportion.</remarks>
internal sealed class PublishedEffects(SimulationSettings settings, SimulatedGrowth growth)
{
    private const double Closed = 0.5, Back = 0.95;
    private const int Week = 7;

    /// <summary>The days that they speak of.</summary>
    public static DateOnly First { get; } = new(2020, 1, 1);

    /// <summary>The last of them.</summary>
    public static DateOnly Last { get; } = new(2020, 6, 30);

    private static readonly DateOnly Outbreak = new(2020, 1, 23);

    /// <summary>The effects.</summary>
    public IEnumerable<KnownNumber> All()
    {
        yield return new KnownNumber("LOCKDOWN_EXPORTS", "exports of a locked city against the others", "2020-01..04", -34, -34.5, -33.5, "points", "Pei, de Vries and Zhang 2022, J Reg Sci 62(3)",
            (epidemic, economy) => Locked(epidemic.Path, economy, economy.Exports, growth.Normal.Exports));
        yield return new KnownNumber("LOCKDOWN_FREIGHT", "truck flows of a city in a month of full lockdown", "2020-01..04", -54, -54.5, -53.5, "points", "Chen, Chen, Liu, Luo and Song 2025, J Urban Econ 145",
            (epidemic, economy) => Locked(epidemic.Path, economy, economy.Series(EconomySeries.Freight), growth.Normal.Series(EconomySeries.Freight)));
        yield return new KnownNumber("MOBILITY_RECOVERY", "weeks from reopening to normal mobility, held against people who are about", "2020-01..06", 6, 5.5, 6.5, "weeks", "Liu, Ma and Mu 2021, IZA DP 14187", (epidemic, _) => WeeksBack(epidemic.Path));
        yield return new KnownNumber("OFFLINE_CONSUMPTION", "offline consumption in the twelve weeks after the outbreak, held against people who are about", "2020-01-23..04-15", -32, -32.5, -31.5, "%", "Chen, Qian and Wen 2021, AEA P&P 111", (epidemic, _) => Spending(epidemic.Path));
    }

    // Mean over unit-months, per cent of normal: closed ones against the others.
    private double Locked(EpidemicPath path, EconomyResult economy, double[] table, double[] normally)
    {
        var (first, last) = (MonthOf(First), MonthOf(new DateOnly(2020, 4, 1)));
        Span<double> sum = stackalloc double[2], count = stackalloc double[2];
        for (var month = first; month <= last; month++)
        {
            var day = new DateOnly(settings.First.Year, settings.First.Month, 1).AddMonths(month);
            var (from, to) = (DayOf(day), DayOf(day.AddMonths(1)));
            for (var c = 0; c < economy.Cities; c++)
            {
                double stringency = 0;
                for (var d = from; d < to; d++) stringency += path.Stringency[d * path.Cities + c];
                var (group, at) = (stringency / (to - from) >= Closed ? 1 : 0, c * economy.Months + month);
                if (!(normally[at] > 0)) continue;
                sum[group] += table[at] / normally[at];
                count[group]++;
            }
        }
        return count[0] == 0 || count[1] == 0 ? 0 : 100 * (sum[1] / count[1] - sum[0] / count[0]);
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
