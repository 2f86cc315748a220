using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>What rules of a study do to the epidemic: vaccination, variants, arrivals, travel, testing and its capacity, hospitals, the passport, travel by risk.</summary>
internal static class EpidemicRules
{
    /// <summary>The settings under some rules; the very same where none is about the epidemic, so that worlds share its paths.</summary>
    public static EpidemicSettings Apply(EpidemicSettings settings, IEnumerable<RuleSettings> rules)
    {
        foreach (var rule in rules.Where(r => RuleKind.All[r.Kind].IsEpidemic).OrderBy(r => r.From))
            settings = rule.Kind switch
            {
                "vaccination" => settings with { Vaccination = new VaccinationProgram { From = rule.From, DailyShare = rule.Amount, Efficacy = rule.Terms["efficacy"], Days = rule.To.DayNumber - rule.From.DayNumber + 1 } },
                "variant" => settings with { Variants = [.. settings.Variants, new VariantArrival(rule.From, rule.Amount, rule.Terms["fatality"], rule.Terms["escape"])] },
                "imports" => settings with { Imports = [.. settings.Imports, .. rule.Units.Select(unit => new ImportedCases(unit, rule.From, rule.To, rule.Amount))] },
                "surge" => settings with { Surges = [.. settings.Surges, new TravelSurge(rule.From, rule.To, rule.Amount)] },
                "tests" => settings with { Testing = settings.Testing with { Surges = [.. settings.Testing.Surges, new TestingSurge(rule.From, rule.To, rule.Amount) { Cities = rule.Units.Count > 0 ? rule.Units : null }] } },
                "passport" => settings with { Passport = new PassportRules { From = rule.From, Release = rule.Amount, Adoption = rule.Terms["adoption"] } },
                "hospitals" => settings with { Hospitals = new EmergencyHospitals { BedsPerThousand = rule.Amount, Trigger = rule.Terms["trigger"] } },
                "testing" => settings with { Testing = settings.Testing with { Regime = rule.Regime } },
                _ => settings with { Control = settings.Control! with { OriginRisk = [.. settings.Control.OriginRisk, Regime(rule)] } },
            };
        return settings;
    }

    private static OriginRiskRegime Regime(RuleSettings rule) => new(rule.From, rule.Terms["medium_rate"], rule.Terms["medium_cut"], rule.Terms["high_rate"], rule.Amount);
}
