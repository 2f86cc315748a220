using System.Globalization;
using Rebound.Panels;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Reads the long tables of a study into values by unit and month.</summary>
internal sealed class TableReaders(StudyFiles files, UnitList units, ProblemLog problems, List<Provenance> provenance)
{
    /// <summary>Takes each day's stringency (0–100), where a simulation asks for days.</summary>
    public DayTable? DailyStringency { get; init; }

    /// <summary>Takes each day's new cases, where a simulation asks for days.</summary>
    public DayTable? DailyCases { get; init; }

    public int UnitCount => units.Cities.Count;

    /// <summary>Exports by unit and month, summed over partners and products.</summary>
    /// <param name="settings">The table.</param>
    /// <param name="trade">Takes each amount with its partner and product, or null.</param>
    public MonthTable? Exports(TableSettings settings, BaseTrade? trade)
    {
        var values = new MonthTable(units.Cities.Count);
        var column = -1;
        var read = ReadRows(settings, Frequency.Month, (table, unit, month) =>
        {
            if (column < 0) column = table.ColumnOf("value");
            var value = table.Number(column, "the city-month's exports would be wrong");
            if (double.IsNaN(value)) return "no value";
            if (value < 0) return Negative(table, column, value);
            if (value > ExactSum.Limit) return TooLarge(table, column, value);
            values.Add(unit, month, value);
            trade?.Add(unit, month, table.Span("partner"), table.Span("product"), value);
            return null;
        });
        return read ? values : null;
    }

    /// <summary>Monthly channel variables; a variable's name is as in the table.</summary>
    public Dictionary<string, (string Channel, MonthTable Values)> Channels(TableSettings settings)
    {
        var variables = new Dictionary<string, (string Channel, MonthTable Values)>(StringComparer.Ordinal);
        ReadRows(settings, Frequency.Month, (table, unit, month) =>
        {
            var value = table.Number("value", "the month's channel value is missing");
            if (double.IsNaN(value)) return "no value";
            if (Math.Abs(value) > ExactSum.Limit) return TooLarge(table, table.ColumnOf("value"), value);
            var (name, channel) = (table.Text("variable"), table.Text("channel"));
            if (!variables.TryGetValue(name, out var variable)) variables[name] = variable = (channel, new MonthTable(units.Cities.Count));
            if (variable.Channel != channel)
                problems.Add(new StudyProblem("RB2026", table.Source.Place(table.ColumnOf("channel")), channel, $"variable \"{name}\" stands under \"{variable.Channel}\" and under \"{channel}\"", "its channel is not clear", "put each variable under one channel"));
            variable.Values.Add(unit, month, value);
            return null;
        });
        return variables;
    }

    /// <summary>New cases by unit and month.</summary>
    public MonthTable? Cases(TableSettings settings)
    {
        var values = new MonthTable(units.Cities.Count);
        var cumulative = settings.Column("cases").Length == 0;
        if (cumulative) return CumulativeCases(settings);
        var read = ReadRows(settings, Frequency.Day, (table, unit, day) =>
        {
            var value = table.Number("cases", "the day's cases are missing");
            if (double.IsNaN(value)) return "no value";
            if (Math.Abs(value) > ExactSum.Limit) return TooLarge(table, table.ColumnOf("cases"), value);
            values.Add(unit, MonthOf(day), value);
            DailyCases?.Put(unit, day, value);
            return null;
        });
        return read ? values : null;
    }

    /// <summary>Mean stringency (and precision) by unit and month; without a unit column the rows hold for every unit.</summary>
    public Dictionary<string, MonthTable> Policy(TableSettings settings)
    {
        string[] names = [.. new[] { "stringency", "precision" }.Where(n => settings.Column(n).Length > 0)];
        var tables = names.ToDictionary(n => n, _ => new MonthTable(units.Cities.Count), StringComparer.Ordinal);
        ReadRows(settings, Frequency.Day, (table, unit, day) =>
        {
            var any = false;
            foreach (var name in names)
            {
                var value = table.Number(name, "the day's policy is missing");
                var limit = name == "stringency" ? 100 : 1;
                if (double.IsNaN(value)) continue;
                if (value < 0 || value > limit) return OutOfRange(table, name, value, limit);
                any = true;
                for (var u = unit < 0 ? 0 : unit; u < (unit < 0 ? units.Cities.Count : unit + 1); u++)
                {
                    tables[name].Add(u, MonthOf(day), value);
                    if (name == "stringency") DailyStringency?.Put(u, day, value);
                }
            }
            return any ? null : "no value";
        });
        return tables;
    }

    /// <summary>Yearly indicator values of the listed indicators.</summary>
    public IndicatorValues? Indicators(TableSettings settings, IReadOnlyList<IndicatorRow> list, int firstYear, int lastYear)
    {
        var years = lastYear - firstYear + 1;
        var values = new double[units.Cities.Count * years * list.Count];
        Array.Fill(values, double.NaN);
        string[] denominators = [.. list.Select(r => r.Denominator).Where(code => code.Length > 0).Distinct(StringComparer.Ordinal)];
        var divisors = denominators.ToDictionary(code => code, _ => Missing(units.Cities.Count * years), StringComparer.Ordinal);
        var divisor = divisors.GetAlternateLookup<ReadOnlySpan<char>>();
        var index = list.Select((r, k) => (r.Code, k)).ToDictionary(p => p.Code, p => p.k, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        var met = new bool[list.Count];
        var metDivisors = new HashSet<string>(StringComparer.Ordinal);
        var read = ReadRows(settings, Frequency.Year, (table, unit, year) =>
        {
            var inIndex = index.TryGetValue(table.Span("indicator"), out var k);
            var divides = divisor.TryGetValue(table.Span("indicator"), out var code, out var series);
            if (!inIndex && !divides) return "indicator not in the index";
            if (inIndex) met[k] = true;
            if (divides) metDivisors.Add(code!);
            if (year < firstYear || year > lastYear) return "outside the fit window";
            var value = table.Number("value", "the indicator is missing in this unit and year", (table, units.Cities[unit].Code, year), static row => $"indicator {row.table.Text("indicator")}, unit {row.Code}, year {row.year.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
            if (double.IsNaN(value)) return "no value";
            if (inIndex) values[(unit * years + year - firstYear) * list.Count + k] = value;
            if (divides) series![unit * years + year - firstYear] = value;
            return null;
        });
        if (!read) return null;
        for (var k = 0; k < list.Count; k++)
            if (!met[k])
                problems.Add(new StudyProblem("RB2061", $"{settings.File}, column {settings.Column("indicator")}", list[k].Code, $"indicator \"{list[k].Code}\" is listed but has no row", "the index would lack it", "correct its code in the list of indicators, or add its values"));
        foreach (var code in denominators.Where(code => !metDivisors.Contains(code)))
            problems.Add(new StudyProblem("RB2061", $"{settings.File}, column {settings.Column("indicator")}", code, $"\"{code}\" is a denominator but has no row", "what it divides would be missing", "correct its code in the list of indicators, or add its values"));
        var observed = new IndicatorValues([.. Enumerable.Range(firstYear, years)], list, values) { Denominators = divisors };
        if (met.All(m => m)) IndicatorChecks.Run(settings.File, observed, units.Cities.Count, problems);
        return observed;

        static double[] Missing(int count)
        {
            var missing = new double[count];
            Array.Fill(missing, double.NaN);
            return missing;
        }
    }

    private MonthTable? CumulativeCases(TableSettings settings)
    {
        var days = new SortedDictionary<(int Unit, int Day), double>();
        var read = ReadRows(settings, Frequency.Day, (table, unit, day) =>
        {
            var value = table.Number("cumulative", "the day's cases are missing");
            if (double.IsNaN(value)) return "no value";
            if (Math.Abs(value) > ExactSum.Limit) return TooLarge(table, table.ColumnOf("cumulative"), value);
            days[(unit, day)] = value;
            return null;
        });
        if (!read) return null;
        var values = new MonthTable(units.Cities.Count);
        (int Unit, double Level) before = (-1, 0);
        foreach (var ((unit, day), level) in days)
        {
            var news = before.Unit == unit ? level - before.Level : level;
            values.Add(unit, MonthOf(day), news);
            DailyCases?.Put(unit, day, news);
            before = (unit, level);
        }
        return values;
    }

    /// <summary>Travellers between units; rows of units outside the study are dropped or told, and flows within a unit or below zero are problems.</summary>
    public IReadOnlyList<TravelFlow> Travel(TableSettings settings)
    {
        const string Effect = "the network of travel would be wrong";
        var flows = new List<TravelFlow>();
        if (LongTable.Open(files, settings, problems) is not { } table) return flows;
        using var source = table.Source;
        var met = new Dictionary<(int, int), long>();
        while (table.Next())
        {
            if (Flow(table, met, Effect) is { } flow)
            {
                flows.Add(flow);
                table.Count.Use();
            }
        }
        provenance.Add(table.Close());
        return flows;
    }

    /// <summary>Stringency of the partners (0–100) by month, for a simulation.</summary>
    /// <param name="settings">The table.</param>
    /// <param name="known">Names of the partners that the model has.</param>
    public SortedDictionary<string, SortedDictionary<int, double>> Partners(TableSettings settings, IReadOnlyList<string> known)
    {
        var partners = new SortedDictionary<string, SortedDictionary<int, double>>(StringComparer.Ordinal);
        if (LongTable.Open(files, settings, problems) is not { } table) return partners;
        using var source = table.Source;
        var periods = new PeriodCache(Frequency.Month);
        while (table.Next())
        {
            if (PartnerRow(table, partners, known, periods) is { } reason) table.Count.Drop(reason, source);
            else table.Count.Use();
        }
        provenance.Add(table.Close());
        return partners;
    }

    /// <summary>Capacity of vessels by partner and month, where the table of partners tells it.</summary>
    public SortedDictionary<string, SortedDictionary<int, double>> PartnerVessels { get; } = new(StringComparer.Ordinal);

    private string? PartnerRow(LongTable table, SortedDictionary<string, SortedDictionary<int, double>> partners, IReadOnlyList<string> known, PeriodCache periods)
    {
        var source = table.Source;
        if (!table.IsWanted) return table.FilterReason;
        var name = table.Text("partner");
        if (!known.Contains(name, StringComparer.Ordinal))
        {
            problems.Add(new StudyProblem("RB2083", source.Place(table.ColumnOf("partner")), name, $"the model has no partner '{name}'", "its stringency would reach no order", SettingsReader.Suggest(name, known) ?? $"write one of {string.Join(", ", known)}, or filter the row out"));
            return "unknown partner";
        }
        var month = periods.Of(source.Field(table.ColumnOf("time")).Trim());
        if (month < 0)
        {
            problems.Add(ReadingProblems.Date(source, table.ColumnOf("time"), Frequency.Month));
            return "unreadable time";
        }
        var value = table.Number("stringency", "the month's stringency is missing");
        if (double.IsNaN(value)) return "no value";
        if (value is < 0 or > 100) return OutOfRange(table, "stringency", value, 100);
        if (table.ColumnOf("vessels") >= 0 && table.Number("vessels", "the month's vessels are missing") is var vessels && !double.IsNaN(vessels))
        {
            if (vessels is <= 0 or > 100) return OutOfRange(table, "vessels", vessels, 100);
            if (!PartnerVessels.TryGetValue(name, out var room)) PartnerVessels[name] = room = [];
            room.TryAdd(month, vessels);
        }
        if (!partners.TryGetValue(name, out var months)) partners[name] = months = [];
        if (months.TryAdd(month, value)) return null;
        problems.Add(new StudyProblem("RB2023", $"{source.Name}, row {source.Row}", $"{name} {table.Text("time")}", "the partner's month stands twice", "it is not clear which holds", "remove one of the rows"));
        return "month listed twice";
    }

    private TravelFlow? Flow(LongTable table, Dictionary<(int, int), long> met, string effect)
    {
        var source = table.Source;
        TravelFlow? Drop(string reason)
        {
            table.Count.Drop(reason, source);
            return null;
        }
        if (!table.IsWanted) return Drop(table.FilterReason);
        Span<int> ends = stackalloc int[2];
        foreach (var (k, column) in new[] { (0, table.ColumnOf("unit")), (1, table.ColumnOf("to")) })
        {
            ends[k] = units.IndexOf(source.Field(column).Trim());
            if (ends[k] >= 0) continue;
            if (units.IsFiltered(source.Field(column).Trim())) return Drop("unit not in the study (filtered in the table of units)");
            if (!table.DropsUnknownUnits) problems.Add(units.Unknown(source, column));
            return Drop("unknown unit");
        }
        if (ends[0] == ends[1])
        {
            problems.Add(new StudyProblem("RB2081", source.Place(table.ColumnOf("to")), table.Text("to"), $"travellers from '{table.Text("unit")}' to itself", effect, "remove the row: travel is between units"));
            return Drop("travel within a unit");
        }
        var value = table.Number("value", effect);
        if (double.IsNaN(value)) return Drop("no value");
        if (!(value >= 0) || value > ExactSum.Limit)
        {
            problems.Add(new StudyProblem("RB2082", source.Place(table.ColumnOf("value")), value.ToString("R", CultureInfo.InvariantCulture), "a flow of travellers is a number of people a day, zero or more", effect, "correct the number"));
            return Drop("not a flow");
        }
        if (!met.TryAdd((ends[0], ends[1]), source.Row))
        {
            problems.Add(new StudyProblem("RB2023", $"{source.Name}, row {source.Row}", $"{table.Text("unit")} {table.Text("to")}", $"the row stands twice (first in row {met[(ends[0], ends[1])]})", "its value would be counted twice", "remove one of the rows"));
            return Drop("flow listed twice");
        }
        return value == 0 ? Drop("no travellers") : new TravelFlow(units.Cities[ends[0]].Code, units.Cities[ends[1]].Code, value);
    }

    /// <summary>Goes through a table once: filter, unit, time, then the caller's own part, which returns null or the reason for dropping the row.</summary>
    private bool ReadRows(TableSettings settings, Frequency frequency, Func<LongTable, int, int, string?> use)
    {
        var table = LongTable.Open(files, settings, problems);
        if (table is null) return false;
        using var source = table.Source;
        var keys = new RowKeys();
        var (first, second) = (new Labels(), new Labels());
        Walk(table, frequency, first, second, use, (key, _) => keys.Add(key));
        if (!RowKeys.Fits(first.Count, second.Count))
            problems.Add(new StudyProblem("RB5001", settings.File, $"{first.Count} × {second.Count} labels", "the table has more than 2,047 partners (channels) or 8,191 products (variables, indicators)", "rows that occur twice could not be found", "group partners or products before"));
        else ReportTwice(settings, frequency, keys.Twice());
        provenance.Add(table.Close());
        return true;
    }

    private void Walk(LongTable table, Frequency frequency, Labels firstLabels, Labels secondLabels, Func<LongTable, int, int, string?> use, Action<ulong, long> row)
    {
        var source = table.Source;
        var (unitColumn, timeColumn) = (table.ColumnOf("unit"), table.ColumnOf("time"));
        var firstColumn = Math.Max(table.ColumnOf("partner"), table.ColumnOf("channel"));
        var secondColumn = Math.Max(Math.Max(table.ColumnOf("product"), table.ColumnOf("variable")), table.ColumnOf("indicator"));
        var periods = new PeriodCache(frequency);
        while (table.Next())
        {
            if (!table.IsWanted)
            {
                table.Count.Drop(table.FilterReason, source);
                continue;
            }
            var unit = unitColumn < 0 ? -1 : units.IndexOf(source.Field(unitColumn).Trim());
            if (unitColumn >= 0 && unit < 0)
            {
                if (units.IsFiltered(source.Field(unitColumn).Trim()))
                {
                    table.Count.Drop("unit not in the study (filtered in the table of units)", source);
                    continue;
                }
                if (!table.DropsUnknownUnits) problems.Add(units.Unknown(source, unitColumn));
                table.Count.Drop("unknown unit", source);
                continue;
            }
            var time = periods.Of(source.Field(timeColumn).Trim());
            if (time < 0)
            {
                problems.Add(ReadingProblems.Date(source, timeColumn, frequency));
                table.Count.Drop("unreadable time", source);
                continue;
            }
            var first = firstColumn < 0 ? 0 : firstLabels.Of(source.Field(firstColumn).Trim());
            var second = secondColumn < 0 ? 0 : secondLabels.Of(source.Field(secondColumn).Trim());
            if (use(table, unit, time) is { } reason)
            {
                table.Count.Drop(reason, source);
                continue;
            }
            table.Count.Use();
            row(RowKeys.Of(unit + 1, time, first, second), source.Row);
        }
    }

    // A second pass, only when there are rows that occur twice, finds where they are.
    private void ReportTwice(TableSettings settings, Frequency frequency, HashSet<ulong> twice)
    {
        if (twice.Count == 0) return;
        var table = LongTable.Open(files, settings, new ProblemLog())!;
        using var source = table.Source;
        var firstRow = new Dictionary<ulong, long>();
        var quiet = new TableReaders(files, units, new ProblemLog(), []);
        quiet.Walk(table, frequency, new Labels(), new Labels(), (_, _, _) => null, (key, row) =>
        {
            if (!twice.Contains(key) || firstRow.TryAdd(key, row)) return;
            var what = $"{table.Text("unit")} {table.Text("time")} {string.Join(' ', new[] { "partner", "product", "channel", "variable", "indicator" }.Select(table.Text).Where(t => t.Length > 0))}".Trim();
            problems.Add(new StudyProblem("RB2023", $"{settings.File}, row {row}", what, $"the row stands twice (first in row {firstRow[key]})", "its value would be counted twice", "remove one of the rows, or name the column that tells them apart (partner, product)"));
        });
    }

    private string Negative(LongTable table, int column, double value)
    {
        problems.Add(new StudyProblem("RB2044", table.Source.Place(column), value.ToString("R", CultureInfo.InvariantCulture), "exports are negative", "the city-month is left out", "book corrections in the month they belong to, or leave the cell empty"));
        return "negative exports";
    }

    private string TooLarge(LongTable table, int column, double value)
    {
        problems.Add(new StudyProblem("RB2045", table.Source.Place(column), value.ToString("R", CultureInfo.InvariantCulture), $"the value exceeds {ExactSum.Limit.ToString("0e0", CultureInfo.InvariantCulture)}", "it is left out", "check the unit and its scale"));
        return "beyond any plausible size";
    }

    private string OutOfRange(LongTable table, string name, double value, double limit)
    {
        problems.Add(new StudyProblem("RB2046", table.Source.Place(table.ColumnOf(name)), value.ToString("R", CultureInfo.InvariantCulture), $"{name} lies outside 0 – {limit.ToString("R", CultureInfo.InvariantCulture)}", "the day is left out", "check the column and its scale"));
        return $"{name} out of range";
    }

    private static int MonthOf(int day)
    {
        var date = DateOnly.FromDayNumber(day);
        return 12 * date.Year + date.Month - 1;
    }
}
