using Rebound.Simulation;
using Xunit;

namespace Rebound.Tests.Simulation.Epidemics;

/// <summary>Each mechanism by itself: what it moves, in which direction, and what it leaves alone.</summary>
public sealed class EpidemicMechanismTests
{
    private const int People = 1_000_000;
    private static readonly SimulatedCity City = Towns.City("a", People);
    private static readonly ParameterSet Seen = Towns.Calm.With(EpidemicParameters.Awareness, 1).With(EpidemicParameters.Tests, 500).With(EpidemicParameters.TracingCapacity, 50).With(EpidemicParameters.DetectionDays, 2);
    private static readonly VariantArrival Stop = new(Towns.Start, 0, 1, 0, 1); // nobody infects anybody

    private static EpidemicSettings Tested(int days, params EpidemicSeed[] seeds) => Towns.Untouched(days, 1, seeds) with { Testing = new() { Regime = TestingRegime.Symptoms, InitialShare = 1 } };

    private static EpidemicSettings Traced(int days, params EpidemicSeed[] seeds) => Tested(days, seeds) with { Tracing = new() { From = Towns.Start } };

    private static CityEpidemic Run(EpidemicSettings settings, ParameterSet parameters, int replicate = 0) => Towns.Alone(City, settings, parameters, LinkSlopes.None).Replicate(5, replicate).Cities[0];

    [Fact]
    public void No_more_cases_are_isolated_in_a_step_than_tests_and_beds_allow_and_the_rest_stays_infectious()
    {
        var model = Towns.Alone(City, Tested(10), Seen, LinkSlopes.None);
        foreach (var (tests, beds) in new[] { (30.0, 5000), (5000.0, 40), (0.0, 5000), (5000.0, 0), (12.9, 5000) })
        {
            var state = new CityState { Susceptible = People - 10_000, Symptomatic = 10_000, TestsLeft = tests };
            var rates = model.Rates[0] with { Beds = beds };
            var met = model.ConditionsOf(0, 0, true, -1, new(3, 1));
            met.Detection = model.Rates[0].DetectionHazard;
            var detected = EpidemicStep.Advance(ref state, rates, model.Strain, met, out _);
            Assert.Equal(Math.Min((int)tests, beds), state.Isolated);
            Assert.Equal(detected, state.Isolated + state.Critical);
            // Of those who were not isolated, all but e^(−1/5) are well or critical: what could not be confirmed lengthens nothing.
            var left = 10_000 - state.Isolated;
            Assert.Equal(Math.Exp(-1 / model.Parameters[EpidemicParameters.SymptomaticDays]), state.Symptomatic / (double)left, 0.02);
        }
    }

    [Fact]
    public void Tests_that_lack_lengthen_no_illness_so_that_without_any_the_final_size_keeps_its_closed_form()
    {
        const int people = 4_000_000, seeds = 4000;
        var parameters = Towns.Calm.With(EpidemicParameters.DetectionDays, 1).With(EpidemicParameters.Awareness, 1).With(EpidemicParameters.ReproductionNumber, 1.5);
        var share = Towns.Mean(Towns.Alone(Towns.City("a", people), Towns.Untouched(700, 1, Towns.Seed("a", seeds)), parameters), 4, o => o.Infections) / people;
        Assert.Equal(FinalSize(1.5, seeds / (double)people), share, 0.004);
    }

    internal static double FinalSize(double r0, double seeded)
    {
        var z = 0.9;
        for (var i = 0; i < 500; i++) z = 1 - (1 - seeded) * Math.Exp(-r0 * z);
        return z;
    }

    [Fact]
    public void Deaths_are_the_fatality_of_infections_as_long_as_there_are_beds()
    {
        var settings = Tested(300, Towns.Seed("a", 100_000)) with { Variants = [Stop] };
        foreach (var fatality in new[] { 0.004, 0.012 })
        {
            var parameters = Seen.With(EpidemicParameters.InfectionFatality, fatality).With(EpidemicParameters.Beds, 2);
            var deaths = Towns.Mean(Towns.Alone(City with { Population = 100_000_000 }, settings, parameters, LinkSlopes.None), 20, o => o.Deaths);
            Assert.Equal(fatality, deaths / 100_000, 4 * Math.Sqrt(fatality / 100_000 / 20));
        }
    }

    [Fact]
    public void Without_enough_beds_the_critical_die_more_often()
    {
        var settings = Tested(200, Towns.Seed("a", 100_000)) with { Variants = [Stop] };
        var (few, many) = (Seen.With(EpidemicParameters.Beds, 0.6), Seen.With(EpidemicParameters.Beds, 2));
        var (without, with) = (Run(settings, few).Deaths, Towns.Alone(City with { Population = 100_000_000 }, settings, many, LinkSlopes.None).Replicate(5, 0).Deaths);
        Assert.True(without > 1.1 * with, $"{without} {with}");
        Assert.True(Run(settings, few).MostBeds < Run(settings, many).MostBeds);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(2, 4)]
    public void A_delay_of_tracing_lets_the_share_e_to_the_minus_delay_by_six_get_away(double soon, double late)
    {
        double Found(double delay)
        {
            var model = Towns.Alone(City, Traced(10), Seen.With(EpidemicParameters.TracingDelay, delay), LinkSlopes.None);
            double sum = 0;
            for (var r = 0; r < 200; r++)
            {
                var state = new CityState { Susceptible = People - 30_000, Exposed = 20_000, Symptomatic = 10_000, TestsLeft = 3000, TracingLeft = 3000 };
                var met = model.ConditionsOf(0, 0, true, -1, new(3, (ulong)r));
                (met.Detection, met.Secondary, met.ContactsPerCase) = (model.Rates[0].DetectionHazard, model.Rates[0].Secondary, 13);
                EpidemicStep.Advance(ref state, model.Rates[0], model.Strain, met, out _);
                sum += state.QuarantinedInfected;
            }
            return sum;
        }
        Assert.Equal(Math.Exp(-(late - soon) / 6), Found(late) / Found(soon), 0.01);
    }

    [Fact]
    public void No_more_cases_are_traced_than_capacity_allows_and_each_names_its_contacts()
    {
        var model = Towns.Alone(City, Traced(10), Seen, LinkSlopes.None);
        foreach (var capacity in new[] { 0, 7, 5000 })
        {
            double contacts = 0, traced = 0;
            for (var r = 0; r < 300; r++)
            {
                var state = new CityState { Susceptible = People - 10_000, Symptomatic = 10_000, TestsLeft = 100, TracingLeft = capacity };
                var met = model.ConditionsOf(0, 0, true, -1, new(4, (ulong)r));
                (met.Detection, met.Secondary, met.ContactsPerCase) = (model.Rates[0].DetectionHazard, model.Rates[0].Secondary, 13);
                var detected = EpidemicStep.Advance(ref state, model.Rates[0], model.Strain, met, out var quarantined);
                traced += Math.Min(capacity, detected);
                Assert.Equal(capacity - Math.Min(capacity, detected), state.TracingLeft);
                Assert.Equal(quarantined, state.QuarantinedSusceptible);
                contacts += quarantined;
            }
            var expected = 13 * Seen[EpidemicParameters.TracedShare] * traced;
            Assert.Equal(expected, contacts, 4 * Math.Sqrt(expected) + 1e-9);
        }
    }

    [Fact]
    public void Where_nobody_traces_share_delay_and_capacity_change_no_bit()
    {
        var settings = Tested(80, Towns.Seed("a", 100));
        var plain = Towns.Alone(City, settings, Seen, LinkSlopes.None).Replicate(1, 0);
        var other = Towns.Alone(City, settings, Seen.With(EpidemicParameters.TracedShare, 0.9).With(EpidemicParameters.TracingDelay, 0).With(EpidemicParameters.TracingCapacity, 1), LinkSlopes.None).Replicate(1, 0);
        EpidemicInvariantTests.AssertSame(plain, other);
        Assert.Equal(0, plain.Cities[0].QuarantineDays);
        Assert.True(Run(Traced(80, Towns.Seed("a", 100)), Seen).Infections < plain.Cities[0].Infections);
    }

    // One case, found on one day, who infected nobody: its contacts are the only people in quarantine.
    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(14)]
    public void Contacts_stay_in_quarantine_for_the_days_of_the_rule_to_the_day(int days)
    {
        var parameters = Seen.With(EpidemicParameters.TracedShare, 0.9).With(EpidemicParameters.Contacts, 19).With(EpidemicParameters.DetectionDays, 1);
        CityEpidemic Case(int quarantine, int replicate) => Run(Traced(100, Towns.Seed("a", 1)) with { Variants = [Stop], Tracing = new() { From = Towns.Start, QuarantineDays = quarantine } }, parameters, replicate);
        var found = 0;
        for (var r = 0; r < 20; r++)
        {
            var one = Case(1, r);
            if (one.Detected != 1) continue;
            found++;
            Assert.True(one.QuarantineDays > 0);
            Assert.Equal(days * one.QuarantineDays, Case(days, r).QuarantineDays);
        }
        Assert.True(found > 5);
    }

    [Fact]
    public void A_passport_frees_the_healthy_and_keeps_the_infectious_from_travel_whoever_traces()
    {
        var rules = new EpidemicModel([City], TravelMatrix.None(1), Seen, LinkSlopes.None, Traced(10) with { Control = new(), Passport = new() { From = Towns.Start } });
        var state = new CityState { Susceptible = People - 50, Symptomatic = 50, DetectedInTwoWeeks = 40, Stringency = 0.8 };
        var with = rules.RulesOf(5, 1, true, 5);
        var without = with with { Passport = false };
        CityState a = state, b = state;
        var (free, kept) = (with.Apply(ref a, rules.Rates[0], 0.8, false), without.Apply(ref b, rules.Rates[0], 0.8, false));
        Assert.True(free.Confined < kept.Confined && free.Travel > kept.Travel && free.InfectiousTravel < kept.InfectiousTravel && free.Contacts > kept.Contacts);
        Assert.Equal(kept.Travel, kept.InfectiousTravel);
        Assert.Equal(a.Stringency, b.Stringency);
        // nobody uses it: the same bits; nobody traces: it frees all the same
        var settings = Towns.Everything("a", 100) with { Tracing = null };
        var none = Towns.Alone(City, settings with { Passport = null }, Seen).Replicate(1, 0);
        EpidemicInvariantTests.AssertSame(none, Towns.Alone(City, settings with { Passport = settings.Passport! with { Adoption = 0 } }, Seen).Replicate(1, 0));
        Assert.True(Towns.Alone(City, settings, Seen).Replicate(1, 0).Cities[0].ConfinedDays < none.Cities[0].ConfinedDays);
    }

    [Fact]
    public void Testing_contacts_finds_the_silent_and_testing_everybody_also_cuts_infections()
    {
        CityEpidemic Mean(TestingRegime regime)
        {
            var settings = Traced(90, Towns.Seed("a", 200)) with { Control = new() { AlertDate = Towns.Start, AlertTravelCut = 0, ClosingLevel = 0 }, Testing = new() { Regime = regime, InitialShare = 1 } };
            return Run(settings, Seen.With(EpidemicParameters.StringencySlope, 0.02));
        }
        var (symptoms, contacts, everybody) = (Mean(TestingRegime.Symptoms), Mean(TestingRegime.Contacts), Mean(TestingRegime.Everybody));
        Assert.True(contacts.Detected / (double)contacts.Infections > 1.02 * symptoms.Detected / symptoms.Infections);
        Assert.True(everybody.Infections < 0.8 * contacts.Infections);
    }

    [Fact]
    public void Rounds_of_tests_find_the_ill_too_and_only_where_there_was_a_case()
    {
        var settings = Tested(60, Towns.Seed("a", 1000)) with { Control = new() { AlertDate = Towns.Start }, Variants = [Stop] };
        var hidden = Seen.With(EpidemicParameters.DetectionDays, 7);
        var rounds = settings with { Testing = new() { Regime = TestingRegime.Everybody, InitialShare = 1, DailyRoundShare = 1, Sensitivity = 1 } };
        // rounds begin when most are ill already: they are found within a day, not in the days of detection
        var late = rounds with { Control = new() { AlertDate = Towns.Start.AddDays(8) }, Seeds = [Towns.Seed("a", 20_000)] };
        var unseen = hidden.With(EpidemicParameters.Awareness, 0.02).With(EpidemicParameters.LatentDays, 2.5).With(EpidemicParameters.PresymptomaticDays, 1.5).With(EpidemicParameters.Beds, 2);
        int Found(EpidemicSettings s) => Towns.Alone(Towns.City("a", 20_000_000), s, unseen, LinkSlopes.None).Replicate(5, 0).Path.Detected[8..10].Sum();
        Assert.True(Found(late) > 4 * Found(late with { Testing = settings.Testing }), $"{Found(late)} {Found(late with { Testing = settings.Testing })}");
        // a round a day: nobody stays ill for long, so nearly everyone who falls ill is found
        Assert.True(Run(rounds, hidden).Detected > 1.3 * Run(settings, hidden).Detected);
        var model = Towns.Alone(City, rounds, hidden, LinkSlopes.None);
        Assert.Equal(1, model.ConditionsOf(3, 3, true, 3, new(1, 1)).RoundsWhereCases);
        Assert.Equal(0, model.ConditionsOf(3, 3, true, -1, new(1, 1)).RoundsWhereCases);
    }

    [Fact]
    public void Precision_confines_fewer_at_the_same_stringency()
    {
        EpidemicPath Path(double precision) =>
            Towns.Alone(City, Tested(60, Towns.Seed("a", 30)) with { Observed = [new("a", Towns.Start, null, 0.7)] }, Seen.With(EpidemicParameters.Precision, precision), LinkSlopes.None).Replicate(2, 0).Path;
        var (blind, precise) = (Path(0.2), Path(0.95));
        Assert.Equal(blind.Stringency, precise.Stringency);
        for (var day = 0; day < 60; day++)
        {
            Assert.True(precise.Confined[day] < blind.Confined[day]);
            Assert.InRange(precise.Confined[day], 0.7 * 0.05 - 1e-6, 0.7 + 1e-6);
        }
    }

    // One case, found on one day: its grid is closed on the fourteen days that follow.
    [Fact]
    public void A_case_closes_its_grid_for_fourteen_days()
    {
        var settings = Tested(60, Towns.Seed("a", 1)) with { Variants = [Stop], Observed = [new("a", Towns.Start, Towns.Start.AddDays(59), 0.5)] };
        var parameters = Seen.With(EpidemicParameters.Precision, 0.8).With(EpidemicParameters.GridPeople, 10_000);
        for (var r = 0; r < 10; r++)
        {
            var path = Towns.Alone(City, settings, parameters, LinkSlopes.None).Replicate(3, r).Path;
            var found = Array.IndexOf(path.Detected, 1);
            if (found is < 0 or > 40) continue;
            for (var day = 0; day < 60; day++)
                Assert.Equal(day > found && day <= found + 14 ? 0.5 * (0.2 + 0.8 * 3 * (1 - Math.Exp(-0.01))) : 0.5 * 0.2, path.Confined[day], 1e-6);
            return;
        }
        Assert.Fail("no case was found");
    }

    // Runs of more and more days are one path: the day of the trigger and that of the opening are read off it.
    [Fact]
    public void Emergency_hospitals_open_the_days_of_building_after_the_beds_run_short()
    {
        var settings = Tested(80, Towns.Seed("a", 3000)) with { Hospitals = new() { MostRounds = 1 }, Tracing = null };
        var parameters = Seen.With(EpidemicParameters.Beds, 0.6).With(EpidemicParameters.EmergencyDays, 11);
        int? shortage = null, opening = null;
        for (var days = 1; days <= 80 && opening is null; days++)
        {
            var city = Run(settings with { Days = days }, parameters);
            if (shortage is null && city.MostBeds > 0.7 * 600) shortage = days;
            if (city.EmergencyBeds > 0) opening = days;
        }
        Assert.Equal(11, opening - shortage);
        var (built, none) = (Run(settings, parameters), Run(settings with { Hospitals = null }, parameters));
        Assert.Equal(600, built.EmergencyBeds);
        Assert.True(built.Detected > none.Detected && built.Deaths < none.Deaths && built.MostBeds > none.MostBeds);
    }

    [Fact]
    public void Fear_cuts_infections_and_keeps_people_from_work_and_moves_no_order()
    {
        var settings = Tested(60, Towns.Seed("a", 500));
        EpidemicOutcome With(double fear) => Towns.Alone(City, settings, Seen.With(EpidemicParameters.Fear, fear), LinkSlopes.None).Replicate(1, 0);
        var (bold, afraid) = (With(0), With(0.4));
        Assert.True(afraid.Infections < 0.95 * bold.Infections);
        Assert.All(afraid.Path.Stringency.Concat(afraid.Path.Confined), x => Assert.Equal(0, x));
        Assert.Equal(bold.Path.Detected[..3], afraid.Path.Detected[..3]);
        // on the fourth day nothing differs but fear itself
        Assert.True(afraid.Path.Absent[4] > bold.Path.Absent[4]);
    }

    [Fact]
    public void Imports_arrive_on_their_days_in_their_city_at_their_rate()
    {
        var settings = Towns.Untouched(100, 1) with { Variants = [Stop], Imports = [new("a", Towns.Start.AddDays(10), Towns.Start.AddDays(29), 2.5), new("a", Towns.Start.AddDays(20), Towns.Start.AddDays(24), 4)] };
        var each = Towns.Each(Towns.Alone(City, settings, Seen, LinkSlopes.None), 400, o => o.Infections);
        Assert.Equal(20 * 2.5 + 5 * 4, each.Average(), 4 * Math.Sqrt(70 / 400.0));
        Assert.Equal(0, Run(settings with { Days = 10, Imports = [settings.Imports[0] with { To = Towns.Start.AddDays(10), From = Towns.Start.AddDays(9), PerDay = 0 }] }, Seen).Infections);
        var before = settings with { Days = 11, Imports = [settings.Imports[0]] };
        Assert.Equal(2.5, Towns.Mean(Towns.Alone(City, before, Seen, LinkSlopes.None), 2000, o => o.Infections), 4 * Math.Sqrt(2.5 / 2000));
        var two = new EpidemicModel([City, Towns.City("b", People)], TravelMatrix.None(2), Seen, LinkSlopes.None, settings with { Variants = [] }).Replicate(1, 0);
        Assert.True(two.Cities[0].Infections > 0);
        Assert.Equal(0, two.Cities[1].Infections);
    }

    [Fact]
    public void A_variant_that_spreads_faster_and_escapes_immunity_makes_a_second_wave()
    {
        var settings = Towns.Untouched(500, 1, Towns.Seed("a", 100));
        var one = Run(settings, Seen);
        var two = Run(settings with { Imports = [new("a", Towns.Start.AddDays(250), Towns.Start.AddDays(260), 5)], Variants = [new(Towns.Start.AddDays(250), 1.5, 1, 0.6, 10)] }, Seen);
        Assert.True(two.Infections > 1.4 * one.Infections);
        var mild = Run(settings with { Variants = [new(Towns.Start, 1, 0.3, 0, 1)] }, Seen);
        Assert.Equal(one.Infections, mild.Infections);
        Assert.InRange(mild.Deaths / (double)one.Deaths, 0.2, 0.45);
    }

    [Fact]
    public void Rates_of_variants_move_in_a_straight_line_from_where_they_are()
    {
        var timeline = Towns.Alone(City, Towns.Untouched(60, 1) with { Variants = [new(Towns.Start.AddDays(5), 2, 3, 0, 20), new(Towns.Start.AddDays(15), 4, 1, 0, 10)] }).Timeline;
        for (var day = 1; day < 60; day++)
        {
            Assert.InRange(timeline.Transmissibility[day] - timeline.Transmissibility[day - 1], 0, 0.3);
            Assert.InRange(Math.Abs(timeline.Fatality[day] - timeline.Fatality[day - 1]), 0, 0.2);
        }
        Assert.Equal((1.0, 1.05, 1.5, 4), (timeline.Transmissibility[4], Math.Round(timeline.Transmissibility[5], 12), Math.Round(timeline.Transmissibility[14], 12), timeline.Transmissibility[59]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Vaccination_protects_its_share_of_the_vaccinated_and_nobody_twice(int steps)
    {
        var settings = Towns.Untouched(400, steps) with { Vaccination = new() { From = Towns.Start.AddDays(20), DailyShare = 0.02, Efficacy = 0.6, Days = 300 } };
        var vaccinated = Towns.Alone(City, settings, Seen, LinkSlopes.None).Replicate(1, 0).Cities[0].Vaccinated;
        Assert.Equal(0.6 * (1 - Math.Exp(-0.02 * 300)), vaccinated / (double)People, 0.002);
        Assert.Equal(0, Towns.Alone(City, settings with { Days = 20, Vaccination = settings.Vaccination! with { From = Towns.Start.AddDays(19), DailyShare = 0 } }, Seen, LinkSlopes.None).Replicate(1, 0).Cities[0].Vaccinated);
        var (with, without) = (Run(Towns.Untouched(200, 1, Towns.Seed("a", 100)) with { Vaccination = new() { From = Towns.Start, DailyShare = 0.03 } }, Seen), Run(Towns.Untouched(200, 1, Towns.Seed("a", 100)), Seen));
        Assert.True(with.Infections < 0.8 * without.Infections);
    }

    [Fact]
    public void Observed_stringency_holds_on_its_days_whatever_the_rules_say()
    {
        var settings = Towns.Controlled(60, Towns.Seed("a", 2000)) with { Observed = [new("a", Towns.Start.AddDays(20), Towns.Start.AddDays(29), 0.33), new("a", Towns.Start.AddDays(25), Towns.Start.AddDays(26), 0.55)] };
        var (with, without) = (Towns.Alone(City, settings, Seen).Replicate(1, 0).Path, Towns.Alone(City, settings with { Observed = [] }, Seen).Replicate(1, 0).Path);
        for (var day = 0; day < 20; day++) Assert.Equal(without.Stringency[day], with.Stringency[day]);
        for (var day = 20; day < 30; day++) Assert.Equal(day is 25 or 26 ? 0.55f : 0.33f, with.Stringency[day]);
        Assert.NotEqual(0.33f, with.Stringency[30]);
        Assert.NotEqual(0.33f, without.Stringency[25]);
    }

    // The city is quiet for a year; then a case arrives. The closing of the year before has ended.
    [Fact]
    public void An_observation_without_an_end_does_not_come_back_with_a_later_case()
    {
        var settings = Towns.Controlled(420, Towns.Seed("a", 300)) with
        {
            Control = new() { AlertDate = Towns.Start.AddDays(3), QuietDays = 10 },
            Observed = [new("a", Towns.Start.AddDays(10), null, 0.9)],
            Variants = [new(Towns.Start.AddDays(12), 0, 1, 0, 1)],
            Seeds = [Towns.Seed("a", 300), new("a", Towns.Start.AddDays(350), 40)],
        };
        var path = Towns.Alone(City, settings, Seen).Replicate(1, 0).Path;
        var quiet = Enumerable.Range(11, 400).First(day => path.Detected[(day - 10)..day].Sum() == 0);
        for (var day = 10; day < quiet; day++) Assert.Equal(0.9f, path.Stringency[day]);
        Assert.True(path.Stringency[quiet + 5] < 0.9);
        Assert.True(path.Detected[351..].Sum() > 0);
        Assert.True(path.Stringency[351..].Max() < 0.85);
        // a stricter observation does close again
        var again = Towns.Alone(City, settings with { Observed = [.. settings.Observed, new("a", Towns.Start.AddDays(340), null, 0.95)] }, Seen).Replicate(1, 0).Path;
        Assert.Equal(0.95f, again.Stringency[341]);
    }

    [Fact]
    public void Stringency_rises_and_falls_with_its_time_constants_and_twice_as_fast_when_quiet()
    {
        var parameters = Seen.With(EpidemicParameters.StringencyUpDays, 3).With(EpidemicParameters.StringencyDownDays, 20);
        var model = new EpidemicModel([City], TravelMatrix.None(1), parameters, LinkSlopes.None, Tested(10) with { Control = new() { ClosingRate = 10, ClosingLevel = 0.8 } });
        var rules = model.RulesOf(5, 1, true, 5);
        double After(int cases, double level, int quiet)
        {
            var state = new CityState { Susceptible = People, DetectedInTwoWeeks = cases, Stringency = level, QuietDays = quiet };
            rules.Apply(ref state, model.Rates[0], -1, false);
            return state.Stringency;
        }
        Assert.Equal(0.8 + (0.2 - 0.8) * Math.Exp(-1 / 3.0), After(100, 0.2, 0), 1e-12); // 10 per 100,000: closed
        Assert.True(After(99, 0.2, 0) < 0.5); // 9.9: by the slope alone
        Assert.Equal(0.6 * Math.Exp(-1 / 20.0), After(0, 0.6, 13), 1e-12);
        Assert.Equal(0.6 * Math.Exp(-2 / 20.0), After(0, 0.6, 14), 1e-12);
        var calm = new CityState { Susceptible = People, DetectedInTwoWeeks = 100 };
        Assert.Equal(0, model.RulesOf(5, 0, false, 0).Apply(ref calm, model.Rates[0], -1, false).Confined); // before the alert nothing closes
    }

    [Fact]
    public void The_alert_comes_on_its_date_or_with_its_cases_and_the_holiday_sets_a_floor()
    {
        var dated = Towns.Alone(City, Towns.Controlled(60, Towns.Seed("a", 10)) with { Control = new() { AlertDate = Towns.Start.AddDays(20), HolidayFrom = Towns.Start.AddDays(25), HolidayTo = Towns.Start.AddDays(34), HolidayLevel = 0.7 } }, Seen).Replicate(1, 0).Path;
        Assert.Equal(20, Array.FindIndex(dated.Alert, x => x > 0));
        Assert.InRange(dated.Stringency[34], 0.68, 0.72);
        Assert.True(dated.Stringency[40] < dated.Stringency[34]);
        var counted = Towns.Alone(City, Towns.Controlled(60, Towns.Seed("a", 1000)) with { Control = new() { AlertCases = 200 } }, Seen).Replicate(1, 0).Path;
        var first = Array.FindIndex(counted.Alert, x => x > 0);
        Assert.True(counted.Detected[..first].Sum() >= 200 && counted.Detected[..(first - 1)].Sum() < 200);
    }

    [Fact]
    public void Regimes_by_risk_of_the_origin_protect_other_cities_and_change_nothing_in_a_city_alone()
    {
        var settings = Tested(60, Towns.Seed("c0", 1000)) with { Control = new() { AlertDate = Towns.Start, AlertTravelCut = 0, ClosingTravelCut = 0, ClosingLevel = 0 } };
        var regime = settings with { Control = settings.Control with { OriginRisk = [new(Towns.Start, 0.5, 0.8, 5, 1)] } };
        var (towns, travel) = Towns.Ring(4);
        double Elsewhere(EpidemicSettings s) => Towns.Mean(new EpidemicModel(towns, travel, Seen, LinkSlopes.None, s), 20, o => o.Cities.Skip(1).Sum(c => c.Infections));
        Assert.True(Elsewhere(regime) < 0.5 * Elsewhere(settings));
        var alone = new EpidemicModel([towns[0]], TravelMatrix.None(1), Seen, LinkSlopes.None, settings).Replicate(1, 0);
        EpidemicInvariantTests.AssertSame(alone, new EpidemicModel([towns[0]], TravelMatrix.None(1), Seen, LinkSlopes.None, regime).Replicate(1, 0));
    }

    // Everybody everywhere is as likely to be infectious: then it makes no difference whom one meets, however much is travelled.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 1)]
    [InlineData(6, 20)]
    [InlineData(0.1, 0)]
    public void Travel_moves_contacts_and_makes_none(double factor, double surge)
    {
        var (towns, travel) = Towns.Ring(4, null, 60_000);
        towns = [.. towns.Select(t => t with { Population = 400_000 })];
        travel = TravelMatrix.FromFlows(towns, [.. Enumerable.Range(0, 4).SelectMany(c => new[] { new TravelFlow($"c{c}", $"c{(c + 1) % 4}", 60_000), new TravelFlow($"c{c}", $"c{(c + 2) % 4}", 20_000) })]);
        var settings = Towns.Untouched(3, 1, [.. towns.Select(t => Towns.Seed(t.Code, 100_000))]) with { Surges = [new(Towns.Start, Towns.Start.AddDays(2), surge)] };
        double Infected(TravelMatrix matrix, ParameterSet p) => Towns.Mean(new EpidemicModel(towns, matrix, p.With(EpidemicParameters.ReproductionNumber, 6).With(EpidemicParameters.LatentDays, 2.5), LinkSlopes.None, settings with { Days = 6, Surges = [settings.Surges[0] with { To = Towns.Start.AddDays(5) }] }), 8, o => o.Infections - 400_000);
        Assert.Equal(1, Infected(travel, Towns.Calm.With(EpidemicParameters.TravelFactor, factor)) / Infected(TravelMatrix.None(4), Towns.Calm), 0.01);
    }

    [Fact]
    public void Denser_cities_have_more_contacts_by_the_exponent_and_alike_without_it()
    {
        SimulatedCity[] towns = [Towns.City("a", People) with { Density = 20_000 }, Towns.City("b", People) with { Density = 5_000 }];
        double[] Rates(double eta) => [.. new EpidemicModel(towns, TravelMatrix.None(2), Seen.With(EpidemicParameters.DensityExponent, eta), LinkSlopes.None, Tested(5)).Rates.Select(r => r.Transmission)];
        Assert.Equal(Math.Pow(4, 0.2), Rates(0.2)[0] / Rates(0.2)[1], 1e-12);
        Assert.Equal(Rates(0)[0], Rates(0)[1]);
    }
}
