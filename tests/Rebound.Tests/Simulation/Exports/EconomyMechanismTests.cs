using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation.Exports;

/// <summary>Each mechanism by itself: what it moves, in which direction, and what it leaves alone.</summary>
public sealed class EconomyMechanismTests
{
    private const int Days = 366;
    private static readonly DateOnly Start = EconomyWorlds.Start;
    private static readonly TradeStructure Flat = EconomyWorlds.Flat;
    private static readonly EconomySettings Calm = new(Start);
    private static readonly SimulatedCity City = new("C", 1_000_000, 110, 30) { Region = "R" };

    /// <summary>A city that exports one product to one partner, or to all.</summary>
    private static SimulatedCity Maker(string code, string sector, string? partner = null, string region = "R") => new(code, 1_000_000, 110, 30)
    {
        Region = region,
        DailyExports = [.. Flat.Shares.Select((_, j) => j / Flat.Partners.Count == Flat.SectorIndex(sector) && (partner is null || j % Flat.Partners.Count == Flat.PartnerIndex(partner)) ? 10.0 : 0)],
    };

    private static EpidemicPath Path(int cities = 1, Action<EpidemicPath, int>? day = null, int from = 31, int to = 91, int days = Days)
    {
        var path = new EpidemicPath(cities, days);
        for (var t = from; t < Math.Min(to, days); t++) day?.Invoke(path, t);
        return path;
    }

    private static EpidemicPath Closed(double level = 0.9, int to = 91, int days = Days) => Path(1, (p, t) => (p.Stringency[t], p.Confined[t]) = ((float)level, (float)(0.7 * level)), to: to, days: days);

    private static EconomyResult Run(EpidemicPath path, ParameterSet? parameters = null, EconomySettings? settings = null, TradeStructure? structure = null, ChannelSwitches switches = ChannelSwitches.All, params SimulatedCity[] cities) =>
        new EconomyModel(cities.Length == 0 ? [City] : cities, structure ?? Flat, parameters ?? ParameterSet.Default, LinkSlopes.None, settings ?? Calm, path.Days).Run(path, switches);

    private static double[] Share(EconomyResult result, int city = 0) => [.. Enumerable.Range(0, result.Months).Select(m => result.Exports[city * result.Months + m] / result.Normal[city * result.Months + m])];

    private static double[] Of(EconomyResult result, EconomySeries series, int city = 0) => result.Series(series)[(city * result.Months)..((city + 1) * result.Months)];

    private static ParameterSet With(Parameter parameter, double value) => ParameterSet.Default.With(parameter, value);

    [Fact]
    public void People_who_are_ill_are_missing_from_work_and_from_nothing_else()
    {
        var path = Path(1, (p, t) => p.Absent[t] = 0.25f, 60, 91);
        var ill = Run(path);
        Assert.Equal(0.75, Of(ill, EconomySeries.Labour)[2], 1e-12); // 60 is the first of March
        Assert.Equal(1, Of(ill, EconomySeries.Labour)[1], 1e-12);
        Assert.True(Share(ill)[2] < 0.95);
        Assert.All(new[] { EconomySeries.Resumption, EconomySeries.Freight, EconomySeries.Port }, s => Assert.All(Of(ill, s)[..4], x => Assert.Equal(1, x, 1e-12)));
        Assert.Equal(Run(new EpidemicPath(1, Days)).Exports, Run(path, switches: ChannelSwitches.All & ~ChannelSwitches.Production).Exports);
    }

    [Fact]
    public void Who_may_work_at_home_or_is_essential_works_in_confinement()
    {
        double Labour(double home, double essential)
        {
            var structure = Flat with { Sectors = [.. Flat.Sectors.Select(s => s with { HomeWork = home, Essential = essential })] };
            return Of(Run(Path(1, (p, t) => p.Confined[t] = 0.5f), structure: structure), EconomySeries.Labour)[2];
        }
        Assert.Equal(1 - 0.5 * 0.9 * 0.6, Labour(0.1, 0.4), 1e-12);
        Assert.Equal(0.5, Labour(0, 0), 1e-12);
        Assert.Equal(1, Labour(0, 1), 1e-12);
    }

    [Fact]
    public void Migrants_are_away_after_a_New_Year_under_alert_and_return_with_their_time_constant()
    {
        var festive = Flat with { Calendar = new TradeCalendar { NewYears = [new(2020, 1, 25)], HolidayDepth = 0.5 } };
        EconomyResult Year(double alert, double away, double days) => Run(Path(1, (p, t) => p.Alert[t] = (float)alert, 20, 60), With(EconomyParameters.MigrantsAway, away).With(EconomyParameters.ReturnDays, days), structure: festive, switches: ChannelSwitches.Production);
        double February(double alert, double away, double days) => Of(Year(alert, away, days), EconomySeries.Labour)[1];
        Assert.True(February(1, 0.6, 14) < February(1, 0.3, 14) && February(1, 0.3, 14) < 1);
        Assert.True(February(1, 0.3, 30) < February(1, 0.3, 10));
        Assert.True(February(1, 0.3, 14) < February(0.5, 0.3, 14));
        Assert.Equal(1, February(0, 0.6, 30), 1e-12);
        // 31 January is the last full day (seven from the 25th on): then e^(−1/τ) a day
        double[] days = [.. Enumerable.Range(0, 29).Select(t => 1 - 0.3 * Math.Exp(-(t + 1) / 14.0))];
        Assert.Equal(days.Average(), February(1, 0.3, 14), 1e-6);
    }

    [Fact]
    public void Firms_come_back_with_the_time_constant_of_resumption_and_close_within_days()
    {
        EconomyResult Opened(double days) => Run(Closed(to: 60), With(EconomyParameters.ResumptionDays, days));
        var (quick, slow) = (Opened(7), Opened(25));
        Assert.Equal(Of(quick, EconomySeries.Resumption)[1], Of(slow, EconomySeries.Resumption)[1], 1e-12); // February: closing
        Assert.True(Of(quick, EconomySeries.Resumption)[2] > Of(slow, EconomySeries.Resumption)[2] + 0.1);
        Assert.True(Share(quick)[2] > Share(slow)[2]);
        Assert.Equal(Of(quick, EconomySeries.Resumption)[2], Of(Run(Closed(to: 60), With(EconomyParameters.ResumptionDays, 7), switches: ChannelSwitches.All & ~ChannelSwitches.Sales), EconomySeries.Resumption)[2], 1e-12);
        Assert.True(Of(Run(Closed(to: 60), switches: ChannelSwitches.Policy), EconomySeries.Resumption)[2] > 0.999); // without the production channel at once
    }

    [Fact]
    public void Overtime_works_off_a_backlog_and_does_nothing_without_one()
    {
        EconomyResult Ceiling(double most, EpidemicPath path) => Run(path, With(EconomyParameters.Overtime, most).With(EconomyParameters.Entry, EconomyParameters.Entry.Low));
        var (low, high) = (Ceiling(0.05, Closed()), Ceiling(0.25, Closed()));
        Assert.Equal(Share(low)[0], Share(high)[0]);
        Assert.True(Share(high)[4] > Share(low)[4] + 0.02);
        var calm = new EpidemicPath(1, Days);
        Assert.Equal(Ceiling(0.05, calm).Exports, Ceiling(0.25, calm).Exports);
    }

    // One city makes materials, the other electronics from them: its firms feel the first one's closing through their stocks.
    [Fact]
    public void A_closing_reaches_other_cities_and_sectors_through_inputs_later_where_stocks_are_larger()
    {
        SimulatedCity[] cities = [Maker("A", "basic materials"), Maker("B", "electronics", region: "S")];
        var settings = Calm with { Closings = [new BusinessClosing(Start.AddDays(31), Start.AddDays(120), 0) { Cities = ["A"] }] };
        EconomyResult Stock(double days, ChannelSwitches switches = ChannelSwitches.All, TradeStructure? structure = null) =>
            Run(new EpidemicPath(2, Days), With(EconomyParameters.InputDays, days), settings, structure, switches, cities);
        var (small, large) = (Stock(10), Stock(60));
        Assert.True(Of(small, EconomySeries.Inputs, 1)[3] < 0.7 && Share(small, 1)[3] < 0.8);
        Assert.Equal(1, Of(small, EconomySeries.Inputs, 1)[0]);
        Assert.True(Of(large, EconomySeries.Inputs, 1)[1] > Of(small, EconomySeries.Inputs, 1)[1] && Of(large, EconomySeries.Inputs, 1)[2] > Of(small, EconomySeries.Inputs, 1)[2]);
        // nobody is closed in B, and orders there do not move at first
        Assert.All(Of(small, EconomySeries.Resumption, 1), x => Assert.Equal(1, x, 1e-12));
        // inputs that are not critical stop nothing; without the production channel nothing reaches exports
        var uncritical = Flat with { Sectors = [.. Flat.Sectors.Select(s => s with { Critical = [.. s.Inputs.Select(_ => 0.0)] })] };
        Assert.All(Of(Stock(10, structure: uncritical), EconomySeries.Inputs, 1), x => Assert.Equal(1, x));
        Assert.All(Share(Stock(10, ChannelSwitches.All & ~ChannelSwitches.Production), 1), x => Assert.Equal(1, x, 1e-9));
        // half as critical: half the loss
        var half = Flat with { Sectors = [.. Flat.Sectors.Select(s => s with { Critical = [.. s.Inputs.Select(_ => 0.5)] })] };
        Assert.InRange(Of(Stock(10, structure: half), EconomySeries.Inputs, 1)[3], 0.49, 0.8);
    }

    [Fact]
    public void Production_is_rationed_from_the_share_of_the_stock_on_that_the_rule_says()
    {
        SimulatedCity[] cities = [Maker("A", "basic materials"), Maker("B", "electronics", region: "S")];
        var settings = Calm with { Closings = [new BusinessClosing(Start.AddDays(31), Start.AddDays(120), 0) { Cities = ["A"] }] };
        double[] Inputs(double psi) => Of(Run(new EpidemicPath(2, Days), With(EconomyParameters.InventoryHeterogeneity, psi), settings, cities: cities), EconomySeries.Inputs, 1);
        Assert.True(Inputs(0.7)[1] > Inputs(1)[1]);
    }

    [Fact]
    public void Cities_that_share_no_input_with_a_closed_one_do_not_feel_it()
    {
        var none = Flat with { Sectors = [.. Flat.Sectors.Select(s => s with { Inputs = [], Critical = [] })] };
        var settings = Calm with { Closings = [new BusinessClosing(Start.AddDays(31), Start.AddDays(120), 0) { Cities = ["A"] }] };
        var result = Run(new EpidemicPath(2, Days), null, settings, none, ChannelSwitches.All, Maker("A", "basic materials"), Maker("B", "electronics", region: "S"));
        Assert.All(Share(result, 1), x => Assert.Equal(1, x, 1e-12));
        Assert.True(Share(result, 0)[2] < 0.5);
    }

    [Fact]
    public void An_alert_slows_freight_by_its_parameter_and_leaves_delivered_services_alone()
    {
        var path = Path(1, (p, t) => p.Alert[t] = 1, 31, 60);
        var (little, much) = (Run(path, With(EconomyParameters.FreightLoss, 0.1)), Run(path, With(EconomyParameters.FreightLoss, 0.6)));
        Assert.Equal(0.9, Of(little, EconomySeries.Freight)[1], 1e-12);
        Assert.Equal(0.4, Of(much, EconomySeries.Freight)[1], 1e-12);
        Assert.True(Share(much)[1] < Share(little)[1] - 0.1);
        var uncritical = Flat with { Sectors = [.. Flat.Sectors.Select(s => s with { Critical = [.. s.Inputs.Select(_ => 0.0)] })] };
        Assert.Equal(Run(path, With(EconomyParameters.FreightLoss, 0.1), structure: uncritical).Services[1], Run(path, With(EconomyParameters.FreightLoss, 0.6), structure: uncritical).Services[1], 1e-9);
        var calm = new EpidemicPath(1, Days);
        Assert.Equal(Run(calm, With(EconomyParameters.FreightLoss, 0.1)).Exports, Run(calm, With(EconomyParameters.FreightLoss, 0.6)).Exports);
    }

    // The larger city has the port: when it is shut in, goods of the other wait there too.
    [Fact]
    public void A_port_whose_city_is_shut_in_holds_back_the_goods_of_every_city_that_ships_there()
    {
        SimulatedCity[] cities = [Maker("A", "medical") with { DailyExports = [.. Maker("A", "medical").DailyExports.Select(x => 3 * x)] }, Maker("B", "electronics"), Maker("D", "electronics", region: "S")];
        EconomyResult Shut(double capacity, double segregated = 0.15) => Run(Path(3, (p, t) => (p.Stringency[3 * t], p.Confined[3 * t]) = (1, 1), to: 60), With(EconomyParameters.PortCapacity, capacity), Calm with { SegregatedHandling = segregated }, null, ChannelSwitches.Logistics | ChannelSwitches.Policy, cities);
        var (tight, wide) = (Shut(1.05), Shut(1.6));
        Assert.True(Of(tight, EconomySeries.Port, 1)[1] < 0.8 && Share(tight, 1)[1] < 0.9);
        Assert.True(Of(wide, EconomySeries.Port, 1)[1] > Of(tight, EconomySeries.Port, 1)[1]);
        Assert.All(Of(tight, EconomySeries.Port, 2), x => Assert.Equal(1, x, 1e-12));
        Assert.True(Of(Shut(1.05, 0.9), EconomySeries.Port, 1)[1] < Of(tight, EconomySeries.Port, 1)[1] - 0.1);
        Assert.Equal(Share(Shut(1.05, 0.9))[0], Share(tight)[0], 1e-12);
    }

    [Fact]
    public void Vessels_that_lack_on_one_lane_hold_back_that_partners_share_by_sea()
    {
        EconomyResult Lane(double sea, ParameterSet? parameters = null)
        {
            var structure = Flat with { Partners = [.. Flat.Partners.Select(p => p with { SeaShare = p.Name == "US" ? sea : 0 })] };
            return Run(new EpidemicPath(1, Days), parameters, Calm with { Vessels = [[0.6], [0.6]] }, structure, ChannelSwitches.Logistics);
        }
        double To(EconomyResult result, string partner, int month) => Enumerable.Range(0, 3).Sum(s => result.National[(month * 4 + s) * 2 + Flat.PartnerIndex(partner)]);
        var (none, half, all) = (Lane(0), Lane(0.5), Lane(1));
        Assert.All(Share(none), x => Assert.Equal(1, x, 1e-12));
        Assert.True(To(all, "US", 1) < To(half, "US", 1) && To(half, "US", 1) < To(none, "US", 1));
        Assert.Equal(To(none, "EU", 5), To(all, "EU", 5), 1e-9 * To(none, "EU", 5));
        Assert.Equal(0.6, To(all, "US", 11) / To(none, "US", 11), 0.01);
        Assert.Equal(none.Services, all.Services);
    }

    [Fact]
    public void Orders_are_cancelled_when_delivery_is_late_and_none_otherwise()
    {
        double Lost(double chi, EpidemicPath path) => Of(Run(path, With(EconomyParameters.Cancellation, chi)), EconomySeries.Cancelled).Sum();
        Assert.True(Lost(0.05, Closed()) > 1.4 * Lost(0.01, Closed()) && Lost(0.01, Closed()) > 0);
        Assert.Equal(0, Lost(0.05, new EpidemicPath(1, Days)));
        Assert.Equal(0, Of(Run(Closed(), switches: ChannelSwitches.All & ~ChannelSwitches.Sales), EconomySeries.Cancelled).Sum());
    }

    [Fact]
    public void Buyers_leave_the_late_and_come_back_slowly()
    {
        double[] Buyers(double loss, double back) => Of(Run(Closed(to: 70), With(EconomyParameters.BuyerLoss, loss).With(EconomyParameters.BuyerReturn, back)), EconomySeries.Buyers);
        var usual = Buyers(0.012, 0.004);
        var lowest = Array.IndexOf(usual, usual.Min());
        Assert.InRange(lowest, 1, 6);
        Assert.True(usual[lowest] < 0.95);
        for (var m = lowest + 1; m < 12; m++) Assert.True(usual[m] > usual[m - 1]);
        Assert.True(usual[11] < 0.99); // the closing ended nine months before
        Assert.True(Buyers(0.04, 0.004).Min() < usual.Min() && Buyers(0.012, 0.01)[11] > usual[11]);
        // left alone, the gap closes by e^(−σ₊) a day
        Assert.Equal(Math.Exp(-0.004 * 31), (1 - usual[11]) / (1 - usual[10]), 0.02);
    }

    [Fact]
    public void Closed_rivals_send_buyers_to_open_cities_and_to_no_closed_one()
    {
        var abroad = Calm with { PartnerStringency = [.. Flat.Partners.Select(_ => (IReadOnlyList<double>)[0.8])] };
        var quiet = With(EconomyParameters.StringencyResponse, 0).With(EconomyParameters.Panic, 0);
        double[] Buyers(double omega, double confined) => Of(Run(Path(1, (p, t) => p.Confined[t] = (float)confined, 0, Days), quiet.With(EconomyParameters.Diversion, omega).With(EconomyParameters.BuyerLoss, 0.003), abroad, switches: ChannelSwitches.Sales | ChannelSwitches.Policy), EconomySeries.Buyers);
        Assert.True(Buyers(1, 0)[5] > Buyers(0.5, 0)[5] && Buyers(0.5, 0)[5] > 1.05);
        Assert.Equal(1, Buyers(0, 0)[5], 1e-12);
        Assert.True(Buyers(1, 0.5)[5] <= 1 + 1e-12);
        // towards A* = 1 + ω·ω_s·(0.8 − 0.25), at σ₊ a day
        double aim = 0;
        for (var s = 0; s < Flat.Sectors.Count; s++) aim += Flat.Sectors[s].Diversion * (Flat.Shares[2 * s] + Flat.Shares[2 * s + 1]) / Flat.Shares.Sum();
        Assert.Equal(0.55 * aim * (1 - Math.Pow(1 - 0.006, 182)), Buyers(1, 0)[5] - 1, 1e-9);
    }

    [Fact]
    public void Stringency_abroad_moves_orders_by_product_and_its_rise_frightens()
    {
        IReadOnlyList<double> steady = [0.7], rising = [0, 0, 0.7, 0.7];
        double[] Orders(string sector, IReadOnlyList<double> us, double response, double panic, int days = Days) =>
            Of(Run(new EpidemicPath(1, days), With(EconomyParameters.StringencyResponse, response).With(EconomyParameters.Panic, panic).With(EconomyParameters.Diversion, 0), Calm with { PartnerStringency = [[0], us] }, null, ChannelSwitches.Sales, Maker("A", sector, "US")), EconomySeries.Orders);
        var calm = Orders("electronics", [0], 1, 1);
        var us = Flat.Partners[1].StringencyResponse;
        Assert.Equal(Math.Exp(0.45 * us * 0.7), Orders("electronics", steady, 1, 1, 1)[0] / Orders("electronics", [0], 1, 1, 1)[0], 1e-9); // no rise: no panic
        Assert.True(Orders("electronics", rising, 0, 1)[2] < 0.9 * calm[2]);
        double Frightened(int months) => Math.Log(Orders("electronics", rising, 0, 1)[months] / calm[months]) / -0.8; // panic of the month, were no buyer lost
        Assert.InRange(Frightened(11) / Frightened(5), 0, 0.5); // six months at 80 days: e^(−2.3)
        Assert.Equal(calm[1..3], Orders("medical", rising, 0, 1)[1..3].Select(x => x), (a, b) => Math.Abs(a - b) < 1e-9 * a); // nobody is frightened of buying masks
    }

    [Fact]
    public void A_ban_takes_one_product_of_one_partner_from_its_first_to_its_last_day()
    {
        var ban = new ForeignRule(Start.AddDays(31), Start.AddDays(59)) { Partner = "US", Sector = "medical", Banned = 1 };
        double[] Orders(string sector, string partner, ForeignRule rule) => Of(Run(new EpidemicPath(1, 91), null, Calm with { ForeignRules = [rule] }, null, ChannelSwitches.Policy, Maker("A", sector, partner)), EconomySeries.Orders);
        var banned = Orders("medical", "US", ban);
        var free = Orders("medical", "EU", ban);
        Assert.Equal(0, banned[1]);
        Assert.Equal(free[0], banned[0], 1e-9);
        Assert.Equal(free[2], banned[2], 1e-9);
        Assert.Equal(free[1], Orders("electronics", "US", ban)[1], 1e-9);
        // three of four orders forbidden on ten of 29 days
        Assert.Equal(free[1] * (1 - 0.75 * 10 / 29), Orders("medical", "US", ban with { Banned = 0.75, To = Start.AddDays(40) })[1], 1e-9);
        // a tariff of ten per cent falls to zero: (1/1.1)^(−5) on its days
        Assert.Equal(free[1] * Math.Pow(1.1, 5), Orders("medical", "US", ban with { Banned = 0, TariffChange = 1 / 1.1 - 1 })[1], 1e-6);
    }

    [Fact]
    public void Firms_without_cash_leave_fewer_with_credit_support_or_relief_and_new_ones_come()
    {
        double Exited(ParameterSet parameters, EconomySettings? settings = null, ChannelSwitches switches = ChannelSwitches.All) => Of(Run(Closed(to: 120), parameters, settings, switches: switches), EconomySeries.Exited)[6];
        var usual = Exited(ParameterSet.Default);
        Assert.True(usual > 0.01);
        Assert.True(Exited(With(EconomyParameters.CashMedian, 0.8)) > usual && Exited(With(EconomyParameters.CashMedian, 3)) < usual);
        Assert.True(Exited(With(EconomyParameters.Credit, 0)) > 1.9 * usual && Exited(With(EconomyParameters.Credit, 0.95)) < 0.11 * usual);
        Assert.True(Exited(With(EconomyParameters.Support, 0)) > usual && Exited(With(EconomyParameters.Support, 0.06)) < usual);
        Assert.True(Exited(ParameterSet.Default, Calm with { Levers = [new PolicyLever(LeverKind.TaxRelief, 10, Start, Start.AddDays(200))] }) < usual);
        Assert.Equal(0, Exited(ParameterSet.Default, switches: ChannelSwitches.All & ~ChannelSwitches.Production));
        // closed for a month at most: who lasts a month survives; with support as large as the outlays nobody burns anything
        double December(double entry) => Share(Run(Closed(to: 150), With(EconomyParameters.Entry, entry).With(EconomyParameters.Credit, 0)))[11];
        Assert.True(December(0.002) > December(0.0002));
    }

    [Fact]
    public void Cash_burns_by_the_outlays_that_no_revenue_covers()
    {
        // Shut for good: x falls to 0, so 1 − (margin + support)/fix months of outlays burn a month; one review a week.
        var settings = Calm with { Closings = [new BusinessClosing(Start, Start.AddDays(Days - 1), 0)] };
        var structure = Flat with { Sectors = [.. Flat.Sectors.Select(s => s with { HomeWork = 0, Essential = 0, Inputs = [], Critical = [] })] };
        var parameters = With(EconomyParameters.Credit, 0).With(EconomyParameters.FixedOutlays, 0.5);
        var exited = Of(Run(new EpidemicPath(1, 91), parameters, settings, structure), EconomySeries.Exited)[2];
        // the last review falls on day 90 (90 % 7 = 6), after 91 steps; closing takes 1.5 days: Σ e^(−(t+1)/1.5) of a day is still worked
        var worked = Enumerable.Range(1, 91).Sum(t => Math.Exp(-t / 1.5));
        var burned = (91 * (1 - 0.05 / 0.5) - worked) / 30;
        Assert.Equal(0.35 / (1 + Math.Pow(1.4 / burned, 1.99)), exited, 0.002);
    }

    [Fact]
    public void Staying_in_place_saves_its_share_of_the_holiday_by_policy_alone()
    {
        var festive = Flat with { Calendar = new TradeCalendar { NewYears = [new(2020, 2, 5)], HolidayDepth = 0.6 } };
        double February(double share, ChannelSwitches switches = ChannelSwitches.All) =>
            Share(Run(new EpidemicPath(1, 91), settings: Calm with { Stays = share == 0 ? [] : [new StayInPlace(Start, Start.AddDays(90), share)] }, structure: festive, switches: switches))[1];
        Assert.True(February(1) > February(0.5) && February(0.5) > February(0));
        Assert.Equal(February(0), February(1, ChannelSwitches.All & ~ChannelSwitches.Policy), 1e-9);
    }

    [Fact]
    public void Orders_to_close_hold_in_their_cities_on_their_days()
    {
        var settings = Calm with { Closings = [new BusinessClosing(Start.AddDays(31), Start.AddDays(59), 0.4) { Cities = ["A"] }] };
        var result = Run(new EpidemicPath(2, Days), null, settings, Flat with { Sectors = [.. Flat.Sectors.Select(s => s with { Inputs = [], Critical = [] })] }, ChannelSwitches.Policy, Maker("A", "electronics"), Maker("B", "electronics", region: "S"));
        Assert.All(Of(result, EconomySeries.Resumption, 1), x => Assert.Equal(1, x, 1e-12));
        var open = Of(result, EconomySeries.Resumption);
        Assert.Equal(1, open[0], 1e-12);
        Assert.Equal(1, open[2], 1e-12); // at once: resumption is production's
        var firms = Enumerable.Range(1, 29).Average(t => 0.4 + 0.6 * Math.Exp(-t / 1.5));
        Assert.Equal(firms + 0.15 * (1 - firms), open[1], 1e-9); // 15 % of the work is done from home
    }
}
