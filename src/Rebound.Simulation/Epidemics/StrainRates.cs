using System.Runtime.Intrinsics;
using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>What the infection does to a person in one step, the same in every city.</summary>
internal sealed class StrainRates
{
    internal StrainRates(ParameterSet parameters, int stepsPerDay)
    {
        Step = 1.0 / stepsPerDay;
        var (latent, before, during) = (parameters[EpidemicParameters.LatentDays], parameters[EpidemicParameters.PresymptomaticDays], parameters[EpidemicParameters.SymptomaticDays]);
        var silent = parameters[EpidemicParameters.AsymptomaticShare];
        AsymptomaticInfectiousness = parameters[EpidemicParameters.AsymptomaticInfectiousness];
        EndOfLatency = Exit(latent);
        Onset = Exit(before);
        RecoveryHazard = Step / during;
        AsymptomaticRecovery = Exit(before + during);
        QuarantineEnd = Exit(0.5 * latent + before);
        HospitalEnd = Exit(parameters[EpidemicParameters.HospitalDays]);
        CriticalEnd = Exit(parameters[EpidemicParameters.CriticalDays]);
        Exits = Vector512.Create(
            0, EndOfLatency.Chance.Success, Onset.Chance.Success, AsymptomaticRecovery.Chance.Success, 0, QuarantineEnd.Chance.Success, HospitalEnd.Chance.Success, CriticalEnd.Chance.Success);
        Asymptomatic = new BinomialTable(Chance.Of(silent));
        CriticalFatality = parameters[EpidemicParameters.CriticalFatality];
        // durations in whole steps are a little longer than the exponential ones; β makes R₀ exact at any step
        var symptomatic = (1 - silent) * (Duration(Onset) + Step / Elementary.Strike(RecoveryHazard));
        Transmission = parameters[EpidemicParameters.ReproductionNumber] / (symptomatic + silent * AsymptomaticInfectiousness * Duration(AsymptomaticRecovery));
        PresymptomaticDays = before;
        SymptomaticShare = 1 - silent;
        Waits = parameters[EpidemicParameters.LateDays] > 0;
        EndOfWaiting = Waits ? Chance.OfHazard(Step / parameters[EpidemicParameters.LateDays]) : default;
    }

    /// <summary>Length of a step in days.</summary>
    internal double Step { get; }

    /// <summary>β: infections a day that one person with symptoms causes where everybody is susceptible.</summary>
    internal double Transmission { get; }

    internal double AsymptomaticInfectiousness { get; }

    internal double PresymptomaticDays { get; }

    internal double SymptomaticShare { get; }

    internal double RecoveryHazard { get; }

    internal double CriticalFatality { get; }

    internal BinomialTable EndOfLatency { get; }

    internal BinomialTable Onset { get; }

    internal BinomialTable AsymptomaticRecovery { get; }

    internal BinomialTable QuarantineEnd { get; }

    internal BinomialTable HospitalEnd { get; }

    internal BinomialTable CriticalEnd { get; }

    internal BinomialTable Asymptomatic { get; }

    /// <summary>Whether people who found no test can still be confirmed when they are no longer infectious.</summary>
    internal bool Waits { get; }

    internal Chance EndOfWaiting { get; }

    /// <summary>Chances of leaving, in the order of <see cref="StepLeavers"/>; 0 where a city has its own.</summary>
    internal Vector512<double> Exits { get; }

    private BinomialTable Exit(double days) => new(Chance.OfHazard(Step / days));

    private double Duration(BinomialTable exit) => Step / exit.Chance.Success;
}
