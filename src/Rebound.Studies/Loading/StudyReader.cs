using System.Globalization;
using Rebound.Measures;
using Rebound.Panels;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Reads the tables of a study in the order in which they depend on each other.</summary>
internal sealed class StudyReader(string folder, StudySettings settings, ProblemLog problems, ReadingPace pace)
{
    /// <summary>The optional table of facts.</summary>
    public const string FactsFile = "facts.csv";

    /// <summary>The optional table of claims.</summary>
    public const string ClaimsFile = "claims.csv";

    private const double LeastShareOfUnits = 0.5;
    private readonly StudyFiles files = new(folder, problems, pace);
    private readonly List<Provenance> provenance = [];

    public StudyData Read()
    {
        pace.Total = settings.Tables.Values.Where(t => t.Role != "boundaries").Sum(t => new FileInfo(Path.Combine(folder, t.File.Split('#')[0])) is { Exists: true } file ? file.Length : 0);
        if (settings.Tables.Keys.Any(r => r is not ("cities" or "boundaries")) && !settings.Tables.ContainsKey("cities"))
            problems.Add(new StudyProblem("RB1002", SettingsFile.Name, "", "there is no [data.cities]", "the other tables' units cannot be checked", "add the table of units: one row a unit, with its code"));
        var units = CityReader.Read(files, CityTable(), problems, provenance);
        var readers = new TableReaders(files, units, problems, provenance) { DailyStringency = Days("policy", units), DailyCases = Days("epidemic", units) };
        var variables = new Dictionary<string, (MonthTable Table, bool Mean, Unit Unit)>(StringComparer.Ordinal);
        var trade = Table("exports") is { } told ? BaseTrade.For(settings, told) : null;
        if (Table("exports") is { } exports && readers.Exports(exports, trade) is { } amounts) variables["exports"] = (amounts, false, exports.Unit);
        var channels = Table("channels") is { } channelTable ? readers.Channels(channelTable) : [];
        foreach (var (name, (_, values)) in channels) variables[name] = (values, true, Unit.Number);
        if (Table("policy") is { } policy)
            foreach (var (name, values) in readers.Policy(policy)) variables[name] = (values, true, Unit.Number);
        if (Table("epidemic") is { } epidemic && readers.Cases(epidemic) is { } cases) variables["new_cases"] = (cases, false, new Unit(UnitKind.Count, "", 1, ""));
        var indicators = ReadIndicators(readers, channels.Keys.ToHashSet(StringComparer.Ordinal));
        var travel = Table("travel") is { } travelTable ? readers.Travel(travelTable) : [];
        var panel = ToPanel(units, variables);
        if (settings.Simulation is { } simulation) SimulationChecks.Run(settings, simulation, units, travel, indicators, [.. channels.Keys], problems);
        var (facts, claims) = (Optional(FactsFile), Optional(ClaimsFile));
        var recorded = facts is null ? [] : FactsTable.Read(facts, problems);
        var channelOf = channels.ToDictionary(c => c.Key, c => c.Value.Channel, StringComparer.Ordinal);
        return new StudyData(units.Cities, panel, channelOf, indicators, claims is null ? null : ClaimsTable.Read(claims, recorded, problems), recorded,
            Table("boundaries") is { } boundaries ? files.Find(boundaries.File, "[data.boundaries]") : null, provenance)
        {
            DailyStringency = readers.DailyStringency,
            DailyCases = readers.DailyCases,
            Travel = travel,
            Posterior = ReadPosterior(),
            BaseTrade = trade,
            Prices = Table("prices") is { } prices ? TradeTableReaders.Prices(files, prices, problems, provenance) : [],
            TradeGroups = Table("trade_groups") is { } groups ? TradeTableReaders.Groups(files, groups, problems, provenance) : [],
            PartnerVessels = readers.PartnerVessels,
            PartnerStringency = Table("partners") is { } partners ? readers.Partners(partners, [.. TradeStructure.ChinaLike.Partners.Select(p => p.Name)]) : [],
            Comparisons = settings.Index is { Comparisons.Length: > 0 } compared ? ComparisonTable.Read(files, compared.Comparisons, problems, provenance) : new Dictionary<string, PairwiseMatrix>(StringComparer.Ordinal),
        };
    }

    private IReadOnlyList<IReadOnlyDictionary<string, double>> ReadPosterior()
    {
        if (settings.Simulation is not { Posterior.Length: > 0 } simulation) return [];
        using var source = files.Open(simulation.Posterior, TextEncoding.Auto, "[simulation] posterior");
        return source is null ? [] : PosteriorTable.Read(TextTable.Read(source, problems), problems);
    }

    private DayTable? Days(string role, UnitList units) => settings.Simulation is { } simulation && Table(role) is not null
        ? new DayTable(units.Cities.Count, simulation.FirstDay, simulation.Days) : null;

    private TableSettings? Table(string role) => settings.Tables.GetValueOrDefault(role);

    // The epidemic section may name the population column; it stands in the table of units all the same.
    private TableSettings? CityTable()
    {
        var cities = Table("cities");
        if (cities is null || cities.Column("population").Length > 0 || Table("epidemic")?.Column("population") is not { Length: > 0 } population) return cities;
        return cities with { Columns = new Dictionary<string, string>(cities.Columns, StringComparer.Ordinal) { ["population"] = population } };
    }

    private IndicatorValues? ReadIndicators(TableReaders readers, IReadOnlySet<string> channelVariables)
    {
        if (settings.Index is not { } index) return null;
        var list = IndicatorList.Read(files, index.Table, channelVariables, settings.Tables.ContainsKey("exports"), problems, provenance);
        if (Table("indicators") is not { } table)
        {
            problems.Add(new StudyProblem("RB1002", $"{SettingsFile.Name}, [index]", "", "the study has an [index] but no [data.indicators]", "there is nothing to compute it from", "add the indicator table, or remove [index]"));
            return null;
        }
        if (readers.UnitCount == 1)
            problems.Add(new StudyProblem("RB3004", $"{SettingsFile.Name}, [index]", "1", "the study has an [index] over a single unit", "one unit cannot be scored against others or ranked", "add more units, or remove [index]"));
        if (list.Count == 0 || index.Options.FirstYear == 0) return null;
        return readers.Indicators(table, list, index.Options.FirstYear, index.Options.LastYear);
    }

    private Panel? ToPanel(UnitList units, Dictionary<string, (MonthTable Table, bool Mean, Unit Unit)> variables)
    {
        if (units.Cities.Count == 0) return null;
        var ranges = variables.Values.Select(v => v.Table.Range()).OfType<(int First, int Last)>().ToArray();
        if (ranges.Length == 0) return null;
        var first = variables.TryGetValue("exports", out var e) && e.Table.Range() is { } er ? er.First : ranges.Min(r => r.First);
        var last = ranges.Max(r => r.Last);
        var panel = Panel.Over(units.Cities.Select(c => c.Code), new Period(Frequency.Month, first), Math.Max(1, last - first + 1));
        foreach (var (name, (table, mean, unit)) in variables.OrderBy(v => v.Key, StringComparer.Ordinal))
            panel = panel.With(new Variable(name, table.OnGrid(panel, mean), unit));
        return panel.Has("exports") ? CheckExports(panel) : panel;
    }

    private Panel CheckExports(Panel panel)
    {
        var rule = Table("exports")!.Missing;
        var calendar = Table("exports")!.Calendar;
        var values = panel["exports"].Values;
        var months = panel.PeriodCount;
        var lastMonth = LastObserved(values, months);
        for (var c = 0; c < panel.Cities.Count; c++)
        {
            var series = values.AsSpan(c * months, months);
            if (calendar == MonthCalendar.Cumulative) Difference(panel, c, series);
            if (rule == MissingRule.Zero)
                for (var t = 0; t <= lastMonth; t++)
                    if (double.IsNaN(series[t]) && !IsPaired(panel, series, t, calendar)) series[t] = 0;
            if (rule == MissingRule.Error) CheckGaps(panel, c, series, lastMonth, calendar);
            CheckSlips(panel, c, series);
        }
        if (settings.Shock is { } shock) CheckWindow(panel, shock, panel.PeriodAt(lastMonth));
        return panel;
    }

    private static int LastObserved(double[] values, int months)
    {
        for (var t = months - 1; t > 0; t--)
            for (var row = t; row < values.Length; row += months)
                if (!double.IsNaN(values[row])) return t;
        return 0;
    }

    // February of a pair that stands in January, or the first month of a cumulative table, whose year began before it.
    private static bool IsPaired(Panel panel, ReadOnlySpan<double> series, int t, MonthCalendar calendar) => panel.PeriodAt(t).Month switch
    {
        1 => false,
        2 when t > 0 => calendar == MonthCalendar.MergedJanuaryFebruary || calendar == MonthCalendar.Cumulative && !double.IsNaN(series[t - 1]) && (t + 1 == series.Length || !double.IsNaN(series[t + 1])),
        _ => t == 0 && calendar == MonthCalendar.Cumulative,
    };

    // Cumulative tables give January to month t; the month is the difference. Chinese customs publish no January of its own: the value up
    // to February is then that of the pair, and is kept in January as in a merged table.
    private void Difference(Panel panel, int city, Span<double> series)
    {
        for (var t = series.Length - 1; t > 0; t--)
        {
            if (panel.PeriodAt(t).Month == 1) continue;
            if (panel.PeriodAt(t).Month == 2 && double.IsNaN(series[t - 1]))
            {
                (series[t - 1], series[t]) = (series[t], double.NaN);
                continue;
            }
            if (series[t] < series[t - 1])
                problems.Add(new StudyProblem("RB2052", $"{Table("exports")!.File}, city {panel.Cities[city]}, {panel.PeriodAt(t)}", Show(series[t]), "a cumulative amount falls within the year", "the month's exports would be negative", "check the row, or set calendar = \"month\""));
            series[t] -= series[t - 1];
        }
        if (panel.First.Month > 1) series[0] = double.NaN; // the months of the year before it are not known
    }

    private void CheckGaps(Panel panel, int city, ReadOnlySpan<double> series, int lastMonth, MonthCalendar calendar)
    {
        var gaps = new List<Period>();
        for (var t = 0; t <= lastMonth; t++)
            if (double.IsNaN(series[t]) && !IsPaired(panel, series, t, calendar)) gaps.Add(panel.PeriodAt(t));
        if (gaps.Count == 0) return;
        problems.Add(new StudyProblem("RB2051", $"{Table("exports")!.File}, city {panel.Cities[city]}", string.Join(", ", gaps.Take(6)) + (gaps.Count > 6 ? $" and {gaps.Count - 6} more" : ""),
            gaps.Count == lastMonth + 1 ? "the unit has no exports at all" : $"{gaps.Count} months have no value",
            "the unit's recovery cannot be followed through these months", "add the months, or say what absence means: missing = \"drop\" or \"zero\""));
    }

    // A month a thousand times its neighbours, both ways, is a slip of the unit.
    private void CheckSlips(Panel panel, int city, ReadOnlySpan<double> series)
    {
        for (var t = 1; t + 1 < series.Length; t++)
        {
            var around = Math.Sqrt(series[t - 1] * series[t + 1]);
            if (!(around > 0) || !(series[t] > 0)) continue;
            var (low, high) = (Math.Min(series[t - 1], series[t + 1]), Math.Max(series[t - 1], series[t + 1]));
            if (high / low > 10 || (series[t] / around < 900 && around / series[t] < 900)) continue;
            problems.Add(new StudyProblem("RB2053", $"{Table("exports")!.File}, city {panel.Cities[city]}, {panel.PeriodAt(t)}", Show(series[t]), $"the month is {(series[t] > around ? Show(Math.Round(series[t] / around)) + " times" : "1/" + Show(Math.Round(around / series[t])) + " of")} its neighbours, as if written in another unit",
                "a unit slip would pass for a shock", "check the month's unit and scale", ProblemSeverity.Warning));
        }
    }

    private void CheckWindow(Panel panel, ShockSettings shock, Period last)
    {
        if (panel.IndexOf(shock.Start) < 0 || shock.Start.CompareTo(last) > 0)
            problems.Add(new StudyProblem("RB3003", $"{SettingsFile.Name}, [shock]", shock.Start.ToString(), $"the shock starts outside the exports table ({panel.First} – {last})", "there is no month to measure", "correct the start, or add the months"));
        if (panel.First.CompareTo(last) == 0)
            problems.Add(new StudyProblem("RB3005", Table("exports")!.File, last.ToString(), "the exports table holds a single month", "no month can be compared with another, so no shock can be measured", "add the months before and after the shock, or remove [shock]"));
        var observed = Enumerable.Range(0, panel.Cities.Count).Count(c => panel.Series("exports", c).ContainsAnyExcept(double.NaN));
        if (observed < LeastShareOfUnits * panel.Cities.Count)
            problems.Add(new StudyProblem("RB2054", Table("exports")!.File, observed.ToString(CultureInfo.InvariantCulture), $"only {observed} of {panel.Cities.Count} units have exports", "results speak of these units alone", "check the unit codes, or filter the table of units", ProblemSeverity.Warning));
    }

    private TextTable? Optional(string file)
    {
        if (!File.Exists(Path.Combine(folder, file))) return null;
        using var source = files.Open(file, TextEncoding.Auto, file);
        return source is null ? null : TextTable.Read(source, problems);
    }

    private static string Show(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
