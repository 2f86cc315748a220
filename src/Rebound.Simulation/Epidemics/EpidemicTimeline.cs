using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>What the scenario fixes for every day before the first draw.</summary>
internal sealed class EpidemicTimeline
{
    private const float None = -1;

    private readonly float[] observed;
    private readonly bool[] unended;
    private readonly float[] tests;
    private readonly int cities;

    internal EpidemicTimeline(EpidemicSettings settings, Dictionary<string, int> index)
    {
        (Settings, cities) = (settings, index.Count);
        (Transmissibility, Fatality, Travel) = (Ones(), Ones(), Ones());
        (Escape, Vaccination, Holiday, OriginRisk) = (new double[settings.Days], new double[settings.Days], new bool[settings.Days], new OriginRiskRegime?[settings.Days]);
        observed = settings.Observed.Count == 0 ? [] : new float[settings.Days * cities];
        unended = new bool[observed.Length];
        Array.Fill(observed, None);
        tests = settings.Testing.Surges.Count == 0 ? [] : new float[settings.Days * cities];
        Array.Fill(tests, 1);
        foreach (var surge in settings.Testing.Surges) Surge(surge, index);
        foreach (var surge in settings.Surges) Cover(surge.From, surge.To, day => Travel[day] *= surge.Factor);
        foreach (var interval in settings.Observed) Observe(index[interval.City], interval);
        AddVariants();
        if (settings.Control is { } control) AddRules(control);
        Arrivals = ByDay(
            settings.Seeds.Select(s => (Day(s.Date), Day(s.Date), new Arrival(index[s.City], s.People, 0)))
                .Concat(settings.Imports.Select(i => (Day(i.From), Day(i.To), new Arrival(index[i.City], 0, i.PerDay)))));
        TracingFrom = settings.Tracing?.From is { } tracing ? Day(tracing) : int.MaxValue;
        PassportFrom = settings.Passport is { } passport ? Day(passport.From) : int.MaxValue;
        if (settings.Vaccination is { } vaccination) Vaccinate(vaccination);
        AlertFrom = settings.Control?.AlertDate is { } alert ? Day(alert) : int.MaxValue;
    }

    internal EpidemicSettings Settings { get; }

    internal double[] Transmissibility { get; }

    internal double[] Fatality { get; }

    internal double[] Travel { get; }

    /// <summary>Share of the immune who become susceptible on a day.</summary>
    internal double[] Escape { get; }

    /// <summary>Hazard of a susceptible person to be protected by vaccination on a day.</summary>
    internal double[] Vaccination { get; }

    internal bool[] Holiday { get; }

    internal OriginRiskRegime?[] OriginRisk { get; }

    /// <summary>By day; one a city, by city within a day.</summary>
    internal List<Arrival>?[] Arrivals { get; }

    internal int TracingFrom { get; }

    internal int PassportFrom { get; }

    internal int AlertFrom { get; }

    /// <summary>The observed stringency of a city-day, negative where none; and whether its end is open.</summary>
    internal float Observed(int day, int city, out bool open)
    {
        open = false;
        if (observed.Length == 0) return None;
        open = unended[day * cities + city];
        return observed[day * cities + city];
    }

    /// <summary>Capacity of tests on a city-day as a multiple of what it would be.</summary>
    internal double Tests(int day, int city) => tests.Length == 0 ? 1 : tests[day * cities + city];

    internal int Day(DateOnly date) => date.DayNumber - Settings.Start.DayNumber;

    private double[] Ones()
    {
        var ones = new double[Settings.Days];
        Array.Fill(ones, 1);
        return ones;
    }

    private void Cover(DateOnly from, DateOnly? to, Action<int> act)
    {
        var last = to is { } date ? Math.Min(Day(date), Settings.Days - 1) : Settings.Days - 1;
        for (var day = Math.Max(0, Day(from)); day <= last; day++) act(day);
    }

    private void Surge(TestingSurge surge, Dictionary<string, int> index)
    {
        int[] places = surge.Cities is null ? [.. index.Values.Order()] : [.. surge.Cities.Select(c => index[c]).Distinct()];
        Cover(surge.From, surge.To, day =>
        {
            foreach (var city in places) tests[day * cities + city] *= (float)surge.Factor;
        });
    }

    // The strictest counts; at the same level the one with an end.
    private void Observe(int city, StringencyInterval interval) => Cover(interval.From, interval.To, day =>
    {
        var at = day * cities + city;
        var level = (float)interval.Level;
        if (level < observed[at] || (level == observed[at] && !unended[at])) return;
        (observed[at], unended[at]) = (level, interval.To is null);
    });

    private void AddVariants()
    {
        foreach (var variant in Settings.Variants.OrderBy(v => v.Date))
        {
            var first = Day(variant.Date);
            var (before, beforeKills) = first > 0 ? (Transmissibility[first - 1], Fatality[first - 1]) : (1, 1); // the one before may not have taken over yet
            for (var day = Math.Max(0, first); day < Settings.Days; day++)
            {
                var taken = Math.Min(1, (day - first + 1.0) / variant.TakeoverDays);
                Transmissibility[day] = before + taken * (variant.Transmissibility - before);
                Fatality[day] = beforeKills + taken * (variant.Fatality - beforeKills);
            }
            if (first >= 0 && first < Settings.Days) Escape[first] = variant.Escape;
        }
    }

    // Of the people not infected, 1 − e·(1 − e^(−v·t)) are still susceptible after t days: the vaccinated are not vaccinated again, and the share 1 − e of them is never protected.
    private void Vaccinate(VaccinationProgram program)
    {
        double Susceptible(int days) => 1 - program.Efficacy * (1 - Elementary.Exp(-program.DailyShare * days));
        var first = Day(program.From);
        for (var day = Math.Max(0, first); day < Math.Min(Settings.Days, first + program.Days); day++)
            Vaccination[day] = Elementary.Log(Susceptible(day - first) / Susceptible(day - first + 1));
    }

    private void AddRules(ControlRules control)
    {
        if (control.HolidayFrom is { } from) Cover(from, control.HolidayTo, day => Holiday[day] = true);
        foreach (var regime in control.OriginRisk.OrderBy(r => r.From)) Cover(regime.From, null, day => OriginRisk[day] = regime);
    }

    private List<Arrival>?[] ByDay(IEnumerable<(int First, int Last, Arrival Arrival)> events)
    {
        var days = new List<Arrival>?[Settings.Days];
        foreach (var (first, last, arrival) in events.OrderBy(e => e.Arrival.City))
        {
            for (var day = Math.Max(0, first); day <= Math.Min(last, Settings.Days - 1); day++)
            {
                var list = days[day] ??= [];
                if (list.Count > 0 && list[^1].City == arrival.City) list[^1] = list[^1].And(arrival);
                else list.Add(arrival);
            }
        }
        return days;
    }
}
