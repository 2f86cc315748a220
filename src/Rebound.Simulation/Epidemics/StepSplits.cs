using System.Runtime.Intrinsics;
using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>Where those who leave a state go.</summary>
internal readonly struct StepSplits
{
    internal readonly int Silent;
    internal readonly int Reported;
    internal readonly int SilentInQuarantine;
    internal readonly int CriticalFromIsolation;
    internal readonly int Deaths;

    internal StepSplits(in StepLeavers left, in CityState start, in CityRates rates, StrainRates strain, in StepConditions met, in StepNumbers numbers)
    {
        if (left.Infectious + left.EndedSymptoms >= LaneCounts.ManyPeople)
        {
            var counts = Together(left, start, rates, strain, met, numbers);
            Silent = counts.Has(0) ? counts[0] : strain.Asymptomatic.Quantile(left.Infectious, numbers.Infection.Third);
            Reported = counts.Has(1) ? counts[1] : CountQuantile.Binomial(left.EndedSymptoms, Chance.Once(Reporting(strain, met)), numbers.Illness.Third);
            SilentInQuarantine = counts.Has(2) ? counts[2] : strain.Asymptomatic.Quantile(left.EndedQuarantine, numbers.Quarantine.Second);
            CriticalFromIsolation = counts.Has(3) ? counts[3] : CountQuantile.Binomial(left.LeftIsolation, Severity(rates, met), numbers.Hospital.Second);
            Deaths = counts.Has(4) ? counts[4] : CountQuantile.Binomial(left.LeftCritical, Chance.Once(Lethality(start, rates, strain)), numbers.Hospital.Fourth);
            return;
        }
        if (left.Infectious > 0) Silent = strain.Asymptomatic.Quantile(left.Infectious, numbers.Infection.Third);
        if (left.EndedSymptoms > 0) Reported = CountQuantile.Binomial(left.EndedSymptoms, Chance.Once(Reporting(strain, met)), numbers.Illness.Third);
        if (left.EndedQuarantine > 0) SilentInQuarantine = strain.Asymptomatic.Quantile(left.EndedQuarantine, numbers.Quarantine.Second);
        if (left.LeftIsolation > 0) CriticalFromIsolation = CountQuantile.Binomial(left.LeftIsolation, Severity(rates, met), numbers.Hospital.Second);
        if (left.LeftCritical > 0) Deaths = CountQuantile.Binomial(left.LeftCritical, Chance.Once(Lethality(start, rates, strain)), numbers.Hospital.Fourth);
    }

    /// <summary>Chance that who leaves isolation or symptoms becomes critical.</summary>
    internal static Chance Severity(in CityRates rates, in StepConditions met) =>
        met.Fatality == 1 ? rates.Critical : Chance.Once(Math.Min(1, rates.CriticalShare * met.Fatality));

    private static LaneCounts Together(in StepLeavers left, in CityState start, in CityRates rates, StrainRates strain, in StepConditions met, in StepNumbers numbers)
    {
        var silent = strain.Asymptomatic.Chance.Success;
        return LaneCounts.Draw(
            Vector512.Create((double)left.Infectious, left.EndedSymptoms, left.EndedQuarantine, left.LeftIsolation, left.LeftCritical, 0, 0, 0),
            Vector512.Create(silent, Reporting(strain, met), silent, Severity(rates, met).Success, Lethality(start, rates, strain), 0, 0, 0),
            Vector512.Create(numbers.Infection.Third, numbers.Illness.Third, numbers.Quarantine.Second, numbers.Hospital.Second, numbers.Hospital.Fourth, 0, 0, 0));
    }

    private static double Reporting(StrainRates strain, in StepConditions met) => met.Detection / (strain.RecoveryHazard + met.Detection);

    // Who is critical without a bed dies more often: 1.6 times as often, at most always.
    private static double Lethality(in CityState start, in CityRates rates, StrainRates strain)
    {
        var over = start.InBeds - rates.Beds - start.EmergencyBeds;
        if (over <= 0) return strain.CriticalFatality;
        var without = Math.Min(1, over / (double)start.Critical);
        return Math.Min(1, strain.CriticalFatality * (1 + 0.6 * without));
    }
}
