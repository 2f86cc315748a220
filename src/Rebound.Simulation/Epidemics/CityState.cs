namespace Rebound.Simulation;

/// <summary>The people of a city by state, whole numbers that always add up to its population, and what its control remembers.</summary>
internal struct CityState
{
    internal int Susceptible;
    internal int Exposed;
    internal int Presymptomatic;
    internal int Asymptomatic;
    internal int Symptomatic;
    internal int QuarantinedInfected;
    internal int QuarantinedSusceptible;
    internal int Isolated;
    internal int Critical;
    internal int Recovered;
    internal int Dead;

    /// <summary>Recovered people who asked for a test while infectious, found none, and can still be confirmed.</summary>
    internal int Waiting;

    internal int Infections;
    internal int Detected;
    internal int DetectedInTwoWeeks;
    internal int QuietDays;
    internal int OpenIntervalDays;
    internal bool OpenIntervalEnded;
    internal double OpenLevel;
    internal int EmergencyRounds;
    internal int EmergencyBeds;
    internal int BuildingDays;
    internal int Vaccinated;
    internal double Stringency;
    internal double TestsLeft;
    internal double TracingLeft;

    internal readonly int Infectious => Presymptomatic + Asymptomatic + Symptomatic;

    internal readonly int Latent => Exposed + Presymptomatic + Asymptomatic;

    internal readonly int InBeds => Isolated + Critical;

    /// <summary>Whether anything can still happen here without a new infection from elsewhere.</summary>
    internal readonly bool IsActive => (Exposed | Presymptomatic | Asymptomatic | Symptomatic | QuarantinedInfected | QuarantinedSusceptible | Isolated | Critical | DetectedInTwoWeeks | Waiting) != 0;

    internal readonly long People =>
        (long)Susceptible + Exposed + Presymptomatic + Asymptomatic + Symptomatic + QuarantinedInfected + QuarantinedSusceptible + Isolated + Critical + Recovered + Dead;

    internal readonly bool IsNegative =>
        (Susceptible | Exposed | Presymptomatic | Asymptomatic | Symptomatic | QuarantinedInfected | QuarantinedSusceptible | Isolated | Critical | Recovered | Dead) < 0;

    public override readonly string ToString() => FormattableString.Invariant(
        $"susceptible {Susceptible}, exposed {Exposed}, presymptomatic {Presymptomatic}, asymptomatic {Asymptomatic}, symptomatic {Symptomatic}, quarantined {QuarantinedInfected} + {QuarantinedSusceptible}, isolated {Isolated}, critical {Critical}, recovered {Recovered}, dead {Dead}");
}
