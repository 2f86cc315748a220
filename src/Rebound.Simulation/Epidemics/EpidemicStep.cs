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
        var numbers = new StepNumbers(start, met);
        var left = new StepLeavers(start, strain, met, numbers);
        var split = new StepSplits(left, start, rates, strain, met, numbers);
        Infect(ref state, left, split);
        var detected = Symptoms(ref state, left, split, rates, strain, met, numbers.Illness.Fourth);
        detected += Quarantine(ref state, left, split, rates, met);
        Hospital(ref state, left, split);
        state.QuarantinedSusceptible -= met.Released;
        state.Susceptible += met.Released;
        contacts = Trace(ref state, rates, met, detected);
        if (state.Waiting > 0) detected += Late(ref state, strain, met);
        state.Detected += detected;
        return detected;
    }

    /// <summary>Makes immune people susceptible to a new variant.</summary>
    internal static void Escape(ref CityState state, in StepConditions met)
    {
        if (state.Recovered == 0) return;
        state.Susceptible += Move(ref state.Recovered, met.Escape, met.Block(EventsGroup).Second);
    }

    /// <summary>Infects people from outside.</summary>
    internal static void Arrive(ref CityState state, int seeded, double imported, in StepConditions met)
    {
        var strangers = imported > 0 ? CountQuantile.Poisson(imported, met.Block(EventsGroup).Third) : 0;
        var arrivals = Math.Min(state.Susceptible, seeded + strangers);
        state.Susceptible -= arrivals;
        state.Exposed += arrivals;
        state.Infections += arrivals;
    }

    private static void Infect(ref CityState state, in StepLeavers left, in StepSplits split)
    {
        state.Susceptible -= left.Infected;
        state.Infections += left.Infected;
        state.Exposed += left.Infected - left.Infectious;
        state.Asymptomatic += split.Silent;
        state.Presymptomatic += left.Infectious - split.Silent - left.Ill;
        state.Symptomatic += left.Ill;
    }

    private static int Symptoms(ref CityState state, in StepLeavers left, in StepSplits split, in CityRates rates, StrainRates strain, in StepConditions met, double uniform)
    {
        state.Asymptomatic -= left.WellWithoutSymptoms;
        state.Recovered += left.WellWithoutSymptoms;
        if (left.EndedSymptoms == 0) return 0;
        // who finds no test or no bed stays among the infectious, or gets well in the same step
        var isolated = Math.Min(split.Reported, Math.Min((int)state.TestsLeft, FreeBeds(state, rates)));
        var unseen = EndedUnseen(split.Reported - isolated, strain, met);
        var ended = left.EndedSymptoms - split.Reported + unseen;
        var critical = ended == 0 ? 0 : CountQuantile.Binomial(ended, StepSplits.Severity(rates, met), uniform);
        if (strain.Waits) state.Waiting += Math.Min(ended - critical, unseen + TurnedAway(left.EndedSymptoms - split.Reported, split.Reported > 0 ? isolated / (double)split.Reported : state.TestsLeft >= 1 ? 1 : 0, strain, met));
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
        return CountQuantile.Binomial(people, Chance.Once(Math.Clamp(q, 0, 1)), met.Block(7).First);
    }

    // Of those whose illness ended, they who had asked for a test before: they ask with the hazard of detection, and a share of them finds one.
    private static int TurnedAway(int people, double served, StrainRates strain, in StepConditions met)
    {
        if (people == 0 || served == 1) return 0;
        var refused = (1 - served) * met.Detection;
        return CountQuantile.Binomial(people, Chance.Once(refused / (refused + strain.RecoveryHazard)), met.Block(8).First);
    }

    // What tests are left goes to them, as fast as to others; after some days nothing shows any more.
    private static int Late(ref CityState state, StrainRates strain, in StepConditions met)
    {
        var uniform = met.Block(8);
        var found = Math.Min(CountQuantile.Binomial(state.Waiting, Chance.OfHazard(met.Detection), uniform.Second), Math.Max(0, (int)state.TestsLeft));
        state.TestsLeft -= found;
        state.Waiting -= found;
        state.Waiting -= CountQuantile.Binomial(state.Waiting, strain.EndOfWaiting, uniform.Third);
        return found;
    }

    private static int Quarantine(ref CityState state, in StepLeavers left, in StepSplits split, in CityRates rates, in StepConditions met)
    {
        if (left.EndedQuarantine == 0) return 0;
        var silent = split.SilentInQuarantine;
        var found = Math.Min(left.EndedQuarantine - silent, Math.Min((int)state.TestsLeft, FreeBeds(state, rates)));
        state.TestsLeft -= found;
        var silentFound = met.TestsContacts ? Math.Min(silent, (int)state.TestsLeft) : 0;
        state.TestsLeft -= silentFound;
        state.QuarantinedInfected -= found + silent;
        state.Isolated += found;
        state.Recovered += silent;
        return found + silentFound;
    }

    private static void Hospital(ref CityState state, in StepLeavers left, in StepSplits split)
    {
        state.Isolated -= left.LeftIsolation;
        state.Critical += split.CriticalFromIsolation - left.LeftCritical;
        state.Dead += split.Deaths;
        state.Recovered += left.LeftIsolation - split.CriticalFromIsolation + left.LeftCritical - split.Deaths;
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
            var uniform = met.Block(4);
            quarantined = Move(ref state.Exposed, found, uniform.First) + Move(ref state.Presymptomatic, found, uniform.Second) + Move(ref state.Asymptomatic, found, uniform.Third);
            state.QuarantinedInfected += quarantined;
        }
        if (traced == 0 || state.Susceptible == 0) return 0;
        var expected = rates.TracedShare * met.ContactsPerCase * traced;
        var contacts = Math.Min(state.Susceptible, CountQuantile.Poisson(expected, met.Block(5).First));
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
}
