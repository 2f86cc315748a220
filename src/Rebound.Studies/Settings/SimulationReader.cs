using System.Globalization;
using Rebound.Panels;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Reads [simulation], [[seed]] and [[scenario]].</summary>
internal static class SimulationReader
{
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

    // Kinds of rules with the default and the range of their amounts.
    private static readonly SortedDictionary<string, (double Default, double Low, double High)> Amounts = new(
        Levers.ToDictionary(l => l.Key, l => (0.0, 0.0, PolicyLever.Most(l.Value)), StringComparer.Ordinal), StringComparer.Ordinal)
    {
        ["ban"] = (1, 0, 1),
        ["tariff"] = (0, -0.9, 5),
        ["closing"] = (0, 0, 1),
        ["stay"] = (1, 0, 1),
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
        var slopes = table.Choice("slopes", "prior", ("prior", "prior"), ("none", "none"), ("estimates", "estimates"));
        var policy = table.Choice("policy", "observed", ("observed", "observed"), ("rules", "rules"));
        var alert = Day(table, "alert");
        var parameters = ReadParameters(table);
        var frontier = table.Flag("frontier", false);
        var whole = table.Text("whole", "");
        var posterior = table.Text("posterior", "");
        table.Close();
        if (first is null) table.Missing("first");
        if (last is null) table.Missing("last");
        var seeds = root.Sections("seed").Select(ReadSeed).OfType<SeedSettings>().ToArray();
        var scenarios = root.Sections("scenario").Select(ReadScenario).ToArray();
        foreach (var twice in scenarios.GroupBy(s => s.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
            root.Wrong("RB1005", "scenario", twice.Key, $"two scenarios are called '{twice.Key}'", "their results could not be told apart", "give each scenario an id of its own");
        var rules = root.Sections("rule").Select(r => ReadRule(r, scenarios)).OfType<RuleSettings>().ToArray();
        if (first is not { } from || last is not { } to) return null;
        if (to.Ordinal - from.Ordinal + 1 is < 2 or > MostMonths)
        {
            table.Wrong("RB1006", "last", to.ToString(), $"the simulation runs from {from} to {to}: it must last 2 to {MostMonths} months", "there would be nothing to simulate", "put last after first");
            return null;
        }
        var settings = new SimulationSettings(from, to, replicates, travel, share, slopes, policy, alert, parameters) { Seeds = seeds, Scenarios = scenarios, Rules = rules, Frontier = frontier, Whole = whole, Posterior = posterior };
        var end = settings.FirstDay.AddDays(settings.Days - 1);
        foreach (var seed in seeds.Where(s => s.Day < settings.FirstDay || s.Day > end))
            root.Wrong("RB3023", "seed", Text(seed.Day), $"the seed in '{seed.Unit}' lies outside the simulated days, {Text(settings.FirstDay)} to {Text(end)}", "it would bring no infection", "move the seed, or [simulation] first and last");
        foreach (var rule in rules.Where(r => r.To < settings.FirstDay || r.From > end))
            root.Wrong("RB3023", "rule", $"{Text(rule.From)} to {Text(rule.To)}", $"the rule '{rule.Kind}' lies outside the simulated days, {Text(settings.FirstDay)} to {Text(end)}", "it would have no effect", "move the rule, or [simulation] first and last");
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
            table.Number("step", 0.5, 0.01, 3));
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
        return day is { } on && unit.Length > 0 ? new SeedSettings(unit, on, infections) : null;
    }

    private static ScenarioSettings ReadScenario(SettingsReader scenario)
    {
        var id = scenario.RequiredText("id");
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
        var settings = new ScenarioSettings(id, title, units, resilience, ReadParameters(scenario), off, ReadLevers(scenario));
        scenario.Close();
        if (settings.Resilience.Count + settings.Parameters.Count + settings.Off.Count + settings.Levers.Count == 0)
            scenario.Wrong("RB1005", "id", id, $"scenario '{id}' changes nothing", "it would repeat the world as it was", "add set, parameters, off or levers");
        return settings;
    }

    private static RuleSettings? ReadRule(SettingsReader rule, IReadOnlyList<ScenarioSettings> scenarios)
    {
        var kind = rule.RequiredText("kind");
        var known = Amounts.TryGetValue(kind, out var range);
        if (kind.Length > 0 && !known) rule.Wrong("RB1004", "kind", kind, $"\"{kind}\" is not a kind of rule", "it could not be simulated", SettingsReader.Suggest(kind, Amounts.Keys) ?? $"write one of {string.Join(", ", Amounts.Keys)}");
        var scenario = rule.Text("scenario", "");
        if (scenario.Length > 0 && scenarios.All(s => s.Id != scenario)) rule.Wrong("RB1004", "scenario", scenario, $"there is no scenario '{scenario}'", "the rule would never hold", SettingsReader.Suggest(scenario, scenarios.Select(s => s.Id)) ?? "write the id of a [[scenario]], or leave it out");
        var (from, to) = (Day(rule, "from"), Day(rule, "to"));
        if (!rule.Has("from")) rule.Missing("from");
        if (!rule.Has("to")) rule.Missing("to");
        var amount = known ? rule.Number("amount", range.Default, range.Low, range.High) : 0;
        var settings = new RuleSettings(kind, scenario, from ?? default, to ?? default, amount)
        {
            Partner = Named(rule, "partner", [.. TradeStructure.ChinaLike.Partners.Select(p => p.Name)]),
            Sector = Named(rule, "sector", [.. TradeStructure.ChinaLike.Sectors.Select(s => s.Name)]),
            Units = rule.Texts("units", []),
        };
        rule.Close();
        if (from is null || to is null || !known) return null;
        if (to >= from) return settings;
        rule.Wrong("RB1006", "to", Text(to.Value), "the rule ends before it begins", "it would have no effect", "put to at or after from");
        return null;
    }

    private static string Named(SettingsReader rule, string key, IReadOnlyList<string> known)
    {
        var name = rule.Text(key, "");
        if (name.Length > 0 && !known.Contains(name, StringComparer.Ordinal))
            rule.Wrong("RB1004", key, name, $"the model has no {key} '{name}'", "the rule would never hold", SettingsReader.Suggest(name, known) ?? $"write one of {string.Join(", ", known)}");
        return name;
    }

    private static SortedDictionary<string, double> ReadParameters(SettingsReader table)
    {
        var known = Parameters.All.ToDictionary(p => p.Symbol, p => (p.Low, p.High), StringComparer.Ordinal);
        return Numbers(table, "parameters", "parameter", known);
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
