using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>The room in which one thread runs replicates, one after the other.</summary>
internal sealed class EpidemicRun
{
    private const int CaseDays = 14;

    private readonly EpidemicModel model;
    private readonly EpidemicTimeline timeline;
    private readonly StrainRates strain;
    private readonly CityRates[] rates;
    private readonly CityState[] states;
    private readonly CityControl[] control;
    private readonly double[] reach; // travel under control by city, beside each other for the sum over partners
    private readonly CityAccount[] accounts;
    private readonly double[] pressure;
    private readonly int[] detectedRing;
    private readonly int[] quarantineRing;
    private readonly int[] today;
    private readonly int steps;
    private readonly int quarantineSteps;
    private KeyedRandom random;
    private EpidemicPath path;
    private NationalAlert alert = new();
    private long nationalDetected;
    private long nationalTwoWeeks;

    internal EpidemicRun(EpidemicModel model)
    {
        this.model = model;
        (timeline, strain, rates) = (model.Timeline, model.Strain, model.Rates);
        var cities = rates.Length;
        steps = timeline.Settings.StepsPerDay;
        quarantineSteps = (timeline.Settings.Tracing?.QuarantineDays ?? 1) * steps;
        (states, control, accounts, pressure, today) = (new CityState[cities], new CityControl[cities], new CityAccount[cities], new double[cities], new int[cities]);
        reach = new double[cities];
        (detectedRing, quarantineRing) = (new int[cities * CaseDays], new int[cities * quarantineSteps]);
        path = new EpidemicPath(0, 0);
    }

    /// <summary>Runs a replicate from its first day.</summary>
    internal EpidemicOutcome Run(ulong seed, int replicate, CancellationToken cancellation)
    {
        Start(seed, replicate);
        for (var day = 0; day < timeline.Settings.Days; day++)
        {
            cancellation.ThrowIfCancellationRequested();
            Control(day);
            Array.Clear(today);
            for (var step = 0; step < steps; step++) Advance(day, day * steps + step, step == 0);
            Record(day);
        }
        var epidemics = new CityEpidemic[states.Length];
        for (var c = 0; c < states.Length; c++)
        {
            CheckBalance(c, timeline.Settings.Days);
            epidemics[c] = accounts[c].Close(states[c]);
        }
        return new EpidemicOutcome(replicate, path, epidemics);
    }

    private void Start(ulong seed, int replicate)
    {
        random = new KeyedRandom(seed, (ulong)replicate);
        path = new EpidemicPath(states.Length, timeline.Settings.Days);
        (alert, nationalDetected, nationalTwoWeeks) = (new NationalAlert(), 0, 0);
        Array.Clear(detectedRing);
        Array.Clear(quarantineRing);
        for (var c = 0; c < states.Length; c++)
        {
            states[c] = new CityState { Susceptible = (int)model.Cities[c].Population };
            accounts[c] = new CityAccount { PeakDay = -1, FirstCaseDay = -1 };
        }
    }

    private void Control(int day)
    {
        alert.Move(model, day, nationalDetected, nationalTwoWeeks);
        var rules = model.RulesOf(day, alert);
        path.Alert[day] = (float)alert.Level;
        var crowded = timeline.Travel[day] * model.MostOutOfCity > 1;
        for (var c = 0; c < states.Length; c++)
        {
            var observed = timeline.Observed(day, c, out var open);
            control[c] = rules.Apply(ref states[c], rates[c], observed, open);
            if (crowded) control[c].Travel /= Math.Max(1, rates[c].OutOfCity * timeline.Travel[day]); // nobody meets more strangers than people
            reach[c] = control[c].Travel;
        }
    }

    private void Advance(int day, int step, bool first)
    {
        Press(day);
        var met = model.ConditionsOf(day, step, first, alert.Since < 0 ? -1 : day - alert.Since, random);
        var slot = step % quarantineSteps;
        var reachesAll = met.Vaccination > 0 || met.Escape.Success > 0;
        var arrivals = timeline.Arrivals[day] ?? [];
        var next = 0;
        for (var c = 0; c < states.Length; c++)
        {
            ref var state = ref states[c];
            var arrival = next < arrivals.Count && arrivals[next].City == c ? arrivals[next++] : default;
            if (pressure[c] != 0 || state.IsActive) AdvanceCity(c, slot, ref met, ref state);
            else if (reachesAll || (first && arrival.Seeded >= 1) || arrival.Imported > 0) Refill(ref state, rates[c], met, c);
        }
        Happen(met, first, arrivals);
        for (var c = 0; model.ChecksEveryStep && c < states.Length; c++) CheckBalance(c, day);
    }

    // What reaches cities without infection too.
    private void Happen(StepConditions met, bool first, List<Arrival> arrivals)
    {
        if (met.Vaccination > 0) VaccinationDay.Protect(states, random, met.Step, met.Vaccination);
        for (var c = 0; met.Escape.Success > 0 && c < states.Length; c++)
        {
            met.City = (ulong)c;
            EpidemicStep.Escape(ref states[c], met);
        }
        foreach (var arrival in arrivals)
        {
            met.City = (ulong)arrival.City;
            EpidemicStep.Arrive(ref states[arrival.City], first ? (int)arrival.Seeded : 0, arrival.Imported * strain.Step, met);
        }
    }

    // Forces of infection: Σ over the partners with infectious people, in their order.
    private void Press(int day)
    {
        Array.Clear(pressure);
        var travel = model.TravelFactor * timeline.Travel[day];
        for (var j = 0; j < states.Length; j++)
        {
            ref readonly var state = ref states[j];
            if ((state.Infectious | state.QuarantinedInfected) == 0) continue;
            var prevalence = (state.Presymptomatic + state.Symptomatic + strain.AsymptomaticInfectiousness * state.Asymptomatic + 0.1 * state.QuarantinedInfected) / rates[j].People;
            pressure[j] += Math.Max(0, 1 - rates[j].OutOfCity * timeline.Travel[day] * control[j].Travel) * prevalence; // rounding alone passes 0
            var sent = travel * control[j].InfectiousTravel * prevalence;
            if (sent == 0) continue;
            var partners = model.Travel.Partners(j);
            var shares = model.Travel.SharesAtPartners(j)[..partners.Length];
            for (var l = 0; l < partners.Length; l++) pressure[partners[l]] += shares[l] * reach[partners[l]] * sent;
        }
    }

    private void AdvanceCity(int c, int slot, ref StepConditions met, ref CityState state)
    {
        ref readonly var rate = ref rates[c];
        met.City = (ulong)c;
        met.Force = rate.Transmission * model.Timeline.Transmissibility[met.Day] * control[c].Contacts * pressure[c];
        met.Rounds = state.DetectedInTwoWeeks > 0 ? met.RoundsWhereCases : 0;
        met.Detection = rate.DetectionHazard * met.Awareness + met.Rounds;
        met.Secondary = rate.Secondary * model.Timeline.Transmissibility[met.Day] * control[c].Contacts;
        met.ContactsPerCase = model.ContactsPerDay * control[c].Contacts;
        ref var leaving = ref quarantineRing[c * quarantineSteps + slot];
        met.Released = leaving;
        Refill(ref state, rate, met, c);
        var detected = EpidemicStep.Advance(ref state, rate, strain, met, out var contacts);
        leaving = contacts;
        today[c] += detected;
    }

    // What a day's capacity leaves of a whole case is kept, so that small cities find some too.
    private void Refill(ref CityState state, in CityRates rate, in StepConditions met, int city)
    {
        state.TestsLeft = Math.Min(state.TestsLeft, 1) + rate.TestsPerStep * met.TestShare * timeline.Tests(met.Day, city);
        state.TracingLeft = Math.Min(state.TracingLeft, 1) + rate.TracedPerStep;
    }

    private void Record(int day)
    {
        var slot = day % CaseDays;
        for (var c = 0; c < states.Length; c++)
        {
            ref var state = ref states[c];
            var at = day * states.Length + c;
            (path.Stringency[at], path.Confined[at]) = ((float)state.Stringency, (float)control[c].Confined);
            if (!state.IsActive && today[c] == 0 && state.Dead == 0 && state.BuildingDays == 0)
            {
                state.QuietDays++;
                if (control[c].Confined > 0) accounts[c].ConfinedDays += control[c].Confined * rates[c].People;
                continue;
            }
            RecordActive(day, slot, c, ref state, at);
        }
    }

    private void RecordActive(int day, int slot, int c, ref CityState state, int at)
    {
        ref var old = ref detectedRing[c * CaseDays + slot];
        state.DetectedInTwoWeeks += today[c] - old;
        nationalTwoWeeks += today[c] - old;
        nationalDetected += today[c];
        old = today[c];
        state.QuietDays = today[c] > 0 ? 0 : state.QuietDays + 1;
        path.Detected[at] = today[c];
        var away = 0.8 * state.Symptomatic + state.QuarantinedInfected + state.QuarantinedSusceptible + state.InBeds + state.Dead;
        path.Absent[at] = (float)Math.Min(1, away / rates[c].People + model.FearAbsence * control[c].Fear);
        Build(c, ref state);
        accounts[c].ConfinedDays += control[c].Confined * rates[c].People;
        accounts[c].Count(state, day);
    }

    private void Build(int c, ref CityState state)
    {
        if (timeline.Settings.Hospitals is not { } hospitals) return;
        if (state.BuildingDays > 0 && --state.BuildingDays == 0)
            state.EmergencyBeds += (int)Math.Round(hospitals.BedsPerThousand * rates[c].People / 1000);
        if (state.BuildingDays > 0 || state.EmergencyRounds >= hospitals.MostRounds || state.InBeds <= hospitals.Trigger * (rates[c].Beds + state.EmergencyBeds)) return;
        state.BuildingDays = Math.Max(1, rates[c].EmergencyDays);
        state.EmergencyRounds++;
    }

    private void CheckBalance(int c, int day)
    {
        if (states[c].People != model.Cities[c].Population || states[c].IsNegative)
            throw new BalanceException(model.Cities[c].Code, day, states[c].ToString());
    }
}
