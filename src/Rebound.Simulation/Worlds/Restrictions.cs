using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>Daily policy: how much is restricted (stringency) and how well it is aimed (precision).</summary>
/// <param name="Stringency">Whole points 0 to 100, city × day from 2020-01-01.</param>
/// <param name="Precision">Share 0 to 1 of the restricted people who were exposed, city × day.</param>
/// <param name="Monthly">Mean stringency of the month divided by 100, city × month from 2018-01.</param>
internal sealed record Restrictions(int[] Stringency, double[] Precision, double[] Monthly)
{
    /// <summary>Points a day by which a city tightens towards its aim, and relaxes.</summary>
    private const int Tightening = 8;
    private const int Relaxing = 2;

    /// <summary>Chance that a city with no cases closes for a while in a month of the long run.</summary>
    private const double Precaution = 0.12;

    internal static Restrictions Draw(WorldOptions options, Places places, Resilience resilience, int[] cases)
    {
        var random = new RandomStream(options.Seed, (ulong)WorldStream.Policy);
        var days = WorldCalendar.PolicyDays(options.Months);
        var policy = new Restrictions(new int[options.Cities * days], new double[options.Cities * days], new double[options.Cities * options.Months]);
        for (var c = 0; c < options.Cities; c++)
        {
            var aims = DrawAims(random, options, cases.AsSpan(c * WorldCalendar.CaseDays, WorldCalendar.CaseDays), places.Populations[c]);
            Follow(aims, policy.Stringency.AsSpan(c * days, days));
            DrawPrecision(random, resilience.Dimensions[2][c], policy.Precision.AsSpan(c * days, days));
        }
        policy.AverageByMonth(options, days);
        return policy;
    }

    /// <summary>What the city aims at each day: an answer to the week's cases in 2020, now and then a precaution afterwards.</summary>
    private static double[] DrawAims(RandomStream random, WorldOptions options, ReadOnlySpan<int> cases, int population)
    {
        var strictness = 0.75 + 0.5 * random.NextUniform();
        var alarm = 0.05 + 0.6 * random.NextUniform();
        var offset = WorldCalendar.FirstCaseDay.DayNumber - WorldCalendar.FirstPolicyDay.DayNumber;
        var aims = new double[WorldCalendar.PolicyDays(options.Months)];
        for (var day = 0; day < cases.Length; day++)
        {
            var week = 0;
            for (var back = 0; back < 7 && day - back >= 0; back++) week += cases[day - back];
            var rate = week / 7.0 / population * 1e5;
            if (rate >= alarm) aims[offset + day] = Math.Min(100, strictness * 25 * Math.Log(1 + 2 * rate));
        }
        AddPrecautions(random, strictness, aims);
        return aims;
    }

    private static void AddPrecautions(RandomStream random, double strictness, double[] aims)
    {
        for (var month = WorldCalendar.ShortEnd; month < WorldCalendar.MonthOfPolicyDay(aims.Length - 1); month++)
        {
            var first = new DateOnly(2018, 1, 1).AddMonths(month).DayNumber - WorldCalendar.FirstPolicyDay.DayNumber;
            var (closes, wait, length, level) = (random.NextUniform() < Precaution, random.NextBelow(28), 10 + random.NextBelow(30), 20 + 40 * random.NextUniform());
            if (!closes) continue;
            for (var day = first + wait; day < Math.Min(aims.Length, first + wait + length); day++) aims[day] = Math.Min(100, strictness * level);
        }
    }

    private static void Follow(double[] aims, Span<int> stringency)
    {
        var level = 0;
        for (var day = 0; day < aims.Length; day++)
        {
            var aim = (int)Math.Round(aims[day]);
            level = aim > level ? Math.Min(aim, level + Tightening) : Math.Max(aim, level - Relaxing);
            stringency[day] = level;
        }
    }

    private static void DrawPrecision(RandomStream random, double society, Span<double> precision)
    {
        var usual = -0.2 + 0.8 * society + 0.3 * random.NextNormal();
        var (month, value) = (-1, 0.0);
        for (var day = 0; day < precision.Length; day++)
        {
            if (WorldCalendar.MonthOfPolicyDay(day) != month)
            {
                month = WorldCalendar.MonthOfPolicyDay(day);
                value = Math.Round(1 / (1 + Math.Exp(-usual - 0.1 * random.NextNormal())), 2);
            }
            precision[day] = value;
        }
    }

    private void AverageByMonth(WorldOptions options, int days)
    {
        var counts = new int[options.Months];
        for (var day = 0; day < days; day++) counts[WorldCalendar.MonthOfPolicyDay(day)]++;
        for (var c = 0; c < options.Cities; c++)
        {
            for (var day = 0; day < days; day++) Monthly[c * options.Months + WorldCalendar.MonthOfPolicyDay(day)] += Stringency[c * days + day];
            for (var t = 0; t < options.Months; t++) if (counts[t] > 0) Monthly[c * options.Months + t] /= 100.0 * counts[t];
        }
    }
}
