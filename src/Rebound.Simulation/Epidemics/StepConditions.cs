using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>What a city meets in one step.</summary>
internal struct StepConditions
{
    internal int Day;
    internal ulong Step;
    internal ulong City;

    /// <summary>Hazard of infection of one susceptible person in this step.</summary>
    internal double Force;

    /// <summary>Hazard of detection of one person with symptoms in this step.</summary>
    internal double Detection;

    /// <summary>Hazard that rounds of tests find an infected person in this step.</summary>
    internal double Rounds;

    /// <summary>Secondary infections of one case, for tracing.</summary>
    internal double Secondary;

    /// <summary>Uninfected contacts in quarantine for one traced case.</summary>
    internal double ContactsPerCase;

    /// <summary>Hazard of protection by vaccination.</summary>
    internal double Vaccination;

    /// <summary>Fatality of the strain against the first one.</summary>
    internal double Fatality;

    /// <summary>Chance that an immune person becomes susceptible.</summary>
    internal Chance Escape;

    /// <summary>People whose quarantine ends.</summary>
    internal int Released;

    /// <summary>Whether contacts without symptoms are tested.</summary>
    internal bool TestsContacts;

    internal KeyedRandom Random;

    /// <summary>Detection against that after the alert.</summary>
    internal double Awareness;

    /// <summary>Share of the capacity of tests that exists.</summary>
    internal double TestShare;

    /// <summary>Hazard of rounds of tests in cities with a case.</summary>
    internal double RoundsWhereCases;

    /// <summary>Whether cases are traced.</summary>
    internal bool Traces;

    /// <summary>Random numbers of the city's step.</summary>
    /// <param name="group">Number of the group of events.</param>
    internal readonly UniformBlock Block(ulong group) => Random.Block(Step, City, group, EpidemicStep.Purpose);
}
