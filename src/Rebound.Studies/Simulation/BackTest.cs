using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Holds the simulated world as it was against the known numbers of the study, and against published effects of the same shock.</summary>
/// <remarks>Growth of a period is against the same period a year before: simulated where the run covers it, otherwise the normal path of the period
/// without a year of its trend. A number is inside when the band of the replicates, widened by the rounding of the number, holds it.</remarks>
internal sealed class BackTest
{
    private const string ConfirmedCases = "confirmed cases so far";
    private readonly SimulationSettings settings;
    private readonly SimulatedWorld world;
    private readonly RunPlan plan;
    private readonly List<Item> items = [];
    private readonly SimulatedGrowth growth;

    public BackTest(Study study, SimulatedWorld world, RunPlan plan)
    {
        (settings, this.world, this.plan) = (study.Settings.Simulation!, world, plan);
        growth = new SimulatedGrowth(world);
        if (settings.Whole.Length == 0) return;
        foreach (var fact in study.Data.Facts)
        {
            var told = GrowthOf(fact);
            var number = told is null ? CasesOf(fact, study.Data.Cities) : (_, economy) => told(economy);
            if (number is null) continue;
            var (what, unit) = told is null ? (fact.Variable, fact.Unit.Text) : ($"growth of {fact.Variable}", "%");
            items.Add(new Item(fact.Id, $"{what}, {fact.Scope}", fact.Period.Text, fact.Value.Centre, fact.Value.Low, fact.Value.High, unit, fact.Source, number, new double[plan.Replicates]) { Growth = told });
        }
        if (Covers(new DateOnly(2020, 1, 1), new DateOnly(2020, 4, 30)) && settings.Whole == "China") Published();
    }

    /// <summary>Whether there is anything to hold against.</summary>
    public bool IsEmpty => items.Count == 0;

    /// <summary>Takes a replicate of the world as it was; any thread, any order.</summary>
    public void Observe(int replicate, EpidemicOutcome epidemic, EconomyResult economy)
    {
        foreach (var item in items) item.Values[replicate] = item.Number(epidemic, economy);
    }

    /// <summary>The table simulation_backtest.</summary>
    public ResultTable Table()
    {
        var table = new TableBuilder("simulation_backtest", "id", "what", "period", "#observed", "#median", "#low", "#high", "unit", "inside", "source");
        foreach (var item in items)
        {
            var s = Spread.Of(item.Values);
            table.Add(item.Id, item.What, item.Period, item.Observed, s.Median, s.Low, s.High, item.Unit, s.Low <= item.High && s.High >= item.Low ? "inside" : s.Median < item.Observed ? "too low" : "too high", item.Source);
        }
        return table.Build();
    }

    /// <summary>The facts of growth that the economy alone answers.</summary>
    public static IReadOnlyList<GrowthFact> GrowthFacts(Study study, SimulatedWorld world, RunPlan plan)
    {
        var test = new BackTest(study, world, plan);
        return [.. test.items.Where(i => i.Growth is not null).Select(i => new GrowthFact(i.What, i.Period, i.Observed, i.Growth!))];
    }

    // What of the epidemic is the number of a fact; null where it has nothing of the kind.
    private Func<EpidemicOutcome, EconomyResult, double>? CasesOf(RecordedFact fact, IReadOnlyList<City> cities)
    {
        if (fact.Variable != ConfirmedCases || fact.Measure != Measure.Count || !Covers(fact.Period.First, fact.Period.Last)) return null;
        var day = fact.Period.Last.DayNumber - settings.FirstDay.DayNumber;
        if (fact.Scope == settings.Whole) return (epidemic, _) => epidemic.DetectedTo(day);
        var city = cities.ToList().FindIndex(c => c.Name == fact.Scope || c.Code == fact.Scope);
        return city < 0 ? null : (epidemic, _) => DetectedIn(epidemic.Path, city, day);
    }

    // What of the economy is the growth that a fact tells; null where it has nothing of the kind.
    private Func<EconomyResult, double>? GrowthOf(RecordedFact fact)
    {
        if (fact.Measure != Measure.Growth || fact.Scope != settings.Whole || fact.Currency is not ("USD" or "") || !WholeMonths(fact.Period) || !Covers(fact.Period.First, fact.Period.Last)) return null;
        var partner = PartnerOf(fact.Variable);
        var (amount, trend) = (growth.National(partner), growth.Trend(partner));
        return fact.Variable == "exports" || partner >= 0 ? economy => growth.Of(economy, MonthOf(fact.Period.First), MonthOf(fact.Period.Last), amount, trend) : null;
    }

    private int PartnerOf(string variable) => variable.StartsWith("exports to ", StringComparison.Ordinal) ? world.Trade.PartnerIndex(variable["exports to ".Length..]) : -1;

    private bool Covers(DateOnly first, DateOnly last) => first >= settings.FirstDay && last <= settings.FirstDay.AddDays(settings.Days - 1);

    private static bool WholeMonths(FactPeriod period) => period.First.Day == 1 && period.Last.AddDays(1).Day == 1;

    private int MonthOf(DateOnly day) => 12 * day.Year + day.Month - 1 - settings.First.Ordinal;

    private static long DetectedIn(EpidemicPath path, int city, int lastDay)
    {
        var sum = 0L;
        for (var day = 0; day <= lastDay; day++) sum += path.Detected[day * path.Cities + city];
        return sum;
    }

    // Effects that others have measured in the same shock: what locked cities lost against the others, January to April 2020.
    private void Published()
    {
        const string Period = "2020-01..04";
        items.Add(new Item("LOCKDOWN_EXPORTS", "exports of a locked city against the others", Period, -34, -34.5, -33.5, "points", "Pei, de Vries and Zhang 2022, J Reg Sci 62(3)", (epidemic, economy) => Locked(epidemic.Path, economy, economy.Exports, growth.Normal.Exports), new double[plan.Replicates]));
        items.Add(new Item("LOCKDOWN_FREIGHT", "truck flows of a city in a month of full lockdown", Period, -54, -54.5, -53.5, "points", "Chen, Chen, Liu, Luo and Song 2025, J Urban Econ 145", (epidemic, economy) => Locked(epidemic.Path, economy, economy.Series(EconomySeries.Freight), growth.Normal.Series(EconomySeries.Freight)), new double[plan.Replicates]));
    }

    // Mean over city-months, per cent of normal: with a month's mean stringency of 0.5 or more against below.
    private double Locked(EpidemicPath path, EconomyResult economy, double[] table, double[] normally)
    {
        var (first, last) = (MonthOf(new DateOnly(2020, 1, 1)), MonthOf(new DateOnly(2020, 4, 1)));
        Span<double> sum = stackalloc double[2], count = stackalloc double[2];
        for (var month = first; month <= last; month++)
        {
            var day = new DateOnly(settings.First.Year, settings.First.Month, 1).AddMonths(month);
            var (from, to) = (day.DayNumber - settings.FirstDay.DayNumber, day.AddMonths(1).DayNumber - settings.FirstDay.DayNumber);
            for (var c = 0; c < economy.Cities; c++)
            {
                double stringency = 0;
                for (var d = from; d < to; d++) stringency += path.Stringency[d * path.Cities + c];
                var (group, at) = (stringency / (to - from) >= 0.5 ? 1 : 0, c * economy.Months + month);
                if (!(normally[at] > 0)) continue;
                sum[group] += table[at] / normally[at];
                count[group]++;
            }
        }
        return count[0] == 0 || count[1] == 0 ? 0 : 100 * (sum[1] / count[1] - sum[0] / count[0]);
    }

    private sealed record Item(string Id, string What, string Period, double Observed, double Low, double High, string Unit, string Source, Func<EpidemicOutcome, EconomyResult, double> Number, double[] Values)
    {
        public Func<EconomyResult, double>? Growth { get; init; }
    }
}
