using System.Globalization;

namespace Rebound.Simulation;

/// <summary>What makes an economy unusable.</summary>
internal sealed class EconomyFaults
{
    private const double MostGrowth = 10;
    private readonly List<ScenarioFault> faults = [];
    private readonly TradeStructure structure;
    private readonly EconomySettings settings;
    private readonly Dictionary<string, int> index;
    private readonly int days;

    private EconomyFaults(IReadOnlyList<SimulatedCity> cities, TradeStructure structure, EconomySettings settings, int days)
    {
        (this.structure, this.settings, this.days) = (structure, settings, days);
        index = CityIndex.Of(cities, faults);
    }

    /// <exception cref="ScenarioException">Something is wrong; every fault is told.</exception>
    public static void Check(IReadOnlyList<SimulatedCity> cities, TradeStructure structure, EconomySettings settings, int days)
    {
        var check = new EconomyFaults(cities, structure, settings, days);
        check.Number("days", days, 1, 36_525, "A run lasts from 1 day to 100 years.");
        check.Frame();
        if (check.faults.Count == 0)
        {
            check.Exports(cities);
            check.Sectors();
            check.Partners();
            check.Calendar();
            check.World();
            check.Events();
        }
        ScenarioException.ThrowIfAny(check.faults);
    }

    private void Frame()
    {
        int s = structure.Sectors.Count, k = structure.Partners.Count;
        if (s == 0 || k == 0) Tell("structure", $"{s} sectors, {k} partners", "A structure has at least one of each.", "There would be no exports.", "Name sectors and partners.");
        if (structure.Shares.Count != s * k || structure.Shares.Any(x => !(x >= 0 && double.IsFinite(x))) || !(structure.Shares.Sum() > 0))
            Tell("shares", $"{structure.Shares.Count} numbers", $"Shares are {s} × {k} numbers, not negative, with a positive sum.", "Cities without figures would have no exports.", "Give a share for each sector and partner.");
        Names("sectors", structure.Sectors.Select(x => x.Name));
        Names("partners", structure.Partners.Select(x => x.Name));
    }

    private void Names(string place, IEnumerable<string> names)
    {
        foreach (var twice in names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1))
            Tell(place, twice.Key, "The name is there twice.", "Rules could not tell the two apart.", "Give each a name of its own.");
    }

    private void Exports(IReadOnlyList<SimulatedCity> cities)
    {
        var cells = structure.Sectors.Count * structure.Partners.Count;
        foreach (var city in cities)
        {
            if (city.DailyExports.Count > 0 && (city.DailyExports.Count != cells || city.DailyExports.Any(x => !(x >= 0 && double.IsFinite(x)))))
                Tell($"daily exports of {city.Code}", $"{city.DailyExports.Count} numbers", $"Exports are {cells} numbers, sector by partner, finite and not negative.", "They would be read for the wrong goods.", "Give all, or none to share the whole by population.");
        }
    }

    private void Sectors()
    {
        var s = structure.Sectors.Count;
        var steepest = structure.Partners.Select(p => Math.Abs(p.StringencyResponse)).DefaultIfEmpty().Max();
        foreach (var sector in structure.Sectors)
        {
            Number($"response of {sector.Name} for the partner that answers most", sector.StringencyResponse * steepest, -5, 5, "Orders that stringency alone multiplies by more than e⁵ cannot be judged.");
            if (sector.Inputs.Count is not 0 && sector.Inputs.Count != s || sector.Inputs.Any(a => !(a >= 0)) || !(sector.Inputs.Sum() < 1))
                Tell($"inputs of {sector.Name}", $"{sector.Inputs.Count} numbers", $"Inputs are {s} numbers, not negative, together below 1.", "A sector would use more than it makes.", "Correct the coefficients.");
            if (sector.Critical.Count is not 0 && sector.Critical.Count != s || sector.Critical.Any(w => !(w is >= 0 and <= 1)))
                Tell($"critical inputs of {sector.Name}", $"{sector.Critical.Count} numbers", $"There is a share between 0 and 1 for each of {s} sectors.", "Production could turn negative.", "Correct the shares, or give none.");
            Number($"work from home of {sector.Name}", sector.HomeWork, 0, 0.9, "Work from home is a share up to 0.9.");
            Number($"essential share of {sector.Name}", sector.Essential, 0, 1, "It is a share.");
            Number($"trend of {sector.Name}", sector.Trend, -0.4, 0.4, "Growth a year lies between −0.4 and 0.4.");
            Number($"fixed outlays of {sector.Name}", sector.FixedOutlays, 0.1, 2, "The factor lies between 0.1 and 2.");
            Number($"diversion of {sector.Name}", sector.Diversion, 0, 5, "The factor lies between 0 and 5.");
            Number($"panic of {sector.Name}", sector.PanicResponse, 0, 5, "The factor lies between 0 and 5.");
            Number($"response of {sector.Name}", sector.StringencyResponse, -5, 5, "The response lies between −5 and 5.");
        }
        Number("share bought in the own city", structure.OwnCityShare, 0, 1, "It is a share.");
        Number("share bought in the region", structure.RegionShare, 0, 1 - structure.OwnCityShare, "Own city and region together are at most 1.");
    }

    private void Partners()
    {
        foreach (var partner in structure.Partners)
        {
            Number($"sea share of {partner.Name}", partner.SeaShare, 0, 1, "It is a share.");
            Number($"trend of {partner.Name}", partner.Trend, -0.4, 0.4, "Growth a year lies between −0.4 and 0.4.");
            Number($"response of {partner.Name}", partner.StringencyResponse, 0, 5, "The factor lies between 0 and 5.");
            Number($"world weight of {partner.Name}", partner.WorldWeight, 0, 1e6, "A weight is not negative.");
        }
    }

    private void Calendar()
    {
        var calendar = structure.Calendar;
        if (calendar.MonthFactors.Count is not (0 or 12)) Tell("month factors", $"{calendar.MonthFactors.Count} numbers", "There are twelve months, or none.", "Months would have the wrong factor.", "Give twelve.");
        foreach (var factor in calendar.MonthFactors) Number("month factor", factor, 0.05, 3, "A factor lies between 0.05 and 3.");
        Number("holiday depth", calendar.HolidayDepth, 0, 0.95, "A holiday takes 0 to 0.95 of the work.");
        Number("holiday lead", calendar.HolidayLead, 0, 30, "It begins at most 30 days before.");
        Number("holiday days", calendar.HolidayDays, 0, 30, "It lasts at most 30 days.");
        Number("holiday fade", calendar.HolidayFade, 0.1, 30, "Its time constant is 0.1 to 30 days.");
    }

    private void World()
    {
        Table("partner stringency", settings.PartnerStringency, 0, 1);
        Table("vessels", settings.Vessels, 0.01, 10);
        foreach (var money in settings.Money) Number("money", money, 0.01, 100, "The worth of goods lies between 0.01 and 100.");
        Number("steps per day", settings.StepsPerDay, 1, 16, "A day has 1 to 16 steps.");
        Number("trade elasticity", settings.TradeElasticity, 0, 20, "It lies between 0 and 20.");
        Number("stringency at which closing begins", settings.ClosingFrom, 0, 0.99, "It lies between 0 and 0.99.");
        if (!(settings.ClosingFull > settings.ClosingFrom && settings.ClosingFull <= 1)) Tell("stringency at which closing is full", Text(settings.ClosingFull), "It lies above the one where closing begins, and at most at 1.", "Firms would close in no order.", "Correct the two.");
        Number("share kept open", settings.KeptOpen, 0, 1, "It is a share.");
        Number("loss by segregated handling", settings.SegregatedHandling, 0, 0.9, "It is a share up to 0.9.");
    }

    private void Table(string place, IReadOnlyList<IReadOnlyList<double>> table, double low, double high)
    {
        if (table.Count == 0) return;
        if (table.Count != structure.Partners.Count || table.Any(row => row.Count == 0)) Tell(place, $"{table.Count} series", $"There is a series for each of {structure.Partners.Count} partners.", "Partners would get each other's values.", "Give one for each, or none.");
        foreach (var value in table.SelectMany(row => row)) Number(place, value, low, high, "A value lies outside its range.");
    }

    private void Events()
    {
        foreach (var rule in settings.ForeignRules)
        {
            Period("foreign rule", rule.From, rule.To);
            if (rule.Partner is { } partner && structure.PartnerIndex(partner) < 0) Tell("foreign rule", partner, "The structure has no such partner.", "The rule would reach nobody.", "Name a partner of the structure.");
            Sector("foreign rule", rule.Sector);
            Number("banned share", rule.Banned, 0, 1, "It is a share.");
            Number("tariff change", rule.TariffChange, -0.9, 5, "A tariff changes by −0.9 to 5 of the price.");
            Number("growth of orders by a tariff", Math.Pow(1 + rule.TariffChange, -settings.TradeElasticity), 0, MostGrowth, "No model of trade can judge orders that a tariff alone multiplies by more than ten.");
        }
        foreach (var lever in settings.Levers)
        {
            Period($"lever {lever.Kind}", lever.From, lever.To);
            Sector($"lever {lever.Kind}", lever.Sector);
            Towns($"lever {lever.Kind}", lever.Cities);
            Number($"strength of lever {lever.Kind}", lever.Strength, 0, PolicyLever.Most(lever.Kind), "The model cannot judge this strength.");
        }
        foreach (var closing in settings.Closings)
        {
            Period("closing", closing.From, closing.To);
            Towns("closing", closing.Cities);
            Number("share left open by a closing", closing.OpenShare, 0, 1, "It is a share.");
        }
        foreach (var stay in settings.Stays)
        {
            Period("stay in place", stay.From, stay.To);
            Number("share of the holiday that staying saves", stay.Share, 0, 1, "It is a share.");
        }
    }

    private void Period(string place, DateOnly from, DateOnly to)
    {
        var (value, last) = (string.Create(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd} to {to:yyyy-MM-dd}"), settings.Start.AddDays(days - 1));
        if (to < from) Tell(place, value, "It ends before it begins.", "It would never be in force.", "Correct the dates.");
        else if (to < settings.Start || from > last)
            Tell(place, value, string.Create(CultureInfo.InvariantCulture, $"The run lasts from {settings.Start:yyyy-MM-dd} to {last:yyyy-MM-dd}."), "It would never be in force.", "Move the dates or the run.");
    }

    private void Sector(string place, string? sector)
    {
        if (sector is not null && structure.SectorIndex(sector) < 0) Tell(place, sector, "The structure has no such sector.", "It would reach nobody.", "Name a sector of the structure.");
    }

    private void Towns(string place, IReadOnlyList<string>? codes)
    {
        foreach (var code in codes ?? [])
        {
            if (!index.ContainsKey(code)) Tell(place, code, "The scenario has no such city.", "It would reach nobody.", "Name a city of the scenario.");
        }
    }

    private void Number(string place, double value, double low, double high, string rule)
    {
        if (!(value >= low && value <= high)) Tell(place, Text(value), rule, "The run would make no sense.", $"Give a number from {Text(low)} to {Text(high)}.");
    }

    private void Tell(string place, string value, string message, string effect, string repair) => faults.Add(new ScenarioFault(place, value, message, effect, repair));

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
