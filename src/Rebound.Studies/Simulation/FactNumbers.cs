using Rebound.Panels;
using Rebound.Simulation;

namespace Rebound.Studies;

/// <summary>What of a simulated world the number of a fact is held against.</summary>
/// <remarks>
/// <para>Scopes: the whole, a unit (name or code), a group, several groups joined by "and", and the whole outside a group.</para>
/// <para>Growth of exports against the same months of the year before (<see cref="SimulatedGrowth"/>), at the prices of the fact's currency: of a scope; of the whole to a partner or of a product, by the model's partner or sector
/// that [data.trade_groups] gives it, which is more than the product alone and says so; container throughput of the whole and of a port, as the quantity that the cities behind it ship.</para>
/// <para>Amounts of exports in the currency of the study's table: of the whole, to a partner or of a sector that the model has by that very name.</para>
/// <para>Cases: confirmed so far, new ones as the mean of seven days, units with a case so far. Resumption: the share of firms open, weighted by normal exports, on a day straight between the means of the months around it.</para>
/// </remarks>
internal sealed class FactNumbers
{
    private const int Week = 7;
    private static readonly string[] Resumption = ["surveyed foreign-trade firms resumed", "foreign-trade firms resumed", "key foreign-trade firms resumed", "micro and small private firms open", "firms resumed", "firms open"];
    private static readonly string[] Reached = ["units with a confirmed case so far", "cities with a confirmed case so far"];
    private readonly Study study;
    private readonly SimulationSettings settings;
    private readonly SimulatedWorld world;
    private readonly string[] names;
    private readonly Lazy<int[]> ports;

    public FactNumbers(Study study, SimulatedWorld world)
    {
        (this.study, settings, this.world, Growth) = (study, study.Settings.Simulation!, world, new SimulatedGrowth(world));
        names = [.. study.Data.Cities.Select(c => c.Name)];
        ports = new Lazy<int[]>(() => world.NewEconomy().PortOfCities());
    }

    /// <summary>Growth against the year before.</summary>
    public SimulatedGrowth Growth { get; }

    /// <summary>Whether the run covers some days.</summary>
    public bool Covers(DateOnly first, DateOnly last) => first >= settings.FirstDay && last <= settings.FirstDay.AddDays(settings.Days - 1);

    /// <summary>The number of a fact; null where the model has nothing of the kind.</summary>
    public KnownNumber? Of(RecordedFact fact)
    {
        if (!Covers(fact.Period.First, fact.Period.Last)) return null;
        return fact.Measure switch
        {
            Measure.Growth when WholeMonths(fact.Period) && fact.Unit.Text == "%" => fact.Variable == "container throughput" ? Throughput(fact) : Exports(fact),
            Measure.Level when WholeMonths(fact.Period) && fact.Unit.Per.Length == 0 => Level(fact),
            Measure.Count => Cases(fact),
            Measure.Share when Resumption.Contains(fact.Variable, StringComparer.Ordinal) => Open(fact),
            _ => null,
        };
    }

    private static KnownNumber Known(RecordedFact fact, string what, string unit, Func<EpidemicOutcome, EconomyResult, double> number) =>
        new(fact.Id, $"{what}, {fact.Scope}", fact.Period.Text, fact.Value.Centre, fact.Value.Low, fact.Value.High, unit, fact.Source, number);

    private KnownNumber? Exports(RecordedFact fact)
    {
        if (Prices(fact.Currency) is not { } price) return null;
        var (partner, sector, group) = (-1, -1, "");
        if (fact.Variable.StartsWith("exports to ", StringComparison.Ordinal)) (partner, group) = Named(fact.Variable["exports to ".Length..], world.Trade.PartnerIndex);
        else if (fact.Variable.StartsWith("exports of ", StringComparison.Ordinal)) (sector, group) = Named(fact.Variable["exports of ".Length..], world.Trade.SectorIndex);
        else if (fact.Variable != "exports") return null;
        if (fact.Variable != "exports" && (partner < 0 && sector < 0 || fact.Scope != settings.Whole)) return null;
        var currency = fact.Currency is "" or "USD" ? "" : $" ({fact.Currency})";
        var what = $"growth of {fact.Variable}{currency}{(group.Length > 0 ? $", held against {group}" : "")}";
        var whole = fact.Scope == settings.Whole;
        if (!whole && PlacesOf(fact.Scope) is not { Length: > 0 }) return null;
        var amount = whole ? Growth.National(partner, sector) : SimulatedGrowth.Units(PlacesOf(fact.Scope)!);
        var grown = Grown(fact, (economy, month) => amount(economy, month) * price(economy == Growth.Normal ? -1 : month), Growth.Trend(partner, sector));
        // a product is not its sector, and another currency tells the same months again: shown, not calibrated to
        return Known(fact, what, "%", (_, economy) => grown(economy)) with { Growth = whole && sector < 0 && group.Length == 0 && currency.Length == 0 ? grown : null };
    }

    // Amounts in the money of the study's own table: of the whole, and of it to a partner or of a sector that the model has by that name.
    private KnownNumber? Level(RecordedFact fact)
    {
        var table = study.Settings.Tables.GetValueOrDefault("exports")?.Unit;
        if (table is not { Kind: UnitKind.Money } unit || fact.Currency != unit.Currency || fact.Scope != settings.Whole) return null;
        var (partner, sector) = (-1, -1);
        if (fact.Variable.StartsWith("exports to ", StringComparison.Ordinal)) partner = world.Trade.PartnerIndex(fact.Variable["exports to ".Length..]);
        else if (fact.Variable.StartsWith("exports of ", StringComparison.Ordinal)) sector = world.Trade.SectorIndex(fact.Variable["exports of ".Length..]);
        if (fact.Variable != "exports" && partner < 0 && sector < 0) return null;
        var amount = Growth.National(partner, sector);
        var (first, last, scale) = (MonthOf(fact.Period.First), MonthOf(fact.Period.Last), unit.Scale / fact.Unit.Scale);
        return Known(fact, fact.Variable, fact.Unit.Text, (_, economy) =>
        {
            var sum = 0.0;
            for (var month = first; month <= last; month++) sum += amount(economy, month);
            return sum * scale;
        });
    }

    private KnownNumber? Throughput(RecordedFact fact)
    {
        var name = fact.Scope.EndsWith(" port", StringComparison.Ordinal) ? fact.Scope[..^" port".Length] : fact.Scope;
        var port = world.Trade.Ports.ToList().FindIndex(p => p.Name == name);
        if (port < 0 && fact.Scope != settings.Whole) return null;
        int[] behind = [.. Enumerable.Range(0, names.Length).Where(c => port < 0 || ports.Value[c] == port)];
        if (behind.Length == 0) return null;
        var amount = SimulatedGrowth.Units(behind);
        var grown = Grown(fact, (economy, month) => amount(economy, month) / (economy == Growth.Normal ? 1 : Money(month)), Growth.Trend());
        return Known(fact, "growth of container throughput, held against goods shipped", "%", (_, economy) => grown(economy));
    }

    private KnownNumber? Cases(RecordedFact fact)
    {
        if (PlacesOf(fact.Scope) is not { Length: > 0 } places) return null;
        var last = fact.Period.Last.DayNumber - settings.FirstDay.DayNumber;
        if (fact.Variable == "confirmed cases so far") return Known(fact, fact.Variable, fact.Unit.Text, (epidemic, _) => Detected(epidemic.Path, places, 0, last));
        if (fact.Variable == "new cases, mean of seven days" && last >= Week - 1) return Known(fact, fact.Variable, fact.Unit.Text, (epidemic, _) => Detected(epidemic.Path, places, last - Week + 1, last) / Week);
        return Reached.Contains(fact.Variable, StringComparer.Ordinal) ? Known(fact, fact.Variable, fact.Unit.Text, (epidemic, _) => places.Count(c => Detected(epidemic.Path, [c], 0, last) > 0)) : null;
    }

    private KnownNumber? Open(RecordedFact fact)
    {
        if (PlacesOf(fact.Scope) is not { Length: > 0 } places) return null;
        var (first, last) = (MonthOf(fact.Period.First), MonthOf(fact.Period.Last));
        double Mean(EconomyResult economy, int month)
        {
            double open = 0, weight = 0;
            foreach (var c in places)
            {
                var normal = economy.Normal[c * economy.Months + month];
                (open, weight) = (open + normal * economy.Series(EconomySeries.Resumption)[c * economy.Months + month], weight + normal);
            }
            return weight > 0 ? 100 * open / weight : 100;
        }

        return Known(fact, $"{fact.Variable}, held against the share of firms open", "%", (_, economy) =>
        {
            if (fact.Period.Days > 1)
            {
                var sum = 0.0;
                for (var m = first; m <= last; m++) sum += Mean(economy, m);
                return sum / (last - first + 1);
            }
            var day = fact.Period.First;
            var place = first + (day.Day - 0.5) / DateTime.DaysInMonth(day.Year, day.Month) - 0.5;
            var before = Math.Clamp((int)Math.Floor(place), 0, economy.Months - 1);
            var after = Math.Min(before + 1, economy.Months - 1);
            return Mean(economy, before) + Math.Max(0, place - before) * (Mean(economy, after) - Mean(economy, before));
        });
    }

    private Func<EconomyResult, double> Grown(RecordedFact fact, Func<EconomyResult, int, double> amount, double trend)
    {
        var (first, last) = (MonthOf(fact.Period.First), MonthOf(fact.Period.Last));
        return economy => Growth.Of(economy, first, last, amount, trend);
    }

    // The model's partner or sector of a name, and its own name where that is another.
    private (int Place, string Group) Named(string name, Func<string, int> index)
    {
        if (index(name) is var place and >= 0) return (place, "");
        return study.Data.TradeGroups.TryGetValue(name, out var group) ? (index(group), group) : (-1, "");
    }

    // Worth of goods in a currency over their worth in the money of the simulation, by month; month −1 is a normal one. Null where the currency is not known.
    private Func<int, double>? Prices(string currency)
    {
        var prices = study.Data.Prices;
        if (currency.Length > 0 && prices.TryGetValue(currency, out var own)) return month => month < 0 ? 1 : Price(own, month) / Money(month);
        var exports = study.Settings.Tables.GetValueOrDefault("exports")?.Unit.Currency ?? "";
        return currency is "" or "USD" || currency == exports ? _ => 1 : null;
    }

    private double Money(int month) => world.Economy.Money.Count == 0 ? 1 : world.Economy.Money[Math.Min(month, world.Economy.Money.Count - 1)];

    private double Price(SortedDictionary<int, double> prices, int month)
    {
        var last = 1.0;
        foreach (var (ordinal, price) in prices)
            if (ordinal <= settings.First.Ordinal + month) last = price;
        return last;
    }

    private int[]? PlacesOf(string scope)
    {
        var all = Enumerable.Range(0, names.Length);
        if (scope == settings.Whole) return [.. all];
        if (scope.StartsWith(settings.Whole + " outside ", StringComparison.Ordinal) && InGroup(scope[(settings.Whole.Length + " outside ".Length)..]) is { Length: > 0 } group) return [.. all.Except(group)];
        int[] unit = [.. all.Where(c => names[c] == scope || study.Data.Cities[c].Code == scope)];
        return unit.Length > 0 ? unit : [.. scope.Split(" and ").Select(InGroup) is var parts && parts.All(p => p.Length > 0) ? parts.SelectMany(p => p) : []];
    }

    private int[] InGroup(string group) => [.. Enumerable.Range(0, names.Length).Where(c => study.Data.Cities[c].Group == group)];

    private int MonthOf(DateOnly day) => 12 * day.Year + day.Month - 1 - settings.First.Ordinal;

    private static bool WholeMonths(FactPeriod period) => period.First.Day == 1 && period.Last.AddDays(1).Day == 1;

    private static double Detected(EpidemicPath path, int[] places, int first, int last)
    {
        var sum = 0L;
        for (var day = first; day <= last; day++)
            foreach (var c in places) sum += path.Detected[day * path.Cities + c];
        return sum;
    }
}
