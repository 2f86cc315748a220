using System.Globalization;
using Rebound.Panels;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Reads [simulation], [[seed]] and [[scenario]].</summary>
internal static class SimulationReader
{
    /// <summary>What results call the world as it was.</summary>
    private const string Baseline = "baseline";

    private const int MostMonths = 120;
    private static readonly string[] Channels = ["policy", "production", "logistics", "sales"];
    private static readonly string[] Dimensions = [.. Enum.GetNames<ResilienceDimension>().Select(n => n.ToLowerInvariant())];

    /// <summary>The levers by the name that a study writes.</summary>
    public static IReadOnlyDictionary<string, LeverKind> Levers { get; } = new SortedDictionary<string, LeverKind>(StringComparer.Ordinal)
    {
        ["credit-insurance"] = LeverKind.CreditInsurance,
        ["rebate"] = LeverKind.Rebate,
        ["relending"] = LeverKind.Relending,
        ["reserve-cut"] = LeverKind.ReserveCut,
        ["tax-relief"] = LeverKind.TaxRelief,
    };

    public static SimulationSettings? Read(SettingsReader root, ShockSettings? shock)
    {
        var asked = root.Has("simulation");
        foreach (var orphan in new[] { "seed", "scenario", "rule" })
            if (!asked && root.Has(orphan)) root.Wrong("RB1002", orphan, "", $"there is a [[{orphan}]] but no [simulation]", "it would not be simulated", "add [simulation]; its defaults follow [shock]");
        if (!asked) return null;
        var table = root.Section("simulation");
        var first = table.Time("first", Frequency.Month, shock?.Start.Plus(-1));
        var last = table.Time("last", Frequency.Month, shock?.Horizon);
        var replicates = table.Whole("replicates", 100, 2, 100_000);
        var travel = table.Choice("travel", "gravity", ("observed", "observed"), ("gravity", "gravity"), ("radiation", "radiation"));
        var share = table.Number("travel_share", 0.02, 0, 0.5);
        var rest = table.Number("travel_rest", 0, 0, 20);
        var slopes = table.Choice("slopes", "prior", ("prior", "prior"), ("none", "none"), ("estimates", "estimates"));
        var policy = table.Choice("policy", "observed", ("observed", "observed"), ("rules", "rules"));
        var alert = Day(table, "alert");
        var parameters = ReadParameters(table);
        var frontier = table.Flag("frontier", false);
        var whole = table.Text("whole", "");
        var posterior = table.Text("posterior", "");
        var levels = ReadLevels(table);
        table.Close();
        if (first is null) table.Missing("first");
        if (last is null) table.Missing("last");
        var seeds = root.Sections("seed").Select(ReadSeed).OfType<SeedSettings>().ToArray();
        var scenarios = root.Sections("scenario").Select(ReadScenario).ToArray();
        foreach (var twice in scenarios.GroupBy(s => s.Id, StringComparer.Ordinal).Where(g => g.Key.Length > 0).SelectMany(g => g.Skip(1)))
            root.WrongAt(twice.Place, "RB1005", twice.Id, $"two scenarios are called '{twice.Id}'", "their results could not be told apart", "give each scenario an id of its own");
        var rules = root.Sections("rule").Select(r => RuleReader.Read(r, scenarios)).OfType<RuleSettings>().ToArray();
        foreach (var idle in scenarios.Where(s => s.IsIdle && rules.All(r => r.Scenario != s.Id)))
            root.WrongAt(idle.Place, "RB1005", idle.Id, $"scenario '{idle.Id}' changes nothing", "it would repeat the world as it was", "add set, stringency, parameters, off or levers, or a [[rule]] that names it");
        if (first is not { } from || last is not { } to) return null;
        if (to.Ordinal - from.Ordinal + 1 is < 2 or > MostMonths)
        {
            table.Wrong("RB1006", "last", to.ToString(), $"the simulation runs from {from} to {to}: it must last 2 to {MostMonths} months", "there would be nothing to simulate", "put last after first");
            return null;
        }
        var settings = new SimulationSettings(from, to, replicates, travel, share, slopes, policy, alert, parameters) { Seeds = seeds, Scenarios = scenarios, Rules = rules, Frontier = frontier, Whole = whole, Posterior = posterior, TravelRest = rest, Levels = levels, Place = table.PlaceOfTable };
        var end = settings.FirstDay.AddDays(settings.Days - 1);
        foreach (var seed in seeds.Where(s => s.Day < settings.FirstDay || s.Day > end))
            root.WrongAt(seed.Place, "RB3023", Text(seed.Day), $"the seed in '{seed.Unit}' lies outside the simulated days, {Text(settings.FirstDay)} to {Text(end)}", "it would bring no infection", "move the seed, or [simulation] first and last");
        RuleReader.Check(rules, settings.FirstDay, end, root);
        if (alert is { } day && (day < settings.FirstDay || day > end))
            table.Wrong("RB3023", "alert", Text(day), $"the alert lies outside the simulated days, {Text(settings.FirstDay)} to {Text(end)}", "nobody would be alarmed", "move the alert, or [simulation] first and last");
        return settings;
    }

    public static AdviceSettings ReadAdvice(SettingsReader root)
    {
        var table = root.Section("advice");
        var settings = new AdviceSettings(
            table.Number("budget", 0, 0, 1e18),
            Numbers(table, "costs", "dimension", Dimensions.ToDictionary(d => d, _ => (0.0, 1e18), StringComparer.Ordinal)),
            table.Texts("units", []),
            table.Number("step", 0.5, 0.01, 3))
        {
            Place = table.PlaceOf("units"),
            BudgetPlace = table.PlaceOf("budget"),
        };
        table.Close();
        return settings;
    }

    private static SeedSettings? ReadSeed(SettingsReader seed)
    {
        var unit = seed.RequiredText("unit");
        var day = Day(seed, "day");
        if (day is null && !seed.Has("day")) seed.Missing("day");
        var infections = seed.Whole("infections", 10, 1, 1_000_000);
        seed.Close();
        return day is { } on && unit.Length > 0 ? new SeedSettings(unit, on, infections) { Place = seed.PlaceOf("unit"), PeoplePlace = seed.PlaceOf("infections") } : null;
    }

    private static ScenarioSettings ReadScenario(SettingsReader scenario)
    {
        var id = scenario.RequiredText("id");
        if (scenario.Has("id") && id.Length == 0 || id == Baseline) scenario.Wrong("RB1005", "id", id, id.Length == 0 ? "an id has at least one letter" : $"'{id}' is what results call the world as it was", "its results could not be told apart", "choose an id such as \"society-p75\"");
        if (!id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) scenario.Wrong("RB1005", "id", id, "an id has letters, digits and dashes only", "it could not name a row", "choose a plain id such as \"society-p75\"");
        var title = scenario.Text("title", id);
        var units = scenario.Texts("units", []);
        var resilience = scenario.TextMap("set");
        foreach (var (dimension, text) in resilience)
        {
            if (!Dimensions.Contains(dimension, StringComparer.Ordinal))
                scenario.Wrong("RB1004", "set", dimension, $"\"{dimension}\" is not a dimension", "nothing would change", SettingsReader.Suggest(dimension, Dimensions) ?? $"write one of {string.Join(", ", Dimensions)}");
            else if (!ResilienceShift.TryParse(text, out _))
                scenario.Wrong("RB1005", "set", text, $"\"{text}\" says neither a percentile nor a number of standard deviations", "the dimension cannot be changed", "write \"p75\" (at least that percentile), \"+0.5\" (moved) or \"1.2\" (set); numbers within ±5");
        }
        var off = scenario.Texts("off", []);
        foreach (var unknown in off.Where(o => !Channels.Contains(o, StringComparer.Ordinal)))
            scenario.Wrong("RB1004", "off", unknown, $"\"{unknown}\" is not a channel", "nothing would be switched off", SettingsReader.Suggest(unknown, Channels) ?? $"write one of {string.Join(", ", Channels)}");
        var stringency = scenario.Number("stringency", 1, 0, 3);
        var settings = new ScenarioSettings(id, title, units, resilience, ReadParameters(scenario), off, ReadLevers(scenario)) { Stringency = stringency, Place = scenario.PlaceOf("id"), UnitsPlace = scenario.PlaceOf("units"), SetPlace = scenario.PlaceOf("set") };
        foreach (var key in new[] { "parameters", "off", "stringency" }.Where(k => units.Count > 0 && scenario.Has(k)))
            scenario.Wrong("RB1005", key, id, $"'{key}' holds for all units, and scenario '{id}' is about some", "more would change than the scenario says", $"leave units out, or put {key} into a scenario of its own");
        scenario.Close();
        return scenario.IsSound ? settings : settings with { IsSound = false };
    }

    private static SortedDictionary<string, double> ReadParameters(SettingsReader table)
    {
        var known = Parameters.All.ToDictionary(p => p.Symbol, p => (p.Low, p.High), StringComparer.Ordinal);
        return Numbers(table, "parameters", "parameter", known);
    }

    // Policy has no link of the model that a variable could tell.
    private static SortedDictionary<string, string> ReadLevels(SettingsReader table)
    {
        var levels = table.TextMap("levels");
        foreach (var unknown in levels.Keys.Where(c => !Channels.Contains(c, StringComparer.Ordinal) || c == "policy"))
            table.Wrong("RB1004", "levels", unknown, $"the model has no level of \"{unknown}\" in which resilience enters", "the variable would count for nothing", SettingsReader.Suggest(unknown, Channels[1..]) ?? "write production, logistics or sales");
        return new SortedDictionary<string, string>(levels.ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static SortedDictionary<string, double> ReadLevers(SettingsReader table) => Numbers(table, "levers", "lever", Levers.ToDictionary(l => l.Key, l => (0.0, PolicyLever.Most(l.Value)), StringComparer.Ordinal));

    // A table of numbers whose names and ranges are known.
    private static SortedDictionary<string, double> Numbers(SettingsReader table, string key, string what, IReadOnlyDictionary<string, (double Low, double High)> known)
    {
        var numbers = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, text) in table.TextMap(key))
        {
            if (!known.TryGetValue(name, out var range))
                table.Wrong("RB1004", key, name, $"there is no {what} '{name}'", "nothing would change", SettingsReader.Suggest(name, known.Keys) ?? $"known are {string.Join(", ", known.Keys)}");
            else if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !(value >= range.Low && value <= range.High))
                table.Wrong("RB1005", key, text, $"{name} must lie between {Show(range.Low)} and {Show(range.High)}", "the setting cannot be used", "write a number in that range");
            else numbers[name] = value;
        }
        return numbers;
    }

    internal static DateOnly? Day(SettingsReader table, string key)
    {
        var text = table.Text(key, "");
        if (text.Length == 0) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        table.Wrong("RB1006", key, text, $"\"{text}\" is not a day", "the simulation cannot be placed in time", "write a day as \"2020-01-23\"");
        return null;
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
