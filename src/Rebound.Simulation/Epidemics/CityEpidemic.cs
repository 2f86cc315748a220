namespace Rebound.Simulation;

/// <summary>The epidemic of one city over the run.</summary>
/// <param name="Infections">People infected, a person infected twice counting twice.</param>
/// <param name="Detected">Detected cases.</param>
/// <param name="Deaths">Deaths.</param>
/// <param name="Peak">Most infectious people at the end of a day.</param>
/// <param name="PeakDay">The first day with that number; −1 where nobody was ever infectious.</param>
/// <param name="FirstCaseDay">The day of the first detected case; −1 where there was none.</param>
/// <param name="MostBeds">Most beds in use at the end of a day.</param>
/// <param name="EmergencyBeds">Beds opened in emergency hospitals.</param>
/// <param name="ConfinedDays">Person-days in confinement.</param>
/// <param name="QuarantineDays">Person-days in quarantine, infected or not.</param>
/// <param name="Vaccinated">People protected by vaccination.</param>
public readonly record struct CityEpidemic(
    int Infections, int Detected, int Deaths, int Peak, int PeakDay, int FirstCaseDay, int MostBeds, int EmergencyBeds, double ConfinedDays, double QuarantineDays, int Vaccinated);
