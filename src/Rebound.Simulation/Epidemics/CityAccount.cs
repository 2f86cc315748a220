namespace Rebound.Simulation;

/// <summary>What is kept of a city's epidemic while it runs; the rest is in its state.</summary>
internal struct CityAccount
{
    internal int Peak;
    internal int PeakDay;
    internal int FirstCaseDay;
    internal int MostBeds;
    internal double ConfinedDays;
    internal double QuarantineDays;

    /// <summary>Counts a day.</summary>
    internal void Count(in CityState state, int day)
    {
        if (state.Infectious > Peak) (Peak, PeakDay) = (state.Infectious, day);
        if (FirstCaseDay < 0 && state.Detected > 0) FirstCaseDay = day;
        MostBeds = Math.Max(MostBeds, state.InBeds);
        QuarantineDays += state.QuarantinedInfected + state.QuarantinedSusceptible;
    }

    /// <summary>The whole, at the end of the run.</summary>
    internal readonly CityEpidemic Close(in CityState state) => new(
        state.Infections, state.Detected, state.Dead, Peak, PeakDay, FirstCaseDay, MostBeds, state.EmergencyBeds, ConfinedDays, QuarantineDays, state.Vaccinated);
}
