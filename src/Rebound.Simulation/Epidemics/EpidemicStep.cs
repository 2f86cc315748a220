using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>One step of one city: every state is left by one binomial draw, then the leavers are split.</summary>
/// <remarks>All exits are drawn from the people at the start of the step. Each event has its own random number, whatever else happens, so that a
/// rule that changes one event leaves the others alone.</remarks>
internal static class EpidemicStep
{
    internal const ulong Purpose = 1;

    /// <summary>The group of random numbers of vaccination, escape and arrivals.</summary>
    internal const ulong EventsGroup = 6;

    /// <summary>Advances a city.</summary>
    /// <param name="state">Its people.</param>
    /// <param name="rates">Its rates.</param>
    /// <param name="strain">The infection.</param>
    /// <param name="met">The conditions of the step.</param>
    /// <param name="contacts">Uninfected contacts who enter quarantine.</param>
    /// <returns>Newly detected cases.</returns>
    internal static int Advance(ref CityState state, in CityRates rates, StrainRates strain, in StepConditions met, out int contacts)
    {
        var start = state;
        Infect(ref state, start, strain, met);
        var detected = Symptoms(ref state, start, rates, strain, met);
        detected += Quarantine(ref state, start, rates, strain, met);
        Hospital(ref state, start, rates, strain, met);
        state.QuarantinedSusceptible -= met.Released;
        state.Susceptible += met.Released;
        contacts = Trace(ref state, rates, met, detected);
        state.Detected += detected;
        return detected;
    }

    /// <summary>Makes immune people susceptible to a new variant.</summary>
    internal static void Escape(ref CityState state, in StepConditions met)
    {
        if (state.Recovered == 0) return;
        state.Susceptible += Move(ref state.Recovered, met.Escape, met.Random.Block(met.Step, met.City, EventsGroup, Purpose).Second);
    }

    /// <summary>Infects people from outside.</summary>
    internal static void Arrive(ref CityState state, int seeded, double imported, in StepConditions met)
    {
        var strangers = imported > 0 ? CountQuantile.Poisson(imported, met.Random.Block(met.Step, met.City, EventsGroup, Purpose).Third) : 0;
        var arrivals = Math.Min(state.Susceptible, seeded + strangers);
        state.Susceptible -= arrivals;
        state.Exposed += arrivals;
        state.Infections += arrivals;
    }

    private static void Infect(ref CityState state, in CityState start, StrainRates strain, in StepConditions met)
    {
        if (met.Force == 0 && (start.Exposed | start.Presymptomatic) == 0) return;
        var uniform = met.Random.Block(met.Step, met.City, 0, Purpose);
        if (met.Force > 0 && start.Susceptible > 0)
        {
            var infected = start.Susceptible * met.Force <= 1 - uniform.First ? 0 : CountQuantile.Binomial(start.Susceptible, Chance.OfHazard(met.Force), uniform.First);
            state.Susceptible -= infected;
            state.Exposed += infected;
            state.Infections += infected;
        }
        if (start.Exposed > 0)
        {
            var infectious = strain.EndOfLatency.Quantile(start.Exposed, uniform.Second);
            var silent = infectious == 0 ? 0 : strain.Asymptomatic.Quantile(infectious, uniform.Third);
            state.Exposed -= infectious;
            state.Asymptomatic += silent;
            state.Presymptomatic += infectious - silent;
        }
        if (start.Presymptomatic > 0)
        {
            var ill = strain.Onset.Quantile(start.Presymptomatic, uniform.Fourth);
            state.Presymptomatic -= ill;
            state.Symptomatic += ill;
        }
    }

    private static int Symptoms(ref CityState state, in CityState start, in CityRates rates, StrainRates strain, in StepConditions met)
    {
        if ((start.Asymptomatic | start.Symptomatic) == 0) return 0;
        var uniform = met.Random.Block(met.Step, met.City, 1, Purpose);
        if (start.Asymptomatic > 0)
        {
            var well = strain.AsymptomaticRecovery.Quantile(start.Asymptomatic, uniform.First);
            state.Asymptomatic -= well;
            state.Recovered += well;
        }
        if (start.Symptomatic == 0) return 0;
        var hazard = strain.RecoveryHazard + met.Detection;
        var leaving = CountQuantile.Binomial(start.Symptomatic, Chance.OfHazard(hazard), uniform.Second);
        if (leaving == 0) return 0;
        var reported = CountQuantile.Binomial(leaving, Chance.Once(met.Detection / hazard), uniform.Third);
        // who finds no test or no bed stays among the infectious, or gets well in the same step
        var isolated = Math.Min(reported, Math.Min((int)state.TestsLeft, FreeBeds(state, rates)));
        var ended = leaving - reported + EndedUnseen(reported - isolated, strain, met);
        var critical = ended == 0 ? 0 : CountQuantile.Binomial(ended, Severity(rates, met), uniform.Fourth);
        state.TestsLeft -= isolated;
        state.Symptomatic -= isolated + ended;
        state.Isolated += isolated;
        state.Critical += critical;
        state.Recovered += ended - critical;
        return isolated + critical;
    }

    // With chance q, so that where nothing can be confirmed a step is left with chance 1 − e^(−r), r the recovery hazard: reports alone lengthen no stage.
    private static int EndedUnseen(int people, StrainRates strain, in StepConditions met)
    {
        if (people == 0) return 0;
        var hazard = strain.RecoveryHazard + met.Detection;
        var leaving = Elementary.Strike(hazard);
        var q = (Elementary.Strike(strain.RecoveryHazard) * hazard - leaving * strain.RecoveryHazard) / (leaving * met.Detection);
        return CountQuantile.Binomial(people, Chance.Once(Math.Clamp(q, 0, 1)), met.Random.Block(met.Step, met.City, 7, Purpose).First);
    }

    private static int Quarantine(ref CityState state, in CityState start, in CityRates rates, StrainRates strain, in StepConditions met)
    {
        if (start.QuarantinedInfected == 0) return 0;
        var uniform = met.Random.Block(met.Step, met.City, 2, Purpose);
        var leaving = strain.QuarantineEnd.Quantile(start.QuarantinedInfected, uniform.First);
        if (leaving == 0) return 0;
        var silent = strain.Asymptomatic.Quantile(leaving, uniform.Second);
        var found = Math.Min(leaving - silent, Math.Min((int)state.TestsLeft, FreeBeds(state, rates)));
        state.TestsLeft -= found;
        var silentFound = met.TestsContacts ? Math.Min(silent, (int)state.TestsLeft) : 0;
        state.TestsLeft -= silentFound;
        state.QuarantinedInfected -= found + silent;
        state.Isolated += found;
        state.Recovered += silent;
        return found + silentFound;
    }

    private static void Hospital(ref CityState state, in CityState start, in CityRates rates, StrainRates strain, in StepConditions met)
    {
        if ((start.Isolated | start.Critical) == 0) return;
        var uniform = met.Random.Block(met.Step, met.City, 3, Purpose);
        if (start.Isolated > 0)
        {
            var leaving = strain.HospitalEnd.Quantile(start.Isolated, uniform.First);
            var critical = leaving == 0 ? 0 : CountQuantile.Binomial(leaving, Severity(rates, met), uniform.Second);
            state.Isolated -= leaving;
            state.Critical += critical;
            state.Recovered += leaving - critical;
        }
        if (start.Critical > 0)
        {
            var leaving = strain.CriticalEnd.Quantile(start.Critical, uniform.Third);
            var deaths = leaving == 0 ? 0 : CountQuantile.Binomial(leaving, Chance.Once(Lethality(start, rates, strain)), uniform.Fourth);
            state.Critical -= leaving;
            state.Dead += deaths;
            state.Recovered += leaving - deaths;
        }
    }

    private static int Trace(ref CityState state, in CityRates rates, in StepConditions met, int detected)
    {
        var traced = met.Traces ? Math.Min(detected, (int)state.TracingLeft) : 0;
        if (traced == 0 && met.Rounds == 0) return 0;
        state.TracingLeft -= traced;
        var latent = state.Latent;
        var quarantined = 0;
        if (latent > 0)
        {
            var byCode = traced == 0 ? 0 : Math.Min(0.9, rates.TracedShare * met.Secondary * traced / latent) * rates.TracingPromptness;
            var found = Chance.Once(byCode + (1 - byCode) * Elementary.Strike(met.Rounds));
            var uniform = met.Random.Block(met.Step, met.City, 4, Purpose);
            quarantined = Move(ref state.Exposed, found, uniform.First) + Move(ref state.Presymptomatic, found, uniform.Second) + Move(ref state.Asymptomatic, found, uniform.Third);
            state.QuarantinedInfected += quarantined;
        }
        if (traced == 0 || state.Susceptible == 0) return 0;
        var expected = rates.TracedShare * met.ContactsPerCase * traced;
        var contacts = Math.Min(state.Susceptible, CountQuantile.Poisson(expected, met.Random.Block(met.Step, met.City, 5, Purpose).First));
        state.Susceptible -= contacts;
        state.QuarantinedSusceptible += contacts;
        return contacts;
    }

    private static int Move(ref int people, in Chance chance, double uniform)
    {
        if (people == 0) return 0;
        var moved = CountQuantile.Binomial(people, chance, uniform);
        people -= moved;
        return moved;
    }

    private static int FreeBeds(in CityState state, in CityRates rates) => Math.Max(0, rates.Beds + state.EmergencyBeds - state.InBeds);

    private static Chance Severity(in CityRates rates, in StepConditions met) =>
        met.Fatality == 1 ? rates.Critical : Chance.Once(Math.Min(1, rates.CriticalShare * met.Fatality));

    // Who is critical without a bed dies more often: 1.6 times as often, at most always.
    private static double Lethality(in CityState start, in CityRates rates, StrainRates strain)
    {
        var over = start.InBeds - rates.Beds - start.EmergencyBeds;
        if (over <= 0) return strain.CriticalFatality;
        var without = Math.Min(1, over / (double)start.Critical);
        return Math.Min(1, strain.CriticalFatality * (1 + 0.6 * without));
    }
}
