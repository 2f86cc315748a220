using System.Runtime.Intrinsics;
using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>How many people leave each state of a city in a step, drawn from the people at its start.</summary>
internal readonly struct StepLeavers
{
    internal readonly int Infected;
    internal readonly int Infectious;
    internal readonly int Ill;
    internal readonly int WellWithoutSymptoms;
    internal readonly int EndedSymptoms;
    internal readonly int EndedQuarantine;
    internal readonly int LeftIsolation;
    internal readonly int LeftCritical;

    internal StepLeavers(in CityState start, StrainRates strain, in StepConditions met, in StepNumbers numbers)
    {
        var (infection, illness, hospital) = (numbers.Infection, numbers.Illness, numbers.Hospital);
        if (start.Exposed + start.Infectious >= LaneCounts.ManyPeople)
        {
            var counts = Together(start, strain, met, numbers);
            Infected = counts.Has(0) ? counts[0] : Infections(start, met, infection.First);
            Infectious = counts.Has(1) ? counts[1] : strain.EndOfLatency.Quantile(start.Exposed, infection.Second);
            Ill = counts.Has(2) ? counts[2] : strain.Onset.Quantile(start.Presymptomatic, infection.Fourth);
            WellWithoutSymptoms = counts.Has(3) ? counts[3] : strain.AsymptomaticRecovery.Quantile(start.Asymptomatic, illness.First);
            EndedSymptoms = counts.Has(4) ? counts[4] : SymptomsEnd(start, strain, met, illness.Second);
            EndedQuarantine = counts.Has(5) ? counts[5] : strain.QuarantineEnd.Quantile(start.QuarantinedInfected, numbers.Quarantine.First);
            LeftIsolation = counts.Has(6) ? counts[6] : strain.HospitalEnd.Quantile(start.Isolated, hospital.First);
            LeftCritical = counts.Has(7) ? counts[7] : strain.CriticalEnd.Quantile(start.Critical, hospital.Third);
            return;
        }
        if (met.Force > 0) Infected = Infections(start, met, infection.First);
        if (start.Exposed > 0) Infectious = strain.EndOfLatency.Quantile(start.Exposed, infection.Second);
        if (start.Presymptomatic > 0) Ill = strain.Onset.Quantile(start.Presymptomatic, infection.Fourth);
        if (start.Asymptomatic > 0) WellWithoutSymptoms = strain.AsymptomaticRecovery.Quantile(start.Asymptomatic, illness.First);
        if (start.Symptomatic > 0) EndedSymptoms = SymptomsEnd(start, strain, met, illness.Second);
        if (start.QuarantinedInfected > 0) EndedQuarantine = strain.QuarantineEnd.Quantile(start.QuarantinedInfected, numbers.Quarantine.First);
        if (start.Isolated > 0) LeftIsolation = strain.HospitalEnd.Quantile(start.Isolated, hospital.First);
        if (start.Critical > 0) LeftCritical = strain.CriticalEnd.Quantile(start.Critical, hospital.Third);
    }

    private static LaneCounts Together(in CityState start, StrainRates strain, in StepConditions met, in StepNumbers numbers) => LaneCounts.Draw(
        Vector512.Create((double)start.Susceptible, start.Exposed, start.Presymptomatic, start.Asymptomatic, start.Symptomatic, start.QuarantinedInfected, start.Isolated, start.Critical),
        strain.Exits.WithElement(0, Elementary.Strike(met.Force)).WithElement(4, Elementary.Strike(strain.RecoveryHazard + met.Detection)),
        Vector512.Create(
            numbers.Infection.First, numbers.Infection.Second, numbers.Infection.Fourth, numbers.Illness.First, numbers.Illness.Second, numbers.Quarantine.First, numbers.Hospital.First, numbers.Hospital.Third));

    private static int Infections(in CityState start, in StepConditions met, double uniform) =>
        start.Susceptible * met.Force <= 1 - uniform ? 0 : CountQuantile.Binomial(start.Susceptible, Chance.OfHazard(met.Force), uniform);

    private static int SymptomsEnd(in CityState start, StrainRates strain, in StepConditions met, double uniform) =>
        CountQuantile.Binomial(start.Symptomatic, Chance.OfHazard(strain.RecoveryHazard + met.Detection), uniform);
}
