namespace Rebound.Simulation;

/// <summary>What makes the settings of an epidemic unusable.</summary>
internal sealed class SettingsFaults
{
    private readonly List<ScenarioFault> faults = [];
    private readonly EpidemicSettings settings;
    private readonly Dictionary<string, int> index;

    private SettingsFaults(IReadOnlyList<SimulatedCity> cities, EpidemicSettings settings)
    {
        this.settings = settings;
        index = CityIndex.Of(cities, faults);
    }

    /// <summary>The index of each city's code.</summary>
    /// <exception cref="ScenarioException">Something is wrong; every fault is told.</exception>
    internal static Dictionary<string, int> Check(IReadOnlyList<SimulatedCity> cities, TravelMatrix travel, EpidemicSettings settings)
    {
        var check = new SettingsFaults(cities, settings);
        if (travel.Cities != cities.Count)
            check.Tell("travel", $"{travel.Cities} cities", $"The scenario has {cities.Count} cities.", "Flows would belong to other cities.", "Build travel from the same cities.");
        check.Time();
        if (check.faults.Count == 0) check.Events(cities);
        check.Rules();
        ScenarioException.ThrowIfAny(check.faults);
        return check.index;
    }

    private void Time()
    {
        if (settings.Days is < 1 or > 36_525) Tell("days", $"{settings.Days}", "A run lasts from 1 day to 100 years.", "There would be nothing to run.", "Give a number of days from 1 to 36525.");
        if (settings.StepsPerDay is < 1 or > 24) Tell("steps per day", $"{settings.StepsPerDay}", "A day has 1 to 24 steps.", "Rates could not be turned into chances.", "Give 1, or more to check the step.");
    }

    private void Events(IReadOnlyList<SimulatedCity> cities)
    {
        foreach (var seed in settings.Seeds)
        {
            Known("seed", seed.City);
            Within($"seed of {seed.City}", seed.Date);
            if (seed.People < 1 || (index.TryGetValue(seed.City, out var c) && seed.People > cities[c].Population))
                Tell($"seed of {seed.City}", $"{seed.People} people", "A seed is a whole number from 1 to the city's population.", "More people would be infected than live there, or none.", "Correct the number.");
        }
        foreach (var import in settings.Imports)
        {
            Known("import", import.City);
            Overlap($"import to {import.City}", import.From, import.To);
            NotNegative($"import to {import.City}", import.PerDay, 1e6);
        }
        foreach (var interval in settings.Observed)
        {
            Known("observed stringency", interval.City);
            Overlap($"observed stringency of {interval.City}", interval.From, interval.To ?? interval.From);
            Share($"observed stringency of {interval.City}", interval.Level);
        }
        foreach (var surge in settings.Surges)
        {
            Overlap("travel surge", surge.From, surge.To);
            NotNegative("travel surge", surge.Factor, 20);
        }
        foreach (var variant in settings.Variants)
        {
            Within("variant", variant.Date);
            NotNegative("transmissibility of a variant", variant.Transmissibility, 20);
            NotNegative("fatality of a variant", variant.Fatality, 20);
            Share("escape of a variant", variant.Escape);
            if (variant.TakeoverDays < 1) Tell("takeover of a variant", $"{variant.TakeoverDays}", "A takeover lasts at least a day.", "Rates would jump before the variant is there.", "Give a number from 1.");
        }
    }

    private void Rules()
    {
        if (settings.Control is { } control) Control(control);
        var testing = settings.Testing;
        Share("initial share of tests", testing.InitialShare);
        Share("daily share of a round of tests", testing.DailyRoundShare);
        Share("sensitivity of tests", testing.Sensitivity);
        foreach (var surge in testing.Surges)
        {
            foreach (var city in surge.Cities ?? []) Known("surge of tests", city);
            Overlap("surge of tests", surge.From, surge.To);
            NotNegative("surge of tests", surge.Factor, 1000);
        }
        if (testing.RampDays < 0) Tell("days until tests are full", $"{testing.RampDays}", "Days are not negative.", "Capacity would be more than full.", "Give 0 or more.");
        if (settings.Tracing is { QuarantineDays: < 1 or > 60 } tracing)
            Tell("quarantine", $"{tracing.QuarantineDays} days", "Quarantine lasts from 1 to 60 days.", "Contacts would never enter or never leave it.", "Give 14, or what the rules of the place say.");
        if (settings.Tracing?.From is { } traced) NotAfter("tracing", traced);
        if (settings.Passport is { } passport)
        {
            NotAfter("passport", passport.From);
            Share("adoption of the passport", passport.Adoption);
            Share("release by the passport", passport.Release);
        }
        if (settings.Hospitals is { } hospitals)
        {
            Share("trigger of emergency hospitals", hospitals.Trigger);
            NotNegative("emergency beds per 1,000", hospitals.BedsPerThousand, 100);
            NotNegative("rounds of emergency hospitals", hospitals.MostRounds, 1000);
        }
        if (settings.Vaccination is { } vaccination)
        {
            NotAfter("vaccination", vaccination.From);
            Share("daily share of vaccination", vaccination.DailyShare);
            Share("efficacy of vaccination", vaccination.Efficacy);
            NotNegative("days of vaccination", vaccination.Days, 36_525);
        }
    }

    private void Control(ControlRules control)
    {
        if (control.AlertDate is { } alert) Within("alert date", alert);
        if (control.AlertDate is null && control.AlertCases < 1) Tell("cases that raise the alert", $"{control.AlertCases}", "At least one case raises an alert.", "The alert would precede the epidemic.", "Give a number from 1, or a date.");
        Share("travel cut of the alert", control.AlertTravelCut);
        Share("travel cut of closing", control.ClosingTravelCut);
        Share("stringency in the holiday", control.HolidayLevel);
        Share("stringency of a closed city", control.ClosingLevel);
        NotNegative("rate that closes a city", control.ClosingRate, double.MaxValue);
        NotNegative("quiet days", control.QuietDays, 36_525);
        if (control.HolidayFrom is null != control.HolidayTo is null) Tell("extended holiday", "one date", "A holiday has a first and a last day.", "Its floor of stringency would never begin or end.", "Give both dates or none.");
        else if (control is { HolidayFrom: { } from, HolidayTo: { } to }) Overlap("extended holiday", from, to);
        foreach (var regime in control.OriginRisk)
        {
            NotAfter("travel by risk of the origin", regime.From);
            Share("cut of medium risk", regime.MediumCut);
            Share("cut of high risk", regime.HighCut);
            NotNegative("rate of medium risk", regime.MediumRate, regime.HighRate);
        }
    }

    private void Known(string what, string code)
    {
        if (!index.ContainsKey(code)) Tell(what, code, $"There is no city '{code}'.", "Nothing could happen there.", "Name a city of the study.");
    }

    private void Within(string what, DateOnly date)
    {
        var last = settings.Start.AddDays(settings.Days - 1);
        if (date < settings.Start || date > last)
            Tell(what, Iso(date), $"The run lasts from {Iso(settings.Start)} to {Iso(last)}.", "The event would never happen.", "Move the date or the run.");
    }

    private void NotAfter(string what, DateOnly date)
    {
        if (settings.Days is >= 1 and <= 36_525 && date > settings.Start.AddDays(settings.Days - 1)) Within(what, date);
    }

    private void Overlap(string what, DateOnly from, DateOnly to)
    {
        var last = settings.Start.AddDays(settings.Days - 1);
        if (to < from) Tell(what, $"{Iso(from)} to {Iso(to)}", "The last day lies before the first.", "The interval would be empty.", "Exchange the dates.");
        else if (to < settings.Start || from > last) Tell(what, $"{Iso(from)} to {Iso(to)}", $"The run lasts from {Iso(settings.Start)} to {Iso(last)}.", "The interval would never hold.", "Move the dates or the run.");
    }

    private void Share(string what, double value)
    {
        if (!(value is >= 0 and <= 1)) Tell(what, Text(value), "A share lies between 0 and 1.", "People would be counted twice or below zero.", "Give a number from 0 to 1, not per cent.");
    }

    private void NotNegative(string what, double value, double most)
    {
        if (!(value >= 0 && value <= most)) Tell(what, Text(value), $"The number lies between 0 and {Text(most)}.", "The rate would lose its meaning.", "Correct the number.");
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(double value) => value == double.MaxValue ? "infinity" : FormattableString.Invariant($"{value}");

    private void Tell(string place, string value, string message, string effect, string repair) => faults.Add(new(place, value, message, effect, repair));
}
