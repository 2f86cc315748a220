using System.Globalization;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>Reads [[rule]]: rules and programs abroad, at home and of support, and what happens to the epidemic.</summary>
internal static class RuleReader
{
    private static readonly (string Word, TestingRegime Regime)[] Regimes = [("symptoms", TestingRegime.Symptoms), ("contacts", TestingRegime.Contacts), ("everybody", TestingRegime.Everybody)];

    public static RuleSettings? Read(SettingsReader rule, IReadOnlyList<ScenarioSettings> scenarios)
    {
        var name = rule.RequiredText("kind");
        var kind = RuleKind.All.GetValueOrDefault(name);
        if (name.Length > 0 && kind is null) rule.Wrong("RB1004", "kind", name, $"\"{name}\" is not a kind of rule", "it could not be simulated", SettingsReader.Suggest(name, RuleKind.All.Keys) ?? $"write one of {string.Join(", ", RuleKind.All.Keys)}");
        var scenario = rule.Text("scenario", "");
        if (scenario.Length > 0 && scenarios.All(s => s.Id != scenario)) rule.Wrong("RB1004", "scenario", scenario, $"there is no scenario '{scenario}'", "the rule would never hold", SettingsReader.Suggest(scenario, scenarios.Select(s => s.Id)) ?? "write the id of a [[scenario]], or leave it out");
        if (kind is null) return null; // what else it may hold depends on the kind
        DateOnly? from = kind.Begins ? Required(rule, "from") : DateOnly.MinValue, to = kind.Ends ? Required(rule, "to") : DateOnly.MaxValue;
        var settings = new RuleSettings(name, scenario, from ?? default, to ?? default, Amount(rule, kind))
        {
            Partner = Named(rule, kind, "partner", [.. TradeStructure.ChinaLike.Partners.Select(p => p.Name)]),
            Sector = Named(rule, kind, "sector", [.. TradeStructure.ChinaLike.Sectors.Select(s => s.Name)]),
            Units = kind.Scope.Contains("units") ? rule.Texts("units", []) : [],
            Regime = kind.HasRegime ? rule.Choice("regime", TestingRegime.Contacts, Regimes) : TestingRegime.Contacts,
            Terms = kind.Terms.ToDictionary(t => t.Key, t => rule.Number(t.Key, t.Default, t.Low, t.High), StringComparer.Ordinal),
            Place = rule.PlaceOf("kind"),
        };
        rule.Close();
        if (kind.OfUnits && settings.Units.Count == 0) rule.Wrong("RB1002", "units", "", $"a rule of kind '{name}' names the units that it is about", "nothing would happen anywhere", "add units = [\"…\"]");
        if (name == "origin-risk" && settings.Terms["medium_rate"] > settings.Terms["high_rate"])
            rule.Wrong("RB1005", "medium_rate", Show(settings.Terms["medium_rate"]), "a medium risk begins above a high one", "no unit would be of medium risk", "write a medium_rate below high_rate");
        if (from is null || to is null) return null;
        if (to >= from) return settings;
        rule.Wrong("RB1006", "to", Text(to.Value), "the rule ends before it begins", "it would have no effect", "put to at or after from");
        return null;
    }

    /// <summary>Tells of rules that are outside the simulated days, and of second ones where there can be one.</summary>
    public static void Check(IReadOnlyList<RuleSettings> rules, DateOnly first, DateOnly last, SettingsReader root)
    {
        foreach (var rule in rules.Where(r => r.To < first || r.From > last || r.Kind == "variant" && r.From < first))
            root.WrongAt(rule.Place, "RB3023", rule.To == DateOnly.MaxValue ? Text(rule.From) : $"{Text(rule.From)} to {Text(rule.To)}", $"the rule '{rule.Kind}' lies outside the simulated days, {Text(first)} to {Text(last)}", "it would have no effect", "move the rule, or [simulation] first and last");
        foreach (var twice in rules.Where(r => RuleKind.All[r.Kind].Single).GroupBy(r => (r.Kind, r.Scenario)).SelectMany(g => g.Skip(1)))
            root.WrongAt(twice.Place, "RB1005", twice.Kind, $"there is a second '{twice.Kind}' {(twice.Scenario.Length > 0 ? $"in scenario '{twice.Scenario}'" : "in the world as it was")}", "only one of them could hold", "leave one, or give them to different scenarios");
        foreach (var (one, other) in rules.SelectMany((r, i) => rules.Skip(i + 1).Where(o => Overlaps(r, o)).Select(o => (r, o))))
            root.WrongAt(other.Place, "RB1005", $"{Text(other.From)} to {Text(other.To)}", $"the rule '{other.Kind}' overlaps with another one for the same partner, sector and units, {Text(one.From)} to {Text(one.To)}", "it is not clear which amount holds on the common days", "end one before the other begins");
    }

    // Two of one kind about exactly the same, in the same worlds, on a common day; several variants, imports and regimes follow each other by their nature.
    private static bool Overlaps(RuleSettings a, RuleSettings b) =>
        !RuleKind.All[a.Kind].IsEpidemic && a.Kind == b.Kind && a.Scenario == b.Scenario && a.Partner == b.Partner && a.Sector == b.Sector && a.Units.Order(StringComparer.Ordinal).SequenceEqual(b.Units.Order(StringComparer.Ordinal)) && a.From <= b.To && b.From <= a.To;

    private static DateOnly? Required(SettingsReader rule, string key)
    {
        if (!rule.Has(key)) rule.Missing(key);
        return SimulationReader.Day(rule, key);
    }

    private static double Amount(SettingsReader rule, RuleKind kind)
    {
        if (kind.HasRegime) return 0;
        if (kind.Default is null && !rule.Has("amount")) rule.Missing("amount");
        return kind.Default is null && !rule.Has("amount") ? 0 : rule.Number("amount", kind.Default ?? 0, kind.Low, kind.High);
    }

    private static string Named(SettingsReader rule, RuleKind kind, string key, IReadOnlyList<string> known)
    {
        if (!kind.Scope.Contains(key)) return "";
        var name = rule.Text(key, "");
        if (name.Length > 0 && !known.Contains(name, StringComparer.Ordinal))
            rule.Wrong("RB1004", key, name, $"the model has no {key} '{name}'", "the rule would never hold", SettingsReader.Suggest(name, known) ?? $"write one of {string.Join(", ", known)}");
        return name;
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
