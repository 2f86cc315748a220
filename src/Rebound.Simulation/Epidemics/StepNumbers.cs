using Rebound.Numerics;

namespace Rebound.Simulation;

/// <summary>The random numbers of a city's step, by the event that each belongs to; those of states without people are not made.</summary>
internal readonly struct StepNumbers
{
    /// <summary>First: infection. Second: end of latency. Third: without symptoms. Fourth: onset.</summary>
    internal readonly UniformBlock Infection;

    /// <summary>First: recovery without symptoms. Second: end of symptoms. Third: reported. Fourth: critical.</summary>
    internal readonly UniformBlock Illness;

    /// <summary>First: end. Second: without symptoms.</summary>
    internal readonly UniformBlock Quarantine;

    /// <summary>First: end of isolation. Second: critical. Third: end of critical illness. Fourth: death.</summary>
    internal readonly UniformBlock Hospital;

    internal StepNumbers(in CityState start, in StepConditions met)
    {
        if (met.Force != 0 || (start.Exposed | start.Presymptomatic) != 0) Infection = met.Block(0);
        if ((start.Asymptomatic | start.Symptomatic) != 0) Illness = met.Block(1);
        if (start.QuarantinedInfected != 0) Quarantine = met.Block(2);
        if ((start.Isolated | start.Critical) != 0) Hospital = met.Block(3);
    }
}
